from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from waishi.publishing.admin import PublicRecordAdmin
from waishi.publishing.admin.office import admin_address
from waishi.site.alerting import PERMISSION, put_live_at_once
from waishi.site.models import AlertBanner


@admin.register(AlertBanner)
class AlertBannerAdmin(PublicRecordAdmin):
    """Banners; one person may put one live at once, with the reason written beside the button."""

    change_form_template = "office/banner_form.html"
    list_display = [
        "text_zh_hans",
        "text_en",
        "kind",
        "urgency",
        "starts_at",
        "ends_at",
        "is_public",
        "is_unconfirmed",
    ]
    list_filter = ["is_unconfirmed", "is_public", "kind", "urgency"]
    search_fields = ["text_zh_hans", "text_en"]
    fieldsets = [
        (None, {"fields": ["text", "kind", "urgency", "link", "starts_at", "ends_at"]}),
    ]

    def buttons(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        is_internal = not (obj and obj.pk and obj.is_public)
        return super().buttons(request, obj) | {
            "banner": obj,
            "can_put_live": is_internal and request.user.holds(PERMISSION),
        }

    def _act(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        if "_put_live" not in request.POST:
            return super()._act(request, obj)
        try:
            put_live_at_once(obj, request.user, request.POST.get("urgent_reason", "")[:2000])
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(
                request, "已先行发布，读者现在就能看到；请尽快由另一人补核。", messages.WARNING
            )
        return HttpResponseRedirect(admin_address(obj))
