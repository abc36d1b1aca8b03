import pytest

from friendship_cities.importing.headings import (
    FIELDS,
    WORDS,
    Field,
    columns_of,
    columns_of_two_rows,
    field_of,
)


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        (
            Field.CITY,
            "外方城市 友城名称 城市 结好城市 Sister·city Partner·city 外方 友好城市",
        ),
        (Field.COUNTRY, "国家 国别 Country 国家（地区） 国家/地区 所在国"),
        (Field.LOCAL_PARTY, "我方 中方城市 结好单位 Chinese·side 区县"),
        (Field.KIND, "类型 性质 关系 类别 Kind Type"),
        (
            Field.ESTABLISHED,
            "结好时间 结好日期 签约时间 建立时间 Date Since 结好时间（年月日）",
        ),
        (Field.CONTINENT, "洲 大洲 Continent"),
        (Field.LEVEL, "级别 层级 Level"),
        (Field.STATUS, "状态 Status"),
        (Field.SOURCE, "来源 出处 Source"),
        (Field.REMARK, "备注 说明 Remarks 备·注"),
        (Field.SERIAL, "序号 No. #No"),
        (Field.CITY_EN, "英文名 英文名称 外方城市（英文）"),
        (Field.CITY_FOREIGN, "外文名"),
        (Field.CITY_NATIVE, "原文名"),
        (Field.LATITUDE, "纬度 Latitude 纬度（°N）"),
        (Field.LONGITUDE, "经度 Longitude"),
        (Field.SLUG, "slug 网址名"),
        (Field.COUNTRY_ISO2, "国家代码 ISO ISO代码 Country·code"),
    ],
)
def test_the_usual_wordings_of_a_heading_are_understood(field, headings):
    wordings = [heading.replace("·", " ") for heading in headings.split()]

    assert [field_of(wording) for wording in wordings] == [field] * len(wordings)


@pytest.mark.parametrize(
    "heading",
    [
        "国 家",
        "　国家　",
        "国家：",
        "*国家",
        "国家 Country",
        "Country/国家",
        "ＣＯＵＮＴＲＹ",
    ],
)
def test_blanks_signs_width_and_a_second_language_change_no_heading(heading):
    assert field_of(heading) is Field.COUNTRY


@pytest.mark.parametrize("heading", ["", "人口", "护照号", "姓名", "=A1", "城" * 1_000, "(", "\0"])
def test_an_unknown_heading_means_nothing(heading):
    assert field_of(heading) is None


def test_the_headings_of_the_published_list_are_all_understood():
    headings = [
        "slug",
        "kind",
        "chinese_party_zh",
        "chinese_party_en",
        "chinese_party_level",
        "partner_zh",
        "partner_en",
        "partner_native",
        "partner_level",
        "country_iso2",
        "country_zh",
        "country_en",
        "established_on",
        "status",
        "latitude",
        "longitude",
        "source",
        "confidence",
        "note",
    ]

    columns = columns_of(headings)

    assert list(columns.fields.values()) == [
        Field.SLUG,
        Field.KIND,
        Field.LOCAL_PARTY,
        Field.LOCAL_PARTY_EN,
        Field.LOCAL_PARTY_LEVEL,
        Field.CITY,
        Field.CITY_EN,
        Field.CITY_NATIVE,
        Field.CITY_LEVEL,
        Field.COUNTRY_ISO2,
        Field.COUNTRY,
        Field.COUNTRY_EN,
        Field.ESTABLISHED,
        Field.STATUS,
        Field.LATITUDE,
        Field.LONGITUDE,
        Field.SOURCE,
        Field.CONFIDENCE,
        Field.REMARK,
    ]
    assert columns.unknown == ()
    assert columns.repeated is None


def test_no_wording_means_two_facts():
    words = [word for words in WORDS.values() for word in words.split()]

    assert len(words) == len(FIELDS)


def test_unknown_columns_are_named_in_the_words_of_the_file():
    assert columns_of(["外方城市", "人口\n（万）", "", "国家"]).unknown == ("人口 （万）",)


@pytest.mark.parametrize(
    ("headings", "is_one"),
    [
        (["国家", "结好时间", "外方城市"], True),
        (["slug", "结好时间"], True),
        (["英文名", "国家"], True),
        (["外方城市"], False),
        (["序号", "外方城市"], False),
        (["国家", "类型", "来源"], False),
        ([], False),
    ],
)
def test_a_register_names_the_partner_and_one_more_fact_in_any_order(headings, is_one):
    assert columns_of(headings).are_of_a_register is is_one


def test_serial_numbers_may_stand_twice_but_no_fact_may():
    assert columns_of(["序号", "编号", "外方城市"]).repeated is None
    assert columns_of(["城市", "国家", "友城名称"]).repeated == ("城市", "友城名称")


@pytest.mark.parametrize(
    "below", [["", "广岛市", "日本"], ["", "", ""], ["重庆市", "城市", "国家"]]
)
def test_a_row_of_data_is_not_taken_for_a_second_row_of_headings(below):
    assert columns_of_two_rows(["我方", "外方", ""], below) is None


def test_the_level_under_each_side_is_the_level_of_that_side():
    columns = columns_of_two_rows(
        ["我方", "", "外方", "", ""], ["名称", "级别", "名称", "级别", "国家"]
    )

    assert list(columns.fields.values()) == [
        Field.LOCAL_PARTY,
        Field.LOCAL_PARTY_LEVEL,
        Field.CITY,
        Field.CITY_LEVEL,
        Field.COUNTRY,
    ]
