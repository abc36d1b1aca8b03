"""One statement that finds, counts, ranks and cuts out a page."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from waishi.dates import PartialDate
from waishi.search import indexing, sources
from waishi.search.excerpts import excerpt, marked
from waishi.search.matching import Piece, matches, originals
from waishi.search.models import ChangedRecord
from waishi.search.query import Asked, lookup, proof

ROWS = 20
# Of a very large match only so many are ranked, the newest.
RANKED = 1000
KEY = re.compile(r"(?P<value>-?\d{1,18})~(?P<source>\d)\.(?P<number>\d{1,18})")
DAY = "(dated_at at time zone 'Asia/Shanghai')::date"
# A title weighs twenty times what the body does. A text of today counts double, one
# of a year ago one and a half times; what has no age, a section or a partnership, as
# one of three years ago.
SCORE = (
    "round(1e6 * ts_rank(array[0.05, 0.2, 0.4, 1.0]::float4[], search_vector, {query}, 1)"
    f" * (1 + 1 / (1 + case when ages then greatest(0, %s::date - {DAY}) / 365.25 else 3 end))"
    ")::bigint"
)
# Whole seconds since 1970, and before everything else what has no day.
LISTED = "coalesce(extract(epoch from dated_at)::bigint, -99999999999)"
FIND = """
with matched as materialized ({matches}),
chosen as (select * from matched where {chosen}),
valued as (
  select *, {value} as value
  from (
    select * from chosen order by ages, dated_at desc nulls last, id desc limit {most}) as newest
),
page as (
  select * from valued where {after} order by value desc, source, id desc limit {rows}
)
select json_build_object(
  'total', (select count(*) from chosen),
  'kinds', (select json_object_agg(kind, n) from (
     select kind, count(*) as n from matched group by kind) as counted),
  'places', (select json_agg(counted order by n desc, place) from (
     select place, place_name, count(*) as n from matched where place is not null
     group by place, place_name) as counted),
  'years', (select json_object_agg(year, n) from (
     select extract(year from {day})::int as year, count(*) as n from matched where ages
     group by 1) as counted),
  'rows', (select json_agg(shown order by value desc, source, id desc) from (
     select source, kind, id, key, title, place_name, dated_at, ages, value, {originals}
     from page) as shown),
  'is_behind', {is_behind}
)
"""
# Whether a record changed that no search has worked off yet.
IS_BEHIND = f"exists (select from {ChangedRecord._meta.db_table})"


@dataclass
class Found:
    """What a search found: one page of rows, how many there are in all, and of what."""

    total: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    next_key: str = ""
    kinds: dict[str, int] = field(default_factory=dict)
    places: list[dict[str, Any]] = field(default_factory=list)
    years: dict[str, int] = field(default_factory=dict)


def find(asked: Asked, language: str, moment: datetime) -> Found:
    """What the public can read at `moment` in `language` that holds all the words."""
    if not asked.words:
        return Found()
    statement, values = _statement(asked, language, moment)
    answer = read_up_to_date(statement, values)
    rows = answer["rows"] or []
    return Found(
        total=answer["total"],
        rows=[_shown(row, asked, language) for row in rows[:ROWS]],
        next_key="{value}~{source}.{id}".format(**rows[ROWS - 1]) if len(rows) > ROWS else "",
        kinds=answer["kinds"] or {},
        places=answer["places"] or [],
        years=answer["years"] or {},
    )


def read_up_to_date(statement: str, values: list[Any]) -> dict[str, Any]:
    """What a statement answers once every changed record is written; it says `is_behind`."""
    answer = read(statement, values)
    if answer["is_behind"]:
        indexing.write_changed()
        answer = read(statement, values)
    return answer


def read(statement: str, values: list[Any]) -> Any:
    """The one value a statement answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def _statement(asked: Asked, language: str, moment: datetime) -> Piece:
    query = lookup(asked.words)
    found = matches(query, language, moment, proof(asked.words))
    chosen, after = _chosen(asked), _after(asked.before)
    if asked.by_date:
        value: Piece = (LISTED, [])
    else:
        value = (SCORE.format(query=query[0]), [*query[1], timezone.localdate(moment)])
    statement = FIND.format(
        matches=found[0],
        chosen=chosen[0],
        value=value[0],
        most="all" if asked.by_date else RANKED,
        after=after[0],
        rows=ROWS + 1,
        day=DAY,
        originals=originals("page"),
        is_behind=IS_BEHIND,
    )
    return statement, [*found[1], *chosen[1], *value[1], *after[1]]


def _chosen(asked: Asked) -> Piece:
    """What the filters let through; a filter of nonsense lets nothing through."""
    columns = {"kind": "kind = %s", "section": "place = %s"}
    columns["year"] = f"ages and extract(year from {DAY})::text = %s"
    pieces = ["true", *(columns[name] for name, _ in asked.filters)]
    return " and ".join(pieces), [value for _, value in asked.filters]


def _after(before: str) -> Piece:
    """The rows behind the key; a bad key is the first page."""
    key = KEY.fullmatch(before)
    if not key:
        return "true", []
    numbers = [int(key["value"]), -int(key["source"]), int(key["number"])]
    return "(value, -source, id) < (%s, %s, %s)", numbers


def _shown(row: dict[str, Any], asked: Asked, language: str) -> dict[str, Any]:
    """A row as the page shows it."""
    text, known_day = _text_and_day(row)
    dated_at = row["dated_at"] and datetime.fromisoformat(row["dated_at"])
    day = PartialDate.parse(known_day) if known_day else timezone.localdate(dated_at)
    return {
        "kind": sources.labels()[row["kind"]],
        "place": row["place_name"] or "",
        "title": marked(row["title"], asked.words),
        "url": sources.address_of(row["kind"], row["key"]),
        "excerpt": excerpt(text, asked.words, language),
        "day": day if row["ages"] else None,
    }


def _text_and_day(row: dict[str, Any]) -> tuple[str, str]:
    """What an excerpt is taken from, and the day of it where that is no moment."""
    original = row["original"]
    if row["source"] < len(sources.texts()):
        findable = sources.texts()[row["source"]].findable_of(original)
        return findable.text, findable.day
    return original["text"], original["day"]
