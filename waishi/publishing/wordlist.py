"""The list of words as a file: the one that is shipped, and the office's own, in and out."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from waishi.accounts.models import User
from waishi.dates import PartialDate
from waishi.languages import NAMES
from waishi.publishing import saving
from waishi.publishing.checking.findings import Level
from waishi.publishing.list_files import VERSION, read_rows, write_rows
from waishi.publishing.models import WordRule

SHIPPED = Path(__file__).parent / "data" / "words.csv"
HEADINGS = {
    "词": "term",
    "语种": "language",
    "处理": "level",
    "应写作": "instead",
    "例外": "unless",
    "理由": "reason",
    "依据": "source",
    "从": "valid_from",
    "到": "valid_until",
}
CODES = {name: code for code, name in NAMES.items()} | {"": ""}
LEVELS = {level.label: level.value for level in Level}


def write_words(rules: Iterable[WordRule]) -> str:
    """The list as CSV, as `read_words` takes it."""
    return write_rows(
        HEADINGS,
        (
            {heading: _told(rule, name) for heading, name in HEADINGS.items()}
            | {VERSION: rule.version}
            for rule in rules
        ),
    )


def read_words(text: str) -> list[WordRule]:
    """The rows of a CSV, not saved; refused with the number of the row."""
    return read_rows(text, HEADINGS, _rule, _called)


@transaction.atomic
def import_words(rules: Iterable[WordRule], by: User | None, *, correct: bool = True) -> list[str]:
    """Add what is new and, where `correct`, change what differs; all of it or nothing.

    A row of another version than the list's was not seen as it is now: refused.
    """
    known = {(rule.term, rule.language): rule for rule in WordRule.objects.select_for_update()}
    changed, unseen = [], []
    for rule in rules:
        old = known.get((rule.term, rule.language))
        if old is None:
            rule.version = 1
            saving.create(rule, by)
        elif not correct or not (differing := _differing(old, rule)):
            continue
        elif rule.version != old.version:
            unseen.append(f"“{old.term}”导出之后已有人改过，请重新导出再改。")
            continue
        else:
            _take_over(old, rule, differing, by)
        changed.append(rule.term)
    if unseen:
        raise ValidationError(unseen)
    return changed


def load_shipped() -> list[str]:
    """Add the shipped words that are missing; what the office changed stays as it is."""
    return import_words(read_words(SHIPPED.read_text(encoding="utf-8")), None, correct=False)


def _differing(old: WordRule, new: WordRule) -> list[str]:
    return [n for n in HEADINGS.values() if getattr(old, n) != getattr(new, n)]


def _take_over(old: WordRule, new: WordRule, differing: list[str], by: User | None) -> None:
    for name in differing:
        setattr(old, name, getattr(new, name))
    saving.save(old, by, differing)


def _called(rule: WordRule) -> str:
    return f"“{rule.term}”（{NAMES.get(rule.language, '各语种')}）"


def _rule(row: Mapping[str, str], version: int) -> WordRule:
    said = {name: row[heading] for heading, name in HEADINGS.items()}
    if said["language"] not in CODES:
        raise ValueError(f"语种须为{'、'.join(NAMES.values())}，或不填")
    if said["level"] not in LEVELS:
        raise ValueError(f"处理须为{'、'.join(LEVELS)}之一")
    rule = WordRule(
        **said
        | {
            "language": CODES[said["language"]],
            "level": LEVELS[said["level"]],
            "unless": said["unless"].replace("；", "\n"),
            "valid_from": _day(said["valid_from"]),
            "valid_until": _day(said["valid_until"]),
            "version": version,
        }
    )
    rule.clean_fields()
    # That its days are in order; whether it is listed already is asked at the import.
    rule.validate_constraints(exclude={"term", "language"})
    return rule


def _told(rule: WordRule, name: str) -> str:
    if name == "unless":
        return "；".join(rule.unless.split("\n"))
    if name == "level":
        return Level(rule.level).label
    if name == "language":
        return NAMES.get(rule.language, "")
    return str(getattr(rule, name) or "")


def _day(said: str) -> date | None:
    """As it was exported, or as Excel writes it: 2021/9/15."""
    day = PartialDate.parse(said) if said else None
    if day and not day.is_exact:
        raise ValueError(f"“{said}”须写到日")
    return day.first_day if day else None
