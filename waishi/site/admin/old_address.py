"""旧地址: the list, and how that of a former site comes in."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from waishi.publishing.admin import OfficeAdmin
from waishi.publishing.admin.forms import OfficeForm
from waishi.publishing.list_files import text_of
from waishi.publishing.office_pages import pages_of
from waishi.site.models import OldAddress
from waishi.site.models.old_address import path_of
from waishi.site.moving import import_old_addresses

# More take longer than a person waits for a page; the command takes any number.
MOST_LINES = 2000
MOST_BYTES = 1024 * 1024


class OldAddressForm(OfficeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The number of an article becomes its path before the field is checked.
        self.fields["target"].to_python = lambda said: path_of(said or "")


class ListForm(forms.Form):
    """A list of old addresses, as a file or pasted."""

    file = forms.FileField(
        label="CSV 文件",
        required=False,
        widget=forms.ClearableFileInput({"accept": ".csv,.txt"}),
    )
    pasted = forms.CharField(
        label="或从 Excel 复制两列，粘贴在这里",
        required=False,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """The list as one text; the file where there is one."""
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        text = _read(file) if file else cleaned.get("pasted", "")
        if not text.strip():
            raise ValidationError("请选择文件，或粘贴旧地址和新地址两列。")
        if len(text.splitlines()) > MOST_LINES:
            raise ValidationError(f"一次最多导入{MOST_LINES}行，请分几次导入。")
        return cleaned | {"text": text}


def _read(file: Any) -> str:
    if file.size > MOST_BYTES:
        raise ValidationError("文件超过 1 MB，请分几次导入。")
    try:
        return text_of(file.read())
    except UnicodeDecodeError:
        raise ValidationError("这个文件不是 CSV，请用 Excel 另存为“CSV UTF-8”。") from None


@admin.register(OldAddress)
class OldAddressAdmin(OfficeAdmin):
    form = OldAddressForm
    change_list_template = "office/old_address_list.html"
    list_display = ["path", "target", "remark"]
    search_fields = ["path", "target", "remark"]
    fieldsets = [(None, {"fields": ["path", "target", "remark"]})]

    def get_urls(self) -> list:
        own = pages_of(self, ("import/", import_page, "import_old_addresses"))
        return own + super().get_urls()


def import_page(model_admin: OldAddressAdmin, request: HttpRequest) -> HttpResponse:
    """First what would come of the list, line by line; then the same list, written."""
    may_add, may_change = model_admin.has_add_permission, model_admin.has_change_permission
    if not (may_add(request) and may_change(request)):
        raise PermissionDenied
    form, trial = ListForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        is_trial = "_import" not in request.POST
        person: Any = request.user
        text = form.cleaned_data["text"]
        trial = import_old_addresses(text, person, is_trial=is_trial)
        if not is_trial and not trial.faults:
            told = f"已导入：新增 {trial.added} 条，改动 {trial.changed} 条。"
            model_admin.message_user(request, told)
            return HttpResponseRedirect(reverse("admin:site_oldaddress_changelist"))
        # What was read stands in the box from now on: the file need not be chosen again.
        form = ListForm(initial={"pasted": text})
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "导入旧地址",
        "opts": model_admin.opts,
        "form": form,
        "trial": trial,
        "most": MOST_LINES,
    }
    return TemplateResponse(request, "office/import_old_addresses.html", context)
