"""A form that meets a time-out is carried through the sign-in, not lost.

Models are not there yet while this module is loaded: what needs them is imported
where it is used.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from waishi.site.legible import make_legible


class FormsOutliveSignIn(admin.AdminSite):
    """An admin whose forms are kept while they are open, and over a new sign-in."""

    def get_urls(self) -> list:
        from waishi.publishing.admin.keeping import keep_form

        own = [path("keep/", self.admin_view(keep_form), name="keep_form")]
        return own + super().get_urls()

    def admin_view(self, view: Callable, cacheable: bool = False) -> Any:
        from waishi.publishing.admin.keeping import is_form

        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                make_legible(request.POST)
            met_a_time_out = request.method == "POST" and not self.has_permission(request)
            if met_a_time_out and is_form(request.path):
                return self._sign_in_first(request)
            return guarded(request, *args, **kwargs)

        return inner

    def _sign_in_first(self, request: HttpRequest) -> HttpResponse:
        from django.contrib.admin.forms import AdminAuthenticationForm

        from waishi.publishing.admin.keeping import RESTORE, seal

        context = {
            **self.each_context(request),
            "title": "登录",
            "form": AdminAuthenticationForm(request),
            "app_path": reverse("admin:login"),
            "next": f"{request.path}?{RESTORE}=restore",
            "kept": seal(request),
        }
        return TemplateResponse(request, "admin/login.html", context, status=403)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        from waishi.publishing.admin.keeping import unseal

        more = {"kept": request.POST.get("kept", "")}
        response = super().login(request, more | (extra_context or {}))
        if request.method == "POST" and isinstance(response, HttpResponseRedirect):
            unseal(request)
        return response
