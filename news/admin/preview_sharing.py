"""Whether preview links are used, and from where they open."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from news.models import PreviewSharing
from waishi.publishing import audit
from waishi.publishing.admin.lists import NamedList


@admin.register(PreviewSharing)
class PreviewSharingAdmin(NamedList):
    """The one row; who changes it stands in the audit, with what it said before and after."""

    fields = ["is_on", "networks"]
    list_display = ["__str__", "networks"]
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not PreviewSharing.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is switched off instead."""
        return False

    def save_model(
        self, request: HttpRequest, obj: PreviewSharing, form: Any, change: bool
    ) -> None:
        before = PreviewSharing.objects.values("is_on", "networks").first()
        super().save_model(request, obj, form, change)
        after = {"is_on": obj.is_on, "networks": obj.networks}
        audit.record(request.user, "修改", obj, before=before, after=after)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the audit is ours."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the audit is ours."""
