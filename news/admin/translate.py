"""One article side by side: the Chinese, what became of it since, and the English form."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from modeltranslation.translator import translator

from news.admin.article import (
    ArticleAdmin,
    ArticleAttachmentInline,
    ArticleForm,
    ArticlePictureInline,
)
from news.models import Article
from waishi.languages import ENGLISH, SOURCE, column, source_column, text_in
from waishi.media.models import Picture
from waishi.publishing import glossary, parts, reviewing, translating
from waishi.publishing.blocks import BlockDifference, prose_difference
from waishi.publishing.checking.passages import plain_text
from waishi.publishing.comparing import FieldDifference
from waishi.publishing.differences import text_difference
from waishi.publishing.models import Stage, Translation
from waishi.publishing.translating import MINOR_CHANGE, STILL_RIGHT
from waishi.publishing.writing import permission_for

FIELDS = ("title", "short_title", "subtitle", "summary", "body", "lead_picture_alt", "source")
ACTS = {"_right": STILL_RIGHT, "_minor": MINOR_CHANGE}


def translate_page(site: Any, request: HttpRequest, number: int) -> HttpResponse:
    """The desk of one article; its form is saved like every form of the office."""
    return TranslateAdmin(Article, site).changeform_view(request, str(number))


class TranslateForm(ArticleForm):
    """The English fields; the Chinese ones are shown, so that nobody translates unseen words."""

    def shown_names(self) -> list[str]:
        names = self.saved_names()
        return [*names, *(source_column(name) for name in names)]


class TranslatePictureInline(ArticlePictureInline):
    fields = [column("alt", ENGLISH), column("caption", ENGLISH)]
    max_num = 0
    can_delete = False


class TranslateAttachmentInline(ArticleAttachmentInline):
    fields = [column("title", ENGLISH)]
    max_num = 0
    can_delete = False


class TranslateAdmin(ArticleAdmin):
    """The English of an article and nothing else; not registered, its address is its own."""

    form = TranslateForm
    change_form_template = "office/translate.html"
    inlines = [TranslatePictureInline, TranslateAttachmentInline]
    fieldsets = [(None, {"fields": [column(name, ENGLISH) for name in FIELDS]})]
    autocomplete_fields = ()
    raw_id_fields = ()

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        if not self.has_change_permission(request, found):
            raise PermissionDenied
        return found

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any):
        article = kwargs["obj"]
        source = translating.units_of(article, SOURCE)
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        pairs = list(_pairs(article, source, context["adminform"].form, formsets))
        user: Any = request.user
        context |= {
            "title": f"翻译：{article}",
            "subtitle": None,
            "pairs": [pair for pair in pairs if pair.is_wanted],
            "formsets": formsets,
            "seen": json.dumps({name: translating.seen_of(said) for name, said in source.items()}),
            "hints": _hints(pairs),
            "may_translate": user.holds(permission_for(ENGLISH)),
            "may_call_minor": translating.may_confirm(article, ENGLISH, user, MINOR_CHANGE),
            "may_submit": article.stage_in(ENGLISH) == Stage.DRAFT,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Saved; then what the pressed button says beside it."""
        try:
            told = self._act(request, obj)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, told, messages.SUCCESS)
            if "_submit_en" in request.POST:
                review = reverse("admin:news_article_review", args=[obj.pk])
                return HttpResponseRedirect(f"{review}?language={ENGLISH}")
        return HttpResponseRedirect(request.path)

    def _act(self, request: HttpRequest, obj: Article) -> str:
        user: Any = request.user
        if "_submit_en" in request.POST:
            reviewing.submit(obj, ENGLISH, user)
            return "英文稿已保存并送审。"
        for button, act in ACTS.items():
            if name := request.POST.get(button):
                seen = _read_seen(request.POST.get("seen", ""))
                translating.confirm(obj, ENGLISH, user, [name], act, seen)
                return f"已记下：{act}（{translating.label_of(Article, name)}）。"
        return "已保存。"


def _read_seen(said: str) -> dict[str, str]:
    try:
        seen = json.loads(said)
    except ValueError:
        return {}
    return seen if isinstance(seen, dict) else {}


@dataclass(frozen=True)
class Pair:
    """One unit: the Chinese, what became of it since, and the field of the English."""

    name: str
    label: str
    source: str
    is_prose: bool
    field: BoundField
    state: str
    difference: list[FieldDifference]
    picture: Picture | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether there is anything to say in either language."""
        return bool(self.source or self.field.value() or self.field.errors)


def _pairs(
    article: Article, source: translating.Units, form: Any, formsets: list[Any]
) -> Iterator[Pair]:
    known = Translation.objects.of_text(article, ENGLISH).first()
    made_from = known.made_from if known else {}
    for name, record, field in _fields(article, form, formsets):
        said, old = source[name], made_from.get(name)
        is_translated = bool(text_in(record, name.rsplit(".", 1)[-1], ENGLISH))
        is_prose = name in Article.prose
        moved = is_translated and old != said
        state = "中文已改" if moved else "与中文一致" if is_translated else "未译"
        yield Pair(
            name=name,
            label=_label(record, name),
            source=said,
            is_prose=is_prose,
            field=field,
            state=state,
            difference=_difference(name, old, said, is_prose) if moved and old else [],
            picture=getattr(record, "picture", None),
        )


def _fields(
    article: Article, form: Any, formsets: list[Any]
) -> Iterator[tuple[str, Any, BoundField]]:
    """Every unit with the record it stands in and its element of the form."""
    for name in FIELDS:
        yield name, article, form[column(name, ENGLISH)]
    for formset in formsets:
        gone = formset.gone_forms()
        for one in (form for form in formset.initial_forms if form not in gone):
            for name in translator.get_options_for_model(formset.model).get_field_names():
                if column(name, ENGLISH) in one.fields:
                    unit = f"{formset.shown_name}.{one.instance.pk}.{name}"
                    yield unit, one.instance, one[column(name, ENGLISH)]


def _label(record: Any, name: str) -> str:
    said = parts.label_of(type(record), name.rsplit(".", 1)[-1])
    return said if "." not in name else f"{record._meta.verbose_name}：{said}"


def _difference(name: str, old: str, new: str, is_prose: bool) -> list[FieldDifference]:
    """How the Chinese differs from the one that was translated."""
    if is_prose:
        return [FieldDifference(name, "中文的变化", prose_difference(old, new, SOURCE))]
    runs = text_difference(old, new, SOURCE)
    return [FieldDifference(name, "中文的变化", [BlockDifference("changed", "", runs)])]


def _hints(pairs: list[Pair]) -> list[glossary.Hint]:
    """Known names in the Chinese, with a mark where the English does not have them."""
    source = "\n".join(plain_text(pair.source) for pair in pairs)
    english = "\n".join(plain_text(str(pair.field.value() or "")) for pair in pairs)
    return glossary.hints_for(source, english)
