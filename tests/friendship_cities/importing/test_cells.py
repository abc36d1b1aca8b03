import datetime
import math
import re

import pytest

from friendship_cities.importing import cells
from friendship_cities.importing.cells import Said
from friendship_cities.importing.names import country_of, names_of
from waishi.dates import PartialDate

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def refusal_of(meaning, cell):
    with pytest.raises(ValueError, match=CHINESE) as refusal:
        meaning(cell)
    return str(refusal.value)


# Days.


@pytest.mark.parametrize(
    ("cell", "stated"),
    [
        ("1982年12月", "1982-12"),
        ("1982 年 12 月", "1982-12"),
        ("１９８２年１２月", "1982-12"),
        ("1982-12", "1982-12"),
        ("1982.12", "1982-12"),
        (1982.12, "1982-12"),
        (1982.03, "1982-03"),
        ("1982.10", "1982-10"),
        ("1982.12.3", "1982-12-03"),
        ("1982/12/3", "1982-12-03"),
        ("1982—12—03", "1982-12-03"),
        ("19821203", "1982-12-03"),
        (198212, "1982-12"),
        ("1982-12-03 00:00:00", "1982-12-03"),
        ("1982-12-03T08:30", "1982-12-03"),
        (datetime.date(1982, 12, 3), "1982-12-03"),
        (datetime.datetime(1982, 12, 3, 8, 30), "1982-12-03"),  # noqa: DTZ001 (as Excel has it)
        (30288, "1982-12-03"),
        (30288.0, "1982-12-03"),
        (30288.354, "1982-12-03"),
        ("30288", "1982-12-03"),
        (1983, "1983"),
        ("1983年", "1983"),
        (1983.0, "1983"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_written_and_no_further(cell, stated):
    assert str(cells.date_of(cell).value) == stated


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1986.10.23（协议）", Said(PartialDate(1986, 10, 23), "协议")),
        ("（协议）1986.10.23", Said(PartialDate(1986, 10, 23), "协议")),
        ("1986年10月23日签约", Said(PartialDate(1986, 10, 23), "签约")),
        ("1986（约）", Said(PartialDate(1986), "约")),
        ("待定（2021年意向）", Said(None, "2021年意向")),
        ("不详", Said(None)),
    ],
)
def test_a_remark_beside_a_date_is_kept(cell, said):
    assert cells.date_of(cell) == said


@pytest.mark.parametrize("cell", ["1982.1", 1982.1, "１９８２．１"])
def test_a_month_that_may_have_lost_its_nought_is_asked_for(cell):
    sentence = refusal_of(cells.date_of, cell)

    assert "1982-01" in sentence
    assert "1982-10" in sentence


@pytest.mark.parametrize(
    "cell",
    [
        "2021年2月31日",
        "2021-02-31",
        "20210231",
        "2021-13",
        "1982-00-00",
        "1982-12-00",
        "1982-00",
        "1882-12-03",
        1500,
        2101,
        datetime.date(1900, 1, 1),
        20000,
        19999,
        60001,
        -30288,
        0,
        1e300,
        math.inf,
        math.nan,
        "约1982年",
        "1982年左右",
        "1982年底",
        "80年代",
        "1982、1983",
        "1982-1990",
        "03/12/1982",
        "Dec 1982",
        "=TODAY()",
        "12:30",
        "年",
        "9" * 4_000,
        True,
    ],
)
def test_what_is_no_date_of_a_signature_is_refused_in_one_sentence(cell):
    assert "\n" not in refusal_of(cells.date_of, cell)


# Words of a fixed meaning.


@pytest.mark.parametrize(
    ("kind", "wordings"),
    [
        (
            "sister_city",
            "友好城市 国际友城 姐妹城市 sister·city Sister_City 友好·城市",
        ),
        (
            "friendly_exchange",
            "友好交流城市 友好合作城市 友好交流关系 friendly·exchange friendly_exchange",
        ),
        ("to_be_confirmed", "待定 待确认 to_be_confirmed"),
    ],
)
def test_a_kind_is_known_in_its_usual_wordings(kind, wordings):
    said = [cells.kind_of(wording.replace("·", " ")) for wording in wordings.split()]

    assert said == [Said(kind)] * len(said)


def test_a_remark_beside_a_kind_is_kept():
    assert cells.kind_of("友好城市（2019年升格）") == Said("sister_city", "2019年升格")


@pytest.mark.parametrize("cell", ["友城", "好友", "合作伙伴", "1", 1, "是", "友好城市、待定"])
def test_any_other_kind_is_refused_with_the_words_that_are_known(cell):
    sentence = refusal_of(cells.kind_of, cell)

    assert f"“{cell}”" in sentence
    assert "友好交流城市" in sentence


@pytest.mark.parametrize(
    ("level", "wordings"),
    [
        ("city", "市 城市 city"),
        ("province_state", "省 州 大区 province_state"),
        ("district", "区 district"),
        ("county_region", "县 郡 county_region"),
        ("municipality", "直辖市 municipality"),
        ("district_county", "区县 district_county"),
        ("institution", "机构 institution"),
    ],
)
def test_a_level_is_known_in_its_usual_wordings(level, wordings):
    assert {cells.level_of(wording).value for wording in wordings.split()} == {level}


def test_a_level_that_does_not_say_whose_is_read_by_its_wording():
    assert cells.level_of_either_side("市级").value == "municipality"
    assert cells.level_of_either_side("市").value == "city"
    refusal_of(cells.level_of_either_side, "省级")
    refusal_of(cells.level_of, "国家级")


@pytest.mark.parametrize(
    ("meaning", "cell", "code"),
    [
        (cells.confidence_of, "high", "high"),
        (cells.confidence_of, "中", "medium"),
        (cells.confidence_of, "LOW", "low"),
        (cells.status_of, "listed", "listed"),
        (cells.status_of, "after_2021", "after_2021"),
        (cells.status_of, "有效", "in_force"),
        (cells.status_of, "已终止", "ended"),
    ],
)
def test_confidence_and_status_are_known_in_both_languages(meaning, cell, code):
    assert meaning(cell).value == code
    refusal_of(meaning, "大概")


# Places.


@pytest.mark.parametrize(
    ("meaning", "cell", "degrees"),
    [
        (cells.latitude_of, 29.563, 29.563),
        (cells.latitude_of, "29.563°N", 29.563),
        (cells.latitude_of, "南纬 25.47", -25.47),
        (cells.latitude_of, "２９．５", 29.5),
        (cells.latitude_of, -90, -90.0),
        (cells.longitude_of, "122.33W", -122.33),
        (cells.longitude_of, "东经106.55°", 106.55),
        (cells.longitude_of, 180, 180.0),
    ],
)
def test_coordinates_are_read_in_degrees(meaning, cell, degrees):
    assert meaning(cell) == degrees


@pytest.mark.parametrize(
    "cell",
    [
        90.1,
        -91,
        "106.55E",
        "N29.5S",
        "-29.5S",
        "29°33'",
        "29,56",
        "nan",
        math.nan,
        1e300,
        True,
        "北",
    ],
)
def test_a_latitude_out_of_range_or_form_is_refused(cell):
    assert "纬度" in refusal_of(cells.latitude_of, cell)


@pytest.mark.parametrize("cell", [180.01, "190", "29.5N"])
def test_a_longitude_out_of_range_or_form_is_refused(cell):
    assert "经度" in refusal_of(cells.longitude_of, cell)


@pytest.mark.parametrize("cell", ["图卢兹", "a b", "-a", "a--b", "../admin", "a" * 81, "a/b", "é"])
def test_a_page_name_fits_an_address(cell):
    assert cells.slug_of(" Jiulongpo-Busan ") == "jiulongpo-busan"
    assert "网址名" in refusal_of(cells.slug_of, cell)


# Any text.


@pytest.mark.parametrize("cell", ["", " ", "　", "-", "—", "/", "无", "N/A", "\u200b", "\ufeff"])
def test_the_signs_for_nothing_are_blank(cell):
    assert cells.is_blank(cell)


@pytest.mark.parametrize("cell", ["无锡市", "NA", 0, 0.0, "0"])
def test_what_says_something_is_not_blank(cell):
    assert not cells.is_blank(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  第１届  ＡＢＣ　会议 ", "第1届 ABC 会议"),
        ("一\r\n\r\n 二", "一\n二"),
        ("广\u200b岛\x07\u202e市", "广岛市"),
        ("می\u200cروم", "می\u200cروم"),
        ("Mede\u0301lli\u0301n", "Medéllín"),
        (2021.0, "2021"),
        (datetime.date(2021, 1, 2), "2021-01-02"),
        ("- 线上签署", "- 线上签署"),
        ("《重庆与世界》，2024年3期", "《重庆与世界》，2024年3期"),
    ],
)
def test_text_is_kept_as_written_but_for_width_blanks_and_what_cannot_be_seen(cell, text):
    assert cells.text_of(cell) == text


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ('=HYPERLINK("a","友城")', "公式"),
        ("\u200b=1+1", "公式"),
        ("@SUM(A1)", "公式"),
        ("+cmd|' /C calc'!A0", "公式"),
        ("-2+3(1)", "公式"),
        ("#N/A", "出错提示"),
        ("#REF!", "出错提示"),
        ("<script>alert(1)</script>", "网页代码"),
        ("友城\ufffd\ufffd", "乱码"),
        ("友" * 2_001, "过长"),
        ("友" * 1_000_000, "过长"),
    ],
)
@pytest.mark.parametrize("meaning", [cells.text_of, names_of])
def test_formulas_code_garbled_and_endless_text_are_refused(meaning, cell, sentence):
    answer = refusal_of(meaning, cell)

    assert sentence in answer
    assert len(answer) < 120


@pytest.mark.parametrize(
    "cell", ["(" * 2_000, "奈良 " * 400, "a奈" * 60, "－" * 199 + "奈", "1" * 200]
)
@pytest.mark.parametrize(
    "meaning",
    [names_of, cells.date_of, cells.kind_of, country_of, cells.latitude_of],
)
def test_strange_text_is_answered_at_once(meaning, cell):
    sentence = ""
    try:
        meaning(cell)
    except ValueError as refusal:
        sentence = str(refusal)

    assert not sentence or CHINESE.search(sentence)
