"""信息发布审核表: all that was said of one text, on one page to print, sign and file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from news.exporting import add_caption, bytes_of, docx_of, new_document
from news.models import Article
from news.rendering import pictures_in
from waishi.accounts.models import User
from waishi.languages import LANGUAGES, NAMES
from waishi.media.models import Picture
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import Review, Stage
from waishi.publishing.moments import database_moment
from waishi.publishing.queue import authors_of
from waishi.publishing.signing import fingerprint_of
from waishi.publishing.templatetags.desk_tags import said_by

if TYPE_CHECKING:
    from news.admin.article import ArticleAdmin

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What a line of the form says where nobody has signed it yet.
UNSIGNED = ""


@dataclass(frozen=True)
class Line:
    """One review the text needs: what was said of it, or room for a pen."""

    label: str
    opinion: str
    who: str
    when: str


@dataclass(frozen=True)
class Sheet:
    """The form, as the page and the Word file show it."""

    title: str
    facts: list[tuple[str, str]]
    lines: list[Line]
    history: list[tuple[str, str, str, str]]
    fingerprint: str
    text_hash: str
    printed_at: datetime


def sheet_page(
    admin: ArticleAdmin, request: HttpRequest, number: int, language: str
) -> HttpResponse:
    """The form as a page to print."""
    article = _opened(admin, request, number, language)
    context = {
        **admin.admin_site.each_context(request),
        "title": f"审核表：{article}",
        "sheet": sheet_of(article, language),
        "article": article,
        "language": language,
    }
    return TemplateResponse(request, "office/review_sheet.html", context)


def sheet_file(
    admin: ArticleAdmin, request: HttpRequest, number: int, language: str
) -> HttpResponse:
    """The form as a Word file."""
    article = _opened(admin, request, number, language)
    return _file(sheet_docx(sheet_of(article, language)), f"review-{number}-{language}.docx")


def text_file(
    admin: ArticleAdmin, request: HttpRequest, number: int, language: str
) -> HttpResponse:
    """The text itself as a Word file."""
    article = _opened(admin, request, number, language)
    document = document_of(article, language)
    numbers = [use["picture"] for use in document["gallery"]]
    wanted = Q(file__in=pictures_in(document["body"])) | Q(pk__in=numbers)
    return _file(
        docx_of(document, Picture.objects.filter(wanted)), f"article-{number}-{language}.docx"
    )


def sheet_of(article: Article, language: str) -> Sheet:
    """Everything the form says of the text as it stands now."""
    document = document_of(article, language)
    text_hash = hash_of(document)
    said = list(Review.objects.of_text(article, language).for_history())
    authors = User.objects.filter(pk__in=authors_of(article, language)).order_by("pk")
    return Sheet(
        title=document["title"] or "（无标题）",
        facts=[
            ("编号与语种", f"{article.pk}（{NAMES[language]}）"),
            ("拟发栏目", article.found_in),
            ("来源", document["source"]),
            ("作者、改稿人", "、".join(person.display_name for person in authors) or "—"),
            ("责任编辑", document["responsible_editor"] or "—"),
        ],
        lines=[_line(stage, said, text_hash) for stage in article.reviews_wanted(language)],
        history=[_told(review) for review in said],
        fingerprint=fingerprint_of(text_hash),
        text_hash=text_hash,
        printed_at=database_moment(),
    )


def _line(stage: Stage, said: list[Review], text_hash: str) -> Line:
    """The approval of this very text at `stage`, if there is one."""
    label = stage.label.removeprefix("待")
    approved = [
        one
        for one in said
        if one.stage == stage
        and one.verdict == Review.Verdict.APPROVED
        and one.text_hash == text_hash
    ]
    if not approved:
        return Line(label, UNSIGNED, UNSIGNED, UNSIGNED)
    review = approved[-1]
    return Line(label, review.opinion or "通过", said_by(review), _at(review.given_at))


def _told(review: Review) -> tuple[str, str, str, str]:
    stage = "" if review.stage == Stage.DRAFT else Stage(review.stage).label.removeprefix("待")
    verdict = f"{stage}{review.get_verdict_display()}"
    return _at(review.given_at), said_by(review), verdict, review.opinion


def _at(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def sheet_docx(sheet: Sheet) -> bytes:
    """The form as a Word file, with room for a pen where nobody has decided yet."""
    word = new_document()
    word.add_heading("信息发布审核表", 0)
    _table(word, [["标题", sheet.title], *([label, text] for label, text in sheet.facts)])
    word.add_heading("审核意见", 1)
    rows = [[line.label, line.opinion, line.who, line.when] for line in sheet.lines]
    _table(word, [["环节", "意见", "签字", "日期"], *rows])
    word.add_heading("经过", 1)
    _table(word, [["时间", "何人", "环节", "意见"], *(list(one) for one in sheet.history)])
    word.add_paragraph(f"稿件指纹：{sheet.fingerprint}")
    add_caption(word, f"全文校验值 {sheet.text_hash}，{_at(sheet.printed_at)}（北京时间）生成")
    return bytes_of(word)


def _table(word: Any, rows: list[list[str]]) -> None:
    table = word.add_table(len(rows), len(rows[0]), style="Table Grid")
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text


def _opened(admin: ArticleAdmin, request: HttpRequest, number: int, language: str) -> Article:
    article = admin.get_queryset(request).filter(pk=number).first()
    known = article is not None and admin.has_view_permission(request, article)
    if not known or language not in LANGUAGES:
        raise Http404
    return article


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
