import pytest

from friendship_cities.diplomatic_relations import read_states
from friendship_cities.importing.countries import Countries
from friendship_cities.importing.names import StatedCountry, country_of
from friendship_cities.models import Country

ALL = Countries(
    Country(iso2=state.iso2, name_zh_hans=state.name_zh, name_en=state.name_en)
    for state in read_states()
)


def refusal_of(stated):
    with pytest.raises(ValueError, match="国") as refusal:
        ALL.meant(stated)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("iso2", "wordings"),
    [
        ("MN", "蒙古 蒙古国 Mongolia MN mn"),
        ("KR", "韩国 大韩民国 Republic·of·Korea South·Korea KR"),
        ("KP", "朝鲜 朝鲜民主主义人民共和国 DPRK"),
        ("GB", "英国 联合王国 UK GB Great·Britain United·Kingdom the·United·Kingdom"),
        ("US", "美国 美利坚合众国 USA U.S.A. US United·States United·States·of·America"),
        ("RU", "俄罗斯 俄罗斯联邦 Russia Russian·Federation"),
        ("CI", "科特迪瓦 Côte·d'Ivoire Ivory·Coast"),
        ("CZ", "捷克 捷克共和国 Czech·Republic Czechia"),
        ("CD", "刚果（金） 刚果(金) 刚果民主共和国 DR·Congo"),
        ("CG", "刚果（布） Republic·of·the·Congo"),
        ("TR", "土耳其 Turkey Türkiye"),
        ("VN", "越南 Vietnam Viet·Nam"),
        ("FR", "法国 法兰西共和国 France french·republic FR"),
        ("NL", "荷兰 Netherlands the·Netherlands Holland"),
        ("DE", "德国 Federal·Republic·of·Germany"),
        ("DM", "多米尼克"),
        ("DO", "多米尼加 Dominican·Republic"),
    ],
)
def test_a_country_is_known_by_its_usual_names_and_its_code(iso2, wordings):
    for wording in wordings.split():
        assert ALL.meant(country_of(wording.replace("·", " "))).iso2 == iso2


@pytest.mark.parametrize(
    ("wordings", "reason"),
    [
        ("HK 香港 中国香港 香港特别行政区 Hong·Kong Hongkong HKG", "特别行政区"),
        ("MO 澳门 中国澳门 Macao Macau Macao·SAR MAC", "特别行政区"),
        ("TW 台湾 臺灣 中国台湾 Taiwan Chinese·Taipei Republic·of·China TWN", "中国的一部分"),
        ("XK 科索沃 Kosovo Republic·of·Kosovo XKX", "未与我国建交"),
        ("CN 中国 中华人民共和国 China People's·Republic·of·China", "我方"),
        ("VA GT PY", "不是与我国建交的国家的代码"),
    ],
)
def test_what_is_no_country_of_the_register_is_refused_with_the_reason(wordings, reason):
    for wording in wordings.split():
        assert reason in refusal_of(country_of(wording.replace("·", " ")))


def test_an_unknown_country_is_refused_by_its_name_with_what_may_be_meant():
    assert refusal_of(StatedCountry(zh="亚特兰蒂斯")) == "“亚特兰蒂斯”不是与我国建交的国家"
    assert "是不是“阿根廷”" in refusal_of(StatedCountry(en="Argentinia"))
    assert "是不是“乌兹别克斯坦”" in refusal_of(StatedCountry(zh="乌兹别克斯但"))


def test_a_code_and_a_name_that_mean_two_countries_are_refused():
    assert "不是同一个国家" in refusal_of(StatedCountry(iso2="JP", zh="韩国"))
    assert "不是同一个国家" in refusal_of(StatedCountry(zh="日本", en="South Korea"))
    assert ALL.meant(StatedCountry("JP", "日本", "Japan")).iso2 == "JP"


def test_a_state_that_the_table_lacks_is_named():
    with pytest.raises(ValueError, match="国家表里还没有"):
        Countries([]).meant(StatedCountry(zh="日本"))
