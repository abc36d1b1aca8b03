import pytest

from waishi.publishing.checking.doubled import doubled_characters, doubled_marks, doubled_words


def found(find, words):
    return [words[fault.start : fault.end] for fault in find(words)]


@pytest.mark.parametrize(
    ("words", "doubled"),
    [
        ("双方就加强合作的的方式交换意见", "的的"),
        ("代表团参观了了重庆规划展览馆", "了了"),
        ("重庆市代表团代表团抵达布里斯班", "代表团代表团"),
        ("我们们愿与各友城一道", "们们"),
        ("双方将将继续加强往来", "将将"),
    ],
)
def test_what_stands_twice_is_found(words, doubled):
    assert found(doubled_characters, words) == [doubled]


@pytest.mark.parametrize(
    "words",
    [
        "双方进行了了解",
        "友谊和和平的桥梁",
        "市人大常委会会议在渝举行",
        "重庆市市长会见南非西北省省长",
        "渝中区区长与与会嘉宾合影",
        "天天、人人、常常、刚刚、渐渐、纷纷、欢欢喜喜",
        "美国国务院、泰国国王、法国国家馆",
        "以色列驻华大使在在线会议上致辞",
        "成都都市圈与成渝地区双城经济圈",
        "农工商联合会会长出席",
        "尤其其他领域的合作",
        "为了了解当地情况，代表团走访两江新区",
        "澳大利亚沃加沃加市代表团访渝",
        "一步一步推进，一个一个落实",
        "总领馆馆长、外办办公室",
        "等等",
        "浩浩荡荡、形形色色、方方面面",
        "目的的达成",
    ],
)
def test_what_is_said_twice_rightly_is_left_alone(words):
    assert found(doubled_characters, words) == []


@pytest.mark.parametrize(
    ("words", "doubled"),
    [
        ("The delegation visited the the museum", ["the the"]),
        ("Wagga Wagga and Baden Baden", []),
        ("It was said that that treaty had had its day", []),
    ],
)
def test_english_words_that_stand_twice_are_found(words, doubled):
    assert found(doubled_words, words) == doubled


@pytest.mark.parametrize(
    ("words", "doubled"),
    [
        ("会见，，参加会见的有", ["，，"]),
        ("会见结束。，随后", ["。，"]),
        ("她说：“感谢。”，随后", []),
        ("合作前景广阔……", []),
        ("——友城之路", []),
        ("Chongqing,, China", [",,"]),
        ("and so on...", []),
    ],
)
def test_marks_that_stand_twice_are_found(words, doubled):
    assert found(doubled_marks, words) == doubled
