"""What the content of one cell means, or a ValueError with a Chinese sentence.

Offices write two languages in one cell, remarks in brackets, full-width digits
and dates in every form. What can be read in two ways is refused, never guessed.
"""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from friendship_cities.importing.workbooks import Cell
from waishi.dates import PartialDate

LONGEST_NAME = 200
LONGEST_TEXT = 2_000
LONGEST_SLUG = 80

# Signs that offices put where they have nothing to say.
BLANKS = {
    "",
    "-",
    "--",
    "—",
    "——",
    "–",
    "/",
    "\\",
    "无",
    "暂无",
    "不详",
    "未知",
    "n/a",
    "null",
}
UNDATED = BLANKS | {"待定", "待查", "待补", "待补充", "待确认", "待核实"}

TOO_LONG = "文字过长（{length} 字），最多 {longest} 字"
FORMULA = "“{text}”像是公式，请改成文字"
ERROR_VALUE = "“{text}”是 Excel 的出错提示，请改正"
MARKUP = "“{text}”里有网页代码，请改成文字"
GARBLED = "“{text}”里有乱码，请核对原文"
NOT_SLUG = "“{text}”不能作网址名，请只用小写字母、数字和连字符，最多 80 个字符"
NOT_KIND = "“{text}”不是能识别的类型，请写“友好城市”“友好交流城市”或“待定”"
NOT_LEVEL = "“{text}”不是能识别的级别，请写市、省、州、区、县、直辖市、区县或机构"
NOT_STATUS = "“{text}”不是能识别的状态，请写有效、休眠、中止或终止"
NOT_CONFIDENCE = "“{text}”不是能识别的可信度，请写高、中或低"
NOT_COORDINATE = "“{text}”不是能识别的{what}，请写成小数，例如 {example}"
OUT_OF_RANGE = "{what} {text} 超出范围，应在 {first} 到 {last} 之间"
NOT_NUMBER_DATE = "“{text}”不是能识别的日期，请写成 1982-12-03、1982-12 或 1982"
JANUARY_OR_OCTOBER = (
    "“{text}”可能是 {year} 年 1 月，也可能是丢了末尾 0 的 10 月，请写成 {year}-01 或 {year}-10"
)
NOT_IN_CALENDAR = "“{text}”不是日历上有的日期"
TOO_EARLY_OR_LATE = "“{text}”不像结好时间，应在 1973 年到 2100 年之间"

# Full-width digits and letters, and blanks; punctuation is left as Chinese writes it.
HALF_WIDTH = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
} | {0x3000: " ", 0xA0: " "}
# Joiners are part of Persian and Indian spelling; other invisible signs are not.
JOINERS = "\u200c\u200d"

LOOKS_LIKE_FORMULA = re.compile(r"[=@]|[+-]\S*[(|!]")
LOOKS_LIKE_ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)")
LOOKS_LIKE_MARKUP = re.compile(r"<[A-Za-z/!?]")

BRACKETS = re.compile(r"[(（\[［【〔]([^()（）\[\]［］【】〔〕]*)[)）\]］】〕]")


