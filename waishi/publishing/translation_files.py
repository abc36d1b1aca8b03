"""Translations as a spreadsheet, out and in: for whoever translates elsewhere.

A file carries fingerprints of the Chinese and of the translation it was made from.
Read back, each cell is merged like a field of a form: what moved meanwhile is refused
with both texts. The Chinese is never written, and no formula is read or made.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.db import models, transaction
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from waishi.accounts.models import User
from waishi.languages import SOURCE, column, text_in
from waishi.publishing import saving, translating, writing
from waishi.publishing.models import WorkingText
from waishi.publishing.pasting import tidy_paste
from waishi.publishing.prose import clean_prose
from waishi.publishing.translating import Units, seen_of, units_of

HEADINGS = ("编号", "稿件", "代号", "项", "中文", "英文", "状态", "指纹")
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000
# What a cell can hold.
MOST_CHARACTERS = 32_767
TOO_LONG = "过长，请在页面上译"


@dataclass(frozen=True)
class Cell:
    """One row of a file that somebody sent back."""

    row: int
    number: int
    unit: str
    english: str
    fingerprint: str
    source: str


@dataclass(frozen=True)
class Planned:
    """What a row would do: write, or be refused with the reason."""

    cell: Cell
    title: str
    label: str
    before: str
    after: str
    refusal: str = ""


def write_workbook(texts: Iterable[WorkingText], language: str) -> bytes:
    """Every unit of `texts` that says something in Chinese."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "翻译"
    for row, said in enumerate([HEADINGS, *_rows(texts, language)], start=1):
        for place, value in enumerate(said, start=1):
            _put(sheet.cell(row, place), value)
    for letter, width in zip("ABCDEFGH", (8, 30, 16, 12, 60, 60, 12, 36), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _put(cell: Any, value: Any) -> None:
    """A value as a text: what looks like a formula stays one."""
    if isinstance(value, int):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    cell.quotePrefix = True


def _rows(texts: Iterable[WorkingText], language: str) -> Iterator[tuple[Any, ...]]:
    for text in texts:
        source, now = units_of(text, SOURCE), units_of(text, language)
        for name, said in source.items():
            if not said:
                continue
            label = translating.label_of(type(text), name)
            shown, state = (said, now[name]), "已译" if now[name] else "未译"
            if max(map(len, shown)) > MOST_CHARACTERS:
                shown, state = ("", ""), TOO_LONG
            yield (text.pk, str(text), name, label, *shown, state, fingerprint(said, now[name]))


def fingerprint(source: str, translation: str) -> str:
    """What a row was made from."""
    return f"{seen_of(source)}-{seen_of(translation)}"


def read_workbook(content: bytes) -> list[Cell]:
    """The rows of a file; refused in a sentence where it is none of ours."""
    if len(content) > MOST_BYTES:
        raise ValidationError("文件超过 5 MB，请分几次导出。")
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise ValidationError("文件展开后过大。")
        book = load_workbook(io.BytesIO(content), read_only=True)
        rows: Any = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 1, max_col=len(HEADINGS))
        heading, *filled = list(rows)
    except ValidationError:
        raise
    # A file can be broken in more ways than openpyxl names.
    except Exception as error:
        raise ValidationError("读不懂这个文件，请用翻译台导出的 XLSX。") from error
    if tuple(cell.value for cell in heading) != HEADINGS:
        raise ValidationError(f"表头须为：{'、'.join(HEADINGS)}。")
    return [_cell(number, row) for number, row in enumerate(filled, start=2) if row[0].value]


def _cell(number: int, row: Any) -> Cell:
    said = ["" if cell.value is None else str(cell.value) for cell in row]
    if any(cell.data_type == "f" for cell in row):
        raise ValidationError(f"第{number}行有公式，公式不读。请改成文字。")
    if not said[0].isdecimal() or len(said[0]) > 15:
        raise ValidationError(f"第{number}行的编号“{said[0][:20]}”不是数字。")
    return Cell(number, int(said[0]), said[2], said[5].strip(), said[7], said[4])


def plan(cells: Iterable[Cell], texts: models.QuerySet, language: str, by: User) -> list[Planned]:
    """What would be written of a file, and what not; empty cells touch nothing."""
    cells = [cell for cell in cells if cell.english]
    found = texts.in_bulk({cell.number for cell in cells})
    known = {
        number: (units_of(text, SOURCE), units_of(text, language)) for number, text in found.items()
    }
    planned = []
    for cell in cells:
        if cell.number not in found:
            planned.append(Planned(cell, "", "", "", cell.english, "没有这篇稿件，或您不能打开"))
            continue
        one = _planned(cell, found[cell.number], *known[cell.number], language, by)
        planned.extend([one] if one else [])
    return planned


def _planned(
    cell: Cell, text: WorkingText, source: Units, now: Units, language: str, by: User
) -> Planned | None:
    if cell.unit not in source:
        return Planned(cell, str(text), cell.unit, "", cell.english, "稿件里没有这一项")
    after = _cleaned(type(text), cell.unit, cell.english)
    before = now[cell.unit]
    if after == before:
        return None
    label = translating.label_of(type(text), cell.unit)
    refusal = _refusal(cell, source[cell.unit], before, text, language, by)
    return Planned(cell, str(text), label, before, after, refusal)


def _refusal(cell: Cell, source: str, now: str, text: WorkingText, language: str, by: User) -> str:
    if not by.holds(writing.permission_for(language)):
        return "您不写这一语种"
    seen_source, _, seen_now = cell.fingerprint.partition("-")
    if seen_source != seen_of(source):
        return f"导出之后中文已改。导出时：“{cell.source[:200]}”；现在：“{source[:200]}”"
    if seen_now != seen_of(now):
        return f"导出之后译文已有人改为：“{now[:200]}”"
    try:
        _field(type(text), cell.unit, language).clean(cell.english, None)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _field(model: type[models.Model], unit: str, language: str) -> Any:
    if "." in unit:
        part, _, unit = unit.split(".")
        related: Any = model._meta.get_field(part).related_model
        model = related
    return model._meta.get_field(column(unit, language))


def _cleaned(model: type[WorkingText], unit: str, said: str) -> str:
    return clean_prose(tidy_paste(said)) if unit in model.prose else said


@transaction.atomic
def apply(planned: Iterable[Planned], texts: models.QuerySet, language: str, by: User) -> int:
    """Write what a plan said, made again on locked texts; says how many cells."""
    cells = [one.cell for one in planned if not one.refusal]
    numbers = {cell.number for cell in cells}
    locked = texts.select_for_update(of=("self",)).order_by("pk")
    for _ in locked.filter(pk__in=numbers):
        """Locked until the end."""
    again = [one for one in plan(cells, texts, language, by) if not one.refusal]
    for number in sorted({one.cell.number for one in again}):
        wanted = {one.cell.unit: one.after for one in again if one.cell.number == number}
        _write(texts.get(pk=number), wanted, language, by)
    return len(again)


def _write(text: WorkingText, wanted: Units, language: str, by: User) -> None:
    fields = [name for name in wanted if "." not in name]
    rows = [name for name in wanted if "." in name]
    for name in fields:
        setattr(text, column(name, language), wanted[name])

    def write_rows() -> None:
        for unit in rows:
            part, number, name = unit.split(".")
            row = getattr(text, part).get(pk=number)
            if text_in(row, name, language) != wanted[unit]:
                setattr(row, column(name, language), wanted[unit])
                row.save(update_fields=[column(name, language)])

    columns = [column(name, language) for name in fields]
    part_names = sorted({unit.split(".")[0] for unit in rows})
    saving.save(text, by, columns, write_rows, part_names)
