import pytest

from friendship_cities.importing.planning import plan_import
from friendship_cities.importing.standings import LISTED_BY
from friendship_cities.models import City, Country, LocalParty, Partnership
from tests.friendship_cities.importing.files import (
    BUAN,
    HEADINGS,
    HIROSHIMA,
    MITO,
    csv_of,
    published_list,
    register_as_it_stands,
    xlsx_of,
)
from waishi.dates import PartialDate

pytestmark = pytest.mark.django_db


def actions(plan):
    return [row.action.value for row in plan.rows]


def facts(row):
    return {detail.label: detail.after for detail in row.details}


# What is added.


@pytest.mark.parametrize("build", [csv_of, xlsx_of])
def test_a_new_pair_is_shown_with_every_fact_it_adds(plan, build):
    before = register_as_it_stands()

    (row,) = plan(content=build(HIROSHIMA)).rows

    assert (row.number, row.action.value) == (2, "added")
    assert row.title == "重庆市—广岛市（日本）"
    assert facts(row) == {
        "外方（新登记）": "广岛市（日本，市）",
        "外方英文名": "Hiroshima",
        "性质": "友好城市",
        "结好时间": "1986-10-23",
        "网址名": "hiroshima",
        "出处": "导入文件 友城名录.csv",
        "可靠程度": "未核实",
    }
    assert register_as_it_stands() == before


def test_english_headings_in_another_order_and_two_languages_in_one_cell_say_the_same(plan):
    content = csv_of(
        ["Sister city", "Japan", "1986年10月23日（协议）", "广岛市 Hiroshima", "重庆市"],
        headings=["Kind", "Country", "Date", "Partner", "Chinese side"],
        encoding="gb18030",
    )

    (row,) = plan(content=content).rows

    assert row.action.value == "added"
    assert facts(row)["结好时间"] == "1986-10-23"
    assert facts(row)["内部备注"] == "Date：协议"


def test_a_district_is_found_by_the_name_it_bore_and_its_partner_gets_its_prefix(plan):
    (row,) = plan(BUAN).rows

    assert row.title == "武隆区—扶安郡（韩国）"
    assert facts(row)["网址名"] == "wulong-buan-county"
    assert facts(row)["外方（新登记）"] == "扶安郡（韩国，县、郡、地区）"


@pytest.mark.parametrize(
    ("ours", "party"),
    [("重庆", "重庆市"), ("渝中", "渝中区"), ("重庆市渝中区", "渝中区"), ("忠县", "忠县")],
)
def test_our_side_may_be_written_short_or_with_the_municipality(plan, ours, party):
    (row,) = plan([ours, *MITO[1:]]).rows

    assert row.title.startswith(f"{party}—")


def test_a_list_without_a_column_for_our_side_is_the_municipalitys(plan):
    (row,) = plan(["水户市", "日本"], headings=["城市", "国家"]).rows

    assert row.title == "重庆市—水户市（日本）"
    assert "没有写我方，按“重庆市”登记" in row.notes


def test_without_an_english_name_the_address_is_the_country_and_a_number(plan):
    Partnership.objects.create(
        local_party=LocalParty.objects.get(name_zh_hans="重庆市"),
        city=City.objects.create(
            name_zh_hans="甲市", country=Country.objects.get(iso2="JP"), source="档案"
        ),
        slug="jp-1",
        source="档案",
    )

    rows = plan(["水户市", "日本"], ["三条市", "日本"], headings=["城市", "国家"]).rows

    assert [facts(row)["网址名"] for row in rows] == ["jp-2", "jp-3"]
    assert "没有写网址名，登记为“jp-2”" in rows[0].notes


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Düsseldorf", "dusseldorf"),
        ("N'Djamena", "ndjamena"),
        ("Jung-gu, Busan", "jung-gu-busan"),
        ("Łódź", "lodz"),
        ("Statistics", "statistics-2"),
    ],
)
def test_an_address_is_made_from_the_english_name(plan, name, slug):
    (row,) = plan(["重庆市", "某市", name, "德国", "友好城市", "2004"]).rows

    assert facts(row)["网址名"] == slug


def test_an_address_another_row_states_is_not_given_away(plan):
    headings = [*HEADINGS, "slug"]
    first = ["重庆市", "科尔多瓦市", "Cordoba", "西班牙", "友好城市", "2005", ""]
    second = ["重庆市", "科尔多瓦省", "Cordoba Province", "阿根廷", "友好城市", "2010", "cordoba"]

    rows = plan(first, second, headings=headings).rows

    assert [facts(row)["网址名"] for row in rows] == ["cordoba-2", "cordoba"]


def test_what_a_list_leaves_out_is_said_and_not_invented(plan):
    (row,) = plan(["水户市", "日本"], headings=["城市", "国家"]).rows

    assert facts(row)["性质"] == "性质待确认"
    assert "没有写类型，登记为“性质待确认”" in row.notes
    assert "结好时间" not in facts(row)
    assert any(note.startswith("没有写结好时间") for note in row.notes)


