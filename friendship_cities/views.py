"""The pages of the register, of visits and of events."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from friendship_cities import register
from friendship_cities.describing import describe_event
from friendship_cities.history import history_of
from friendship_cities.models import (
    Agreement,
    City,
    Country,
    Event,
    Partnership,
    Scope,
    Visit,
)
from friendship_cities.models.partnership import Kind
from friendship_cities.network import CHONGQING, great_circle_km
from friendship_cities.related import articles_about
from waishi.languages import LANGUAGES, column, text_in
from waishi.site.frame import PublicRequest, WrittenElsewhere, public_page
from waishi.site.linked_data import origin_of
from waishi.site.paging import Page, page_by_key
from waishi.site.taking_along import code_of, letter_of
from waishi.zones import zone_of


def today_of(request: PublicRequest) -> date:
    """The day in Shanghai at the request's moment."""
    return timezone.localdate(request.moment)


@public_page(reads=register.FILTERS)
def partnership_list(request: PublicRequest) -> HttpResponse:
    read = register.read_register(today_of(request), request.language, request.frame.figures)
    choice = register.chosen(request.GET)
    shown = register.apply(read.ties, choice)
    context = {
        "groups": register.groups_by_continent(shown),
        "total": len(shown),
        "register": read,
        "counts": register.counts_of(shown),
        "counted_on": read.counted_on,
        "filters": register.filters_for(read.ties, choice, request.language),
        "is_filtered": bool(choice),
        "network": register.network_of(shown, request.language, request.moment),
    }
    return render(request, "friendship_cities/partnership_list.html", context)


@public_page
def partnership_detail(request: PublicRequest, slug: str) -> HttpResponse:
    today = today_of(request)
    partnership = get_object_or_404(_with_papers(today, request.language), slug=slug)
    city = partnership.city
    available_in = _written_in(city, "name", request)
    partnership.kind_label = Kind(partnership.kind).label
    visits = list(
        Visit.objects.shown_on(today).written_in(request.language).filter(partnerships=partnership)
    )
    events = list(
        Event.objects.public().written_in(request.language).filter(partnerships=partnership)
    )
    releases = _articles(request, "partnership", partnership.pk)
    context = {
        "partnership": partnership,
        "city": city,
        "local_party": partnership.local_party,
        "years_since": _years_since(partnership.since, today),
        "distance_km": _distance_km(city),
        "local_time": _local_time(request, city.time_zone),
        "history": history_of(partnership, visits, events, releases, request.language),
        "available_in": available_in,
        "letter": letter_of(_title_of(partnership), request.build_absolute_uri(request.path)),
    }
    return render(request, "friendship_cities/partnership_detail.html", context)


@public_page
def partnership_qr(request: PublicRequest, slug: str) -> HttpResponse:
    """The address of a partnership's page, to be taken over by a telephone."""
    shown = Partnership.objects.public().in_force(today_of(request)).select_related("city")
    _written_in(get_object_or_404(shown, slug=slug).city, "name", request)
    address = reverse("friendship_cities:partnership_detail", args=[slug])
    return code_of(request.build_absolute_uri(address))


@public_page(reads=["visits", "events"])
def country_detail(request: PublicRequest, iso2: str) -> HttpResponse:
    country = get_object_or_404(Country, iso2=iso2.upper())
    today = today_of(request)
    visits = Visit.objects.shown_on(today).of_scope(Scope.FOREIGN).filter(countries=country)
    events = Event.objects.public().of_scope(Scope.FOREIGN).filter(countries=country)
    ties = Partnership.objects.public().in_force(today).in_country(iso2)
    context = {
        "country": country,
        "partnerships": ties.written_in(request.language).for_cards().order_by("pk"),
        **_pages(request, visits.written_in(request.language), events.written_in(request.language)),
        "releases": _articles(request, "country", country.pk),
    }
    return render(request, "friendship_cities/country_detail.html", context)


@public_page(reads=["visits", "events"])
def hong_kong_macao(request: PublicRequest) -> HttpResponse:
    scope, today = Scope.HONG_KONG_MACAO, today_of(request)
    visits = Visit.objects.shown_on(today).of_scope(scope).written_in(request.language)
    events = Event.objects.public().of_scope(scope).written_in(request.language)
    return render(
        request, "friendship_cities/hong_kong_macao.html", _pages(request, visits, events)
    )


@public_page(reads=["before", "year"])
def visit_list(request: PublicRequest) -> HttpResponse:
    shown = Visit.objects.shown_on(today_of(request)).of_scope(Scope.FOREIGN)
    visits = shown.written_in(request.language)
    held = list(visits.by_year("direction"))
    years, chosen = _years(request, held)
    counted = Counter[str]()
    for row in held:
        if chosen is None or chosen in _spanned(row):
            counted[row["direction"]] += row["n"]
    context = {
        "page": _page(request, visits.during(chosen) if chosen else visits, keep=["year"]),
        "years": years,
        "counts": {way: counted[way] for way in Visit.Direction.values},
    }
    return render(request, "friendship_cities/visit_list.html", context)


