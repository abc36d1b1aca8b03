from django.contrib import admin

from news.models import Section
from waishi.publishing.admin import PublicRecordAdmin


@admin.register(Section)
class SectionAdmin(PublicRecordAdmin):
    list_display = ["name_zh_hans", "name_en", "slug", "position", "reviews_wanted", "is_public"]
    list_filter = ["layout", "is_public"]
    search_fields = ["name_zh_hans", "name_en", "slug"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "description", "keywords", "position"]}),
        (
            "更多",
            {
                "classes": ["collapse"],
                "fields": [
                    "parent",
                    "layout",
                    "column_type",
                    "freshness_days",
                    "age_notice_after",
                    "reviews_wanted",
                ],
            },
        ),
    ]
