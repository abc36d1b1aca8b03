"""Tables as offices send them, and what they are told of one that is none."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest

from friendship_cities.importing.tables import UnreadableFile, read_table

HEADINGS = ["外方城市", "国家", "我方", "类型", "结好时间"]


HIROSHIMA = ["广岛市", "日本", "重庆市", "友好城市", "1986-10-23"]


MITO = ["水户市", "日本", "重庆市", "友好交流城市", "2000"]


CHINESE = re.compile(r"[\u4e00-\u9fff]")


def csv_of(*rows, delimiter=",", encoding="utf-8"):
    """A text table in the bytes an office would send."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def xlsx_of(*rows, merge=(), formats=None, sheet="友城名录"):
    """A workbook with one sheet, in the bytes Excel would save."""
    workbook = openpyxl.Workbook()
    workbook.active.title = sheet
    for row in rows:
        workbook.active.append(row)
    for area in merge:
        workbook.active.merge_cells(area)
    for cell, number_format in (formats or {}).items():
        workbook.active[cell].number_format = number_format
    return saved(workbook)


def saved(workbook):
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def with_part(content, name, part):
    """The same archive with one part put in another's place."""
    stream = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for other in source.namelist():
            if other != name:
                archive.writestr(other, source.read(other))
        archive.writestr(name, part)
    return stream.getvalue()


def cells_of(table):
    return [row.cells[: len(table.headings)] for row in table.rows]


def refusal_of(content, name="友城名录.csv"):
    with pytest.raises(UnreadableFile) as refusal:
        read_table(content, name)
    sentence = str(refusal.value)
    assert CHINESE.search(sentence)
    assert "\n" not in sentence
    return sentence
