import re

import pytest

from friendship_cities.importing.names import (
    Names,
    StatedCountry,
    country_of,
    english_of,
    iso2_of,
    names_of,
    native_of,
)

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def refusal_of(meaning, cell):
    with pytest.raises(ValueError, match=CHINESE) as refusal:
        meaning(cell)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("cell", "stated"),
    [
        ("奈良市", Names(zh="奈良市")),
        ("Nara", Names(en="Nara")),
        ("奈良市 Nara", Names(zh="奈良市", en="Nara")),
        ("Nara 奈良市", Names(zh="奈良市", en="Nara")),
        ("奈良市Nara", Names(zh="奈良市", en="Nara")),
        ("奈良市（Nara）", Names(zh="奈良市", en="Nara")),
        ("Nara (奈良市)", Names(zh="奈良市", en="Nara")),
        ("奈良市/Nara", Names(zh="奈良市", en="Nara")),
        ("奈良市，Nara", Names(zh="奈良市", en="Nara")),
        ("奈良市\nNara", Names(zh="奈良市", en="Nara")),
        ("奈良市 - Nara", Names(zh="奈良市", en="Nara")),
        ("奈　良　市　Ｎａｒａ", Names(zh="奈良市", en="Nara")),
        ("圣保罗州São Paulo", Names(zh="圣保罗州", en="São Paulo")),
        ("圣彼得堡市 St. Petersburg", Names(zh="圣彼得堡市", en="St. Petersburg")),
        (
            "釜山广域市 中区 Jung-gu, Busan",
            Names(zh="釜山广域市中区", en="Jung-gu, Busan"),
        ),
        ("釜山广域市（부산광역시）", Names(zh="釜山广域市", native="부산광역시")),
        ("沃罗涅日市 Voronezh Воронеж", Names("沃罗涅日市", "Voronezh", "Воронеж")),
        ("埼玉市 さいたま市", Names(zh="埼玉市", native="さいたま市")),
        ("设拉子市 شیراز", Names(zh="设拉子市", native="شیراز")),
        ("圣地亚哥·德·孔波斯特拉", Names(zh="圣地亚哥·德·孔波斯特拉")),
        (
            "Капыльскі раён / Копыльский район",
            Names(native="Капыльскі раён / Копыльский район"),
        ),
    ],
)
def test_two_languages_in_one_cell_are_told_apart(cell, stated):
    assert names_of(cell) == stated


@pytest.mark.parametrize(
    ("cell", "stated"),
    [
        ("广岛市（1986年签约）", Names(zh="广岛市", remark="1986年签约")),
        ("科佩尔区（科佩利区）", Names(zh="科佩尔区", remark="科佩利区")),
        ("武隆区（原武隆县）", Names(zh="武隆区", remark="原武隆县")),
        ("奈良市（MOU）", Names(zh="奈良市", remark="MOU")),
        ("Nara（1986年签约）", Names(en="Nara", remark="1986年签约")),
        ("Nara (signed in 1986)", Names(en="Nara", remark="signed in 1986")),
        ("奈良市（Nara）（意向）", Names(zh="奈良市", en="Nara", remark="意向")),
        ("图尔市（Loire）", Names(zh="图尔市", en="Loire")),
        ("奈良市（待定）【2010 年】", Names(zh="奈良市", remark="待定；2010 年")),
        ("奈良市（）", Names(zh="奈良市")),
    ],
)
def test_what_stands_in_brackets_is_a_remark_unless_it_is_a_name(cell, stated):
    assert names_of(cell) == stated


@pytest.mark.parametrize(
    "cell",
    [
        "奈良市/水户市",
        "奈良市、水户市",
        "奈良市 水户市",
        "奈良市 Nara 水户市",
        "Nara/Mito",
    ],
)
def test_two_cities_in_one_cell_are_refused(cell):
    assert "只写一个名称" in refusal_of(names_of, cell)


@pytest.mark.parametrize(
    "cell",
    [
        "奈良市（Nara",
        "奈良市）",
        "((奈良))",
        "2021",
        12,
        3.5,
        "……",
        "（奈良市）",
        "(",
        "🏙",
    ],
)
def test_what_is_no_name_is_refused(cell):
    refusal_of(names_of, cell)


@pytest.mark.parametrize("meaning", [names_of, native_of, country_of])
@pytest.mark.parametrize("cell", ["Запор?зька", "扎波罗热？", "????"])
def test_a_name_whose_letters_were_lost_when_saving_is_refused(meaning, cell):
    refusal_of(meaning, cell)


def test_names_in_columns_of_their_own_are_kept_whole():
    assert english_of("Jung-gu, Busan") == "Jung-gu, Busan"
    assert native_of("Мінскі раён / Минский район") == "Мінскі раён / Минский район"


@pytest.mark.parametrize("cell", ["奈良市", "Nara（奈良）", "Nara/奈良市", "Воронеж"])
def test_a_column_for_english_holds_english_only(cell):
    assert "不是英文名称" in refusal_of(english_of, cell)


@pytest.mark.parametrize(
    ("cell", "country"),
    [
        ("日本", StatedCountry(zh="日本")),
        ("日 本", StatedCountry(zh="日本")),
        ("Japan", StatedCountry(en="Japan")),
        ("jp", StatedCountry(iso2="JP")),
        ("日本 Japan", StatedCountry(zh="日本", en="Japan")),
        ("日本（Japan）", StatedCountry(zh="日本", en="Japan")),
        ("日本/Japan", StatedCountry(zh="日本", en="Japan")),
        ("刚果（金）", StatedCountry(zh="刚果（金）")),
        ("刚果(布)", StatedCountry(zh="刚果（布）")),
        ("Korea, Republic of", StatedCountry(en="Korea, Republic of")),
    ],
)
def test_a_country_is_kept_as_the_file_words_it(cell, country):
    assert country_of(cell) == country


@pytest.mark.parametrize("cell", ["JPN", "J", "日本", 81, "J1", "ｊ"])
def test_a_country_code_has_two_letters(cell):
    assert iso2_of("ｊｐ") == "JP"
    refusal_of(iso2_of, cell)
