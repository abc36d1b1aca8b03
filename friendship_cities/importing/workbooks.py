"""Excel workbooks (.xlsx) as rows of cells, read without trusting the file.

A cell that shows only a month (1982年12月) hides a whole day in the file, the
first of that month: it is handed on as the month it shows, so no day is invented.
"""

import datetime
import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from typing import Any
from xml.etree import ElementTree

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL, ReadOnlyCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.workbook import Workbook

from friendship_cities.importing.refusals import UnreadableFile

Cell = str | datetime.date | int | float
NumberedRow = tuple[int, list[Cell]]

# 5,000 full rows are about 6 MB when opened; pictures count, but do not swell.
MOST_BYTES_OPENED = 20_000_000
# Styles and settings cost most to parse, and no list needs many of them.
MOST_BYTES_BESIDE_CELLS = 3_000_000
HOLDS_CELLS = re.compile(r"xl/(worksheets/|sharedStrings|media/)")
# A filled cell takes four: 5,000 rows of 50 columns.
MOST_TAGS = 1_000_000
MOST_PARTS = 2_000
MOST_ROWS_OF_A_SHEET = 1_048_576
MOST_MERGED_CELLS = 200_000
MOST_MERGED_RANGES = 20_000

PASSWORD = "这个文件设有打开密码，请去掉密码后再导入"
OTHER_FORMAT = "这不是 .xlsx 工作簿，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
TOO_LARGE = "这个工作簿展开后过大，请只留友城名录一张工作表，删去图片和空白行，另存为 .xlsx 再导入"
BROKEN = "这个工作簿已损坏或不合规范，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"

# Formats that Chinese Excel knows by number only (ECMA-376 part 1, 18.8.30, zh-cn).
SHOWS_A_MONTH = {27, 36, 50, 52, 57}
SHOWS_A_DAY = {28, 29, 30, 31, 51, 53, 54, 58}

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@contextmanager
def openpyxl_at_work() -> Iterator[None]:
    """Whatever a broken file makes the libraries raise becomes one sentence."""
    with warnings.catch_warnings():
        # They warn of every feature they leave out: none of them holds a cell.
        warnings.simplefilter("ignore")
        try:
            yield
        except UnreadableFile:
            raise
        except Exception as error:
            raise UnreadableFile(BROKEN) from error


class Sheet:
    """One visible sheet, read row by row as often as asked."""

    def __init__(self, sheet: Any, archive: zipfile.ZipFile, part: str | None) -> None:
        self.name = sheet.title
        self._sheet = sheet
        self._archive = archive
        self._part = part

    def rows(self, width: int, most: int) -> list[NumberedRow]:
        """The first `most` rows that say something, with their numbers in the sheet."""
        with openpyxl_at_work():
            return list(islice(self._filled_rows(width), most))

    def _filled_rows(self, width: int) -> Iterator[NumberedRow]:
        merged = self._merged_columns
        above: list[Cell] = [""] * width
        blank: tuple[Any, ...] = ()
        # The size a sheet claims is not believed: both bounds are ours.
        rows = self._sheet.iter_rows(max_row=MOST_ROWS_OF_A_SHEET, max_col=width)
        for number, cells in enumerate(rows, 1):
            # A sheet filled at its far end has a million such rows before it.
            if cells is blank and number not in merged:
                continue
            if all(cell is EMPTY_CELL for cell in cells):
                blank = cells
            row = [_value(cell) for cell in cells]
            is_filled = any(cell != "" for cell in row)
            for column in merged.get(number, ()):
                if column < width and row[column] == "":
                    row[column] = above[column]
            above = row
            if is_filled:
                yield number, row

    @cached_property
    def _merged_columns(self) -> dict[int, list[int]]:
        """For each row, the columns whose value stands in the row above.

        A country merged over three rows is said of all three; in the file only
        the first holds it.
        """
        columns: dict[int, list[int]] = {}
        count = 0
        for first_column, first_row, _, last_row in self._merged_ranges():
            count += last_row - first_row
            if count > MOST_MERGED_CELLS:
                raise UnreadableFile(TOO_LARGE)
            for row in range(first_row + 1, last_row + 1):
                columns.setdefault(row, []).append(first_column - 1)
        return columns

    def _merged_ranges(self) -> Iterator[tuple[int, int, int, int]]:
        """openpyxl leaves these out when it reads row by row."""
        if self._part is None:
            return
        with self._archive.open(self._part) as source:
            for _, element in ElementTree.iterparse(source):
                if element.tag == f"{MAIN}mergeCell":
                    yield range_boundaries(element.get("ref", ""))
                if element.tag in (f"{MAIN}row", f"{MAIN}mergeCell"):
                    element.clear()


