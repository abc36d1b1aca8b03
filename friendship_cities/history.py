"""One line of history per partnership: papers, standings, visits and events by year."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from friendship_cities.models import Agreement, Event, Partnership, Visit
from friendship_cities.models.partnership import Kind
from waishi.dates import PartialDate
from waishi.languages import text_in


@dataclass(frozen=True)
class Entry:
    """One thing that happened between the two sides."""

    day: PartialDate | None
    label: str
    title: str
    url: str = ""
    detail: str = ""
    until: PartialDate | None = None


def history_of(
    partnership: Partnership,
    visits: list[Visit],
    events: list[Event],
    releases: list[Any],
    language: str,
) -> list[dict[str, Any]]:
    """The entries by year, newest first; those without a year come last."""
    entries = [
        *map(_of_change, _made(partnership.days_it_changed)),
        *(_of_agreement(agreement, language) for agreement in partnership.shown_agreements),
        *(
            Entry(
                visit.starts_on,
                _(visit.get_direction_display()),
                text_in(visit, "title", language),
                visit.get_absolute_url(),
                until=visit.ends_on,
            )
            for visit in visits
        ),
        *(
            Entry(
                event.starts_on,
                _(event.get_kind_display()),
                text_in(event, "title", language),
                event.get_absolute_url(),
                until=event.ends_on,
            )
            for event in events
        ),
        *(
            Entry(_day_of(release), _("新闻"), release.title, release.get_absolute_url())
            for release in releases
        ),
    ]
    years = sorted({entry.day.year for entry in entries if entry.day}, reverse=True)
    known = [{"year": year, "entries": _of_year(entries, year)} for year in years]
    undated = [entry for entry in entries if entry.day is None]
    return known + ([{"year": None, "entries": undated}] if undated else [])


def _of_year(entries: list[Entry], year: int) -> list[Entry]:
    found = [entry for entry in entries if entry.day and entry.day.year == year]
    return sorted(found, key=lambda entry: entry.day.last_day, reverse=True)


def _day_of(release: Any) -> PartialDate:
    return release.original_on or PartialDate.of(timezone.localdate(release.dated_at))


def _made(changes: list[dict[str, str]]) -> list[dict[str, str]]:
    """Not again when a tie that had slept wakes: that it slept is for the office's eyes only."""
    return [next(same) for _kind, same in groupby(changes, key=itemgetter("kind"))]


def _of_change(change: dict[str, str]) -> Entry:
    first, last = (date.fromisoformat(change[name]) for name in ("first_day", "last_day"))
    day = PartialDate.spanning(first, last + timedelta(days=1))
    return Entry(day, _("结好"), _(Kind(change["kind"]).label))


def _of_agreement(agreement: Agreement, language: str) -> Entry:
    place = text_in(agreement, "place", language)
    return Entry(
        agreement.signed_on,
        _(agreement.get_kind_display()),
        text_in(agreement, "title", language),
        detail=place,
    )
