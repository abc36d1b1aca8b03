import csv
import io
import re

import pytest

from friendship_cities.importing import Problem, read_row, read_rows, read_table
from friendship_cities.importing.headings import columns_of
from friendship_cities.importing.names import StatedCountry
from friendship_cities.importing.rows import RegisterRow
from friendship_cities.importing.tables import Row
from waishi.dates import PartialDate


def read(**cells):
    """One row of a list, from its headings and cells."""
    return read_row(columns_of(list(cells)), Row(7, tuple(cells.values())))


def problems_of(**cells):
    problems = read(**cells)
    assert isinstance(problems, list)
    return [(problem.heading, problem.sentence) for problem in problems]


def test_a_row_of_an_office_list_states_its_facts():
    row = read(
        序号=1,
        我方="重庆市 Chongqing Municipality",
        我方级别="直辖市",
        外方城市="广岛市（Hiroshima）",
        原文名="広島市",
        外方级别="市",
        大洲="亚洲",
        国家="日本 Japan",
        类型="友好城市",
        结好时间="1986年10月23日",
        状态="有效",
        纬度=34.3853,
        经度="132.4553",
        来源="广岛市网站",
        可信度="高",
        备注="每年互访",
    )

    assert row == RegisterRow(
        number=7,
        kind="sister_city",
        local_party_zh="重庆市",
        local_party_en="Chongqing Municipality",
        local_party_level="municipality",
        city_zh="广岛市",
        city_en="Hiroshima",
        city_native="広島市",
        city_level="city",
        country=StatedCountry(zh="日本", en="Japan"),
        continent="亚洲",
        established=PartialDate(1986, 10, 23),
        status="in_force",
        latitude=34.3853,
        longitude=132.4553,
        source="广岛市网站",
        confidence="high",
        remark="每年互访",
    )


def test_a_row_of_the_published_list_states_its_facts():
    text = (
        "slug,kind,chinese_party_zh,chinese_party_en,chinese_party_level,partner_zh,"
        "partner_en,partner_native,partner_level,country_iso2,country_zh,country_en,"
        "established_on,status,latitude,longitude,source,confidence,note\n"
        "wanzhou-kopyl,sister_city,万州区,Wanzhou District,district_county,"
        "科佩尔区（科佩利区）,Kopyl District,Капыльскі раён / Копыльский район,"
        "county_region,BY,白俄罗斯,Belarus,2018-11,listed,53.152,27.091,"
        "《重庆与世界》2020,medium,Sources differ.\n"
    )
    table = read_table(text.encode(), "partnerships.csv")

    assert list(read_rows(table.columns, table.rows)) == [
        RegisterRow(
            number=2,
            slug="wanzhou-kopyl",
            kind="sister_city",
            local_party_zh="万州区",
            local_party_en="Wanzhou District",
            local_party_level="district_county",
            city_zh="科佩尔区",
            city_en="Kopyl District",
            city_native="Капыльскі раён / Копыльский район",
            city_level="county_region",
            country=StatedCountry("BY", "白俄罗斯", "Belarus"),
            established=PartialDate(2018, 11),
            status="listed",
            latitude=53.152,
            longitude=27.091,
            source="《重庆与世界》2020",
            confidence="medium",
            remark="Sources differ.；partner_zh：科佩利区",
        )
    ]


@pytest.mark.parametrize("nothing", ["", "—", "　", "无", "/"])
def test_a_blank_cell_states_nothing(nothing):
    row = read(
        外方城市="广岛市",
        国家=nothing,
        类型=nothing,
        结好时间=nothing,
        纬度=nothing,
        备注=nothing,
    )

    assert row == RegisterRow(number=7, city_zh="广岛市")


def test_remarks_in_brackets_are_kept_with_the_heading_they_stood_under():
    row = read(
        外方城市="广岛市（原军都）",
        结好时间="1986.10.23（协议）",
        类型="友好城市（2019年升格）",
        备注="每年互访",
    )

    assert row.remark.split("；") == [
        "每年互访",
        "类型：2019年升格",
        "结好时间：协议",
        "外方城市：原军都",
    ]


def test_every_problem_of_a_row_is_told_at_once_under_its_heading():
    problems = problems_of(
        友城名称="广岛市/水户市",
        类型="好友",
        签约日期="2021年2月31日",
        纬度="北",
        经度=999,
        来源='=HYPERLINK("a")',
    )

    assert [heading for heading, _ in problems] == [
        "类型",
        "签约日期",
        "来源",
        "友城名称",
        "纬度",
        "经度",
    ]
    assert "“2021年2月31日”不是日历上有的日期" in dict(problems)["签约日期"]


def test_a_problem_names_its_row():
    assert read(外方城市="广岛市", 类型="好友")[0].row == 7


