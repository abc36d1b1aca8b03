"""译名: how the office says words in English; the list as a file, and hints beside a text."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import StringIO

from django.core.exceptions import ValidationError
from django.db import transaction

from waishi.accounts.models import User
from waishi.publishing import saving
from waishi.publishing.models import Term

HEADINGS = {"中文": "zh", "英文": "en", "种类": "kind", "说明": "note", "出处": "source"}
# Which state of a row the file shows: nothing that changed since is overwritten.
VERSION = "版本"
KINDS = {label: value for value, label in Term.Kind.choices}
# What a spreadsheet would take for a formula is written behind this.
APOSTROPHE = "'"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    file = StringIO()
    writer = csv.DictWriter(file, [*HEADINGS, VERSION], lineterminator="\n")
    writer.writeheader()
    for term in terms:
        told = {heading: getattr(term, name) for heading, name in HEADINGS.items()}
        told["种类"] = term.get_kind_display()
        row = {heading: _harmless(said) for heading, said in told.items()}
        writer.writerow(row | {VERSION: term.version})
    return file.getvalue()


def read_terms(text: str) -> list[Term]:
    """The rows of a CSV, not saved; refused with the number of the line."""
    rows = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    if missing := [heading for heading in HEADINGS if heading not in (rows.fieldnames or [])]:
        raise ValidationError(f"表头缺：{'、'.join(missing)}。")
    return [_term(row, number) for number, row in enumerate(rows, start=2)]


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
            known[term.zh] = term
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


def _term(row: Mapping[str, str], number: int) -> Term:
    said = {name: _plain(row[heading] or "") for heading, name in HEADINGS.items()}
    try:
        version = int(row.get(VERSION) or 0)
        term = Term(**said | {"kind": KINDS[said["kind"]], "version": version})
        term.clean_fields()
    except KeyError:
        raise ValidationError(f"第{number}行：种类须为{'、'.join(KINDS)}之一。") from None
    except (ValidationError, ValueError) as error:
        told = "；".join(getattr(error, "messages", ["版本不是数字"]))
        raise ValidationError(f"第{number}行读不懂：{told}") from None
    return term


def _harmless(said: str) -> str:
    """So that no spreadsheet runs what somebody wrote into the list."""
    return APOSTROPHE + said if said.startswith(FORMULA) else said


def _plain(said: str) -> str:
    said = said.strip()
    is_escaped = said.startswith(APOSTROPHE) and said[1:].startswith(FORMULA)
    return said[1:] if is_escaped else said
