"""Saving without loss: nobody overwrites what they have not seen.

Every form carries a hash of each field as it showed it. At saving the row is
locked and merged field by field: what the person did not touch stays as it is
now, what they changed is written, and what somebody else changed meanwhile is
refused with both texts shown. Two people on two languages never meet.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from waishi.accounts.models import User
from waishi.languages import LANGUAGES, columns
from waishi.publishing import audit, parts, reviewing, translating, writing
from waishi.publishing.documents import hash_of
from waishi.publishing.models import Versioned, WorkingText
from waishi.publishing.models.visibility import HIDDEN, is_hidden
from waishi.publishing.pasting import tidy_paste
from waishi.publishing.prose import clean_prose

# Lists of related rows, of many-to-many fields or of inline forms, by name.
State = Mapping[str, Any]


@dataclass
class Merged:
    """What comes of one person's form on today's record."""

    values: dict[str, Any]
    changed: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def state_of(record: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The fields and parts of `names` as JSON can hold them."""
    return {name: parts.value_of(record, name) for name in names}


def hashes_of(state: State) -> dict[str, str]:
    """One short hash per field: what a form carries."""
    return {name: hash_of(value)[:16] for name, value in state.items()}


def merge(current: State, submitted: State, shown: Mapping[str, str]) -> Merged:
    """Merge a form that showed `shown` into the record as it is now.

    A field the form did not show hashes for counts as never seen: any
    difference is a conflict.
    """
    now, wanted = hashes_of(current), hashes_of(submitted)
    merged = Merged(values=dict(submitted))
    for name in submitted:
        if wanted[name] == now[name]:
            continue
        if wanted[name] == shown.get(name):
            merged.values[name] = current[name]
        elif now[name] == shown.get(name):
            merged.changed.append(name)
        else:
            merged.conflicts.append(name)
    return merged


def locked(records: models.QuerySet) -> models.QuerySet:
    """The rows, kept from whoever would change them; who only names them does not wait.

    Somebody who did while he held another row would wait for us, and we perhaps for him.
    """
    return records.select_for_update(of=("self",), no_key=True)


@transaction.atomic
def save(
    record: Versioned,
    by: User | None,
    fields: Iterable[str],
    write_parts: Callable[[], None] | None = None,
    part_names: Iterable[str] = (),
) -> None:
    """Write `fields` of a record locked in this transaction, and its parts, as its next version.

    `fields` are columns (never bare translated names); `write_parts` writes
    many-to-many fields and inline rows, whose names are `part_names`.
    """
    fields, part_names = list(fields), list(part_names)
    if not fields and not part_names:
        return
    stored = locked(type(record)._default_manager.all()).get(pk=record.pk)
    if stored.version != record.version:
        raise ValidationError(f"“{record}”刚被他人保存过，请重新打开后再改。")
    if by and isinstance(record, WorkingText):
        _refuse_hidden(stored, by)
        writing.refuse_others_columns(record, by, fields)
    before = _read_before(stored)
    _clean_prose(record)
    record.version += 1
    record.save(update_fields=[*fields, "version"])
    if write_parts:
        _write_parts(stored, by, part_names, write_parts)
    if before:
        if by:
            _refuse_hidden(record, by)
        _note_change(record, by, fields + part_names, before)
    audit.record(by, "修改", record, fields=fields + part_names)


@transaction.atomic
def create(
    record: Versioned, by: User | None, write_parts: Callable[[], None] | None = None
) -> None:
    """Write a new record and its parts."""
    if by and isinstance(record, WorkingText) and not by.holds(writing.WRITE):
        raise ValidationError("您没有起草稿件的权限。")
    _clean_prose(record)
    record.save(force_insert=True)
    if write_parts:
        write_parts()
    if isinstance(record, WorkingText):
        if by:
            _refuse_hidden(record, by)
        _note_change(record, by, ["新稿"], Before())
    audit.record(by, "新建", record)


def _refuse_hidden(record: Versioned, by: User) -> None:
    """Before and after: nobody writes what they may not open, nor moves it where they may not."""
    if isinstance(record, WorkingText) and is_hidden(record, by):
        raise ValidationError(HIDDEN)


def _write_parts(
    stored: Versioned, by: User | None, names: list[str], write: Callable[[], None]
) -> None:
    if by and isinstance(stored, WorkingText):
        writing.guarded(stored, by, names, write)
    else:
        write()


@dataclass(frozen=True)
class Before:
    """What a text said before it was saved: the hash, and the units, of each language."""

    hashes: dict[str, str] = field(default_factory=dict)
    units: dict[str, translating.Units] = field(default_factory=dict)


def _read_before(stored: Versioned) -> Before | None:
    if not isinstance(stored, WorkingText):
        return None
    units = {language: translating.units_of(stored, language) for language in LANGUAGES}
    return Before(reviewing.hashes_of(stored), units)


def _note_change(record: Any, by: User | None, fields: list[str], before: Before) -> None:
    """What follows from a change of a text for its reviews and its translations."""
    text = type(record)._default_manager.get(pk=record.pk)
    translating.note(text, before.units)
    if by:
        reviewing.text_changed(text, by, fields, before.hashes)


def _clean_prose(record: Versioned) -> None:
    for name in columns(*record.prose):
        setattr(record, name, clean_prose(tidy_paste(getattr(record, name) or "")))
