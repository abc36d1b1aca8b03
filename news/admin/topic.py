from django.contrib import admin

from news.models import Topic
from waishi.publishing.admin import PublicRecordAdmin


@admin.register(Topic)
class TopicAdmin(PublicRecordAdmin):
    list_display = ["name_zh_hans", "name_en", "slug", "starts_on", "ends_on", "is_public"]
    list_filter = ["is_public"]
    search_fields = ["name_zh_hans", "name_en", "slug"]
    raw_id_fields = ["lead_picture"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "introduction", "starts_on", "ends_on"]}),
        ("更多", {"classes": ["collapse"], "fields": ["lead_picture", "lead_picture_alt"]}),
    ]
