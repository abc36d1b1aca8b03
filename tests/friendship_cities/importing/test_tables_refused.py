"""What is no table, or no safe one, is refused in one Chinese sentence that says what to do."""

import io
import zipfile

import pytest

from friendship_cities.importing.tables import UnreadableFile, read_table
from tests.friendship_cities.importing.tables import (
    CHINESE,
    HEADINGS,
    HIROSHIMA,
    MITO,
    cells_of,
    csv_of,
    refusal_of,
    with_part,
    xlsx_of,
)


@pytest.mark.parametrize("content", [b"", b" \r\n\r\n", b"\xef\xbb\xbf", b",,,\n,,,\n"])
def test_an_empty_file_is_called_empty(content):
    assert "空的" in refusal_of(content)


@pytest.mark.parametrize("build", [csv_of, xlsx_of])
def test_a_list_of_headings_alone_has_nothing_to_import(build):
    assert "只有标题行" in refusal_of(build(HEADINGS))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "图片"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "图片"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "PDF"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "程序"),
        (b"{\\rtf1\\ansi}", "文字文档"),
        ("外方城市,国家\n广岛\0市,日本".encode(), "不是表格"),
        ("<html><table><tr><td>外方城市".encode("gb18030"), "网页格式"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "网页格式"),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(content, sentence):
    assert sentence in refusal_of(content)


def old_office(*streams):
    names = b"".join(f"{name}\0".encode("utf-16-le") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (old_office("Root Entry", "Workbook"), ".xls"),
        (old_office("Root Entry", "Book"), ".xls"),
        (old_office("Root Entry", "EncryptionInfo", "EncryptedPackage"), "密码"),
        (old_office("Root Entry", "WordDocument"), "旧版 Office"),
    ],
)
def test_old_and_locked_office_files_are_told_apart(content, sentence):
    assert sentence in refusal_of(content, "友城名录.xls")


def archive_of(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        archive_of(word__document="文稿"),
        archive_of(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        archive_of(**{"xl/workbook.bin": b"\x83\x01"}),
        archive_of(**{"xl/workbook.xml": "<workbook"}),
        with_part(xlsx_of(HEADINGS, MITO), "xl/worksheets/sheet1.xml", "<worksheet><a"),
        with_part(xlsx_of(HEADINGS, MITO), "xl/styles.xml", "友城"),
        xlsx_of(HEADINGS, MITO)[:-200],
        b"PK\x03\x04" + bytes(100),
    ],
)
def test_a_broken_workbook_or_another_archive_is_to_be_saved_again(content):
    assert "另存为 .xlsx" in refusal_of(content, "友城名录.xlsx")


def test_a_workbook_that_swells_when_opened_is_refused_before_it_is_parsed():
    content = xlsx_of(HEADINGS, MITO)
    swollen = with_part(content, "xl/sharedStrings.xml", b" " * 40_000_000)

    assert len(swollen) < 100_000
    assert "过大" in refusal_of(swollen, "a.xlsx")


def test_a_workbook_that_declares_entities_is_refused():
    bomb = '<!DOCTYPE a [<!ENTITY b "友城友城">]><sst>&b;&b;</sst>'
    content = with_part(xlsx_of(HEADINGS, MITO), "xl/sharedStrings.xml", bomb)

    assert "不合规范" in refusal_of(content, "a.xlsx")


@pytest.mark.parametrize(
    "old_and_new",
    [
        (
            "</worksheet>",
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
        ),
        ('<row r="2"', '<row r="99999999999"'),
        ('ref="A1:E2"', 'ref="A1:XFD1048576"'),
        ('t="inlineStr"', 't="s"'),
        ('r="A2"', 'r="XFDZZ2"'),
        ("<is><t>水户市</t></is>", "<v>nan</v>"),
    ],
)
def test_a_sheet_that_lies_about_its_size_or_cells_does_no_harm(old_and_new):
    content = xlsx_of(HEADINGS, MITO)
    part = "xl/worksheets/sheet1.xml"
    sheet = zipfile.ZipFile(io.BytesIO(content)).read(part).decode()
    forged = with_part(content, part, sheet.replace(*old_and_new, 1))

    try:
        outcome = cells_of(read_table(forged, "a.xlsx"))
    except UnreadableFile as refusal:
        outcome = str(refusal)

    assert outcome == [tuple(MITO)] or CHINESE.search(str(outcome))


@pytest.mark.parametrize("build", [csv_of, xlsx_of])
def test_a_sheet_of_three_hundred_columns_is_no_register(build):
    wide = [*HEADINGS, *(f"栏{number}" for number in range(295))]

    assert "100 列" in refusal_of(build(wide, [*MITO, *["甲"] * 295]))


def test_a_file_of_more_than_ten_megabytes_is_refused_unread():
    assert "10 MB" in refusal_of(b"a" * 10_000_001)


@pytest.mark.parametrize("length", [40_000, 1_000_000])
def test_a_cell_longer_than_any_cell_is_refused(length):
    content = csv_of(HEADINGS, ["友" * length, *MITO[1:]])

    assert "第 2 行有一格文字过长" in refusal_of(content)


@pytest.mark.parametrize(
    "text",
    [
        '外方城市,国家\n"广岛市,日本\n水户市,日本\n',
        '外方城市,国家\n"广岛市"市,日本\n',
        '外方城市,国家\n水户市,"日本',
    ],
)
def test_quotes_that_do_not_pair_are_pointed_at(text):
    assert "第 2 行起引号不成对" in refusal_of(text.encode())


def test_a_heading_whose_quote_is_never_closed_is_pointed_at():
    assert "引号不成对" in refusal_of('"外方城市,国家\n广岛市,日本\n'.encode())


@pytest.mark.parametrize(
    "rows",
    [
        (["姓名", "电话"], ["张三", "023"]),
        (
            ["title_zh", "date_start", "place", "kind", "source"],
            ["会见", "2021", "", "", ""],
        ),
        (
            ["name_zh", "level", "latitude", "longitude"],
            ["万州区", "区县", "30", "108"],
        ),
        (["城市", "人口"], ["广岛市", "120"]),
        (HIROSHIMA, MITO),
    ],
)
@pytest.mark.parametrize("build", [csv_of, xlsx_of])
def test_a_list_of_another_kind_is_told_which_headings_are_known(build, rows):
    sentence = refusal_of(build(*rows))

    assert sentence.startswith("这不像友城名录")
    assert "外方城市" in sentence
    assert "结好时间" in sentence


@pytest.mark.parametrize(
    ("headings", "named"),
    [
        (["外方城市", "友城名称", "国家"], ("外方城市", "友城名称")),
        (["外方城市", "结好时间", "签约日期"], ("结好时间", "签约日期")),
        (["Sister city", "Country", "国别"], ("Country", "国别")),
    ],
)
def test_the_same_fact_in_two_columns_is_refused_with_both_headings(headings, named):
    sentence = refusal_of(csv_of(headings, ["甲", "乙", "丙"]))

    assert all(f"“{heading}”" in sentence for heading in named)


@pytest.mark.parametrize("encoding", ["latin-1", "big5", "utf-32"])
def test_text_in_an_encoding_that_cannot_be_known_for_certain_is_refused(encoding):
    words = "Medellín" if encoding == "latin-1" else "麥德林市"

    refusal_of(csv_of(["City", "Country"], [words, "Colombia"], encoding=encoding))


def test_random_bytes_end_in_one_sentence():
    for seed in range(200):
        scrambled = bytes((number * (seed + 3) ** 3 + seed) % 256 for number in range(400))

        refusal_of(scrambled)
