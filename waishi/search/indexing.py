"""Writing what can be found.

Releases are indexed by what releases them. Records change by many roads, so triggers
note every record that changed, and the next search works the notes off before it
answers: no worker that could be down, and nothing found by a name it no longer has.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import connection, models, transaction
from django.db.models import Func, Value
from django.db.models.functions import Cast
from django.utils import timezone

from waishi.languages import LANGUAGES
from waishi.search import sources
from waishi.search.folding import fold
from waishi.search.models import ChangedRecord, SearchEntry
from waishi.search.tokens import english_words, vector_literal

WEIGHTS = ("A", "B", "D")


@dataclass(frozen=True)
class Findable:
    """What of a page can be found, by weight: its title, what stands out, all the rest.

    `day` is the day readers are shown, as far as it is known; "" for when it was released.
    """

    title: str
    summary: str = ""
    body: str = ""
    day: str = ""

    @property
    def text(self) -> str:
        """All but the title, as readers see it."""
        return "\n".join(part for part in (self.summary, self.body) if part)

    def folded(self) -> Iterator[tuple[str, str]]:
        """The parts that say something, folded, each with its weight."""
        parts = (" ".join(self.title.split()), self.summary, self.body)
        for weight, part in zip(WEIGHTS, parts, strict=True):
            if part:
                yield weight, fold(part)


class Concatenated(Func):
    """Search vectors, one after the other."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = SearchVectorField()


def search_columns(findable: Findable) -> dict[str, Any]:
    """The columns of a `Searchable` row."""
    folded = list(findable.folded())
    stems = [
        SearchVector(Value(words), weight=weight, config="english")
        for weight, part in folded
        if (words := english_words(part))
    ]
    pairs = Cast(Value(vector_literal(folded)), SearchVectorField())
    return {
        "search_text": "\n".join(part for _, part in folded),
        "search_vector": Concatenated(pairs, *stems) if stems else pairs,
    }


def start_of(day: date) -> datetime:
    """The day's first moment in Shanghai."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


@transaction.atomic
def write_changed() -> int:
    """Write the entries of all records noted as changed; how many records that were."""
    with connection.cursor() as cursor:
        # One at a time: another request may have come for the same records.
        cursor.execute("select pg_advisory_xact_lock(hashtext('search_changedrecord'))")
        # The notes first, the records after them: what commits in between is noted again.
        cursor.execute(f"delete from {ChangedRecord._meta.db_table} returning kind, number")
        changed: dict[str, set[int]] = defaultdict(set)
        for kind, number in cursor.fetchall():
            changed[kind].add(number)
    written = 0
    for kind in sources.kinds():
        numbers = kind.affected_by(changed)
        _write(kind, numbers)
        written += len(numbers)
    return written


@transaction.atomic
def write_all() -> int:
    """Write the entries of all records anew; how many entries that were."""
    ChangedRecord.objects.all().delete()
    SearchEntry.objects.all().delete()
    for kind in sources.kinds():
        _write(kind, list(kind.model._base_manager.values_list("pk", flat=True)))
    return SearchEntry.objects.count()


def write_texts(source: sources.Texts) -> int:
    """Write the search columns of all rows of a table of texts; how many that were."""
    originals = source.model._base_manager.values_list("pk", source.original)
    for number, original in originals.iterator(chunk_size=200):
        columns = search_columns(source.findable_of(original))
        source.model._base_manager.filter(pk=number).update(**columns)
    return source.model._base_manager.count()


def _write(kind: sources.Kind, numbers: Collection[int]) -> None:
    if not numbers:
        return
    SearchEntry.objects.filter(kind=kind.name, number__in=numbers).delete()
    records = kind.records().filter(pk__in=numbers)
    SearchEntry.objects.bulk_create(_entries(kind, records), batch_size=200)


def _entries(kind: sources.Kind, records: Iterable[models.Model]) -> Iterator[SearchEntry]:
    for record in records:
        for language in LANGUAGES:
            findable = kind.compose(record, language)
            if findable.title:
                yield _entry(kind, record, language, findable)


def _entry(
    kind: sources.Kind, record: models.Model, language: str, findable: Findable
) -> SearchEntry:
    day = kind.dated_on(record)
    return SearchEntry(
        kind=kind.name,
        number=record.pk,
        language=language,
        key=kind.key(record),
        title=findable.title[:300],
        text=findable.text,
        day=findable.day,
        dated_at=day and start_of(day),
        **search_columns(findable),
    )
