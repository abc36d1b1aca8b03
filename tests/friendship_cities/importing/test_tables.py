import datetime
import io
import re
import zipfile

import openpyxl
import pytest

from friendship_cities.importing.tables import read_table
from tests.friendship_cities.importing.tables import (
    HEADINGS,
    HIROSHIMA,
    MITO,
    cells_of,
    csv_of,
    refusal_of,
    saved,
    with_part,
    xlsx_of,
)

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
