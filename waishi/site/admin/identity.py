from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from waishi.media.widgets import PictureWidget, show_pictures
from waishi.publishing.admin import PartInline, PublicRecordAdmin
from waishi.publishing.admin.forms import OfficeForm
from waishi.site.inspection import missing_for_inspection
from waishi.site.models import OtherName, SiteIdentity


class SiteIdentityForm(OfficeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_pictures(self, "mark")


class OtherNameInline(PartInline):
    model = OtherName
    fields = ["name", "until", "position"]
    classes = ["collapse"]


@admin.register(SiteIdentity)
class SiteIdentityAdmin(PublicRecordAdmin):
    form = SiteIdentityForm
    change_form_template = "office/identity_form.html"
    inlines = [OtherNameInline]
    list_display = ["__str__", "name_zh_hans", "is_demonstration", "is_public"]
    list_select_related = ["mark"]
    raw_id_fields = ["mark"]
    fieldsets = [
        ("是谁", {"fields": ["name", "tagline", "organiser", "operator"]}),
        (
            "怎样找到本办",
            {"fields": ["address", "telephone", "email", "office_hours", "contact"]},
        ),
        (
            "页脚须列出的标识",
            {
                "fields": [
                    "domain",
                    "site_code",
                    "icp_number",
                    "police_number",
                    "conac_id",
                    "is_demonstration",
                ]
            },
        ),
        ("关于", {"fields": ["about"]}),
        ("更多", {"classes": ["collapse"], "fields": ["mark", "mark_alt"]}),
    ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "mark":
            kwargs["widget"] = PictureWidget(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def buttons(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        missing = missing_for_inspection(obj) if obj and obj.pk else []
        return super().buttons(request, obj) | {"missing_for_inspection": missing}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not SiteIdentity.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: SiteIdentity | None = None) -> bool:
        return False
