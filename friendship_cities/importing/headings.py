"""Which heading of a list means which fact of the register.

Offices name their columns as they please, in Chinese, English or both. What is
not known here is reported and ignored, never guessed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """One fact about a partnership that a column can state."""

    SERIAL = "serial"
    SLUG = "slug"
    KIND = "kind"
    LOCAL_PARTY = "local_party"
    LOCAL_PARTY_EN = "local_party_en"
    LOCAL_PARTY_LEVEL = "local_party_level"
    CITY = "city"
    CITY_EN = "city_en"
    # 外文名: English in one office's list, the native name in another's.
    CITY_FOREIGN = "city_foreign"
    CITY_NATIVE = "city_native"
    CITY_LEVEL = "city_level"
    # 级别 alone does not say whose: the words in the column do.
    LEVEL = "level"
    COUNTRY = "country"
    COUNTRY_EN = "country_en"
    COUNTRY_ISO2 = "country_iso2"
    CONTINENT = "continent"
    ESTABLISHED = "established"
    STATUS = "status"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    SOURCE = "source"
    CONFIDENCE = "confidence"
    REMARK = "remark"


# Written without blanks, punctuation and capitals, as `_plain` leaves them.
WORDS = {
    Field.SERIAL: "序号 编号 序 no number nr id",
    Field.SLUG: "slug 网址名 网址名称 链接名",
    Field.KIND: (
        "类型 性质 关系 类别 种类 友城类型 友城类别 友城性质 结好类型 结好类别 "
        "结好性质 结好关系 关系类型 关系类别 关系性质 友好关系 kind type relation "
        "relationship category kindofrelation typeofrelation"
    ),
    Field.LOCAL_PARTY: (
        "我方 中方 我方城市 中方城市 我方单位 中方单位 我方名称 中方名称 我方结好城市 "
        "中方结好城市 我方结好单位 中方结好单位 结好单位 国内城市 中国城市 我市 区县 "
        "所属区县 我方区县 中方城市名称 我方城市名称 chineseside chineseparty "
        "chinesepartyzh chinesecity localparty localside"
    ),
    Field.LOCAL_PARTY_EN: (
        "我方英文 我方英文名 我方英文名称 中方英文 中方英文名 中方英文名称 "
        "中方城市英文 中方城市英文名 chinesepartyen chinesesideen localpartyen"
    ),
    Field.LOCAL_PARTY_LEVEL: (
        "我方级别 我方层级 中方级别 中方层级 中方城市级别 chinesepartylevel "
        "chinesesidelevel localpartylevel"
    ),
    Field.CITY: (
        "城市 外方 外方城市 外方名称 外方单位 外方友城 外方结好城市 外方城市名称 "
        "外国城市 国外城市 对方城市 友城 友城名称 友城城市 友好城市 友好城市名称 "
        "友好城市名 国际友城 国际友好城市 国际友城名称 结好城市 结好城市名称 结好友城 "
        "城市名称 城市名 中文名 中文名称 城市中文名 城市中文名称 友城中文名 "
        "友城中文名称 外方城市中文 外方城市中文名 外方中文名 城市中文 city cityzh "
        "cityname sistercity sistercities sistercityname partnercity partner partnerzh "
        "partnername partnercityname foreigncity foreignside foreignparty twincity "
        "friendshipcity"
    ),
    Field.CITY_EN: (
        "英文 英文名 英文名称 城市英文 城市英文名 城市英文名称 友城英文名 友城英文名称 "
        "外方英文 外方英文名 外方英文名称 外方城市英文 外方城市英文名 cityen partneren "
        "englishname nameinenglish sistercityen"
    ),
    Field.CITY_FOREIGN: "外文 外文名 外文名称 城市外文名 友城外文名 友城外文名称",
    Field.CITY_NATIVE: (
        "原文 原文名 原文名称 当地名 当地名称 当地语言名称 本地名 城市原文名 "
        "友城原文名 native nativename partnernative citynative"
    ),
    Field.CITY_LEVEL: ("外方级别 外方层级 外方城市级别 外方城市层级 partnerlevel citylevel"),
    Field.LEVEL: "级别 层级 友城级别 友城层级 城市级别 城市层级 结好级别 level",
    Field.COUNTRY: (
        "国家 国别 国名 所属国家 所属国 所在国 所在国家 外方国家 外方国别 国家地区 "
        "国家名称 国家中文名 country countryzh countryname nation"
    ),
    Field.COUNTRY_EN: "国家英文 国家英文名 国家英文名称 国别英文 countryen",
    Field.COUNTRY_ISO2: (
        "国家代码 国别代码 国家二字码 二字代码 国别码 国家码 iso iso2 iso代码 "
        "iso国家代码 countrycode countryiso countryiso2 isocode"
    ),
    Field.CONTINENT: "洲 大洲 所在洲 所属洲 洲别 所在大洲 所属大洲 continent",
    Field.ESTABLISHED: (
        "结好时间 结好日期 结好年份 结好年月 结好年月日 正式结好时间 签约时间 签约日期 "
        "签约年份 签署时间 签署日期 签订时间 签订日期 建立时间 建立日期 建立关系时间 "
        "建立友城时间 建立友好关系时间 缔结时间 缔结日期 时间 日期 date since "
        "established establishedon signed signedon dateestablished dateofsigning"
    ),
    Field.STATUS: "状态 现状 目前状态 当前状态 友城状态 status",
    Field.LATITUDE: "纬度 latitude lat",
    Field.LONGITUDE: "经度 longitude lon lng long",
    Field.SOURCE: "来源 出处 资料来源 信息来源 数据来源 依据 source sources reference",
    Field.CONFIDENCE: "可信度 可靠程度 可靠性 置信度 确认程度 confidence certainty",
    Field.REMARK: ("备注 说明 附注 注 注释 备注说明 remark remarks note notes comment comments"),
}
FIELDS = {word: field for field, words in WORDS.items() for word in words.split()}

# What the sentence about an unknown list names: the usual wording, no more.
EXPECTED = (
    "外方城市（友城名称）、国家、我方、类型、结好时间、级别、状态、英文名、"
    "原文名、纬度、经度、来源、备注"
)
NAMING = {Field.CITY, Field.CITY_EN, Field.SLUG}
LONGEST_HEADING = 60


@dataclass(frozen=True)
class Columns:
    """What the columns of one list state, by position from nought."""

    labels: tuple[str, ...]
    fields: dict[int, Field]

    @property
    def are_of_a_register(self) -> bool:
        """Whether a partner is named and at least one more fact is stated."""
        stated = set(self.fields.values()) - {Field.SERIAL}
        return bool(stated & NAMING) and len(stated) > 1

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headings nothing is read from."""
        labels = enumerate(self.labels)
        return tuple(word for at, word in labels if word and at not in self.fields)

    @property
    def repeated(self) -> tuple[str, str] | None:
        """Two headings that mean the same, if any; serial numbers may repeat."""
        seen: dict[Field, int] = {}
        for at, field in self.fields.items():
            first = seen.setdefault(field, at)
            if first != at and field is not Field.SERIAL:
                return self.labels[first], self.labels[at]
        return None

    def position(self, field: Field) -> int | None:
        """Where `field` is stated."""
        return next((at for at, known in self.fields.items() if known is field), None)


