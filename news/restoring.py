"""From a release back into the working text: what the readers read then, to work on now."""

from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction

from news.composing import ABOUT, LINKS, SHARED, TRANSLATED
from news.models import Article, ArticleRelease
from waishi.accounts.models import User
from waishi.dates import PartialDate
from waishi.languages import SOURCE, column, text_in
from waishi.media.models import Video
from waishi.publishing import saving

CHANGED_MEANWHILE = "您打开之后工作稿又有改动，没有恢复。请先看清现在的工作稿再恢复。"


@transaction.atomic
def restore(
    release: ArticleRelease, by: User, *, read_version: int, with_shared: bool
) -> list[str]:
    """Write what a release said into the working text, as a change by `by`.

    The texts of its language; with `with_shared` also what both languages have in
    common: section, topics, pictures, videos, files and what it is about. Says what
    could not come back because it is no longer there.
    """
    article = Article.objects.select_for_update(of=("self",)).get(pk=release.article_id)
    if not by.holds("news.change_article"):
        raise ValidationError("您没有修改稿件的权限。")
    if article.version != read_version:
        raise ValidationError(CHANGED_MEANWHILE)
    document, language = release.document, release.language
    changed = _set_texts(article, document, language)
    lost: list[str] = []
    if with_shared:
        changed += _set_shared(article, document)
    parts = [*LINKS, "gallery", "videos", "attachments"] if with_shared else ["gallery"]

    def write_parts() -> None:
        if with_shared:
            lost.extend(_write_shared(article, document, language))
        else:
            _describe_gallery(article, document, language)

    saving.save(article, by, changed, write_parts, parts)
    return lost


def _set_texts(article: Article, document: dict[str, Any], language: str) -> list[str]:
    names = [name for name in (*TRANSLATED, "body") if name in document]
    for name in names:
        setattr(article, column(name, language), document[name] or "")
    return [column(name, language) for name in names]


def _set_shared(article: Article, document: dict[str, Any]) -> list[str]:
    shared = (*SHARED, "lead_picture_is_decorative", "pinned_until", "source_published_at")
    names = [name for name in shared if name in document]
    for name in names:
        setattr(article, name, document[name])
    article.section_id = document["section"]
    article.lead_picture_id = document["lead_picture"]
    article.original_on = (
        PartialDate.parse(document["original_on"]) if document["original_on"] else None
    )
    return [*names, "section", "lead_picture", "original_on"]


def _describe_gallery(article: Article, document: dict[str, Any], language: str) -> None:
    """What the pictures said in this language, where they still stand."""
    rows = _by_key(article.gallery, "picture_id")
    for use in document["gallery"]:
        if not (standing := rows.get(use["picture"])):
            continue
        row = standing.pop(0)
        setattr(row, column("caption", language), use["caption"])
        if not (row.is_decorative or use.get("is_decorative")):
            setattr(row, column("alt", language), use["alt"])
        row.save(update_fields=[column("caption", language), column("alt", language)])


def _by_key(rows: Any, key: str) -> dict[int, list[Any]]:
    """The rows of a part by what they show, which can be shown twice."""
    found: dict[int, list[Any]] = {}
    for row in rows.all():
        found.setdefault(getattr(row, key), []).append(row)
    return found


def _write_shared(article: Article, document: dict[str, Any], language: str) -> list[str]:
    lost = []
    wanted = {name: document["about"].get(name, []) for name in ABOUT}
    wanted |= {name: document[name] for name in ("further_sections", "topics")}
    for name, numbers in wanted.items():
        related: Any = article._meta.get_field(name)
        known = related.related_model._default_manager.filter(pk__in=numbers)
        getattr(article, name).set(known)
        if len(known) < len(set(numbers)):
            lost.append(str(related.verbose_name))
    _write_rows(article.gallery, "picture_id", _gallery(document, language))
    _write_rows(article.videos, "video_id", _videos(document, language))
    return lost + _write_files(article, document)


def _gallery(document: dict[str, Any], language: str) -> list[dict[str, Any]]:
    """The pictures of then: what a release shows never leaves the library."""
    return [
        {
            "picture_id": use["picture"],
            "is_decorative": use.get("is_decorative", False),
            column("alt", language): use["alt"],
            column("caption", language): use["caption"],
        }
        for use in document["gallery"]
    ]


def _videos(document: dict[str, Any], language: str) -> list[dict[str, Any]]:
    """The videos of then, which stay likewise."""
    said = {_stored_name(one["url"]): one["caption"] for one in document["videos"]}
    numbers = dict(Video.objects.filter(file__in=said).values_list("file", "pk"))
    return [
        {"video_id": numbers[file], column("caption", language): caption}
        for file, caption in said.items()
    ]


def _write_rows(rows: Any, key: str, wanted: list[dict[str, Any]]) -> None:
    """The rows of a part as they were, in their order; what a known one says elsewhere stays."""
    known = _by_key(rows, key)
    for position, said in enumerate(wanted):
        standing = known.get(said[key])
        row = standing.pop(0) if standing else rows.model(**{rows.field.name: rows.instance})
        for name, value in (said | {"position": position}).items():
            setattr(row, name, value)
        row.save()
    rows.filter(pk__in=[row.pk for left in known.values() for row in left]).delete()


def _write_files(article: Article, document: dict[str, Any]) -> list[str]:
    """The files of then that are still kept, called as they were."""
    language = document["language"]
    wanted = {_stored_name(file["url"]): file for file in document["attachments"]}
    article.attachments.exclude(file__in=wanted).delete()
    there = {row.file.name: row for row in article.attachments.all()}
    lost = []
    for name, file in wanted.items():
        if name in there:
            _rename(there[name], file, language)
        elif default_storage.exists(name):
            called = {column("title", code): file["title"] for code in (SOURCE, language)}
            kind, size = file["language"], file["size"]
            article.attachments.create(**called, language=kind, file=name, size=size)
        else:
            lost.append(f"附件“{file['title']}”")
    return lost


def _rename(row: Any, file: dict[str, Any], language: str) -> None:
    """The title of then; what has none in its language is called by its Chinese one."""
    now = text_in(row, "title", language) or text_in(row, "title", SOURCE)
    if now != file["title"]:
        setattr(row, column("title", language), file["title"])
        row.save(update_fields=[column("title", language)])


def _stored_name(url: str) -> str:
    """The name a file is kept by; an address spells its Chinese in percents."""
    return unquote(url.removeprefix(settings.MEDIA_URL))
