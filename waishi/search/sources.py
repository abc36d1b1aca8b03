"""What can be found: other rooms hang it in, since this one knows neither news nor register."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

if TYPE_CHECKING:
    from waishi.search.indexing import Findable
    from waishi.search.models import Searchable


@dataclass(frozen=True)
class Texts:
    """A table of texts of its own that can be found: the releases.

    `readable` gives the rows the public reads in a language at a moment, with `key`,
    `dated_at`, `place` and `place_name` annotated.
    """

    kind: str
    label: Callable[[], str]
    model: type[Searchable]
    readable: Callable[[str, datetime], QuerySet]
    # The column of the whole text, and what of it can be found.
    original: str
    findable_of: Callable[[Any], Findable]
    address: Callable[[str], str]


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be found; its entries are `SearchEntry` rows.

    `readable` gives the records the public sees in a language at a moment.
    `shown_by` says which records of another kind show on its page: the kind noted
    by a trigger → how this kind's records are reached from it.
    """

    name: str
    label: Callable[[], str]
    model: Any
    readable: Callable[[str, datetime], QuerySet]
    records: Callable[[], QuerySet]
    compose: Callable[[Any, str], Findable]
    key: Callable[[Any], str]
    address: Callable[[str], str]
    # What began or happened on a day is listed by it; None for what has none.
    dated_on: Callable[[Any], date | None]
    # Whether it matters less the longer ago it was.
    ages: bool = False
    shown_by: Mapping[str, str] = field(default_factory=dict)

    def affected_by(self, changed: Mapping[str, Collection[int]]) -> set[int]:
        """The numbers of this kind's records on whose pages a changed record shows."""
        numbers = set(changed.get(self.name, ()))
        for kind, lookup in self.shown_by.items():
            if kind in changed:
                reached = self.model._base_manager.filter(**{f"{lookup}__in": changed[kind]})
                numbers.update(reached.values_list("pk", flat=True))
        return numbers


_texts: list[Texts] = []
_kinds: list[Kind] = []


def find_texts(source: Texts) -> None:
    """Let texts be found."""
    _texts.append(source)


def find_records(*kinds: Kind) -> None:
    """Let kinds of records be found."""
    _kinds.extend(kinds)


def texts() -> list[Texts]:
    """All tables of texts."""
    return _texts


def kinds() -> list[Kind]:
    """All kinds of records."""
    return _kinds


def labels() -> dict[str, str]:
    """How readers know each kind, texts first, in the language that is active."""
    return {source.kind: source.label() for source in _texts} | {
        kind.name: kind.label() for kind in _kinds
    }


def address_of(kind: str, key: str) -> str:
    """Where a reader opens what was found."""
    addresses = {source.kind: source.address for source in _texts}
    addresses |= {each.name: each.address for each in _kinds}
    return addresses[kind](key)
