"""A text as the public will read it, from any stage: one release, stored or not, and its page.

Whatever is shown comes from `document_of`, or from a release or review that keeps what
came from it, and goes through the very function that makes the public page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, CharField, Value
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import render

from news.models import Article, ArticleRelease
from news.models.release import around
from news.views.article import article_page, draw_qr
from waishi.languages import LANGUAGES, text_in
from waishi.media.models import Picture
from waishi.publishing import releasing
from waishi.publishing.documents import document_of
from waishi.publishing.models import ChangeCounter, Review
from waishi.publishing.moments import database_moment
from waishi.site.frame import PublicRequest, finish, framed
from waishi.site.languages import PREFIXES, language_of, language_of_texts

ARRAYS = ("topic_ids", "partnership_ids", "country_ids", "visit_ids", "event_ids")
MOMENTS = ("dated_at", "live_from", "released_at")
WORKING, LIVE = "working", "live"


@dataclass(frozen=True)
class Source:
    """What is shown: the working text, what is live, one release, or what one review read."""

    name: str
    release: ArticleRelease | None = None
    review: Review | None = None

    @property
    def language(self) -> str:
        """The one language it is in; empty where it is in each."""
        kept = self.release or self.review
        return kept.language if kept else ""


def find_source(article: Article, name: str) -> Source | None:
    """The source called `working`, `live`, `release-12` or `review-7`; None for any other."""
    if name in (WORKING, LIVE):
        return Source(name)
    kind, _, number = name.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    if kind == "release":
        release = article.releases.select_related("section").filter(pk=number).first()
        return Source(name, release=release) if release else None
    if kind == "review":
        review = Review.objects.of_every_language(article).filter(pk=number).first()
        return Source(name, review=review) if review else None
    return None


def page_instead(article: Article, source: Source) -> Callable[[PublicRequest], Any]:
    """The page of `article`, in its languages, made from `source` in the place of the live one."""

    def instead(request: PublicRequest) -> Callable[[PublicRequest], HttpResponse] | None:
        language = language_of_texts(language_of(request.path))
        if source.name == LIVE or source.language not in ("", language):
            return None
        own = f"{PREFIXES[request.address_language]}/news/{article.pk}/"
        pages: dict[str, Callable[[PublicRequest], HttpResponse]] = {
            own: lambda asked: _page(asked, article, source),
            f"{own}qr.svg": lambda asked: draw_qr(asked, article.pk),
        }
        return pages.get(request.path)

    return instead


def _page(request: PublicRequest, article: Article, source: Source) -> HttpResponse:
    framed(request)
    release = _release(article, source, request.language)
    if not release.title:
        page = render(request, "preview/not_begun.html", {"available_in": _begun(article)})
    elif release.external_url:
        page = render(request, "preview/only_a_link.html", {"release": release})
    else:
        languages = _begun(article) if source.name == WORKING else [release.language]
        page = article_page(request, _placed(release, request.moment, languages))
    return finish(request, page)


def _begun(article: Article) -> list[str]:
    return [language for language in LANGUAGES if text_in(article, "title", language)]


def _release(article: Article, source: Source, language: str) -> ArticleRelease:
    if source.release:
        return source.release
    document = source.review.document if source.review else document_of(article, language)
    return unsaved(article, language, document)


def unsaved(article: Article, language: str, document: dict[str, Any]) -> ArticleRelease:
    """The release that `document` would be, were it released now."""
    now = database_moment()
    signed = releasing.Signature(None, now)
    columns = releasing.columns_of(article, language, document, now, signed)
    lead = columns["lead_picture_id"]
    if lead and not Picture.objects.filter(pk=lead).exists():
        columns["lead_picture_id"] = None
    release = ArticleRelease(article=article, **columns)
    # As the database would give it back.
    release.original_on = release._meta.get_field("original_on").to_python(release.original_on)
    return release


def _placed(release: ArticleRelease, moment: datetime, languages: list[str]) -> ArticleRelease:
    """The release with what stands around it at `moment`, as `for_page` reads it."""
    given = around(ArticleRelease.objects.all(), release.article_id, release.language, moment)
    row: Any = ChangeCounter.objects.annotate(**_as_columns(release)).annotate(**given).get()
    for name in given:
        setattr(release, name, getattr(row, name))
    release.languages = sorted({*release.languages, *languages})
    if release.pk is None:
        # It is the newest of its own changes, though no row says so yet.
        own = {"note": release.change_note, "made_at": release.live_from.isoformat()}
        release.changes = [own, *release.changes]
    return release


def _as_columns(release: ArticleRelease) -> dict[str, Any]:
    """The columns that `around` reads, of a row that need not be stored."""
    numbers = ArrayField(BigIntegerField())
    field: Any = release._meta.get_field
    columns: dict[str, Any] = {name: Cast(getattr(release, name), numbers) for name in ARRAYS}
    columns |= {name: Value(getattr(release, name), field(name)) for name in MOMENTS}
    for name in ("article", "article_id", "section"):
        number = release.section_id if name == "section" else release.article_id
        columns[name] = Value(number, BigIntegerField())
    return columns | {
        "language": Value(release.language, CharField()),
        "source_hash": Value(release.source_hash, CharField()),
        "is_behind": Value(release.is_behind, field("is_behind")),
    }


def page_of_document(
    request: PublicRequest, article: Article, language: str, document: dict[str, Any]
) -> HttpResponse:
    """The public page that a document would have, whole and finished."""
    framed(request)
    release = _placed(unsaved(article, language, document), request.moment, [language])
    if release.external_url:
        page = render(request, "preview/only_a_link.html", {"release": release})
        return finish(request, page)
    return finish(request, article_page(request, release))
