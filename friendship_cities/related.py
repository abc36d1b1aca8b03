"""What of the register another record is about, ready for its page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Expression, F, Func, OuterRef, QuerySet, Value
from django.db.models.functions import JSONObject, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from friendship_cities.models import Country, Event, Partnership, Visit
from waishi.languages import column


class IsAnyOf(Func):
    """Whether the first expression stands in the array that is the second."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def is_any_of(array: str) -> IsAnyOf:
    """Whether a row's number stands in the outer row's array of numbers."""
    return IsAnyOf(F("pk"), OuterRef(array))


def related_records(language: str, moment: datetime | Expression) -> dict[str, ArraySubquery]:
    """Annotations of a row with `partnership_ids`, `country_ids`, `visit_ids`, `event_ids`."""
    day = TruncDate(Value(moment) if isinstance(moment, datetime) else moment)
    name, title = column("name", language), column("title", language)
    city = f"city__{name}"
    return {
        "related_partnerships": _links(
            Partnership.objects.public().in_force(day), "partnership_ids", city, "slug"
        ),
        "related_countries": _links(Country.objects.all(), "country_ids", name, "iso2"),
        "related_visits": _links(Visit.objects.shown_on(day), "visit_ids", title, "pk"),
        "related_events": _links(Event.objects.public(), "event_ids", title, "pk"),
    }


def _links(records: QuerySet, array: str, title: str, key: str) -> ArraySubquery:
    named = records.filter(is_any_of(array), **{f"{title}__gt": ""}).order_by("pk")
    return ArraySubquery(named.annotate(j=JSONObject(title=F(title), key=F(key))).values("j"))


def links_to_records(row: Any) -> list[dict[str, Any]]:
    """The annotated records as labelled lists of links, without empty ones."""
    groups = [
        (_("相关友城"), "partnership_detail", row.related_partnerships),
        (_("相关国家"), "country_detail", row.related_countries),
        (_("相关来访出访"), "visit_detail", row.related_visits),
        (_("相关活动"), "event_detail", row.related_events),
    ]
    return [
        {"label": label, "items": [_link(view, record) for record in records]}
        for label, view, records in groups
        if records
    ]


def _link(view: str, record: dict[str, Any]) -> dict[str, str]:
    key = record["key"].lower() if view == "country_detail" else record["key"]
    return {"title": record["title"], "url": reverse(f"friendship_cities:{view}", args=[key])}


Links = Callable[[Any, Any], list[tuple[str, str]]]
_sources_of_links: list[Links] = []


def links_come_from(source: Links) -> None:
    """Let another room put links (label, address) beside the form of a record in the office."""
    _sources_of_links.append(source)


def links_beside(record: Any, user: Any) -> list[tuple[str, str]]:
    """What other rooms offer a person to do with a record."""
    return [link for source in _sources_of_links for link in source(record, user)]


Articles = Callable[[str, int, str, datetime], list[Any]]
_sources_of_articles: list[Articles] = []


def articles_come_from(source: Articles) -> None:
    """Let the room of news say which releases are about a record of the register.

    This room knows no articles: news imports it, not the other way round.
    """
    _sources_of_articles.append(source)


def articles_about(kind: str, number: int, language: str, moment: datetime) -> list[Any]:
    """Live releases about one record, newest first.

    `kind` is partnership, country, visit or event.
    """
    return [
        release
        for source in _sources_of_articles
        for release in source(kind, number, language, moment)
    ]
