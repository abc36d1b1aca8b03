"""A file that an office sends, as a table: headings, and rows with their numbers.

Only the bytes decide what a file is; its name is often wrong. A file that is
not a list of friendship cities is refused as a whole, in one Chinese sentence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from friendship_cities.importing import delimited, workbooks
from friendship_cities.importing.headings import (
    EXPECTED,
    Columns,
    Field,
    columns_of,
    columns_of_two_rows,
)
from friendship_cities.importing.refusals import UnreadableFile
from friendship_cities.importing.workbooks import Cell, NumberedRow

MOST_BYTES = 10_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 100
# As Excel: no cell can hold more.
LONGEST_CELL = 32_767
# Above the headings stand a title, who filled it in, up to which day.
ROWS_TO_SEARCH = 20

TOO_LARGE = "“{name}”超过 10 MB，请只留友城名录，去掉图片后再导入"
EMPTY = "“{name}”是空的，没有可以导入的内容"
NO_ROWS = "“{name}”只有标题行，没有可以导入的内容"
TOO_MANY_ROWS = "表格超过 5000 行，请分成几个文件导入"
TOO_MANY_COLUMNS = "表格超过 100 列，不像友城名录，请删去多余的列再导入"
TWICE = "“{first}”和“{second}”两列说的是同一项内容，请只留一列"
NOT_A_REGISTER = (
    "这不像友城名录：前 20 行里没有找到标题行。标题行里要有“外方城市”（或“友城名称”），"
    "并至少再有一项。能识别的标题有：" + EXPECTED
)
OLD_EXCEL = "“{name}”是旧版 Excel（.xls）格式，请用 Excel 或 WPS 另存为 .xlsx 再导入"
NOT_A_TABLE = "“{name}”不是表格（{what}），请发送 .xlsx 或 .csv 文件"

# First bytes of what people send by mistake.
MISTAKES = {
    b"\xff\xd8\xff": "是图片",
    b"\x89PNG": "是图片",
    b"GIF8": "是图片",
    b"BM": "是图片",
    b"RIFF": "是图片或音像",
    b"%PDF": "是 PDF",
    b"%!PS": "是打印文件",
    b"{\\rtf": "是文字文档",
    b"Rar!": "是压缩包",
    b"7z\xbc\xaf": "是压缩包",
    b"\x1f\x8b": "是压缩包",
    b"MZ": "是程序",
    b"\x7fELF": "是程序",
}
ZIP = b"PK\x03\x04"
# Old Office files, and new ones with a password, which stand inside an old one.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_BOOKS = [f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book")]

# How the rows begin that offices write below or between their data.
NOTE = re.compile(
    r"\s*((备?注|说明)\s*[0-9]*\s*[:：.、]|(填表|制表|填报|审核|联系|电话)[^，。]{0,6}[:：]"
    r"|(合|总|小|共)\s*计|总数)"
)


@dataclass(frozen=True)
class Row:
    """One row of data; its number is the one Excel shows beside it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """What a file lists. `notes` are rows that state no partnership, as they stand."""

    columns: Columns
    heading_row: int
    rows: tuple[Row, ...]
    notes: tuple[Row, ...] = ()
    unread_columns: tuple[str, ...] = ()
    sheet: str = ""
    unread_sheets: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as the file words them."""
        labels = self.columns.labels
        return tuple(label for label in labels if label)


@dataclass(frozen=True)
class Heading:
    """Where the headings were found: the last row they take, and what they mean."""

    row: int
    columns: Columns


def read_table(content: bytes, name: str) -> Table:
    """The list in a file, or UnreadableFile with a sentence for who sent it."""
    name = _shown(name)
    if len(content) > MOST_BYTES:
        raise UnreadableFile(TOO_LARGE.format(name=name))
    if not content.strip():
        raise UnreadableFile(EMPTY.format(name=name))
    _refuse_other_formats(content, name)
    table = _of_workbook(content) if content.startswith(ZIP) else _of_text(content, name)
    if not table.rows:
        raise UnreadableFile(NO_ROWS.format(name=name))
    return table


def _shown(name: str) -> str:
    """A file name fit to stand in a sentence."""
    return "".join(filter(str.isprintable, name))[-60:] or "文件"


def _refuse_other_formats(content: bytes, name: str) -> None:
    for start, what in MISTAKES.items():
        # Headings could begin with BM or MZ: there only bytes unfit for text decide.
        if content.startswith(start) and (len(start) > 2 or b"\0" in content[:512]):
            raise UnreadableFile(NOT_A_TABLE.format(name=name, what=what))
    if not content.startswith(OLE):
        return
    if ENCRYPTED in content:
        raise UnreadableFile(workbooks.PASSWORD)
    if any(book in content for book in OLD_BOOKS):
        raise UnreadableFile(OLD_EXCEL.format(name=name))
    raise UnreadableFile(NOT_A_TABLE.format(name=name, what="是旧版 Office 文档"))


def _of_workbook(content: bytes) -> Table:
    sheets = workbooks.visible_sheets(content)
    found = [(sheet, _headings_of(sheet)) for sheet in sheets]
    lists = [(sheet, heading) for sheet, heading in found if heading]
    if not lists:
        raise UnreadableFile(NOT_A_REGISTER)
    sheet, heading = lists[0]
    # One more than allowed, so that a row or a column too many is seen.
    rows = sheet.rows(MOST_COLUMNS + 1, ROWS_TO_SEARCH + MOST_ROWS + 1)
    others = tuple(other.name for other, _ in lists[1:])
    return _table(rows, heading, sheet.name, others)


def _headings_of(sheet: workbooks.Sheet) -> Heading | None:
    return _heading(sheet.rows(MOST_COLUMNS + 1, ROWS_TO_SEARCH))


def _of_text(content: bytes, name: str) -> Table:
    text = delimited.decoded(content)
    if not text.strip(" \t\r\n,;\ufeff"):
        raise UnreadableFile(EMPTY.format(name=name))
    delimiter, heading = _delimiter_and_heading(text)
    rows = _numbered(delimited.all_rows(text, delimiter))
    return _table(rows, heading)


def _delimiter_and_heading(text: str) -> tuple[str, Heading]:
    """The delimiter under which the headings say most."""
    found = []
    for delimiter in delimited.DELIMITERS:
        rows = delimited.first_rows(text, delimiter, ROWS_TO_SEARCH)
        if heading := _heading(list(_numbered(rows))):
            found.append((delimiter, heading))
    if found:
        return max(found, key=lambda pair: len(pair[1].columns.fields))
    if text.count('"') % 2:
        raise UnreadableFile(delimited.QUOTES.format(number=1))
    raise UnreadableFile(NOT_A_REGISTER)


def _numbered(rows: Iterable[Sequence[Cell]]) -> Iterator[NumberedRow]:
    """Rows that say something, with their numbers."""
    for number, row in enumerate(rows, 1):
        if number > workbooks.MOST_ROWS_OF_A_SHEET:
            raise UnreadableFile(TOO_MANY_ROWS)
        if any(map(_is_filled, row)):
            yield number, list(row)


def _heading(rows: list[NumberedRow]) -> Heading | None:
    for at, (number, row) in enumerate(rows[:ROWS_TO_SEARCH]):
        words = _words(row)
        if at + 1 < len(rows) and rows[at + 1][0] == number + 1:
            columns = columns_of_two_rows(words, _words(rows[at + 1][1]))
            if columns and columns.are_of_a_register:
                return Heading(number + 1, columns)
        columns = columns_of(words)
        if columns.are_of_a_register:
            return Heading(number, columns)
    return None


def _words(row: Sequence[Cell]) -> list[str]:
    """A row as headings, as far as headings can reach."""
    return [cell if isinstance(cell, str) else "" for cell in row[:MOST_COLUMNS]]


def _table(
    rows: Iterable[NumberedRow],
    heading: Heading,
    sheet: str = "",
    unread_sheets: tuple[str, ...] = (),
) -> Table:
    columns = heading.columns
    if columns.repeated:
        first, second = columns.repeated
        raise UnreadableFile(TWICE.format(first=first, second=second))
    below = [Row(number, tuple(cells)) for number, cells in _checked(rows, heading)]
    is_data = [_states_a_partnership(columns, row) for row in below]
    data = tuple(compress(below, is_data))
    notes = tuple(row for row, is_one in zip(below, is_data, strict=True) if not is_one)
    return Table(
        columns=columns,
        heading_row=heading.row,
        rows=data,
        notes=notes,
        unread_columns=columns.unknown + _columns_without_heading(columns, data),
        sheet=sheet,
        unread_sheets=unread_sheets,
    )


def _checked(rows: Iterable[NumberedRow], heading: Heading) -> Iterator[NumberedRow]:
    """The rows below the headings, as long as they are of a size a list can have."""
    count = 0
    for number, cells in rows:
        if any(map(_is_filled, cells[MOST_COLUMNS:])):
            raise UnreadableFile(TOO_MANY_COLUMNS)
        if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
            raise UnreadableFile(delimited.LONG_CELL.format(number=number))
        if number <= heading.row:
            continue
        count += 1
        if count > MOST_ROWS:
            raise UnreadableFile(TOO_MANY_ROWS)
        yield number, cells


def _states_a_partnership(columns: Columns, row: Row) -> bool:
    """Whether a row is data: no total, note, title in between or headings again."""
    filled = [at for at, cell in enumerate(row.cells) if _is_filled(cell)]
    stated = {columns.fields.get(at) for at in filled} - {None}
    facts = stated - {Field.SERIAL}
    if not facts or len(stated) < 2:
        return False
    if NOTE.match(str(row.cells[filled[0]])):
        return False
    return not columns_of(_words(row.cells)).are_of_a_register


def _columns_without_heading(columns: Columns, rows: Iterable[Row]) -> tuple[str, ...]:
    """Columns with values and no word above them, by their number."""
    bare = [at for at, label in enumerate(columns.labels) if not label]
    filled = {at for row in rows for at in bare if any(map(_is_filled, row.cells[at : at + 1]))}
    return tuple(f"第 {at + 1} 列（没有标题）" for at in sorted(filled))


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())
