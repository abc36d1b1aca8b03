"""用词表, 人名职务表, and where both were found: with withdrawal of what readers see."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from waishi.publishing import proposing, releasing, wordlist
from waishi.publishing.admin.lists import LanguageFilter, language_name
from waishi.publishing.admin.office import OfficeAdmin, admin_address
from waishi.publishing.admin.readers import ReadOnlyAdmin
from waishi.publishing.list_files import text_of
from waishi.publishing.models import (
    LinkState,
    LinkUse,
    Occurrence,
    Official,
    PublicRecord,
    WordRule,
    WorkingText,
)

MOST_BYTES = 2 * 1024 * 1024
# Texts named beside one broken link.
MOST_USES = 20


class ListAdmin(OfficeAdmin):
    """A list of the office: a change is searched for everywhere, at once, by a trigger."""

    change_form_template = "office/listed.html"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Ended by its day, so that old findings can be understood."""
        return False

    def buttons(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        if obj is None or not obj.pk:
            return {}
        return {"occurrence_count": Occurrence.objects.of_rule(obj).count(), "rule": obj}


class WordFileForm(forms.Form):
    file = forms.FileField(label="CSV 文件", help_text="用“导出”得到的文件改好后再传")

    def clean_file(self) -> list[WordRule]:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError("文件超过 2 MB。")
        try:
            return wordlist.read_words(text_of(file.read()))
        except UnicodeDecodeError:
            raise ValidationError("这个文件不是 CSV，请用 Excel 另存为“CSV UTF-8”。") from None


@admin.register(WordRule)
class WordRuleAdmin(ListAdmin):
    change_list_template = "office/word_list.html"
    list_display = ["term", "instead", "level", "language", "valid_from", "valid_until", "source"]
    list_filter = ["level", "language"]
    search_fields = ["term", "instead", "reason"]
    fields = [
        "term",
        "language",
        "level",
        "instead",
        "unless",
        "reason",
        "source",
        "valid_from",
        "valid_until",
    ]

    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        own = [
            path("export/", wrap(self.export_view), name="export_words"),
            path("import/", wrap(self.import_view), name="import_words"),
        ]
        return own + super().get_urls()

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The whole list as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        # Excel reads UTF-8 only with a byte order mark.
        told = "\ufeff" + wordlist.write_words(WordRule.objects.all())
        headers = {"Content-Disposition": 'attachment; filename="words.csv"'}
        return HttpResponse(told, content_type="text/csv; charset=utf-8", headers=headers)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a changed list in: all of it or nothing."""
        if not self.has_add_permission(request) or not self.has_change_permission(request):
            raise PermissionDenied
        form = WordFileForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                changed = wordlist.import_words(form.cleaned_data["file"], request.user)
            except ValidationError as refusal:
                form.add_error("file", refusal)
            else:
                self.message_user(request, f"已导入，新增或改动 {len(changed)} 个词。")
                return HttpResponseRedirect(reverse("admin:publishing_wordrule_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": "导入用词表",
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "office/import_words.html", context)


@admin.register(Official)
class OfficialAdmin(ListAdmin):
    list_display = ["name_zh_hans", "post_zh_hans", "from_on", "until_on", "source"]
    search_fields = ["name_zh_hans", "name_en", "post_zh_hans", "post_en"]
    fields = ["name", "post", "from_on", "until_on", "source"]


class ReasonForm(ActionForm):
    reason = forms.CharField(label="撤稿原因", max_length=500, required=False)


@admin.register(Occurrence)
class OccurrenceAdmin(ReadOnlyAdmin):
    list_display = [
        "rule_name",
        "level",
        "state",
        "where",
        language_name,
        "label",
        "quote",
        "found_at",
    ]
    list_display_links = None
    list_filter = ["state", "level", LanguageFilter]
    search_fields = ["rule_name", "title"]
    list_select_related = ["content_type"]
    actions = ["withdraw"]
    action_form = ReasonForm

    @admin.display(description="何处")
    def where(self, occurrence: Occurrence) -> str:
        """A link to the form element, where there is one."""
        model = occurrence.content_type.model_class()
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        anchor = f"#id_{occurrence.field}" if occurrence.field else ""
        address = reverse(name, args=[occurrence.object_id]) + anchor
        return format_html('<a href="{}">{}</a>', address, occurrence.title)

    def get_actions(self, request: HttpRequest) -> dict:
        """Only for those who may withdraw."""
        found = super().get_actions(request)
        return found if request.user.holds("publishing.withdraw_text") else {}

    @admin.action(description="立即撤下选中的公开内容（错误撤稿）")
    def withdraw(self, request: HttpRequest, chosen: Any) -> None:
        """Take every chosen page down, each by the ordinary service, with one reason."""
        reason = request.POST.get("reason", "")[:500]
        public = chosen.filter(state__in=[Occurrence.State.LIVE, Occurrence.State.RECORD])
        done, refused = 0, []
        for record, language in _once_each(public):
            try:
                _take_down(record, language, request.user, reason)
            except ValidationError as error:
                refused.append(f"{record}：{' '.join(error.messages)}")
            else:
                done += 1
        if done:
            self.message_user(request, f"已撤下 {done} 处。", messages.SUCCESS)
        elif not refused:
            said = "选中的都还没有公开，没有可撤的；请点标题去改。"
            self.message_user(request, said, messages.WARNING)
        for said in refused:
            self.message_user(request, said, messages.ERROR)


@admin.register(LinkState)
class LinkStateAdmin(ReadOnlyAdmin):
    """断链: links a person should look at."""

    list_display = ["address", "state", "first_failed_at", "checked_at", "final_address", "where"]
    list_filter = ["state"]
    search_fields = ["address", "title"]
    fields = [
        "address",
        "state",
        "http_status",
        "problem",
        "final_address",
        "title",
        "first_title",
        "first_failed_at",
        "checked_at",
        "where",
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        seen = LinkUse.objects.visible_to(request.user).prefetch_related("text")
        uses = Prefetch("uses", seen.order_by("pk")[:MOST_USES], to_attr="seen_uses")
        return super().get_queryset(request).troubled().prefetch_related(uses)

    @admin.display(description="用在")
    def where(self, link: LinkState) -> str:
        """The texts the person may open, each with a way to it."""
        texts = [use.text for use in link.seen_uses]
        return format_html_join("；", '<a href="{}">{}</a>', ((admin_address(t), t) for t in texts))


def _once_each(chosen: Any) -> list[tuple[Any, str]]:
    """The records of the rows, each text once per language, each record once."""
    found = {}
    for row in chosen.prefetch_related("record"):
        if row.record is not None:
            language = row.language if isinstance(row.record, WorkingText) else ""
            found[row.content_type_id, row.object_id, language] = (row.record, language)
    return list(found.values())


@transaction.atomic
def _take_down(record: Any, language: str, by: Any, reason: str) -> None:
    if isinstance(record, WorkingText):
        releasing.withdraw(record, language, by, kind="error", reason=reason)
    elif isinstance(record, PublicRecord):
        proposing.take_back(record, by, reason)
    Occurrence.objects.filter(
        content_type__model=record._meta.model_name,
        object_id=record.pk,
        state__in=[Occurrence.State.LIVE, Occurrence.State.RECORD],
        **({"language": language} if language else {}),
    ).delete()
