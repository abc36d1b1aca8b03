"""Text tables: CSV and Excel's "Unicode text", as rows of cells.

The encoding is found from the bytes, never from the name: Excel saves Chinese
CSV in GB18030 or in UTF-8 with a byte order mark, and "Unicode text" in UTF-16.
"""

import codecs
import csv
import io
from collections.abc import Iterator

from friendship_cities.importing.refusals import UnreadableFile

DELIMITERS = ",;\t"

NOT_TEXT = "这个文件不是表格，请发送 .xlsx 或 .csv 文件"
WEB_PAGE = "这个文件其实是网页格式，请用 Excel 打开后另存为 .xlsx 再导入"
NO_ENCODING = "认不出这个文件的文字编码，请用 Excel 打开后另存为 .xlsx 或“CSV UTF-8”再导入"
QUOTES = "第 {number} 行起引号不成对，读不下去，请检查双引号或另存为 .xlsx 再导入"
LONG_CELL = "第 {number} 行有一格文字过长，不像友城名录"


def decoded(content: bytes) -> str:
    """The text of a file, or UnreadableFile when that cannot be known for certain."""
    text = _in_its_encoding(content)
    if "\0" in text:
        raise UnreadableFile(NOT_TEXT)
    if text.lstrip().startswith(("<", "MIME-Version:")):
        raise UnreadableFile(WEB_PAGE)
    return text


def _in_its_encoding(content: bytes) -> str:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16")
        if b"\0" in content:
            raise UnreadableFile(NOT_TEXT)
        return _in_utf_8_or_gb18030(content)
    except UnicodeDecodeError:
        raise UnreadableFile(NO_ENCODING) from None


def _in_utf_8_or_gb18030(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    if not _reads_as_chinese(text):
        raise UnreadableFile(NO_ENCODING)
    return text


def _reads_as_chinese(text: str) -> bool:
    """Whether most of the text is in everyday use.

    GB18030 gives a meaning to nearly any bytes: Western accents (Medellín saved
    on an English Windows) come out as rare characters, outside GB 2312.
    """
    foreign = "".join(character for character in text if character > "\x7f")
    everyday = len(foreign.encode("gb2312", "ignore")) / 2
    return everyday > 0.6 * len(foreign)


def first_rows(text: str, delimiter: str, count: int) -> list[list[str]]:
    """The first rows as far as they can be read, to look for headings."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) == count:
                break
    except csv.Error:
        return rows
    return rows


def all_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Every row, numbered by its place; quotes that do not pair are refused."""
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            sentence = LONG_CELL if "limit" in str(error) else QUOTES
            raise UnreadableFile(sentence.format(number=number)) from None
        if row is None:
            return
        yield row
