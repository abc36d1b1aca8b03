"""Choosing a picture for a text, in a window of its own that the editor opens."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from waishi.media.models import Picture
from waishi.publishing.office_pages import pages_of

A_PAGE = 24


def pages_of_browsing(model_admin: Any) -> list:
    """The address the editor's dialog knows."""
    return pages_of(model_admin, ("browse/", browse_page, "media_picture_browse"))


def browse_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Thumbnails, the newest first; a press hands one to the editor (CKEditor's protocol)."""
    user: Any = request.user
    if not user.has_perm("media.view_picture"):
        raise PermissionDenied
    asked = request.GET.get("q", "").strip()[:100]
    called = request.GET.get("CKEditorFuncNum", "")
    newest = Picture.objects.order_by("-pk")
    found, _ = model_admin.get_search_results(request, newest, asked)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "选择图片",
        "is_popup": True,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "called": called if called.removeprefix("-").isdecimal() else "",
    }
    return TemplateResponse(request, "office/browse_pictures.html", context)
