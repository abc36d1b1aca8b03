"""导入Word: a file becomes a draft, with its pictures in the library."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from news.manuscripts import draft_from, open_word
from news.models import Section
from waishi.accounts.models import User
from waishi.publishing.admin.office import admin_address


class ManuscriptForm(forms.Form):
    """A manuscript, and where it belongs."""

    file = forms.FileField(
        label="Word 文件",
        help_text="扩展名为 .docx，不超过 100 MB。.doc 和 .wps 请先另存为 .docx。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.doc,.wps"}),
    )
    section = forms.ModelChoiceField(Section.objects.none(), label="栏目")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opened = Section.objects.visible_to(by).order_by("position", "pk")
        self.fields["section"].queryset = opened

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        self.word = open_word(upload)
        return upload


def import_word_page(site: Any, request: HttpRequest) -> HttpResponse:
    """Choose a file and a section; one press makes the draft and opens it."""
    user: Any = request.user
    if not user.holds("news.add_article"):
        raise PermissionDenied
    form = ManuscriptForm(request.POST or None, request.FILES or None, by=user)
    if request.method == "POST" and form.is_valid():
        section = form.cleaned_data["section"]
        article, told = draft_from(form.word, form.cleaned_data["file"].name, section, user)
        messages.success(request, "已导入为草稿。请核对标题、栏目和来源，给图片写替代文字。")
        for one in told:
            messages.warning(request, one)
        return HttpResponseRedirect(admin_address(article))
    context = {**site.each_context(request), "title": "导入 Word", "form": form}
    return TemplateResponse(request, "office/import_word.html", context)
