"""The register as readers see it: who is tied to us, sorted, filtered and counted.

It is small (a few hundred ties), so one statement reads it and Python does the
rest: every filter can say how many ties it would leave.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from friendship_cities.clocks import clock_in_words
from friendship_cities.models import Country, Partnership
from friendship_cities.models.local_party import LocalParty
from friendship_cities.models.partnership import Kind, Status
from friendship_cities.network import (
    CHONGQING,
    Network,
    Tie,
    Wording,
    draw_network,
    great_circle_km,
)
from waishi.languages import SOURCE, text_in

FILTERS = {
    "kind": gettext_noop("性质"),
    "continent": gettext_noop("大洲"),
    "country": gettext_noop("国家"),
    "level": gettext_noop("我方级别"),
    "year": gettext_noop("结好年份"),
}
KIND_ORDER = [Kind.SISTER_CITY, Kind.FRIENDLY_EXCHANGE, Kind.TO_BE_CONFIRMED]


@dataclass(frozen=True)
class Option:
    """One value a reader can choose, with the ties it would leave."""

    label: str
    url: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Filter:
    """One property of ties readers can choose by."""

    name: str
    label: str
    options: list[Option]

    @property
    def selected(self) -> Option | None:
        """What is chosen."""
        return next((option for option in self.options if option.selected), None)


@dataclass(frozen=True)
class Register:
    """The public ties on one day, and what was counted at the end of a stated period."""

    ties: list[Partnership]
    counted_on: date
    counts: dict[str, int]
    stated_on: date | None
    counts_then: dict[str, int]


def read_register(day: date, language: str, figures: list[dict[str, Any]]) -> Register:
    """All public ties alive on `day` that can be named in `language`; one statement.

    Counts do not depend on the language, and those of the day that the stated
    figures speak of are counted as of that day: what was signed later is not in
    them.
    """
    stated_on = day_stated(figures)
    known = Partnership.objects.public().as_of(day).with_kind_then(stated_on or day).for_cards()
    alive = [tie for tie in known if tie.status == Status.IN_FORCE]
    then = Counter(tie.kind_then for tie in known)
    return Register(
        ties=sorted(
            (tie for tie in alive if text_in(tie.city, "name", language)), key=_by_kind_and_day
        ),
        counted_on=day,
        counts=counts_of(alive),
        stated_on=stated_on,
        counts_then={kind.value: then[kind] for kind in Kind},
    )


def day_stated(figures: list[dict[str, Any]]) -> date | None:
    """The latest day for which both kinds were stated."""
    days = [
        {figure["last_day"] for figure in figures if figure["subject"] == subject}
        for subject in ("sister_cities", "friendly_exchange")
    ]
    return date.fromisoformat(max(days[0] & days[1])) if days[0] & days[1] else None


def _by_kind_and_day(tie: Partnership) -> tuple:
    known = tie.since.last_day if tie.since else date.max
    return KIND_ORDER.index(tie.kind), known, tie.pk


def counts_of(ties: Iterable[Partnership]) -> dict[str, int]:
    """How many ties there are of each kind; those to be confirmed count nowhere else."""
    counted = Counter(tie.kind for tie in ties)
    return {kind.value: counted[kind] for kind in Kind}


def chosen(query: QueryDict) -> dict[str, str]:
    """The filters of an address; what is no filter is let pass."""
    return {name: str(query[name])[:20] for name in FILTERS if query.get(name)}


def apply(ties: Iterable[Partnership], choice: dict[str, str]) -> list[Partnership]:
    """The ties that fit every chosen value."""
    return [
        tie for tie in ties if all(value_of(tie, name) == wanted for name, wanted in choice.items())
    ]


def filters_for(ties: list[Partnership], choice: dict[str, str], language: str) -> list[Filter]:
    """Each filter with the values found among the ties that fit the other filters."""
    return [
        Filter(name, _(label), _options(ties, choice, name, language))
        for name, label in FILTERS.items()
    ]


def _options(
    ties: list[Partnership], choice: dict[str, str], name: str, language: str
) -> list[Option]:
    others = {key: value for key, value in choice.items() if key != name}
    fitting = apply(ties, others)
    counted = Counter(value_of(tie, name) for tie in fitting)
    labels = {value_of(tie, name): label_of(tie, name, language) for tie in fitting}
    options = [
        Option(labels[value], _address(others | {name: value}), count, choice.get(name) == value)
        for value, count in counted.items()
        if value
    ]
    options.sort(key=lambda option: _option_order(name, option))
    everything = Option(_("全部"), _address(others), len(fitting), name not in choice)
    return [everything, *options]


def _option_order(name: str, option: Option) -> tuple:
    return (option.label,) if name == "year" else (-option.count, option.label)


def _address(choice: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update(choice)
    address = reverse("friendship_cities:partnership_list")
    return f"{address}?{query.urlencode()}" if choice else address


def value_of(tie: Partnership, name: str) -> str:
    """What a tie has for a filter, as the address says it."""
    match name:
        case "kind":
            return str(tie.kind)
        case "continent":
            return str(tie.city.country.continent)
        case "country":
            return tie.city.country.iso2.lower()
        case "level":
            return str(tie.local_party.level)
        case _year:
            return str(tie.since.year) if tie.since else ""


def label_of(tie: Partnership, name: str, language: str) -> str:
    """What readers are told a filter's value means."""
    match name:
        case "kind":
            return _(Kind(tie.kind).label)
        case "continent":
            return _(Country.Continent(tie.city.country.continent).label)
        case "country":
            return text_in(tie.city.country, "name", language)
        case "level":
            return _(LocalParty.Level(tie.local_party.level).label)
        case _year:
            return value_of(tie, name)


