from django.contrib import admin
from django.http import HttpRequest

from waishi.publishing.admin import PublicRecordAdmin
from waishi.site.hant import to_traditional
from waishi.site.models import ScriptException, SiteIdentity, StatedFigure


@admin.register(SiteIdentity)
class SiteIdentityAdmin(PublicRecordAdmin):
    list_display = ["__str__", "name_zh_hans", "is_demonstration", "is_public"]
    fieldsets = [
        ("是谁", {"fields": ["name", "tagline", "organiser", "contact"]}),
        ("关于", {"fields": ["about"]}),
        (
            "更多",
            {
                "classes": ["collapse"],
                "fields": [
                    "is_demonstration",
                    "domain",
                    "site_code",
                    "icp_number",
                    "police_number",
                ],
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not SiteIdentity.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: SiteIdentity | None = None) -> bool:
        return False


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


@admin.register(ScriptException)
class ScriptExceptionAdmin(PublicRecordAdmin):
    list_display = ["simplified", "traditional", "derived", "is_public"]
    list_filter = ["is_public"]
    search_fields = ["simplified", "traditional"]
    fieldsets = [(None, {"fields": ["simplified", "traditional", "reason"]})]

    @admin.display(description="不设例外时")
    def derived(self, exception: ScriptException) -> str:
        return to_traditional(exception.simplified)
