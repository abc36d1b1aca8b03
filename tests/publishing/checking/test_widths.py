import pytest

from waishi.publishing.checking.english import chinese_marks, chinese_words, level_of_chinese
from waishi.publishing.checking.findings import Fault, Level
from waishi.publishing.checking.widths import full_width_letters, half_width_marks


def found(find, words):
    return [words[fault.start : fault.end] for fault in find(words)]


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("重庆,中国", [","]),
        ("时间:9月15日", [":"]),
        ("签署协议.双方同意", ["."]),
        ("签署协议.", ["."]),
        ("麦德林(哥伦比亚)代表团", ["(", ")"]),
        ('举办"友城周"活动', ['"', '"']),
        ("欢迎!", ["!"]),
    ],
)
def test_half_width_marks_between_chinese_are_found(words, marks):
    assert found(half_width_marks, words) == marks


@pytest.mark.parametrize(
    "words",
    [
        "重庆，中国。",
        "比分3:2，占1.5%",
        "网址 https://www.cq.gov.cn/a,b 与信箱 waiban@cq.gov.cn",
        "No.1 码头",
        "G20 (Group of Twenty) 峰会",
        "见 www.fmprc.gov.cn。",
        "8:30在线举行",
    ],
)
def test_figures_addresses_and_latin_keep_their_marks(words):
    assert found(half_width_marks, words) == []


@pytest.mark.parametrize(
    ("words", "letters"),
    [("２０２１年９月", ["２０２１", "９"]), ("ＡＰＥＣ会议", ["ＡＰＥＣ"]), ("2021年APEC", [])],
)
def test_full_width_figures_and_letters_are_found(words, letters):
    assert found(full_width_letters, words) == letters


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("Chongqing，China", ["，"]),
        ("Toulouse（France）", ["（", "）"]),
        ("“Friends”, the mayor’s words – and more", []),
        ("重庆，中国", []),
    ],
)
def test_chinese_marks_in_english_are_found(words, marks):
    assert found(chinese_marks, words) == marks


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Chongqing (重庆) and Toulouse", Level.WARNING),
        ("重庆与图卢兹结好", Level.BLOCKING),
    ],
)
def test_chinese_in_english_stops_a_text_that_was_not_translated(words, level):
    (fault,) = chinese_words(words)

    assert level_of_chinese(words, fault) == level
    assert isinstance(fault, Fault)


def test_english_alone_has_no_chinese():
    assert found(chinese_words, "Chongqing and Medellín signed a memorandum") == []
