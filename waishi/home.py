"""The home page: one of the two places where news and register meet."""

from itertools import chain
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from friendship_cities import register
from friendship_cities.models import Event, Scope, Visit
from news.models import ArticleRelease, Topic
from news.views import mark_past
from waishi.languages import column
from waishi.site.frame import PublicRequest, public_page

# Sections that must be renewed within two weeks (动态要闻, 国办秘函〔2019〕19号) make
# the headlines.
FRESH_NEWS = 14
HEADLINES = 7
ROWS_OF_A_SECTION = 5
MOST_SECTIONS = 6
EXCHANGES = 4
SERVICES = ("consular-services", "services-for-foreigners")


@public_page
def home(request: PublicRequest) -> HttpResponse:
    today = timezone.localdate(request.moment)
    releases = _newest_of_each_section(request)
    read = register.read_register(today, request.language, request.frame.figures)
    visits = _newest_of_each_scope(Visit.objects.shown_on(today), request.language)
    events = _newest_of_each_scope(Event.objects.public(), request.language)
    topics = Topic.objects.public().filter(**{column("name", request.language) + "__gt": ""})
    newest = sorted(releases, key=lambda release: release.dated_at, reverse=True)
    news = [release for release in newest if release.section.freshness_days <= FRESH_NEWS]
    lead = next((release for release in news if release.lead_picture), None)
    context = {
        "lead": lead,
        "headlines": [release for release in news if release is not lead][:HEADLINES],
        "blocks": _blocks(request, releases),
        "services": [release for release in newest if release.section.slug in SERVICES][:6],
        "register": read,
        "network": register.network_of(read.ties, request.language, request.moment),
        "counts": read.counts,
        "counted_on": read.counted_on,
        "visits": [visit for visit in visits if visit.scope == Scope.FOREIGN],
        "events": [event for event in events if event.scope == Scope.FOREIGN],
        "hong_kong_macao": _newest_with_hong_kong_and_macao(visits, events),
        "topics": mark_past(list(topics[:EXCHANGES]), request.moment),
    }
    return render(request, "home.html", context)


def _newest_of_each_section(request: PublicRequest) -> list[ArticleRelease]:
    """The newest releases of every section, in one statement."""
    live = ArticleRelease.objects.live_at(request.moment).in_language(request.language)
    place = Window(RowNumber(), partition_by=[F("section")], order_by=["-dated_at", "-article_id"])
    numbered = live.annotate(place=place).filter(place__lte=HEADLINES + 1)
    return list(numbered.newest_first().for_cards())


def _newest_of_each_scope(exchanges: QuerySet, language: str) -> list[Any]:
    """The newest visits or events of each scope, in one statement."""
    newest_first = exchanges.written_in(language).newest_first()
    place = Window(RowNumber(), partition_by=[F("scope")], order_by=["-list_day", "-pk"])
    return list(newest_first.annotate(place=place).filter(place__lte=EXCHANGES))


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
    return blocks[:MOST_SECTIONS]