def field_of(heading: str) -> Field | None:
    """The fact a heading names: `结好时间（年月日）`, `Sister city / 友城`, `No.`"""
    if len(heading) > LONGEST_HEADING:
        return None
    plain = (_plain(reading) for reading in _readings(heading))
    return next((FIELDS[word] for word in plain if word in FIELDS), None)


def columns_of(headings: Sequence[str]) -> Columns:
    """The columns of a list whose headings stand in one row."""
    labels = tuple(" ".join(heading.split()) for heading in headings)
    known = ((at, field_of(label)) for at, label in enumerate(labels))
    return Columns(labels, {at: field for at, field in known if field})


def columns_of_two_rows(upper: Sequence[str], lower: Sequence[str]) -> Columns | None:
    """The columns of a list whose headings stand in two rows, or None.

    The upper row either groups (外方 over 城市 and 国家) or says the same in
    another language. Every word of the lower row must be a heading, or it is
    the first row of data.
    """
    width = max(len(upper), len(lower))
    upper, lower = _padded(upper, width), _padded(lower, width)
    groups = _groups(upper, lower)
    labels = tuple(map(_label, groups, lower))
    columns = columns_of(labels)
    below = [at for at, word in enumerate(lower) if word]
    if len(below) < 2 or not all(at in columns.fields for at in below):
        return None
    return columns


def _groups(upper: Sequence[str], lower: Sequence[str]) -> Iterator[str]:
    """The upper words, each standing also over the blank places to its right."""
    group = ""
    for word, below in zip(upper, lower, strict=True):
        group = word or (group if below else "")
        yield group


def _label(group: str, word: str) -> str:
    """Two words of one column as one heading: the narrowest that is known."""
    together = f"{group}{word}"
    if word and field_of(together) and group != word:
        return together
    return word or group


def _padded(headings: Sequence[str], width: int) -> list[str]:
    words = [" ".join(heading.split()) for heading in headings]
    return words + [""] * (width - len(words))


def _readings(heading: str) -> Iterator[str]:
    """A heading as it stands, then without its brackets, then its parts."""
    text = unicodedata.normalize("NFKC", heading)
    bare = re.sub(r"[(\[【〔].*?[)\]】〕]", "", text)
    yield text
    yield bare
    yield from re.split(r"[/|\n]", bare)
    yield re.sub(r"[^\u3400-\u9fff]", "", bare)
    yield re.sub(r"[\u3400-\u9fff]", "", bare)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()
