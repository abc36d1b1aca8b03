"""The years and months that hold something, without counting a row.

From the newest release one step of the index leads to the newest one of an
earlier year, and so on: as many steps as there are years, however many releases
(a loose index scan, which the ORM cannot say).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import IntegerField
from django.db.models.expressions import RawSQL
from django.utils import timezone

Unit = Literal["year", "month"]
# Section pages read this beside their row of news_section.
OF_SECTION = ("r.section_id = news_section.id", "r.further_section_ids @> array[news_section.id]")
OF_ALL = ("true",)
NEWEST = """(
    select max(r.dated_at) from news_articlerelease r
     where r.language = %(language)s and {place} and r.dated_at < {before}
       and r.live_from <= %(moment)s and (r.live_until is null or r.live_until > %(moment)s)
)"""
HELD = """array(
    with recursive held(at) as (
        select {newest}
        union all
        select {newest_before_that} from held where held.at >= %(start)s
    )
    select extract({unit} from at at time zone %(zone)s)::int from held where at >= %(start)s
)"""
FIRST_YEAR, LAST_YEAR = 1949, 2199


@dataclass(frozen=True)
class Period:
    """A year, or a month of it, as archives are divided; days are Shanghai's."""

    year: int
    month: int | None = None

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return _midnight(self.year, self.month or 1)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        if self.month is None or self.month == 12:
            return _midnight(self.year + 1, 1)
        return _midnight(self.year, self.month + 1)


def _midnight(year: int, month: int) -> datetime:
    """The first moment of a month in Shanghai."""
    return datetime(year, month, 1, tzinfo=timezone.get_default_timezone())


def years_held(language: str, moment: datetime, places: tuple[str, ...]) -> RawSQL:
    """The years with a live release in `language`, newest first."""
    start, end = Period(FIRST_YEAR).start, Period(LAST_YEAR).end
    return _held("year", language, moment, places, start, end)


def months_held(language: str, moment: datetime, places: tuple[str, ...], year: int) -> RawSQL:
    """The months of a year with a live release in `language`, newest first."""
    whole = Period(year)
    return _held("month", language, moment, places, whole.start, whole.end)


def read_held(*parts: RawSQL) -> list[list[int]]:
    """What is held of all sections, in one statement."""
    params = [one for part in parts for one in part.params]
    with connection.cursor() as cursor:
        cursor.execute(f"select {', '.join(part.sql for part in parts)}", params)
        return list(cursor.fetchone())


def _held(
    unit: Unit,
    language: str,
    moment: datetime,
    places: tuple[str, ...],
    start: datetime,
    end: datetime,
) -> RawSQL:
    sql = HELD.format(
        unit=unit,
        newest=_newest(places, "%(end)s"),
        newest_before_that=_newest(places, f"date_trunc('{unit}', held.at, %(zone)s)"),
    )
    named = {
        "language": language,
        "moment": moment,
        "zone": settings.TIME_ZONE,
        "start": start,
        "end": end,
    }
    return RawSQL(*_by_position(sql, named), ArrayField(IntegerField()))


def _newest(places: tuple[str, ...], before: str) -> str:
    """The newest release before a moment; of each place apart, since each has its index."""
    found = [NEWEST.format(place=place, before=before) for place in places]
    return f"greatest({', '.join(found)})"


def _by_position(sql: str, named: dict[str, Any]) -> tuple[str, list[Any]]:
    """A statement with its parameters by position, as RawSQL takes them."""
    params: list[Any] = []
    pieces = sql.split("%(")
    written = pieces[0]
    for piece in pieces[1:]:
        name, rest = piece.split(")s", 1)
        params.append(named[name])
        written += "%s" + rest
    return written, params
