"""The import of a list in the office: a file, what it would do, and a yes.

Nothing is kept between the two pages: the second carries the file itself, signed,
so that what is written is what was shown, on whichever machine it arrives.
"""

import base64
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path

from friendship_cities.importing import UnreadableFile
from friendship_cities.importing.applying import MOVED, apply, may_import
from friendship_cities.importing.planning import Plan, plan_import
from friendship_cities.importing.tables import MOST_BYTES

TEMPLATE = "office/import_partnerships.html"
SALT = "friendship_cities.import_partnerships"
MOST_SECONDS = 60 * 60
NOT_SHOWN = "预览已经过期或不完整，请重新选择文件"
TOO_LARGE = "文件超过 10 MB，请只留友城名录，去掉图片后再导入"
DONE = "导入完成。{summary}。新登记的都是内部记录，公开须另一人同意。"


class UploadForm(forms.Form):
    """A list of friendship cities as an office has it."""

    file = forms.FileField(
        label="名录文件",
        help_text="CSV 或 XLSX，10 MB 以内",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "请选择文件", "empty": "这个文件是空的"},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(TOO_LARGE)
        return file


def import_urls(admin_site: AdminSite) -> list[URLPattern]:
    """The address of the import, to stand before those of `PartnershipAdmin`."""

    def view(request: HttpRequest) -> HttpResponse:
        return import_partnerships(request, admin_site)

    return [
        path("import/", admin_site.admin_view(view), name="friendship_cities_partnership_import")
    ]


def import_partnerships(request: HttpRequest, admin_site: AdminSite) -> HttpResponse:
    """First the file, then the plan, then the writing of exactly that plan."""
    if not may_import(request.user):
        raise PermissionDenied
    show = _pages(request, admin_site)
    if request.method != "POST":
        return show(UploadForm())
    if "plan" in request.POST:
        return _confirmed(request, show)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(form)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        return show(UploadForm(), plan_import(content, file.name), content)
    except UnreadableFile as refusal:
        form.add_error("file", str(refusal))
        return show(form)


def _pages(request: HttpRequest, admin_site: AdminSite) -> Callable[..., HttpResponse]:
    def show(form: UploadForm, plan: Plan | None = None, content: bytes = b"") -> HttpResponse:
        context = {
            **admin_site.each_context(request),
            "title": "导入友城名录",
            "subtitle": None,
            "form": form,
            "plan": plan,
            "signed_plan": _signed(request, plan, content) if plan else "",
        }
        return render(request, TEMPLATE, context)

    return show


def _confirmed(request: HttpRequest, show: Callable[..., HttpResponse]) -> HttpResponse:
    try:
        shown = signing.loads(request.POST["plan"], salt=SALT, max_age=MOST_SECONDS)
    except signing.BadSignature:
        shown = {}
    if shown.get("user") != request.user.pk:
        messages.error(request, NOT_SHOWN)
        return HttpResponseRedirect(request.path)
    content = base64.b64decode(shown["content"])
    plan = plan_import(content, shown["name"])
    try:
        if plan.fingerprint != shown["fingerprint"]:
            raise ValidationError(MOVED)
        applied = apply(plan, request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return show(UploadForm(), plan_import(content, shown["name"]), content)
    messages.success(request, DONE.format(summary=applied.summary))
    return HttpResponseRedirect(request.path)


def _signed(request: HttpRequest, plan: Plan, content: bytes) -> str:
    """The file, what was shown of it and to whom, as a text nobody can alter.

    Empty where there is nothing to confirm.
    """
    if plan.refused or plan.writes_nothing:
        return ""
    shown = {
        "user": request.user.pk,
        "name": plan.file_name,
        "fingerprint": plan.fingerprint,
        "content": base64.b64encode(content).decode(),
    }
    return signing.dumps(shown, salt=SALT, compress=True)