def visible_sheets(content: bytes) -> list[Sheet]:
    """The sheets a person sees when opening the workbook, in their order."""
    with openpyxl_at_work():
        archive = zipfile.ZipFile(io.BytesIO(content))
        _refuse_what_is_no_workbook(archive)
        workbook = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        return list(_sheets(workbook, archive))


def _sheets(workbook: Workbook, archive: zipfile.ZipFile) -> Iterator[Sheet]:
    parts = _parts_of_sheets(archive)
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            yield Sheet(sheet, archive, parts.get(sheet.title))


def _refuse_what_is_no_workbook(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(PASSWORD)
    if "xl/workbook.xml" not in archive.namelist():
        raise UnreadableFile(OTHER_FORMAT)
    beside = (part for part in parts if not HOLDS_CELLS.match(part.filename))
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_BYTES_OPENED
        or sum(part.file_size for part in beside) > MOST_BYTES_BESIDE_CELLS
    ):
        raise UnreadableFile(TOO_LARGE)
    _refuse_what_is_slow_to_parse(archive)


def _refuse_what_is_slow_to_parse(archive: zipfile.ZipFile) -> None:
    """Parsing costs by the tag, and declared entities cost without limit."""
    tags = merged = 0
    for part in archive.infolist():
        content = b"" if part.filename.startswith("xl/media/") else archive.read(part)
        if b"<!DOCTYPE" in content:
            raise UnreadableFile(BROKEN)
        tags += content.count(b"<")
        merged += content.count(b"mergeCell ")
    if tags > MOST_TAGS or merged > MOST_MERGED_RANGES:
        raise UnreadableFile(TOO_LARGE)


def _parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where in the archive each sheet is kept, by its name."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    present = set(archive.namelist())
    parts: dict[str, str] = {}
    for sheet in book.iter(f"{MAIN}sheet"):
        target = posixpath.join("/xl", targets.get(sheet.get(LINK)) or "")
        part = posixpath.normpath(target).lstrip("/")
        if part in present:
            parts[sheet.get("name", "")] = part
    return parts


def _value(cell: ReadOnlyCell) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return _as_shown(value, cell.number_format or "")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(cell)
    # Excel writes the line breaks and control characters of a text so: _x000D_.
    return re.sub(r"_x00[01][0-9A-Fa-f]_", "\n", str(value))


def _number(cell: ReadOnlyCell) -> Cell:
    """A number, or the date that a format known only by its number shows."""
    shown = cell.style_array.numFmtId
    if shown not in SHOWS_A_DAY | SHOWS_A_MONTH:
        return cell.value
    day = from_excel(cell.value, cell.parent.parent.epoch)
    if not isinstance(day, datetime.datetime):
        return cell.value
    return _as_shown(day, "yyyy-m" if shown in SHOWS_A_MONTH else "yyyy-m-d")


def _as_shown(day: datetime.date, number_format: str) -> Cell:
    """A day as precisely as its cell shows it; a day that was typed is kept."""
    pattern = re.sub(r'".*?"|\[.*?\]|\\.', "", number_format.split(";")[0]).lower()
    date = datetime.date(day.year, day.month, day.day)
    if "d" in pattern or date.day != 1 or not re.search("[ye]", pattern):
        return date
    if "m" in pattern:
        return f"{date:%Y-%m}"
    return f"{date:%Y}" if "y" in pattern and date.month == 1 else date
