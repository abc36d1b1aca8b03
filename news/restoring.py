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
from waishi.languages import column
from waishi.publishing import saving

CHANGED_MEANWHILE = "您打开之后工作稿又有改动，没有恢复。请先看清现在的工作稿再恢复。"


@transaction.atomic
def restore(
    release: ArticleRelease, by: User, *, read_version: int, with_shared: bool
) -> list[str]:
    """Write what a release said into the working text, as a change by `by`.

    The texts of its language; with `with_shared` also what both languages have in
    common: section, topics, pictures, files and what it is about. Says what could
    not come back because it is no longer there.
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
    parts = [*LINKS, "gallery", "attachments"] if with_shared else ["gallery"]

    def write_parts() -> None:
        _describe_gallery(article, document, language)
        if with_shared:
            lost.extend(_write_shared(article, document, language))

    saving.save(article, by, changed, write_parts, parts)
    return lost


def _set_texts(article: Article, document: dict[str, Any], language: str) -> list[str]:
    names = [name for name in (*TRANSLATED, "body") if name in document]
    for name in names:
        setattr(article, column(name, language), document[name] or "")
    return [column(name, language) for name in names]


def _set_shared(article: Article, document: dict[str, Any]) -> list[str]:
    names = [name for name in SHARED if name in document]
    for name in names:
        setattr(article, name, document[name])
    article.section_id = document["section"]
    article.lead_picture_id = document["lead_picture"]
    article.original_on = (
        PartialDate.parse(document["original_on"]) if document["original_on"] else None
    )
    article.source_published_at = document["source_published_at"]
    further = ["section", "lead_picture", "original_on", "source_published_at"]
    return [*names, *further]


def _describe_gallery(article: Article, document: dict[str, Any], language: str) -> None:
    """What the pictures said in this language, where they still stand."""
    said = {use["picture"]: use for use in document["gallery"]}
    for row in article.gallery.filter(picture__in=said):
        use = said[row.picture_id]
        setattr(row, column("caption", language), use["caption"])
        if not row.is_decorative:
            setattr(row, column("alt", language), use["alt"])
        row.save(update_fields=columns_of_use(language))


def columns_of_use(language: str) -> list[str]:
    """What one use of a picture says in one language."""
    return [column("caption", language), column("alt", language)]


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
    _write_gallery(article, document, language)
    return lost + _write_files(article, document)


def _write_gallery(article: Article, document: dict[str, Any], language: str) -> None:
    """The pictures of then, in their order: what a release shows never leaves the library."""
    uses = document["gallery"]
    article.gallery.exclude(picture__in=[use["picture"] for use in uses]).delete()
    rows = {row.picture_id: row for row in article.gallery.all()}
    for position, use in enumerate(uses):
        row = rows.get(use["picture"]) or article.gallery.model(
            article=article, picture_id=use["picture"], is_decorative=not use["alt"]
        )
        row.position = position
        setattr(row, column("caption", language), use["caption"])
        setattr(row, column("alt", language), use["alt"])
        row.save()


def _write_files(article: Article, document: dict[str, Any]) -> list[str]:
    """The files of then that are still kept."""
    wanted = {
        # An address spells the Chinese of a file's name in percents.
        unquote(file["url"].removeprefix(settings.MEDIA_URL)): file
        for file in document["attachments"]
    }
    article.attachments.exclude(file__in=wanted).delete()
    there = set(article.attachments.values_list("file", flat=True))
    lost = []
    for name, file in wanted.items():
        if name in there:
            continue
        if not default_storage.exists(name):
            lost.append(f"附件“{file['title']}”")
            continue
        article.attachments.create(
            **{column("title", document["language"]): file["title"]},
            language=file["language"],
            file=name,
            size=file["size"],
        )
    return lost
