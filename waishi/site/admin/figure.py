from django.contrib import admin

from waishi.publishing.admin import PublicRecordAdmin
from waishi.site.models import StatedFigure


@admin.register(StatedFigure)
class StatedFigureAdmin(PublicRecordAdmin):
    list_display = [
        "label_zh_hans",
        "value",
        "exactness",
        "as_of",
        "stated_by_zh_hans",
        "is_public",
    ]
    list_filter = ["subject", "is_public"]
    search_fields = ["label_zh_hans", "source"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "subject",
                    "label",
                    "value",
                    "exactness",
                    "unit",
                    "as_of",
                    "stated_by",
                    "source",
                ]
            },
        )
    ]
