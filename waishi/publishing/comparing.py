"""What differs between two documents of one text, field by field, in the office's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from waishi.languages import SOURCE, column, columns, language_of_column
from waishi.publishing import parts
from waishi.publishing.blocks import BlockDifference, Fold, prose_difference
from waishi.publishing.differences import Run, text_difference
from waishi.publishing.documents import hash_of
from waishi.publishing.models import Versioned, WorkingText

# What a document says of itself, not of its text.
OF_ITSELF = {"format", "language"}
WORDS = {
    "picture": "图片",
    "alt": "替代文字",
    "caption": "图说",
    "credit": "署名",
    "title": "名称",
    "language": "语种",
    "name": "文件名",
    "url": "地址",
    "size": "字节",
}

Document = dict[str, Any]


@dataclass(frozen=True)
class FieldDifference:
    """One field that differs, ready to be shown by `office/_difference.html`."""

    name: str
    label: str
    blocks: list[BlockDifference | Fold]


def document_difference(
    model: type[WorkingText], before: Document | None, after: Document | None
) -> list[FieldDifference]:
    """The fields that differ between two documents of one language; None is an empty one."""
    old, new = _flat(before or {}), _flat(after or {})
    language = (after or before or {}).get("language", "")
    # In the order of the newer document, what only the older one knew at its end.
    names = [*new, *(name for name in old if name not in new)]
    differing = [name for name in names if hash_of(old.get(name)) != hash_of(new.get(name))]
    found = [_field(model, name, old.get(name), new.get(name), language) for name in differing]
    return [one for one in found if one.blocks]


def values_difference(
    model: type[Versioned], before: Document, after: Document
) -> list[FieldDifference]:
    """The columns and parts of `after` that differ from `before`, each in its own language."""
    differing = [name for name in after if hash_of(before[name]) != hash_of(after[name])]
    return [
        _field(model, name, before[name], after[name], language_of_column(name) or SOURCE)
        for name in differing
    ]


def _flat(document: Document) -> Document:
    """Groups of fields (what a text is about) as fields of their own."""
    flat: Document = {}
    for name, value in document.items():
        if name not in OF_ITSELF:
            flat |= value if isinstance(value, dict) else {name: value}
    return flat


def _field(model: type[Versioned], name: str, old: Any, new: Any, language: str) -> FieldDifference:
    if name in (*model.prose, *columns(*model.prose)):
        blocks = prose_difference(old or "", new or "", language)
    elif _are_rows(old) or _are_rows(new):
        rows_of = _described(model, name)
        rows_of = rows_of.related_model if rows_of and rows_of.one_to_many else None
        blocks = [*_rows_difference(rows_of, old or [], new or [], language)]
    else:
        runs = text_difference(_said(model, name, old), _said(model, name, new), language)
        blocks = [BlockDifference("changed", "", runs)] if runs else []
    return FieldDifference(name, parts.label_of(model, name), blocks)


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(row, dict) for row in value)


def _described(model: type[models.Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _said(model: type[models.Model], name: str, value: Any) -> str:
    """A plain value as people read it: names for numbers."""
    if value in (None, "", []):
        return ""
    described = _described(model, name)
    if described is not None and described.is_relation and isinstance(value, int | list):
        return parts.shown(model, name, value) or f"编号 {value}"
    if described is None or described.is_relation:
        return str(value)
    return parts.shown(model, name, value)


def _rows_difference(
    rows_of: Any, old: list, new: list, language: str
) -> Iterator[BlockDifference | Fold]:
    """Rows (a gallery, files) by what they show: described anew, moved, added, removed."""
    names = parts.names_in(rows_of, [*old, *new]) if rows_of else {}
    before, after = {_key(row): row for row in old}, {_key(row): row for row in new}
    stayed = [key for key in before if key in after]
    for place, key in enumerate(key for key in after if key in before):
        if before[key] != after[key]:
            said = _row_said(rows_of, before[key], names), _row_said(rows_of, after[key], names)
            yield BlockDifference("changed", "", text_difference(*said, language))
        elif stayed[place] != key:
            yield _whole_row("moved-here", _row_said(rows_of, after[key], names))
    for key, row in after.items():
        if key not in before:
            yield _whole_row("added", _row_said(rows_of, row, names))
    for key, row in before.items():
        if key not in after:
            yield _whole_row("removed", _row_said(rows_of, row, names))


def _whole_row(kind: str, said: str) -> BlockDifference:
    return BlockDifference(kind, "", [Run(kind, said)])


def _key(row: Any) -> str:
    """What makes a row the same row: its picture, its file, else all it says."""
    if isinstance(row, dict):
        for name in ("picture", "url", "pk"):
            if row.get(name):
                return f"{name} {row[name]}"
    return hash_of(row)


def _row_said(rows_of: Any, row: Any, names: parts.Names) -> str:
    """A row as people read it; `rows_of` is the model of its kind, where there is one."""
    if not isinstance(row, dict):
        return str(row)
    known = {described.name for described in rows_of._meta.get_fields()} if rows_of else set()
    said = [
        f"{WORDS.get(name) or parts.label_of(rows_of, name)}："
        f"{names.get((name, str(value))) or _said(rows_of, name, value)}"
        if name in known
        else f"{WORDS.get(name, name)}：{value}"
        for name, value in row.items()
        if value not in ("", None) and name != "pk" and column(name, SOURCE) not in row
    ]
    return "；".join(said)