def test_the_published_list_attests_its_undated_pairs_by_the_end_of_2021(plan):
    rows = plan(content=published_list()).rows

    undated = [row for row in rows if "结好时间" not in facts(row)]
    assert undated
    assert {facts(row)["最早见于"] for row in undated} == {str(LISTED_BY)}
    assert {row.action.value for row in rows} == {"added"}


def test_a_new_side_of_ours_is_made_only_where_its_level_is_stated(plan, reasons):
    school = ["重庆大学", "首尔大学", "", "韩国", "友好交流城市", "2001"]
    assert "“重庆大学”不在台账里" in reasons(school)

    (row,) = plan([*school, "机构"], headings=[*HEADINGS, "我方级别"]).rows

    assert facts(row)["我方（新登记）"] == "重庆大学，机构"


def test_two_rows_about_one_new_place_make_it_once(bring_in):
    bring_in(
        ["重庆市", "仁川广域市", "Incheon", "韩国", "友好城市", "2007-06-01"],
        ["沙坪坝区", "仁川广域市", "", "韩国", "友好交流城市", "2021-11"],
    )

    assert City.objects.count() == 1
    assert Partnership.objects.count() == 2


def test_rows_that_say_opposite_things_of_one_place_are_refused(plan):
    headings = [*HEADINGS, "纬度", "经度"]
    rows = plan(
        [*HIROSHIMA, "34.3", "132.4"],
        ["渝中区", *HIROSHIMA[1:], "35.3", "132.4"],
        headings=headings,
    ).rows

    assert rows[1].reasons == ("纬度写“35.3”，第 2 行对同一地方写“34.3”",)


# What is changed and left.


def test_a_repeated_import_leaves_every_row(plan, bring_in):
    bring_in(HIROSHIMA, MITO, BUAN)

    assert actions(plan(HIROSHIMA, MITO, BUAN)) == ["left", "left", "left"]


def test_blank_cells_delete_nothing(plan, bring_in):
    bring_in(HIROSHIMA)

    assert actions(plan(["重庆市", "广岛市", "", "日本", "", ""])) == ["left"]


def test_an_address_and_a_country_are_enough_to_find_every_pair(plan, bring_in):
    bring_in(content=published_list())
    known = Partnership.objects.values_list("slug", "city__country__iso2")

    rows = plan(*known, headings=["slug", "国家"]).rows

    assert {row.action.value for row in rows} == {"left"}


def test_another_english_name_of_our_side_is_said_and_not_written(plan, bring_in):
    bring_in(MITO)

    (row,) = plan(["重庆市 Chungking", *MITO[1:]]).rows

    assert row.action.value == "left"
    assert row.notes == ("我方英文名写“Chungking”，台账里是“Chongqing Municipality”，没有改动",)


def test_another_date_changes_the_first_standing(plan, bring_in):
    bring_in(MITO)

    (row,) = plan([*MITO[:5], "2000-10-23"]).rows

    assert row.action.value == "changed"
    assert row.details == [("结好时间", "2000", "2000-10-23")]


def test_a_less_precise_date_is_no_change(plan, bring_in):
    bring_in(HIROSHIMA)

    (row,) = plan([*HIROSHIMA[:5], "1986"]).rows

    assert row.action.value == "left"
    assert row.notes == ("台账里的结好时间 1986-10-23 更精确，不改为 1986",)


def test_a_date_found_later_stands_beside_what_attested_the_pair(bring_in):
    bring_in([*MITO[:5], ""])

    bring_in(MITO)

    standing = Partnership.objects.get().standings.get()
    assert standing.from_on == PartialDate(2000)
    assert standing.attested_on is not None


def test_a_change_of_kind_or_status_is_left_to_people(bring_in, reasons):
    bring_in(MITO)

    assert "性质的变化请在台账里另加一条" in reasons([*MITO[:4], "友好城市", MITO[5]])
    assert "状态的变化请在台账里另加一条" in reasons([*MITO, "终止"], headings=[*HEADINGS, "状态"])


def test_sources_and_remarks_are_added_to_those_known(plan, bring_in):
    headings = [*HEADINGS, "来源", "备注"]
    bring_in([*MITO, "《重庆与世界》", "每年互访"], headings=headings)
    row = [*MITO, "水户市网站", "两市互派教师"]

    bring_in(row, headings=headings)

    partnership = Partnership.objects.get()
    assert partnership.source == "《重庆与世界》\n水户市网站"
    assert partnership.remark == "每年互访\n两市互派教师"
    assert actions(plan(row, headings=headings)) == ["left"]


def test_what_the_office_confirmed_is_not_called_unverified(plan, bring_in):
    bring_in(MITO)
    Partnership.objects.update(certainty="confirmed", version=2)

    assert actions(plan([*MITO, "低"], headings=[*HEADINGS, "可信度"])) == ["left"]