@pytest.mark.parametrize("name", ["", "—"])
def test_a_row_without_a_partner_says_so(name):
    assert problems_of(外方城市=name, 国家="日本") == [("外方城市", "这一行没有写外方城市")]


def test_a_row_may_name_a_partnership_by_its_page_alone():
    row = read(slug="hiroshima", 结好时间="1986-10-23")

    assert (row.slug, row.city_zh) == ("hiroshima", "")


@pytest.mark.parametrize(
    ("foreign", "english", "native"),
    [
        ("Hiroshima", "Hiroshima", ""),
        ("Воронеж", "", "Воронеж"),
        ("広島市", "", "広島市"),
        ("Voronezh / Воронеж", "Voronezh", "Воронеж"),
    ],
)
def test_a_foreign_name_is_english_or_native_by_its_script(foreign, english, native):
    row = read(外方城市="某市", 国家="某国", 外文名=foreign)

    assert (row.city_en, row.city_native) == (english, native)


@pytest.mark.parametrize(
    ("cells", "heading"),
    [
        ({"外方城市": "奈良市 Nara", "英文名": "Naha"}, "英文名"),
        (
            {"外方城市": "奈良市", "国家": "日本 Japan", "countryen": "Jordan"},
            "countryen",
        ),
        ({"外方城市": "奈良市", "级别": "市", "外方级别": "省"}, "级别"),
    ],
)
def test_two_cells_that_contradict_each_other_are_refused(cells, heading):
    [(named, sentence)] = problems_of(**cells)

    assert named == heading
    assert "不一致" in sentence


def test_two_cells_that_agree_are_one_answer():
    assert read(外方城市="奈良市 Nara", 英文名="NARA").city_en == "NARA"


@pytest.mark.parametrize(
    ("level", "ours", "theirs"),
    [
        ("市级", "municipality", ""),
        ("区县", "district_county", ""),
        ("省", "", "province_state"),
    ],
)
def test_a_level_without_a_side_is_given_to_the_side_its_wording_fits(level, ours, theirs):
    row = read(外方城市="奈良市", 级别=level)

    assert (row.local_party_level, row.city_level) == (ours, theirs)


@pytest.mark.parametrize("given", ["纬度", "经度"])
def test_half_a_place_is_no_place(given):
    cells = {"纬度": "", "经度": ""} | {given: 34.4}

    [(heading, sentence)] = problems_of(外方城市="广岛市", **cells)

    assert heading == "纬度"
    assert "要么都写" in sentence


def test_a_comma_without_quotes_is_noticed_before_it_moves_a_value():
    table = read_table("外方城市,国家,备注\n广岛市,日本,每年,互访\n".encode(), "a.csv")

    [problems] = read_rows(table.columns, table.rows)

    assert [problem.heading for problem in problems] == ["整行"]
    assert "多出 1 格" in problems[0].sentence


def test_a_short_row_states_what_it_has():
    table = read_table("外方城市,国家,备注\n广岛市,日本\n".encode(), "a.csv")

    [row] = read_rows(table.columns, table.rows)

    assert (row.city_zh, row.remark) == ("广岛市", "")


CHINESE = re.compile(r"[\u4e00-\u9fff]")

HOSTILE = [
    "=1+1",
    "\0",
    "\u202e",
    "<img src=x>",
    "'; DROP TABLE x;--",
    "{{ 7*7 }}",
    "%s%n",
    "友" * 30_000,
    "(" * 500,
    -1,
    1e308,
    True,
    "💥",
    "\ud800",
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_stands_in_a_row_ends_in_facts_or_chinese_sentences(hostile):
    headings = [
        "slug",
        "类型",
        "我方",
        "外方城市",
        "原文名",
        "国家",
        "ISO",
        "结好时间",
        "状态",
        "纬度",
        "经度",
        "来源",
        "备注",
    ]

    outcome = read(**dict.fromkeys(headings, hostile))

    assert isinstance(outcome, list)
    assert all(isinstance(problem, Problem) for problem in outcome)
    assert all(CHINESE.search(problem.sentence) for problem in outcome)


def test_a_list_written_by_a_machine_and_by_hand_reads_the_same():
    stream = io.StringIO()
    csv.writer(stream).writerows([["Country", "Sister city", "Since"], ["日本", "水户市", "2000"]])
    by_machine = read_table(stream.getvalue().encode(), "a.csv")
    by_hand = read_table("建立时间\t城市\t国别\n2000年\t水户市\t日本\n".encode("utf-16"), "b.txt")

    assert [list(read_rows(table.columns, table.rows)) for table in (by_machine, by_hand)] == [
        [
            RegisterRow(
                number=2,
                city_zh="水户市",
                country=StatedCountry(zh="日本"),
                established=PartialDate(2000),
            )
        ]
    ] * 2
