"""How the register, visits and events are found."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from friendship_cities.models import Agreement, Country, Event, Partnership, Visit
from waishi.languages import ENGLISH, text_in
from waishi.publishing.checking.passages import plain_text
from waishi.search.indexing import Findable
from waishi.search.sources import Kind

BETWEEN = {ENGLISH: " – "}
# What stands on the page of whatever an agreement was signed for.
PAPERS = Prefetch("agreements", Agreement.objects.public(), "public_agreements")


def _said(record: Model, language: str, *names: str) -> list[str]:
    return [text_in(record, name, language) for name in names]


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _papers(record: Any, language: str) -> list[str]:
    names = ("title", "parties", "place", "signatories")
    return [text for paper in record.public_agreements for text in _said(paper, language, *names)]


def _compose_partnership(tie: Partnership, language: str) -> Findable:
    city, ours = tie.city, text_in(tie.local_party, "name", language)
    name = text_in(city, "name", language)
    if not name:
        return Findable("")
    cooperation = text_in(tie, "fields_of_cooperation", language)
    body = [
        city.native_name,
        city.former_names,
        plain_text(text_in(tie, "profile", language)),
        plain_text(text_in(city, "profile", language)),
        *_papers(tie, language),
    ]
    return Findable(
        title=BETWEEN.get(language, "—").join(filter(None, (ours, name))),
        summary=_joined([text_in(city.country, "name", language), cooperation]),
        body=_joined(body),
    )


def _around(exchange: Any, language: str) -> list[str]:
    """What the pages of visits and events show beside their own text."""
    pictures = exchange.pictures.all()
    return [
        *(text_in(country, "name", language) for country in exchange.countries.all()),
        *(text for use in pictures for text in _said(use, language, "alt", "caption")),
        *_papers(exchange, language),
    ]


def _compose_visit(visit: Visit, language: str) -> Findable:
    guests = (_said(guest, language, "name", "post") for guest in visit.guests.all())
    stops = (text_in(stop, "place", language) for stop in visit.stops.all())
    body = [
        plain_text(text_in(visit, "summary", language)),
        *_said(visit, language, "hosts"),
        *(" ".join(filter(None, guest)) for guest in guests),
        *stops,
        *_around(visit, language),
    ]
    return Findable(
        text_in(visit, "title", language),
        text_in(visit, "delegation", language),
        _joined(body),
        str(visit.starts_on),
    )


def _compose_event(event: Event, language: str) -> Findable:
    organisers = (text_in(organiser, "name", language) for organiser in event.organisers.all())
    body = [plain_text(text_in(event, "summary", language)), *organisers, *_around(event, language)]
    return Findable(
        text_in(event, "title", language),
        _joined(_said(event, language, "series", "venue")),
        _joined(body),
        str(event.starts_on),
    )


def _records_of(model: Any, *parts: str) -> QuerySet:
    return model.objects.prefetch_related("countries", "pictures", PAPERS, *parts)


def _ties() -> QuerySet:
    related = Partnership.objects.select_related("local_party", "city__country")
    return related.prefetch_related(PAPERS, "standings")


def _since(tie: Partnership) -> date | None:
    days = [standing.from_on.first_day for standing in tie.standings.all() if standing.from_on]
    return min(days, default=None)


def _ties_in_force(language: str, moment: datetime) -> QuerySet:
    in_force = Partnership.objects.public().in_force(timezone.localdate(moment))
    return in_force.written_in(language)


def _visits_shown(language: str, moment: datetime) -> QuerySet:
    return Visit.objects.shown_on(timezone.localdate(moment)).written_in(language)


PARTNERSHIPS = Kind(
    name="partnership",
    label=lambda: _("友城"),
    model=Partnership,
    readable=_ties_in_force,
    records=_ties,
    compose=_compose_partnership,
    key=lambda tie: tie.slug,
    address=lambda slug: reverse("friendship_cities:partnership_detail", args=[slug]),
    dated_on=_since,
    shown_by={"city": "city", "country": "city__country", "local_party": "local_party"},
)

VISITS = Kind(
    name="visit",
    label=lambda: _("来访出访"),
    model=Visit,
    readable=_visits_shown,
    records=lambda: _records_of(Visit, "guests", "stops"),
    compose=_compose_visit,
    key=lambda visit: str(visit.pk),
    address=lambda number: reverse("friendship_cities:visit_detail", args=[number]),
    dated_on=lambda visit: visit.starts_on.first_day,
    ages=True,
    shown_by={"country": "countries"},
)

EVENTS = Kind(
    name="event",
    label=lambda: _("活动"),
    model=Event,
    readable=lambda language, moment: Event.objects.public().written_in(language),
    records=lambda: _records_of(Event, "organisers"),
    compose=_compose_event,
    key=lambda event: str(event.pk),
    address=lambda number: reverse("friendship_cities:event_detail", args=[number]),
    dated_on=lambda event: event.starts_on.first_day,
    ages=True,
    shown_by={"country": "countries"},
)

COUNTRIES = Kind(
    name="country",
    label=lambda: _("国家"),
    model=Country,
    readable=lambda language, moment: Country.objects.all(),
    records=Country.objects.all,
    compose=lambda country, language: Findable(text_in(country, "name", language)),
    key=lambda country: country.iso2,
    address=lambda iso2: reverse("friendship_cities:country_detail", args=[iso2.lower()]),
    dated_on=lambda country: country.diplomatic_relations_since,
)

KINDS = (PARTNERSHIPS, VISITS, EVENTS, COUNTRIES)