def test_accents_left_out_change_no_name(plan, bring_in):
    medellin = ["重庆市", "麦德林市", "Medellín", "哥伦比亚", "友好城市", "2021-09-15"]
    bring_in(medellin)

    assert actions(plan([*medellin[:2], "Medellin", *medellin[3:]])) == ["left"]


def test_a_pair_that_ended_needs_its_reason(plan, reasons):
    headings = [*HEADINGS, "状态", "备注"]
    assert "内部原因" in reasons([*MITO, "终止", ""], headings=headings)

    (row,) = plan([*MITO, "终止", "对方来函"], headings=headings).rows

    assert row.action.value == "added"
    assert "终止" in facts(row).values()


# What is refused.


def test_a_pair_that_stands_twice_in_a_file_is_refused_with_both_rows(plan):
    rows = plan(HIROSHIMA, MITO, HIROSHIMA).rows

    assert [row.reasons for row in rows] == [
        ("与第 4 行是同一对友城，请只留一行",),
        (),
        ("与第 2 行是同一对友城，请只留一行",),
    ]


NO_COUNTRIES = ["HK", "MO", "TW", "XK", "香港", "澳门", "台湾", "科索沃", "中国台湾", "中国"]
NO_COUNTRIES += ["Hong Kong", "Macau", "Macao SAR", "Taiwan", "Kosovo", "China"]


@pytest.mark.parametrize("country", NO_COUNTRIES)
def test_what_is_no_country_is_refused(reasons, country):
    said = reasons(["重庆市", "某市", "", country, "友好城市", "2001"])

    assert "不是国家" in said or "不能登记为国家" in said or "我方" in said


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["重庆市", "某市", "", "亚特兰蒂斯", "友好城市", "2001"], "“亚特兰蒂斯”不是与我国建交"),
        (
            ["重庆市", "某市", "", "日本", "友好城市", "1999年2月31日"],
            "“结好时间”：“1999年2月31日”",
        ),
        (["重庆市", "友" * 300, "", "日本", "友好城市", "2001"], "“外方城市”：文字过长（300 字）"),
        (["重庆市", "友" * 100, "", "日本", "友好城市", "2001"], "外方名称：确保"),
        (["重庆市", "某市", "", "日本", "友好城市", "2099"], "结好时间 2099 还没有到"),
        (["江津市", "某市", "", "日本", "友好城市", "2001"], "是不是“江津区”"),
        (["", "某市", "", "日本", "友好城市", "2001"], "没有写我方"),
        (["重庆市", "某市", "", "", "友好城市", "2001"], "新登记须写国家"),
        (["重庆市", "", "Nara", "日本", "友好城市", "2001"], "须写外方的中文名称"),
        (["重庆市", "某市", "", "日本", "友城", "2001"], "“类型”"),
    ],
)
def test_a_wrong_cell_is_answered_with_what_is_wrong(reasons, row, reason):
    assert reason in reasons(row)


def test_a_name_almost_like_a_known_one_is_not_a_new_place(bring_in, reasons):
    bring_in(HIROSHIMA)

    assert "日本已有“广岛市”" in reasons(["重庆市", "广岛", "", "日本", "", ""])


def test_an_address_of_another_pair_is_refused(bring_in, reasons):
    bring_in(HIROSHIMA)
    headings = [*HEADINGS, "slug"]

    assert "与这一行写的外方不一致" in reasons([*MITO, "hiroshima"], headings=headings)
    assert "网址名是“hiroshima”" in reasons([*HIROSHIMA, "hiroshima-shi"], headings=headings)


def test_two_rows_cannot_take_one_address(plan):
    headings = [*HEADINGS, "slug"]

    rows = plan([*HIROSHIMA, "friends"], [*MITO, "friends"], headings=headings).rows

    assert [row.reasons for row in rows] == [
        ("与第 3 行的网址名相同",),
        ("与第 2 行的网址名相同",),
    ]


def test_columns_and_rows_that_were_not_read_are_named(plan):
    found = plan([*MITO, "张三"], ["合计", "1"], headings=[*HEADINGS, "联系人"])

    assert found.remarks == [
        "没有导入的列：联系人",
        "第 3 行不是友城，没有导入：合计 1",
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_planning_asks_the_register_as_often_for_one_row_as_for_thirty(
    register, django_assert_num_queries, count
):
    rows = [["重庆市", f"某{n}市", f"City {n}", "日本", "友好城市", "2001"] for n in range(count)]
    content = csv_of(*rows)
    plan_import(content, "a.csv")

    with django_assert_num_queries(7):
        plan_import(content, "a.csv")


def test_the_queries_do_not_grow_with_the_register(bring_in, django_assert_num_queries):
    bring_in(content=published_list())

    with django_assert_num_queries(8):
        plan_import(published_list(), "a.csv")
