"""What the public can read at a moment and holds all the words: the pieces of a statement.

What a reader may not see is never among what is matched: the rooms that hang
themselves in give readable rows, and only these are counted and ranked.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    ExpressionWrapper,
    Model,
    Q,
    QuerySet,
    Value,
)

from waishi.search import sources
from waishi.search.models import SearchEntry

# A piece of a statement and its parameters: what readers typed is always a parameter.
Piece = tuple[str, list[Any]]
COLUMNS = ("kind", "id", "key", "title", "dated_at", "ages", "place", "place_name")
# What of an entry is shown beside its title.
ENTRY = "json_build_object('text', text, 'day', day)"
NOWHERE = Value(None, output_field=CharField())


def matches(query: Piece, language: str, moment: datetime, proof: Piece = ("true", [])) -> Piece:
    """The readable rows that `query` finds and `proof` holds of, of every source.

    Beside COLUMNS they have `source`, the number `originals` knows the table by, and
    the search vector.
    """
    selects, values = [], []
    for number, (_, rows) in enumerate(_readable(language, moment)):
        sql, parameters = rows.query.sql_with_params()
        selects.append(
            f"select {number} as source, {', '.join(COLUMNS)}, search_vector from ({sql}) as rows"
            f" where search_vector @@ {query[0]} and {proof[0]}"
        )
        values += [*parameters, *query[1], *proof[1]]
    return " union all ".join(selects), values


def originals(row: str) -> str:
    """The whole text of a found `row`, as its own table has it."""
    tables = [(source.model, source.original) for source in sources.texts()]
    whens = [
        f"when {number} then (select to_jsonb({column}) from {model._meta.db_table}"
        f" where id = {row}.id)"
        for number, (model, column) in enumerate([*tables, (SearchEntry, ENTRY)])
    ]
    return f"case {row}.source {' '.join(whens)} end as original"


def _readable(language: str, moment: datetime) -> Iterator[tuple[type[Model], QuerySet]]:
    for source in sources.texts():
        rows = source.readable(language, moment).annotate(
            kind=Value(source.kind), ages=Value(True, output_field=BooleanField())
        )
        yield source.model, _columns(rows)
    yield SearchEntry, _columns(_entries(language, moment))


def readable_entries(language: str, moment: datetime) -> QuerySet[SearchEntry]:
    """The entries of records the public sees in a language at a moment."""
    seen = Q(pk=None)
    for kind in sources.kinds():
        records = kind.readable(language, moment).order_by().values("pk")
        seen |= Q(kind=kind.name, number__in=records)
    return SearchEntry.objects.filter(seen, language=language)


def _entries(language: str, moment: datetime) -> QuerySet:
    aging: Iterable[str] = [kind.name for kind in sources.kinds() if kind.ages]
    return readable_entries(language, moment).annotate(
        ages=ExpressionWrapper(Q(kind__in=aging), BooleanField()), place=NOWHERE, place_name=NOWHERE
    )


def _columns(rows: QuerySet) -> QuerySet:
    return rows.order_by().values(*COLUMNS, "search_text", "search_vector")
