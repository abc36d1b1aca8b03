"""The articles of the demonstration, each through every review."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from friendship_cities.demonstration.loading import Register
from friendship_cities.models import Country
from news.demonstration.files import FOLDER, read
from news.demonstration.sources import list_of_sources
from news.exporting import docx_of
from news.models import Article, ArticleAttachment, Section, Topic
from waishi.accounts.models import User
from waishi.dates import PartialDate
from waishi.languages import ENGLISH, LANGUAGES, NAMES, SOURCE, column, columns
from waishi.media.models import Picture, Video
from waishi.publishing import saving
from waishi.publishing.checking import findings_of
from waishi.publishing.documents import document_of
from waishi.publishing.models import Review
from waishi.publishing.reviewing import approve, submit

WRITTEN_HERE = {
    "zh-hans": "本站依据公开资料编写",
    "en": "Written for this demonstration from public sources",
}
TEXTS = ("title", "short_title", "subtitle", "summary")
PICTURE = re.compile(r'src="picture:([a-z0-9-]+)"')
Told = dict[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What articles name: each thing by the name the files call it."""

    sections: dict[str, Section]
    topics: dict[str, Topic]
    pictures: dict[str, Picture]
    videos: dict[str, Video]
    countries: dict[str, Country]
    register: Register
    english_sources: Told


def load_articles(people: dict[str, User], around: Surroundings) -> None:
    """Write, translate, review and release every article, in the order of its file.

    Some wait for somebody: `reviews` says how many of a language's were given.
    """
    reviewers = [people["reviewer1"], people["reviewer2"], people["reviewer3"]]
    translators = [people["translator2"]]
    for file in sorted((FOLDER / "articles").glob("*.toml")):
        told = read(f"articles/{file.name}")
        article = _write(told, people["editor"], around)
        if "en" in told:
            _translate(article, told, people["translator1"], around)
        given = told.get("reviews", {})
        _release(article, SOURCE, people["editor"], reviewers[: given.get("zh")])
        if "en" in told and "zh" not in given:
            _release(article, ENGLISH, people["translator1"], translators[: given.get("en")])
        if "change_note" in told:
            _add_word_files(article, told["change_note"], people["editor"])
            _release(article, SOURCE, people["editor"], reviewers)
            _release(article, ENGLISH, people["translator1"], translators)


def _write(told: Told, editor: User, around: Surroundings) -> Article:
    article = Article(
        section=around.sections[told["section"]],
        lead_picture=around.pictures.get(told.get("lead_picture", "")),
        external_url=told.get("external_url", ""),
        source_zh_hans=WRITTEN_HERE["zh-hans"],
        source_en=WRITTEN_HERE["en"],
        responsible_editor=editor.display_name,
        original_on=PartialDate.parse(told["original_on"]) if "original_on" in told else None,
        pinned_until=_in_a_year() if told.get("is_pinned") else None,
        created_by=editor,
        **_texts(told, "zh", SOURCE, around),
    )
    saving.create(article, editor, lambda: _write_parts(article, told, around))
    return article


def _write_parts(article: Article, told: Told, around: Surroundings) -> None:
    known = {
        "further_sections": around.sections,
        "topics": around.topics,
        "countries": around.countries,
        "partnerships": around.register.partnerships,
        "visits": around.register.visits,
        "events": around.register.events,
    }
    for name, things in known.items():
        if name in told:
            getattr(article, name).set([things[named] for named in told[name]])
    for position, name in enumerate(told.get("videos", [])):
        article.videos.create(video=around.videos[name], position=position)
    for position, use in enumerate(told.get("gallery", [])):
        article.gallery.create(
            picture=around.pictures[use["picture"]],
            position=position,
            alt_zh_hans=use["alt"]["zh"],
            alt_en=use["alt"]["en"],
            caption_zh_hans=use["caption"]["zh"],
            caption_en=use["caption"]["en"],
        )


def _translate(article: Article, told: Told, translator: User, around: Surroundings) -> None:
    texts = _texts(told, "en", ENGLISH, around)
    for name, text in texts.items():
        setattr(article, name, text)
    saving.save(article, translator, texts)


def _in_a_year() -> date:
    return timezone.localdate() + timedelta(days=365)


def _texts(told: Told, code: str, language: str, around: Surroundings) -> dict[str, str]:
    """The columns of one language."""
    said = told[code]
    texts = {column(name, language): said[name] for name in TEXTS if name in said}
    if "external_url" in told:
        return texts
    body = PICTURE.sub(lambda found: f'src="{around.pictures[found[1]].url}"', said["body"])
    sources = list_of_sources(told["sources"], language, around.english_sources)
    return texts | {
        column("body", language): f"{body}\n{sources}",
        column("lead_picture_alt", language): told["lead_picture_alt"][code],
    }


def _add_word_files(article: Article, note: dict[str, str], editor: User) -> None:
    """The text as a Word file in each language, and the note that tells readers of it."""
    article.refresh_from_db()
    files = {code: docx_of(document_of(article, code), []) for code in LANGUAGES}
    article.change_note_zh_hans, article.change_note_en = note["zh"], note["en"]

    def attach() -> None:
        for language, content in files.items():
            attached = ArticleAttachment(
                article=article,
                title_zh_hans=f"本文（{NAMES[language]}）",
                title_en={SOURCE: "This text in Chinese", ENGLISH: "This text"}[language],
                language=language,
                size=len(content),
            )
            attached.file.save(f"text-{language}.docx", ContentFile(content))

    saving.save(article, editor, columns("change_note"), attach, ["attachments"])


def _release(article: Article, language: str, writer: User, reviewers: list[User]) -> None:
    """Submit and approve: these reviewers read what was submitted."""
    submit(article, language, writer)
    said = Review.objects.of_text(article, language)
    submitted = said.filter(verdict=Review.Verdict.SUBMITTED).order_by("-pk")[0]
    found = findings_of(article, language, submitted.given_at, submitted.document)
    ticks = [finding.key for finding in found]
    for reviewer in reviewers:
        approve(article, language, reviewer, read_hash=submitted.text_hash, accepted=ticks)
