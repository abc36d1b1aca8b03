import pytest

from waishi.publishing.checking.brackets import unpaired_in_chinese, unpaired_in_english


def found(find, words):
    return [(fault.start, words[fault.start]) for fault in find(words)]


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("签署《友好合作备忘录，双方同意", "《"),
        ("2021年9月15日（星期三，在线签署", "（"),
        ("他说：感谢重庆。”", "”"),
        ("举办“友城周活动", "“"),
        ("【外事要闻重庆与麦德林", "【"),
        ("《“一带一路》倡议", "“"),
    ],
)
def test_a_mark_without_its_partner_is_found(words, alone):
    assert [mark for _, mark in found(unpaired_in_chinese, words)] == [alone]


@pytest.mark.parametrize(
    "words",
    [
        "签署《关于建立“友好城市”关系的协议（草案）》",
        "1）签证；2）认证",
        "（一）总体情况\n一）来访",
        "他说：“我们是朋友。\n“我们也是邻居。”",
        "Xi’an与重庆",
        "（a) 混用的括号由全半角一项提示",
    ],
)
def test_paired_marks_and_numbering_are_left_alone(words):
    assert found(unpaired_in_chinese, words) == []


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("The cities (Chongqing and Toulouse signed", ["("]),
        ("“Friends of Chongqing", ["“"]),
        ("Xi’an, the cities’ mayors (2021) and “friends”", []),
        ("a) visas\nb) passports", []),
    ],
)
def test_english_marks_are_paired_too(words, alone):
    assert [mark for _, mark in found(unpaired_in_english, words)] == alone
