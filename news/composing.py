"""From a working text to its document, and from a document to what can be found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from waishi.languages import text_in
from waishi.publishing.checking.passages import plain_text
from waishi.publishing.prose import clean_prose
from waishi.search.indexing import Findable

if TYPE_CHECKING:
    from news.models import Article

TRANSLATED = (
    "title",
    "short_title",
    "subtitle",
    "summary",
    "lead_picture_alt",
    "source",
    "change_note",
)
SHARED = ("source_url", "author", "responsible_editor", "original_url", "external_url")
ABOUT = ("partnerships", "countries", "visits", "events")
LINKS = ("further_sections", "topics", *ABOUT)


def compose_article(article: Article, language: str) -> dict[str, Any]:
    """All the page of an article shows in one language; facts of others by number."""
    numbers = dict(zip([*LINKS, "videos"], _numbers(type(article)).get(pk=article.pk), strict=True))
    document: dict[str, Any] = {name: text_in(article, name, language) for name in TRANSLATED}
    document |= {name: getattr(article, name) for name in SHARED}
    if article.lead_picture_is_decorative:
        document["lead_picture_alt"] = ""
    document |= {
        "body": clean_prose(text_in(article, "body", language)),
        "section": article.section_id,
        "further_sections": numbers["further_sections"],
        "topics": numbers["topics"],
        "source_published_at": article.source_published_at,
        "original_on": str(article.original_on or ""),
        "lead_picture": article.lead_picture_id,
        "lead_picture_is_decorative": article.lead_picture_is_decorative,
        "gallery": [_use(use, language) for use in article.gallery.select_related("picture")],
        "pinned_until": article.pinned_until,
        "videos": _videos(article, numbers["videos"], language),
        "attachments": [_attachment(file, language) for file in article.attachments.all()],
        "about": {name: numbers[name] for name in ABOUT},
    }
    return document


@cache
def _numbers(model: type[Article]) -> QuerySet:
    """The numbers of all that an article links to, in one row: documents are made often."""
    arrays = {}
    for name in LINKS:
        field = model._meta.get_field(name)
        through, number = field.remote_field.through, f"{field.m2m_reverse_field_name()}_id"
        links = through.objects.filter(**{field.m2m_field_name(): OuterRef("pk")})
        arrays[f"{name}_numbers"] = ArraySubquery(links.order_by(number).values(number))
    videos = model.videos.rel.related_model.objects.filter(article=OuterRef("pk"))
    return model.objects.values_list(*arrays.values(), Exists(videos))


def _use(use: Any, language: str) -> dict[str, Any]:
    return {
        "picture": use.picture_id,
        "alt": "" if use.is_decorative else text_in(use, "alt", language),
        "is_decorative": use.is_decorative,
        "caption": text_in(use, "caption", language),
        "credit": text_in(use.picture, "credit", language),
    }


def _videos(article: Article, are_there: bool, language: str) -> list[dict[str, Any]]:
    """The videos of the few articles that have any."""
    if not are_there:
        return []
    return [_video(use, language) for use in article.videos.select_related("video")]


def _video(use: Any, language: str) -> dict[str, Any]:
    """A video with all that is said in it: its words are reviewed with the text."""
    video = use.video
    return {
        "url": video.url,
        "poster": video.poster_id,
        "title": text_in(video, "title", language),
        "caption": text_in(use, "caption", language),
        "credit": text_in(video, "credit", language),
        "captions": video.captions_url(language),
        "transcript": text_in(video, "transcript", language),
        "size": video.size,
    }


def _attachment(attachment: Any, language: str) -> dict[str, Any]:
    return {
        "title": text_in(attachment, "title", language) or text_in(attachment, "title", "zh-hans"),
        "language": attachment.language,
        "url": attachment.file.url,
        "name": attachment.file.name.rsplit("/", 1)[-1],
        "size": attachment.size,
    }


def findable_of(document: dict[str, Any]) -> Findable:
    """All the page of a release says of its text alone."""
    body = [plain_text(document["body"]), *_around_the_body(document)]
    return Findable(
        title=document["title"],
        summary="\n".join(filter(None, (document["subtitle"], document["summary"]))),
        body="\n".join(filter(None, body)),
        day=document["original_on"],
    )


def _around_the_body(document: dict[str, Any]) -> Iterator[str]:
    yield document["lead_picture_alt"]
    for use in document["gallery"]:
        yield from (use["alt"], use["caption"], use["credit"])
    yield from (attachment["title"] for attachment in document["attachments"])
    yield from (document[name] for name in ("source", "author", "responsible_editor"))
    yield document["short_title"]
