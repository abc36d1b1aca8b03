"""How releases, sections and topics are found."""

from datetime import datetime

from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from news.composing import findable_of
from news.menu import filled_sections
from news.models import ArticleRelease, Section, Topic
from waishi.languages import column, text_in
from waishi.search.indexing import Findable
from waishi.search.sources import Kind, Texts


def _readable_releases(language: str, moment: datetime) -> QuerySet:
    live = ArticleRelease.objects.live_at(moment).in_language(language)
    return live.annotate(
        key=Cast("article_id", CharField()),
        place=F("section__slug"),
        place_name=F(f"section__{column('name', language)}"),
    )


RELEASES = Texts(
    kind="article",
    label=lambda: _("新闻"),
    model=ArticleRelease,
    readable=_readable_releases,
    original="document",
    findable_of=findable_of,
    address=lambda number: reverse("news:article_detail", args=[number]),
)


SECTIONS = Kind(
    name="section",
    label=lambda: _("栏目"),
    model=Section,
    readable=filled_sections,
    records=Section.objects.all,
    compose=lambda section, language: Findable(
        text_in(section, "name", language), text_in(section, "description", language)
    ),
    key=lambda section: section.slug,
    address=lambda slug: reverse("news:section_detail", args=[slug]),
    dated_on=lambda section: None,
)

TOPICS = Kind(
    name="topic",
    label=lambda: _("专题"),
    model=Topic,
    readable=lambda language, moment: Topic.objects.public(),
    records=Topic.objects.all,
    compose=lambda topic, language: Findable(
        text_in(topic, "name", language),
        text_in(topic, "introduction", language),
        text_in(topic, "lead_picture_alt", language),
    ),
    key=lambda topic: topic.slug,
    address=lambda slug: reverse("news:topic_detail", args=[slug]),
    dated_on=lambda topic: topic.starts_on,
)
