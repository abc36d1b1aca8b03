import csv
import datetime
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


# What offices send.


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_table_is_read_in_every_encoding_and_with_every_delimiter(encoding, delimiter):
    content = csv_of(HEADINGS, HIROSHIMA, delimiter=delimiter, encoding=encoding)

    table = read_table(content, "友城名录.csv")

    assert table.headings == tuple(HEADINGS)
    assert cells_of(table) == [tuple(HIROSHIMA)]


def test_a_workbook_is_read_with_its_dates_and_numbers():
    day = datetime.date(1986, 10, 23)
    content = xlsx_of(["外方城市", "结好时间", "纬度", "序号"], ["广岛市", day, 34.3853, 1])

    table = read_table(content, "友城名录.xlsx")

    assert cells_of(table) == [("广岛市", day, 34.3853, 1)]
    assert type(table.rows[0].cells[1]) is datetime.date


@pytest.mark.parametrize("name", ["名录.csv", "名录.xls", "名录", "", "\x00\n.xlsx"])
def test_a_workbook_is_known_by_its_bytes_whatever_its_name(name):
    table = read_table(xlsx_of(HEADINGS, MITO), name)

    assert cells_of(table) == [tuple(MITO)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(line_end):
    content = line_end.join(["外方城市,国家", "广岛市,日本"]).encode()

    assert cells_of(read_table(content, "a.csv")) == [("广岛市", "日本")]


@pytest.mark.parametrize("build", [csv_of, xlsx_of])
def test_titles_blank_rows_notes_and_totals_are_not_partnerships(build):
    content = build(
        ["重庆市国际友好城市名录", "", "", "", ""],
        ["", "", "", "", "截至 2021 年底"],
        HEADINGS,
        ["亚洲", "", "", "", ""],
        HIROSHIMA,
        ["", "", "", "", ""],
        MITO,
        HEADINGS,
        ["合计", "2 对", "", "", "2"],
        ["注：", "以签约日期为准", "", "", ""],
        ["填表人：外事办", "", "", "审核人：", ""],
    )

    table = read_table(content, "名录")

    assert table.heading_row == 3
    assert [(row.number, row.cells[0]) for row in table.rows] == [
        (5, "广岛市"),
        (7, "水户市"),
    ]
    assert [row.number for row in table.notes] == [4, 8, 9, 10, 11]


def test_a_row_is_numbered_as_excel_shows_it_even_after_a_cell_of_two_lines():
    content = csv_of(HEADINGS, ["广岛市\nHiroshima", *HIROSHIMA[1:]], [], MITO)

    assert [row.number for row in read_table(content, "a.csv").rows] == [2, 4]


def test_a_country_merged_over_several_rows_is_said_of_all_of_them():
    content = xlsx_of(
        ["友好城市一览"],
        ["国家", "城市", "备注"],
        ["日本", "广岛市", ""],
        [None, "水户市", ""],
        [None, "三条市", ""],
        [None, "图卢兹市", "未合并"],
        merge=["A1:C1", "A3:A5"],
    )

    table = read_table(content, "a.xlsx")

    countries = [(row.cells[0], row.cells[1]) for row in table.rows]
    assert countries == [
        ("日本", "广岛市"),
        ("日本", "水户市"),
        ("日本", "三条市"),
        ("", "图卢兹市"),
    ]


def test_headings_may_stand_in_two_rows_with_merged_groups():
    content = xlsx_of(
        ["序号", "我方", None, "外方", None, "结好时间"],
        [None, "名称", "级别", "城市", "国家", None],
        [1, "重庆市", "直辖市", "广岛市", "日本", "1986"],
        merge=["A1:A2", "B1:C1", "D1:E1", "F1:F2"],
    )

    table = read_table(content, "a.xlsx")

    assert table.heading_row == 2
    assert {table.headings[at]: field for at, field in table.columns.fields.items()} == {
        "序号": "serial",
        "我方名称": "local_party",
        "我方级别": "local_party_level",
        "外方城市": "city",
        "外方国家": "country",
        "结好时间": "established",
    }
    assert [row.number for row in table.rows] == [3]


def test_headings_may_be_said_again_in_english_in_the_next_row():
    content = csv_of(["外方城市", "国家"], ["Sister city", "Country"], ["广岛市", "日本"])

    assert cells_of(read_table(content, "a.csv")) == [("广岛市", "日本")]


@pytest.mark.parametrize(
    ("number_format", "stated"),
    [
        ('yyyy"年"m"月"', "1982-12"),
        ('[$-804]yyyy"年"m"月";@', "1982-12"),
        ("mmm-yy", "1982-12"),
        ("yyyy-mm", "1982-12"),
        ('yyyy"年"m"月"d"日"', datetime.date(1982, 12, 1)),
        ("yyyy/m/d", datetime.date(1982, 12, 1)),
        ("yyyy-mm-dd hh:mm", datetime.date(1982, 12, 1)),
    ],
)
def test_a_cell_that_shows_only_a_month_gives_no_day(number_format, stated):
    content = xlsx_of(
        ["外方城市", "结好时间"],
        ["图卢兹市", datetime.date(1982, 12, 1)],
        formats={"B2": number_format},
    )

    assert cells_of(read_table(content, "a.xlsx")) == [("图卢兹市", stated)]


@pytest.mark.parametrize(
    ("format_number", "stated"),
    [(57, "1982-12"), (27, "1982-12"), (31, datetime.date(1982, 12, 1))],
)
def test_the_date_formats_chinese_excel_knows_by_number_are_read(format_number, stated):
    content = xlsx_of(["外方城市", "结好时间"], ["图卢兹市", 30286], formats={"B2": "0.000"})
    styles = zipfile.ZipFile(io.BytesIO(content)).read("xl/styles.xml").decode()
    styles = re.sub(r'numFmtId="164"(?! formatCode)', f'numFmtId="{format_number}"', styles)

    table = read_table(with_part(content, "xl/styles.xml", styles), "a.xlsx")

    assert cells_of(table) == [("图卢兹市", stated)]


def test_the_first_visible_sheet_with_headings_is_read_and_others_like_it_are_named():
    workbook = openpyxl.Workbook()
    workbook.active.append(["填表说明", "请勿改动标题"])
    for name, row in (("旧名录", MITO), ("友好城市", HIROSHIMA), ("交流城市", MITO)):
        sheet = workbook.create_sheet(name)
        sheet.append(HEADINGS)
        sheet.append(row)
    workbook["旧名录"].sheet_state = "hidden"

    table = read_table(saved(workbook), "a.xlsx")

    assert (table.sheet, table.unread_sheets) == ("友好城市", ("交流城市",))
    assert cells_of(table) == [tuple(HIROSHIMA)]


def test_columns_nothing_is_read_from_are_named():
    content = xlsx_of(["外方城市", "国家", "人口", None], ["广岛市", "日本", 1_200_000, "另注"])

    unread = read_table(content, "a.xlsx").unread_columns

    assert unread == ("人口", "第 4 列（没有标题）")


def test_a_sheet_formatted_down_to_its_last_row_is_read():
    workbook = openpyxl.Workbook()
    for row in (HEADINGS, HIROSHIMA):
        workbook.active.append(row)
    workbook.active["A1048576"].number_format = "0.00"

    assert cells_of(read_table(saved(workbook), "a.xlsx")) == [tuple(HIROSHIMA)]


def test_texts_that_excel_keeps_apart_from_their_cells_are_read():
    content = xlsx_of(["外方城市", "国家"], [None, "日本"])
    part = "xl/worksheets/sheet1.xml"
    package = zipfile.ZipFile(io.BytesIO(content))
    sheet = (
        package.read(part)
        .decode()
        .replace('<row r="2">', '<row r="2"><c r="A2" t="s"><v>1</v></c>')
    )
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><t>水户市</t></si><si><r><t>广岛</t></r><r><t>市_x000D_\nHiroshima</t></r>"
        "<rPh sb='0' eb='2'><t>ひろしま</t></rPh></si></sst>"
    )
    types = (
        package.read("[Content_Types].xml")
        .decode()
        .replace(
            "</Types>",
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        )
    )
    for name, text in (
        (part, sheet),
        ("xl/sharedStrings.xml", strings),
        ("[Content_Types].xml", types),
    ):
        content = with_part(content, name, text)

    assert cells_of(read_table(content, "a.xlsx")) == [("广岛市\n\nHiroshima", "日本")]


def test_five_thousand_partnerships_are_the_most_one_file_may_hold():
    rows = [[f"城市{number}", *MITO[1:]] for number in range(5_001)]

    assert len(read_table(csv_of(HEADINGS, *rows[:5_000]), "a.csv").rows) == 5_000
    assert "5000" in refusal_of(csv_of(HEADINGS, *rows))
    assert "5000" in refusal_of(xlsx_of(HEADINGS, *rows))


# What offices send by mistake, and others on purpose.


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
