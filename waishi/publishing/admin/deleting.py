"""Deleting what somebody began to use a moment ago: the database refuses, staff are told."""

from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

REFUSED = "没有删除：刚刚有别处用到了它。请刷新后再看用在哪里。"


class KeepsWhatIsUsed(admin.ModelAdmin):
    """An admin whose pages of deletion saw no use, though the database by now knows one."""

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any):
        try:
            return super().delete_view(request, object_id, *args, **kwargs)
        except IntegrityError:
            names = self.opts.app_label, self.opts.model_name
            page = reverse("admin:{}_{}_change".format(*names), args=[object_id])
            return self._refused(request, page)

    def response_action(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """All that was chosen is deleted, or none of it."""
        try:
            with transaction.atomic():
                return super().response_action(request, queryset)
        except IntegrityError:
            if request.POST.get("action") != "delete_selected":
                raise
            return self._refused(request, request.get_full_path())

    def _refused(self, request: HttpRequest, page: str) -> HttpResponse:
        self.message_user(request, REFUSED, messages.ERROR)
        return HttpResponseRedirect(page)
