from django.contrib import admin

from waishi.publishing.admin import PublicRecordAdmin
from waishi.site.models import MourningPeriod


@admin.register(MourningPeriod)
class MourningPeriodAdmin(PublicRecordAdmin):
    list_display = ["occasion", "starts_at", "ends_at", "is_public"]
    fieldsets = [(None, {"fields": ["occasion", "starts_at", "ends_at"]})]