@public_page(reads=["before", "year"])
def event_list(request: PublicRequest) -> HttpResponse:
    shown = Event.objects.public().of_scope(Scope.FOREIGN).written_in(request.language)
    years, chosen = _years(request, shown.by_year())
    page = _page(request, shown.during(chosen) if chosen else shown, keep=["year"])
    context = {"page": page, "years": years}
    return render(request, "friendship_cities/event_list.html", context)


@public_page
def visit_detail(request: PublicRequest, number: int) -> HttpResponse:
    visits = Visit.objects.shown_on(today_of(request)).prefetch_related("guests", "stops")
    visit = get_object_or_404(visits, pk=number)
    context = {
        "visit": visit,
        "guests": visit.guests.all(),
        "stops": visit.stops.all(),
        "agreements": _agreements(visit.agreements, request.language),
        **_around(request, visit, "visit"),
    }
    return render(request, "friendship_cities/visit_detail.html", context)


@public_page
def event_detail(request: PublicRequest, number: int) -> HttpResponse:
    event = get_object_or_404(Event.objects.public().prefetch_related("organisers"), pk=number)
    context = {
        "event": event,
        "organisers": event.organisers.all(),
        "linked_data": [describe_event(event, request.language, origin_of(request))],
        "agreements": _agreements(event.agreements, request.language),
        **_around(request, event, "event"),
    }
    return render(request, "friendship_cities/event_detail.html", context)


def _title_of(partnership: Partnership) -> str:
    between = pgettext("between two places", "与")
    return f"{partnership.local_party.name}{between}{partnership.city.name}"


def _around(request: PublicRequest, exchange: Visit | Event, kind: str) -> dict[str, Any]:
    """What visits and events show alike."""
    available_in = _written_in(exchange, "title", request)
    ties = exchange.partnerships.public().in_force(today_of(request))
    return {
        "pictures": exchange.pictures.select_related("picture"),
        "partnerships": ties.written_in(request.language).for_cards().order_by("pk"),
        "countries": exchange.countries.filter(**{column("name", request.language) + "__gt": ""}),
        "releases": _articles(request, kind, exchange.pk),
        "available_in": available_in,
    }


def _written_in(record: City | Visit | Event, name: str, request: PublicRequest) -> list[str]:
    """The languages that a record's page is in; not found where this one is not among them."""
    languages = [code for code in LANGUAGES if text_in(record, name, code)]
    if request.language not in languages:
        raise WrittenElsewhere(languages)
    return languages


def _articles(request: PublicRequest, kind: str, number: int) -> list[Any]:
    return articles_about(kind, number, request.language, request.moment)


def _agreements(agreements: Any, language: str) -> QuerySet[Agreement]:
    return agreements.public().filter(**{column("title", language) + "__gt": ""})


def _with_papers(day: date, language: str) -> QuerySet[Partnership]:
    """Partnerships in force with their place, the days they changed and public papers."""
    papers = _agreements(Agreement.objects, language).order_by("-signed_on__last_day", "pk")
    return (
        Partnership.objects.public()
        .in_force(day)
        .with_days_it_changed(day)
        .for_cards()
        .prefetch_related(Prefetch("agreements", papers, "shown_agreements"))
    )


def _page(
    request: PublicRequest,
    dated: QuerySet,
    parameter: str = "before",
    keep: Sequence[str] = (),
) -> Page:
    """One page of visits or events by key."""
    return page_by_key(
        request,
        dated.newest_first(),
        dated="list_day",
        number="pk",
        read=date.fromisoformat,
        keep=keep,
        parameter=parameter,
    )


def _pages(request: PublicRequest, visits: QuerySet, events: QuerySet) -> dict[str, Page]:
    """A page of each, side by side; further pages of one leave the other out."""
    pages = {"visits": _page(request, visits, "visits"), "events": _page(request, events, "events")}
    later = {name: page for name, page in pages.items() if not page.is_first}
    return later or pages


def _years(
    request: PublicRequest, held: Iterable[dict[str, Any]]
) -> tuple[list[dict[str, Any]], int | None]:
    """The years there are, as links, and the one that is chosen."""
    years = sorted({year for row in held for year in _spanned(row)}, reverse=True)
    wanted = request.GET.get("year")
    chosen = next((year for year in years if str(year) == wanted), None)
    links = [{"year": year, "url": f"?year={year}", "selected": year == chosen} for year in years]
    return links, chosen


def _spanned(row: dict[str, Any]) -> range:
    """The years it lay in, at least partly; as `during`."""
    return range(row["first_year"], row["last_year"] + 1)


def _years_since(since: Any, today: date) -> int | None:
    """Full years since the latest day it can have been; a year counts from its end."""
    if since is None:
        return None
    began = since.last_day
    return today.year - began.year - ((today.month, today.day) < (began.month, began.day))


def _distance_km(city: Any) -> int | None:
    if city.latitude is None:
        return None
    return round(great_circle_km(*CHONGQING, city.latitude, city.longitude))


def _local_time(request: PublicRequest, name: str) -> datetime | None:
    """The minute on the clocks of a place; None where its zone is not known."""
    zone = zone_of(name)
    if zone is None:
        return None
    minute = request.moment.replace(second=0, microsecond=0)
    request.holds_until = min(request.holds_until, minute + timedelta(minutes=1))
    return request.moment.astimezone(zone)
