"""What of news search engines find: articles, sections and topics."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Expression, F, OuterRef, Q, QuerySet, Subquery

from friendship_cities.sitemaps import written_languages
from news.models import ArticleRelease, Section, Topic
from waishi.languages import column


def articles(language: str, moment: Expression) -> QuerySet:
    """Live articles with a page of their own; changed when this text of theirs went out."""
    live = ArticleRelease.objects.live_at(moment).filter(external_url="")
    languages = live.filter(article=OuterRef("article")).order_by("language").values("language")
    return live.in_language(language).annotate(
        key=F("article_id"), changed=F("live_from"), languages=ArraySubquery(languages)
    )


def sections(language: str, moment: Expression) -> QuerySet:
    """Public sections; changed with their newest release."""
    standing_in = Q(section=OuterRef("pk")) | Q(further_section_ids__contains=[OuterRef("pk")])
    return _lists(Section.objects.public(), standing_in, language, moment)


def topics(language: str, moment: Expression) -> QuerySet:
    """Public topics; changed with their newest release."""
    standing_in = Q(topic_ids__contains=[OuterRef("pk")])
    return _lists(Topic.objects.public(), standing_in, language, moment)


def _lists(lists: QuerySet, standing_in: Q, language: str, moment: Expression) -> QuerySet:
    newest = ArticleRelease.objects.live_at(moment).in_language(language).filter(standing_in)
    return lists.filter(**{column("name", language) + "__gt": ""}).annotate(
        key=F("slug"),
        changed=Subquery(newest.order_by("-live_from").values("live_from")[:1]),
        languages=written_languages("name"),
    )