def text_of(cell: Cell, longest: int = LONGEST_TEXT) -> str:
    """A cell as text fit to keep: no formula, no markup, nothing invisible."""
    text = _clean(cell)
    short = text[:40]
    if len(text) > longest:
        raise ValueError(TOO_LONG.format(length=len(text), longest=longest))
    if LOOKS_LIKE_ERROR.match(text):
        raise ValueError(ERROR_VALUE.format(text=short))
    if LOOKS_LIKE_FORMULA.match(text):
        raise ValueError(FORMULA.format(text=short))
    if LOOKS_LIKE_MARKUP.search(text):
        raise ValueError(MARKUP.format(text=short))
    if "\ufffd" in text:
        raise ValueError(GARBLED.format(text=short))
    return text


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, or one of the signs for that."""
    return _clean(cell).casefold() in BLANKS


def _clean(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    text = unicodedata.normalize("NFC", str(cell)).translate(HALF_WIDTH)
    lines = ("".join(filter(_is_visible, line)) for line in text.splitlines())
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _is_visible(character: str) -> bool:
    """Whether a character shows; all categories of C are controls, marks or nothing."""
    return character in JOINERS + "\t" or unicodedata.category(character)[0] != "C"


# Words of a fixed meaning.


Value = TypeVar("Value")


@dataclass(frozen=True)
class Said(Generic[Value]):
    """What a cell means, and the remark that stood in brackets beside it."""

    value: Value
    remark: str = ""


KINDS = {
    "sister_city": (
        "友好城市 国际友城 国际友好城市 姐妹城市 姊妹城市 正式友城 友好城市关系 "
        "国际友好城市关系 姐妹城市关系 正式友好城市 友好省州 友好州省 友好省市 友好省 "
        "友好州 友好区县 sistercity sistercities sistercityrelation "
        "sistercityrelationship"
    ),
    "friendly_exchange": (
        "友好交流城市 友好合作城市 友好交往城市 友好交流 友好合作 友好交流关系 "
        "友好合作关系 友好交往关系 友好交流城市关系 友好合作城市关系 国际友好交流城市 "
        "国际友好合作城市 friendlyexchange friendlyexchanges friendlyexchangecity "
        "friendlyexchangecities friendlycooperation friendshipcity friendshipcities"
    ),
    "to_be_confirmed": "待定 待确认 待核实 待查 未定 tobeconfirmed tbc",
}
LEVELS = {
    "city": "市 城市 市级 city",
    "province_state": "省 州 大区 省州 省级 州级 府 道 邦 province state provincestate",
    "district": "区 区级 district",
    "county_region": "县 郡 县级 郡级 county countyregion",
    "municipality": "直辖市 municipality",
    "district_county": "区县 区县级 districtcounty",
    "institution": "机构 单位 institution",
}
# Under 级别 alone these are said of our side; other words with 级 are not clear.
LEVELS_OF_OUR_SIDE = {"市级": "municipality", "区县级": "district_county"}
STATUSES = {
    "listed": "listed",
    "after_2021": "after2021",
    "in_force": "有效 正常 现行 存续 保持 inforce active",
    "dormant": "休眠 停滞 不活跃 dormant inactive",
    "suspended": "中止 暂停 suspended",
    "ended": "终止 已终止 结束 解除 已解除 ended terminated",
}
CONFIDENCES = {"high": "高 high", "medium": "中 medium", "low": "低 low"}


def kind_of(cell: Cell) -> Said[str]:
    """Which tie a cell names; 友城 alone means both, so it is refused."""
    return _meant(cell, _by_word(KINDS), NOT_KIND)


def level_of(cell: Cell) -> Said[str]:
    """Which level of government a cell names."""
    return _meant(cell, _by_word(LEVELS), NOT_LEVEL)


def level_of_either_side(cell: Cell) -> Said[str]:
    """A level under a heading that does not say whose: 市级 is ours, 市 is theirs."""
    words = {word: code for word, code in _by_word(LEVELS).items() if not word.endswith("级")}
    return _meant(cell, words | LEVELS_OF_OUR_SIDE, NOT_LEVEL)


def status_of(cell: Cell) -> Said[str]:
    """Whether a tie is kept, in the words of the register or of the published list."""
    return _meant(cell, _by_word(STATUSES), NOT_STATUS)


def confidence_of(cell: Cell) -> Said[str]:
    """How far the source can be relied on."""
    return _meant(cell, _by_word(CONFIDENCES), NOT_CONFIDENCE)


def _meant(cell: Cell, words: Mapping[str, str], refusal: str) -> Said[str]:
    text, remark = _text_and_remark(cell)
    word = re.sub(r"[\s_-]", "", unicodedata.normalize("NFKC", text)).casefold()
    if word not in words:
        raise ValueError(refusal.format(text=text[:40]))
    return Said(words[word], remark)


def _by_word(vocabulary: Mapping[str, str]) -> dict[str, str]:
    return {word: code for code, words in vocabulary.items() for word in words.split()}


def _text_and_remark(cell: Cell) -> tuple[str, str]:
    """A text without its brackets, and what stood in them."""
    text = text_of(cell)
    asides = (aside.strip() for aside in BRACKETS.findall(text))
    return BRACKETS.sub("", text).strip(), "；".join(filter(None, asides))


# Days.

# Excel's day 0 for all days after February 1900.
SERIAL_EPOCH = datetime.date(1899, 12, 30)
SERIALS = range(20_000, 60_001)
# The first sister cities of China: Tianjin and Kobe, 1973.
YEARS = range(1973, 2101)

HOUR = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?Z?$")
SIGNED = re.compile(r"(正式)?(签约|签署|签订|结好|建立|缔结)$")
WITHOUT_SIGNS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
LOST_NOUGHT = re.compile(r"([0-9]{4})[.]1")


def date_of(cell: Cell) -> Said[PartialDate | None]:
    """A day, month or year in any usual form: `1982年12月`, `1986.10.23（协议）`.

    Nothing is made more precise than it is written; 待定 is no date.
    """
    if isinstance(cell, datetime.date):
        return Said(_plausible(PartialDate.of(cell), _clean(cell)))
    text, remark = _text_and_remark(cell)
    if text.casefold() in UNDATED:
        return Said(None, remark)
    plain = HOUR.sub("", re.sub("[—–−]", "-", unicodedata.normalize("NFKC", text)))
    if said := SIGNED.search(plain):
        remark = "；".join(filter(None, (said[0], remark)))
        plain = plain[: said.start()]
    return Said(_plausible(_date_written(plain, text), text), remark)


def _date_written(plain: str, text: str) -> PartialDate:
    if ambiguous := LOST_NOUGHT.fullmatch(plain):
        raise ValueError(JANUARY_OR_OCTOBER.format(text=text[:40], year=ambiguous[1]))
    if re.fullmatch(r"[0-9]{5}([.][0-9]+)?", plain):
        return _date_of_serial(int(plain[:5]), text)
    if numbers := WITHOUT_SIGNS.fullmatch(plain):
        plain = "-".join(filter(None, numbers.groups()))
    date = PartialDate.parse(plain)
    # Databases export an unknown month or day as 00.
    if date.month == 0 or date.day == 0:
        raise ValueError(NOT_IN_CALENDAR.format(text=text[:40]))
    return date


def _date_of_serial(serial: int, text: str) -> PartialDate:
    """The day an Excel cell holds when its format was lost on the way."""
    if serial not in SERIALS:
        raise ValueError(NOT_NUMBER_DATE.format(text=text[:40]))
    return PartialDate.of(SERIAL_EPOCH + datetime.timedelta(days=serial))


def _plausible(date: PartialDate, text: str) -> PartialDate:
    if date.year not in YEARS:
        raise ValueError(TOO_EARLY_OR_LATE.format(text=text[:40]))
    return date


# Places.

COORDINATE = re.compile(
    r"(?P<before>[NSEW]|北纬|南纬|东经|西经)? ?(?P<number>-?[0-9]{1,3}([.][0-9]+)?)"
    r" ?[°º]? ?(?P<after>[NSEW])?",
    re.IGNORECASE,
)
NORTH_OR_SOUTH = {"N": 1, "北纬": 1, "S": -1, "南纬": -1}
EAST_OR_WEST = {"E": 1, "东经": 1, "W": -1, "西经": -1}


def latitude_of(cell: Cell) -> float:
    """Degrees north: `29.563`, `29.563°N`, `南纬 25.47`."""
    return _degrees(cell, "纬度", 90, NORTH_OR_SOUTH)


def longitude_of(cell: Cell) -> float:
    """Degrees east: `106.5516`, `122.33W`, `东经106.55°`."""
    return _degrees(cell, "经度", 180, EAST_OR_WEST)


def _degrees(cell: Cell, what: str, most: int, signs: Mapping[str, int]) -> float:
    text = _clean(cell)
    refusal = NOT_COORDINATE.format(text=text[:40], what=what, example=f"{most / 3:.4f}")
    read = COORDINATE.fullmatch(unicodedata.normalize("NFKC", text))
    if not read:
        raise ValueError(refusal)
    sides = [side.upper() for side in (read["before"], read["after"]) if side]
    degrees = float(read["number"])
    if len(sides) > 1 or (sides and (sides[0] not in signs or degrees < 0)):
        raise ValueError(refusal)
    if not -most <= degrees <= most:
        raise ValueError(OUT_OF_RANGE.format(what=what, text=text, first=-most, last=most))
    return degrees * (signs[sides[0]] if sides else 1)


def slug_of(cell: Cell) -> str:
    """The name of a page in its address."""
    text = _clean(cell).lower()
    if len(text) > LONGEST_SLUG or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise ValueError(NOT_SLUG.format(text=text[:40]))
    return text
