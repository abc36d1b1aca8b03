"""The home page: one of the two places where news and register meet."""

from itertools import chain
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from friendship_cities import register
from friendship_cities.models import Event, Scope, Visit
from news.models import ArticleRelease, FrontPick, Topic
from news.views import mark_past
from waishi.languages import ENGLISH, column
from waishi.site.frame import PublicRequest, public_page

# Sections that must be renewed within two weeks (动态要闻, 国办秘函〔2019〕19号) make
# the headlines.
FRESH_NEWS = 14
HEADLINES = 7
STORIES = 3
ROWS_OF_A_SECTION = 4
MOST_SECTIONS = 6
# Foreigners find their services above: one row of sections is enough below.
MOST_SECTIONS_FOR_FOREIGNERS = 3
EXCHANGES = 4
TOPICS = 3
SERVICES = ("services-for-foreigners", "consular-services")
MOST_SERVICES = 6


@public_page
def home(request: PublicRequest) -> HttpResponse:
    today = timezone.localdate(request.moment)
    releases = _releases(request)
    read = register.read_register(today, request.language, request.frame.figures)
    visits = _newest_of_each_scope(Visit.objects.shown_on(today), request.language)
    events = _newest_of_each_scope(Event.objects.public(), request.language)
    services = _services(releases)
    context = _front(releases) | {
        "blocks": _blocks(request, releases),
        "services": services,
        "is_for_foreigners": request.language == ENGLISH,
        "register": read,
        "network": register.network_of(read.ties, request.language, request.moment),
        "counts": read.counts,
        "counted_on": read.counted_on,
        "visits": [visit for visit in visits if visit.scope == Scope.FOREIGN],
        "events": [event for event in events if event.scope == Scope.FOREIGN],
        "hong_kong_macao": _newest_with_hong_kong_and_macao(visits, events),
        "topics": _topics(request),
    }
    return render(request, "home.html", context)


def _releases(request: PublicRequest) -> list[ArticleRelease]:
    """What was picked for the front, and the newest of every section, in one statement."""
    live = ArticleRelease.objects.live_at(request.moment).in_language(request.language)
    picks = FrontPick.objects.live_at(request.moment).in_language(request.language)
    picked = picks.filter(article=OuterRef("article")).order_by("position").values("position")
    rank = Window(RowNumber(), partition_by=[F("section")], order_by=["-dated_at", "-article_id"])
    numbered = live.annotate(rank=rank, picked=Subquery(picked[:1]))
    shown = numbered.filter(Q(rank__lte=HEADLINES + 1) | Q(picked__isnull=False))
    return list(shown.newest_first().for_cards())


def _front(releases: list[ArticleRelease]) -> dict[str, Any]:
    """The lead, stories with pictures and headlines: as picked, else the newest news.

    What was picked comes first, in the picked order; the lead of a page without
    picks is the newest story that has a picture.
    """
    picked = sorted((one for one in releases if one.picked is not None), key=_order_of_pick)
    fresh = [one for one in releases if one.section.freshness_days <= FRESH_NEWS]
    news = picked + [one for one in fresh if one not in picked]
    pictured = [one for one in news if one.lead_picture]
    lead = picked[0] if picked else next(iter(pictured), None)
    stories = [one for one in pictured if one is not lead][:STORIES]
    # A row of pictures is full, or there is none.
    stories = stories if len(stories) == STORIES else []
    shown = [lead, *stories]
    headlines = [one for one in news if one not in shown]
    return {"lead": lead, "stories": stories, "headlines": headlines[:HEADLINES]}


def _order_of_pick(release: ArticleRelease) -> tuple:
    return release.picked, -release.dated_at.timestamp(), -release.article_id


def _topics(request: PublicRequest) -> list[Topic]:
    written = {column("name", request.language) + "__gt": ""}
    topics = Topic.objects.public().filter(**written).select_related("lead_picture")
    return mark_past(list(topics[:TOPICS]), request.moment)


def _services(releases: list[ArticleRelease]) -> list[ArticleRelease]:
    """The guides, those for foreigners first."""
    found = [one for one in releases if one.section.slug in SERVICES]
    found.sort(key=lambda one: SERVICES.index(one.section.slug))
    return found[:MOST_SERVICES]


def _newest_of_each_scope(exchanges: QuerySet, language: str) -> list[Any]:
    """The newest visits or events of each scope, in one statement."""
    newest_first = exchanges.written_in(language).newest_first()
    rank = Window(RowNumber(), partition_by=[F("scope")], order_by=["-list_day", "-pk"])
    return list(newest_first.annotate(rank=rank).filter(rank__lte=EXCHANGES))


def _newest_with_hong_kong_and_macao(visits: list[Visit], events: list[Event]) -> list[Any]:
    found = [one for one in chain(visits, events) if one.scope == Scope.HONG_KONG_MACAO]
    return sorted(found, key=lambda one: one.list_day, reverse=True)[:EXCHANGES]


def _blocks(request: PublicRequest, releases: list[ArticleRelease]) -> list[dict[str, Any]]:
    """The first sections of the menu with their newest releases."""
    blocks = []
    for section in request.frame.parts["sections"]:
        rows = [release for release in releases if release.section.slug == section["slug"]]
        if rows and section["slug"] not in SERVICES:
            blocks.append({"section": section, "releases": rows[:ROWS_OF_A_SECTION]})
    for_foreigners = request.language == ENGLISH
    return blocks[: MOST_SECTIONS_FOR_FOREIGNERS if for_foreigners else MOST_SECTIONS]
