"""A list of the office as a CSV file, out and in: the words it does not use, its translated names.

A row carries which state of the list's own it shows: nothing that changed since is
overwritten.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

Record = TypeVar("Record")
VERSION = "版本"
# What a spreadsheet would take for a formula is written behind this.
APOSTROPHE = "'"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
UNREADABLE = "读不懂这个文件，请用“导出”得到的 CSV 改好再传。"


def text_of(content: bytes) -> str:
    """A file as text: Excel saves Chinese CSV in UTF-8 with a mark, or in GB 18030."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def write_rows(headings: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows as `read_rows` takes them."""
    file = StringIO()
    writer = csv.DictWriter(file, [*headings, VERSION], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({heading: _harmless(str(said)) for heading, said in row.items()})
    return file.getvalue()


def read_rows(
    text: str,
    headings: Iterable[str],
    read: Callable[[Mapping[str, str], int], Record],
    called: Callable[[Record], str],
) -> list[Record]:
    """What `read` makes of each row and its version, not saved; refused with the row's number.

    `called` says by what a list tells its rows apart: none stands there twice.
    """
    records: dict[str, Record] = {}
    for number, row in enumerate(_rows(text, headings), start=2):
        try:
            record = read({name: _plain(row[name] or "") for name in headings}, _version(row))
        except (ValidationError, ValueError) as error:
            told = "；".join(getattr(error, "messages", [str(error)]))
            raise ValidationError(f"第{number}行读不懂：{told}") from None
        if (name := called(record)) in records:
            raise ValidationError(f"第{number}行：{name}在文件里写了两次。")
        records[name] = record
    return list(records.values())


def _rows(text: str, headings: Iterable[str]) -> list[dict[str, str]]:
    # Excel saves Chinese CSV files with a byte order mark.
    file = StringIO(text.lstrip("\ufeff").replace("\x00", ""), newline="")
    try:
        reader = csv.DictReader(file)
        known, rows = reader.fieldnames or [], list(reader)
    except csv.Error:
        raise ValidationError(UNREADABLE) from None
    if missing := [heading for heading in headings if heading not in known]:
        raise ValidationError(f"表头缺：{'、'.join(missing)}。")
    return rows


def _version(row: Mapping[str, str]) -> int:
    said = row.get(VERSION) or "0"
    if not said.isdecimal() or len(said) > 9:
        raise ValueError("版本不是数字")
    return int(said)


def _harmless(said: str) -> str:
    """So that no spreadsheet runs what somebody wrote into the list."""
    return APOSTROPHE + said if said.startswith(FORMULA) else said


def _plain(said: str) -> str:
    said = said.strip()
    is_escaped = said.startswith(APOSTROPHE) and said[1:].startswith(FORMULA)
    return said[1:] if is_escaped else said
