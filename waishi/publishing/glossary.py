"""译名: how the office says words in English; the list as a file, and hints beside a text."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from waishi.accounts.models import User
from waishi.publishing import saving
from waishi.publishing.list_files import VERSION, read_rows, write_rows
from waishi.publishing.models import Term

HEADINGS = {"中文": "zh", "英文": "en", "种类": "kind", "说明": "note", "出处": "source"}
KINDS = {label: value for value, label in Term.Kind.choices}


@dataclass(frozen=True)
class Known:
    """A word with its English, wherever it is kept."""

    zh: str
    en: str
    kind: str
    note: str = ""


@dataclass(frozen=True)
class Hint:
    """A known word that occurs in a source; `is_said` where its English occurs as well."""

    known: Known
    is_said: bool


Names = Callable[[], Iterable[Known]]
_names: list[Names] = []


def terms_come_from(names: Names) -> None:
    """Let a register say which names it knows in both languages."""
    _names.append(names)


def known_terms() -> list[Known]:
    """The office's own list first: it decides where a register says something else."""
    found = {
        term.zh: Known(term.zh, term.en, term.get_kind_display(), term.note)
        for term in Term.objects.all()
    }
    for names in _names:
        for known in names():
            found.setdefault(known.zh, known)
    return list(found.values())


def hints_for(source: str, translation: str) -> list[Hint]:
    """The known words of `source` in their order; a word inside a longer one is not told."""
    said = " ".join(translation.split()).casefold()
    places = {}
    taken: list[range] = []
    for known in sorted(known_terms(), key=lambda one: -len(one.zh)):
        place = _place_of(known.zh, source, taken)
        if place >= 0:
            places[place] = Hint(known, known.en.casefold() in said)
    return [places[place] for place in sorted(places)]


def _place_of(word: str, source: str, taken: list[range]) -> int:
    """Where a word stands for itself; -1 where it never does."""
    first, start = -1, source.find(word)
    while start >= 0:
        here = range(start, start + len(word))
        if not any(here.start < one.stop and one.start < here.stop for one in taken):
            taken.append(here)
            first = start if first < 0 else first
        start = source.find(word, here.stop)
    return first


def write_terms(terms: Iterable[Term]) -> str:
    """The list as CSV, as `read_terms` takes it."""
    return write_rows(
        HEADINGS,
        (
            {heading: getattr(term, name) for heading, name in HEADINGS.items()}
            | {"种类": term.get_kind_display(), VERSION: term.version}
            for term in terms
        ),
    )


def read_terms(text: str) -> list[Term]:
    """The rows of a CSV, not saved; refused with the number of the row."""
    return read_rows(text, HEADINGS, _term, lambda term: f"“{term.zh}”")


@transaction.atomic
def import_terms(terms: Iterable[Term], by: User) -> list[str]:
    """Add what is new and change what differs; all of it or nothing. Says which words.

    A row of another version than the list's was not seen as it is now: refused.
    """
    known = {term.zh: term for term in Term.objects.select_for_update()}
    changed, unseen = [], []
    for term in terms:
        old = known.get(term.zh)
        if old is None:
            term.version = 1
            saving.create(term, by)
            changed.append(term.zh)
        elif differing := [n for n in HEADINGS.values() if getattr(old, n) != getattr(term, n)]:
            if term.version != old.version:
                unseen.append(f"“{old.zh}”导出之后已有人改为“{old.en}”，请重新导出再改。")
                continue
            for name in differing:
                setattr(old, name, getattr(term, name))
            saving.save(old, by, differing)
            changed.append(term.zh)
    if unseen:
        raise ValidationError(unseen)
    return changed


def _term(row: Mapping[str, str], version: int) -> Term:
    if row["种类"] not in KINDS:
        raise ValueError(f"种类须为{'、'.join(KINDS)}之一")
    said = {name: row[heading] for heading, name in HEADINGS.items()}
    term = Term(**said | {"kind": KINDS[row["种类"]], "version": version})
    term.clean_fields()
    return term
