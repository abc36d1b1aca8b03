"""Which country of the register a row means, or why it can mean none.

The names are those of the table of countries; beside them stand the usual names
that the foreign ministry does not use as the short one.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from friendship_cities.diplomatic_relations import read_states, refusal
from friendship_cities.importing.names import StatedCountry, folded
from friendship_cities.models import Country

UNKNOWN = "“{name}”不是与我国建交的国家{guess}"
GUESS = "，是不是“{name}”？"
NOT_IN_TABLE = "“{name}”与我国建交，但国家表里还没有，请先登记"
CONTRADICTION = "国家写的“{one}”与“{other}”不是同一个国家"

# One line per country: Chinese names, English names; _ stands for a blank.
ALIASES = """
AE 阿拉伯联合酋长国 阿联酋长国 UAE
AG 安提瓜
BA 波斯尼亚和黑塞哥维那 波黑共和国 Bosnia Bosnia-Herzegovina BiH
BD 孟加拉 孟加拉人民共和国
BN 文莱达鲁萨兰国 Brunei_Darussalam
BO 多民族玻利维亚国 Plurinational_State_of_Bolivia
BS Bahamas
BY 白俄罗斯共和国 Byelorussia
CD 刚果民主共和国 刚果民主 民主刚果 刚果金 DRC DR_Congo Congo-Kinshasa Congo_(Kinshasa)
CF 中非共和国 CAR
CG 刚果共和国 刚果布 Congo-Brazzaville Congo_(Brazzaville) Congo_Republic
CH 瑞士联邦 Swiss_Confederation
CI 象牙海岸 科特迪瓦共和国 Ivory_Coast Cote_d'Ivoire
CV Cape_Verde 佛得角共和国
CZ 捷克共和国 Czechia
DE 德意志联邦共和国 德意志
DM 多米尼克国 Commonwealth_of_Dominica
DO 多米尼加共和国
EG 阿拉伯埃及共和国 Arab_Republic_of_Egypt
ES 西班牙王国
ET 埃塞俄比亚联邦民主共和国 埃塞
FM 密克罗尼西亚 Federated_States_of_Micronesia
FR 法兰西共和国 法兰西 French_Republic
GB 大不列颠及北爱尔兰联合王国 联合王国 大不列颠 UK U.K. Britain Great_Britain
GB United_Kingdom_of_Great_Britain_and_Northern_Ireland 英格兰 苏格兰 威尔士 北爱尔兰
GB England Scotland Wales Northern_Ireland
GM Gambia
GR 希腊共和国 Hellenic_Republic
GW 几内亚（比绍） Guinea_Bissau
ID 印尼 印度尼西亚共和国
IR 伊朗伊斯兰共和国 Islamic_Republic_of_Iran
IT 意大利共和国 Italian_Republic
JP 日本国
KE 肯尼亚共和国
KG 吉尔吉斯 吉尔吉斯共和国 Kyrgyz_Republic
KH 柬埔寨王国 高棉
KP 朝鲜民主主义人民共和国 北朝鲜 DPRK North_Korea
KR 大韩民国 南朝鲜 南韩 South_Korea Korea_(Republic_of) ROK Korea,_Republic_of
KZ 哈萨克 哈萨克斯坦共和国
LA 老挝人民民主共和国 Lao_PDR Lao Lao_People's_Democratic_Republic
LK 斯里兰卡民主社会主义共和国 锡兰
MD Republic_of_Moldova
MG 马达加斯加共和国
MK 马其顿 北马其顿共和国 Macedonia
MM 缅甸联邦共和国 Burma
MN 蒙古国 蒙古共和国
MX 墨西哥合众国 United_Mexican_States
MY 马来西亚联邦 马来
NL 尼德兰 荷兰王国 Holland The_Netherlands
NP 尼泊尔联邦民主共和国
NZ 纽西兰
PG 巴新 PNG
PH 菲律宾共和国 The_Philippines
PK 巴基斯坦伊斯兰共和国
PL 波兰共和国
PS 巴勒斯坦国 State_of_Palestine
PT 葡萄牙共和国 Portuguese_Republic
RU 俄罗斯联邦 俄国 俄联邦 Russian_Federation
SA 沙特 沙特阿拉伯王国 KSA
SG 新加坡共和国
SK 斯洛伐克共和国 Slovak_Republic
ST 圣多美普林西比 Sao_Tome_and_Principe
SY 阿拉伯叙利亚共和国 Syrian_Arab_Republic
TD 乍得共和国
TH 泰王国 泰国王国
TL East_Timor
TR 土耳其共和国 Turkey Turkiye
TT 特多
TZ 坦桑尼亚联合共和国 United_Republic_of_Tanzania
US 美利坚合众国 合众国 美利坚 USA U.S. U.S.A. America US_of_America
US United_States_of_America
UZ 乌兹别克 乌兹别克斯坦共和国
VE 委内瑞拉玻利瓦尔共和国 Bolivarian_Republic_of_Venezuela
VN 越南社会主义共和国 Vietnam
ZA 南非共和国 RSA
CN 中国 中华人民共和国 中国大陆 大陆 China PRC People's_Republic_of_China
CN Mainland_China P.R._China P.R.China
TW 中华民国 中华台北 台北 Republic_of_China Chinese_Taipei Taipei Formosa TWN ROC
HK HKG HKSAR
MO MAC
XK XKX
"""
# Whatever else a name says, one that holds such a word means no country.
NO_COUNTRY_WORDS = {
    "HK": ("香港", "hongkong"),
    "MO": ("澳门", "澳門", "macao", "macau"),
    "TW": ("台湾", "臺灣", "台灣", "臺湾", "taiwan"),
    "XK": ("科索沃", "kosovo"),
}
FORM_OF_STATE = re.compile(
    r"(the )?((federal|democratic|socialist|federative|islamic|people s) )*"
    r"(republic|kingdom|state|sultanate|principality|grand duchy|commonwealth|union)"
    r" of (the )?(?P<short>.+)"
)
# Two states each: what is left of their long names decides nothing.
NOT_SHORTENED = {"korea", "congo", "china"}


class Countries:
    """The countries of the register, found by whatever a list calls them."""

    def __init__(self, countries: Iterable[Country]) -> None:
        self._by_code = {country.iso2: country for country in countries}
        self._codes = dict(_names())
        for country in self._by_code.values():
            for name in filter(None, (country.name_zh_hans, country.name_en)):
                self._codes[plain(name)] = country.iso2

    def meant(self, stated: StatedCountry) -> Country | None:
        """The country a row states; None where it states none.

        Raises ValueError with a sentence where it is no country of the register.
        """
        words = [word for word in (stated.iso2, stated.zh, stated.en) if word]
        codes = [self._code(word, is_code=word == stated.iso2) for word in words]
        for word, code in zip(words[1:], codes[1:], strict=True):
            if code != codes[0]:
                raise ValueError(CONTRADICTION.format(one=words[0], other=word))
        if not codes:
            return None
        if codes[0] not in self._by_code:
            raise ValueError(NOT_IN_TABLE.format(name=words[0]))
        return self._by_code[codes[0]]

    def _code(self, word: str, *, is_code: bool) -> str:
        """The code of the state a word names, or the reason against it."""
        code = self._codes.get(plain(word)) or no_country(word)
        if is_code and not code:
            code = word.upper()
        if not code:
            raise ValueError(UNKNOWN.format(name=word, guess=self._guess(word)))
        if reason := refusal(code):
            raise ValueError(reason if is_code else f"“{word}”：{reason}")
        return code

    def _guess(self, word: str) -> str:
        """What was perhaps meant, in the words of the table."""
        known = [name for name, code in self._codes.items() if refusal(code) is None]
        close = get_close_matches(plain(word), known, n=1, cutoff=0.6)
        country = self._by_code.get(self._codes[close[0]]) if close else None
        return GUESS.format(name=country.name_zh_hans or country.name_en) if country else ""


def plain(name: str) -> str:
    """A name without capitals, accents, signs and the form of state: for comparing only."""
    bare = folded(name)
    long_form = FORM_OF_STATE.fullmatch(bare)
    if long_form and long_form["short"] not in NOT_SHORTENED:
        bare = long_form["short"]
    return bare.removeprefix("the ")


def no_country(name: str) -> str | None:
    """The code of what lists sometimes carry among countries, if `name` holds its name."""
    joined = folded(name).replace(" ", "")
    for code, words in NO_COUNTRY_WORDS.items():
        if any(word in joined for word in words):
            return code
    return None


def _names() -> Iterator[tuple[str, str]]:
    """Every name we know, with the code it means."""
    for line in ALIASES.split("\n"):
        code, *names = line.split() or [""]
        for name in names:
            yield plain(name.replace("_", " ")), code
    for state in read_states():
        yield state.iso2.casefold(), state.iso2
        yield plain(state.name_zh), state.iso2
        yield plain(state.name_en), state.iso2
