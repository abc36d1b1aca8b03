from django.contrib import admin

from waishi.publishing.admin import PublicRecordAdmin
from waishi.site.hant import to_traditional
from waishi.site.models import ScriptException


@admin.register(ScriptException)
class ScriptExceptionAdmin(PublicRecordAdmin):
    list_display = ["simplified", "traditional", "derived", "is_public"]
    list_filter = ["is_public"]
    search_fields = ["simplified", "traditional"]
    fieldsets = [(None, {"fields": ["simplified", "traditional", "reason"]})]

    @admin.display(description="不设例外时")
    def derived(self, exception: ScriptException) -> str:
        return to_traditional(exception.simplified)
