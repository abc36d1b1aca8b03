"""The pages of a new version: bringing it in, and offering it to the drafts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from waishi.media.imaging import ACCEPTED_SUFFIXES, HELP
from waishi.media.models import Picture
from waishi.media.versions import add_version, switch_drafts
from waishi.numbers import is_number
from waishi.publishing.admin.office import admin_address


class VersionForm(forms.Form):
    """The better file."""

    upload = forms.FileField(
        label="新文件",
        help_text=HELP,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED_SUFFIXES}),
    )


def pages_of_versions(model_admin: Any) -> list:
    """The addresses below that of a picture."""
    wrap = model_admin.admin_site.admin_view

    def page(address: str, view: Any, name: str) -> Any:
        def shown(request: HttpRequest, number: int) -> HttpResponse:
            return view(model_admin.admin_site, request, get_object_or_404(Picture, pk=number))

        return path(f"<int:number>/{address}", wrap(shown), name=name)

    return [
        page("new-version/", new_version_page, "media_picture_new_version"),
        page("switch/", switch_page, "media_picture_switch"),
    ]


def new_version_page(site: Any, request: HttpRequest, picture: Picture) -> HttpResponse:
    """A better file for the same picture; what is public keeps the old one."""
    user: Any = request.user
    if not user.has_perm("media.add_picture"):
        raise PermissionDenied
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload: Any = form.cleaned_data["upload"]
        try:
            new = add_version(picture, upload, upload.name, user)
        except ValidationError as error:
            form.add_error("upload", error)
        else:
            messages.success(request, "新版本已进图库。已发布的页面仍显示旧版。")
            return HttpResponseRedirect(admin_address(new))
    context = {**site.each_context(request), "title": "传新版本", "picture": picture, "form": form}
    return TemplateResponse(request, "office/new_version.html", context)


def switch_page(site: Any, request: HttpRequest, picture: Picture) -> HttpResponse:
    """Put a picture for the one it replaces, in the drafts that were ticked."""
    user: Any = request.user
    may_change = user.has_perm("media.change_picture")
    if request.method != "POST" or not picture.replaces or not may_change:
        raise PermissionDenied
    numbers = [int(one) for one in request.POST.getlist("draft") if is_number(one)]
    try:
        switched = switch_drafts(picture.replaces, picture, numbers, user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{switched} 篇稿件已换用新版本，须照常送审发布，读者才会看到。")
    return HttpResponseRedirect(admin_address(picture))
