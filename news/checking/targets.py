"""Which articles, sections and topics a link can lead to."""

from datetime import datetime
from typing import Any

from news.models import Article, ArticleRelease, Section, Topic
from waishi.languages import ENGLISH, SOURCE


def articles(numbers: set[Any], language: str, moment: datetime) -> dict[Any, bool]:
    """Articles there are, and whether readers of the language find them."""
    known = Article.objects.filter(pk__in=numbers).values_list("pk", flat=True)
    code = ENGLISH if language == ENGLISH else SOURCE
    live = ArticleRelease.objects.live_at(moment).filter(language=code, article__in=numbers)
    seen = set(live.values_list("article_id", flat=True))
    return {number: number in seen for number in known}


def sections(slugs: set[Any], language: str, moment: datetime) -> dict[Any, bool]:
    """Sections by slug."""
    return dict(Section.objects.filter(slug__in=slugs).values_list("slug", "is_public"))


def topics(slugs: set[Any], language: str, moment: datetime) -> dict[Any, bool]:
    """Topics by slug."""
    return dict(Topic.objects.filter(slug__in=slugs).values_list("slug", "is_public"))
