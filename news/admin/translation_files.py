"""The desk's spreadsheet: out by the filters of the page, in with a preview first.

Nothing is kept between preview and confirmation: the second carries the file, signed.
"""

import base64
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from news.admin.translations import texts_of_tab
from news.models import Article
from waishi.languages import ENGLISH
from waishi.publishing.translation_files import (
    MOST_BYTES,
    Planned,
    apply,
    plan,
    read_workbook,
    write_workbook,
)
from waishi.publishing.writing import permission_for

SALT = "news.translation_files"
AN_HOUR = 60 * 60
MOST_TEXTS = 300
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileForm(forms.Form):
    file = forms.FileField(
        label="XLSX 文件",
        help_text="用翻译台“导出 XLSX”得到的文件，只改“英文”一栏，5 MB 以内",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError("文件超过 5 MB，请分几次导出。")
        return file.read()


def export_page(site: Any, request: HttpRequest) -> HttpResponse:
    """The texts of a tab, as it is filtered, the first three hundred of them."""
    _refuse_others(request)
    texts = texts_of_tab(request, request.user, slice(MOST_TEXTS))
    headers = {"Content-Disposition": 'attachment; filename="translations.xlsx"'}
    return HttpResponse(write_workbook(texts, ENGLISH), content_type=XLSX, headers=headers)


def import_page(site: Any, request: HttpRequest) -> HttpResponse:
    """First the file, then what it would do, then the writing of that."""
    _refuse_others(request)
    if "file" in request.POST:
        return _confirmed(request)
    form = FileForm(request.POST or None, request.FILES or None)
    context = {**site.each_context(request), "title": "导入译文", "form": form, "planned": None}
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"]
        try:
            planned = _plan(request, content)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            ready = [one for one in planned if not one.refusal]
            context |= {"planned": planned, "ready": len(ready)}
            context["signed"] = _signed(request, content) if ready else ""
    return TemplateResponse(request, "office/import_translations.html", context)


def _confirmed(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    try:
        shown = signing.loads(request.POST["file"], salt=SALT, max_age=AN_HOUR)
        if shown["user"] != user.pk:
            raise signing.BadSignature
        planned = _plan(request, base64.b64decode(shown["content"]))
        written = apply(planned, Article.objects.visible_to(user), ENGLISH, user)
    except signing.BadSignature:
        messages.error(request, "预览已经过期或不完整，请重新选择文件。")
        return HttpResponseRedirect(request.path)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(request.path)
    messages.success(request, f"已写入 {written} 项英文，中文没有动。")
    return HttpResponseRedirect(reverse("admin:translations"))


def _plan(request: HttpRequest, content: bytes) -> list[Planned]:
    user: Any = request.user
    return plan(read_workbook(content), Article.objects.visible_to(user), ENGLISH, user)


def _signed(request: HttpRequest, content: bytes) -> str:
    told = {"user": request.user.pk, "content": base64.b64encode(content).decode()}
    return signing.dumps(told, salt=SALT, compress=True)


def _refuse_others(request: HttpRequest) -> None:
    user: Any = request.user
    if not (user.holds(permission_for(ENGLISH)) and user.holds("news.change_article")):
        raise PermissionDenied