def groups_by_continent(ties: list[Partnership]) -> list[dict[str, Any]]:
    """The ties under the names of the continents, in the ministry's order."""
    return [
        {"label": _(continent.label), "partnerships": found}
        for continent in Country.Continent
        if (found := [tie for tie in ties if tie.city.country.continent == continent])
    ]


def network_of(ties: Iterable[Partnership], language: str, moment: datetime) -> Network:
    """The picture of all ties whose place is known, true in bearing and distance."""
    drawn = [
        Tie(
            name=_short_name(text_in(tie.city, "name", language), language),
            kind="sister_city" if tie.kind == Kind.SISTER_CITY else "friendly_exchange",
            latitude=tie.city.latitude,
            longitude=tie.city.longitude,
            address=tie.get_absolute_url(),
            note=_note(tie, language, moment),
        )
        for tie in ties
        if tie.city.latitude is not None
        and tie.city.longitude is not None
        and tie.kind != Kind.TO_BE_CONFIRMED
    ]
    return _drawn(tuple(drawn), language)


@lru_cache(maxsize=64)
def _drawn(ties: tuple[Tie, ...], language: str) -> Network:
    """The same ties make the same picture, which takes longer than all the rest of a page."""
    if language == SOURCE:
        return draw_network(ties)
    return draw_network(ties, Wording("Chongqing", ("N", "E", "S", "W"), "km"))


def _short_name(name: str, language: str) -> str:
    """图卢兹市 → 图卢兹: a picture has little room."""
    if language == SOURCE and len(name) > 3 and name.endswith(("市", "州", "省", "府")):
        return name[:-1]
    return name


def _note(tie: Partnership, language: str, moment: datetime) -> str:
    """City, country, kind, day, distance and clock, as far as they are known."""
    said = [
        text_in(tie.city, "name", language),
        text_in(tie.city.country, "name", language),
        _(Kind(tie.kind).label),
        _("结好于 %(day)s") % {"day": tie.since} if tie.since else "",
        _("距重庆 %(distance)s 公里") % {"distance": f"{_kilometres(tie.city):,}"},
        clock_in_words(tie.city.time_zone, moment),
    ]
    return " · ".join(part for part in said if part)


def _kilometres(city: Any) -> int:
    return round(great_circle_km(*CHONGQING, city.latitude, city.longitude))
