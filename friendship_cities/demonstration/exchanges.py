"""Visits and events of 2021.

The tables have one line each; what their columns of people and places say is
taken apart in `exchanges_2021.toml`, by the same Chinese title.
"""

import tomllib
from typing import Any

from friendship_cities.demonstration.tables import FOLDER, Row, TwoPeople, date_in, read_rows
from friendship_cities.models import Certainty, Country, Event, Partnership, Scope, Visit
from waishi.dates import PartialDate
from waishi.publishing import saving

YEAR = PartialDate(2021)
Told = dict[str, Any]


def load_exchanges(
    people: TwoPeople, partnerships: dict[str, Partnership]
) -> tuple[dict[str, Visit], dict[str, Event]]:
    """All visits and events, by Chinese title; what is domestic stays internal."""
    told = tomllib.loads((FOLDER / "exchanges_2021.toml").read_text(encoding="utf-8"))
    visits = {
        row["title_zh"]: _load_visit(row, told["visits"][row["title_zh"]], people, partnerships)
        for row in read_rows("visits_2021.csv")
    }
    events = {
        row["title_zh"]: _load_event(row, told["events"][row["title_zh"]], people)
        for row in read_rows("events_2021.csv")
    }
    return visits, events


def _load_visit(
    row: Row, told: Told, people: TwoPeople, partnerships: dict[str, Partnership]
) -> Visit:
    is_video = row["kind"] == "video"
    hosts = told.get("hosts", {})
    visit = Visit(
        direction=Visit.Direction.VIDEO if is_video else Visit.Direction.INBOUND,
        hosts_zh_hans=hosts.get("zh", ""),
        hosts_en=hosts.get("en", ""),
        **_columns(row),
    )
    tied = [partnerships[slug] for slug in told.get("partnerships", [])]

    def write_parts() -> None:
        visit.countries.set(_countries(told))
        visit.partnerships.set(tied)
        visit.cities.set([partnership.city for partnership in tied])
        _add_guests(visit, told.get("guests", []))
        _add_stops(visit, told.get("stops", []))

    saving.create(visit, people.proposer, write_parts)
    _publish(visit, people)
    return visit


def _add_guests(visit: Visit, guests: list[Told]) -> None:
    for position, guest in enumerate(guests):
        (name_zh, post_zh), (name_en, post_en) = guest["zh"], guest["en"]
        visit.guests.create(
            position=position,
            name_zh_hans=name_zh,
            name_en=name_en,
            post_zh_hans=post_zh,
            post_en=post_en,
        )


def _add_stops(visit: Visit, stops: list[Told]) -> None:
    for position, stop in enumerate(stops):
        visit.stops.create(
            position=position,
            place_zh_hans=stop["zh"],
            place_en=stop["en"],
            day=date_in(stop.get("day", "")),
        )


def _load_event(row: Row, told: Told, people: TwoPeople) -> Event:
    series = told.get("series", {})
    event = Event(
        kind=told["kind"],
        mode=told.get("mode", Event.Mode.IN_PERSON),
        series_zh_hans=series.get("zh", ""),
        series_en=series.get("en", ""),
        number_in_series=told.get("number_in_series"),
        venue_zh_hans=told["venue"]["zh"],
        venue_en=told["venue"]["en"],
        **_columns(row),
    )

    def write_parts() -> None:
        event.countries.set(_countries(told))
        for position, organiser in enumerate(told.get("organisers", [])):
            event.organisers.create(
                position=position,
                role=organiser["role"],
                name_zh_hans=organiser["zh"],
                name_en=organiser["en"],
            )

    saving.create(event, people.proposer, write_parts)
    _publish(event, people)
    return event


def _columns(row: Row) -> dict[str, Any]:
    """What visits and events have in common; one without a date is known to its year."""
    return {
        "scope": row["scope"],
        "title_zh_hans": row["title_zh"],
        "title_en": row["title_en"],
        "starts_on": date_in(row["date_start"]) or YEAR,
        "ends_on": date_in(row["date_end"]),
        "source": row["source"],
        "certainty": Certainty.PUBLISHED,
        "remark": row["note"],
    }


def _countries(told: Told) -> list[Country]:
    return list(Country.objects.filter(iso2__in=told.get("countries", [])))


def _publish(record: Visit | Event, people: TwoPeople) -> None:
    if record.scope != Scope.DOMESTIC:
        people.publish(record)
