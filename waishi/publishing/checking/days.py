"""Days that are in no calendar, and weekdays of another day."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from waishi.dates import PartialDate
from waishi.publishing.checking.findings import Fault

LUNAR = r"(?<!农历)(?<!阴历)(?<!旧历)"
CHINESE_DAY = re.compile(
    rf"{LUNAR}(?:(?<!\d)(?P<year>\d{{4}})年)?(?<!\d)(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日"
    r"(?:\s*[（(，,]?\s*(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天]))?"
)
NUMERIC_DAY = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d{2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d./-])"
)
MONTHS = list(calendar.month_name)[1:]
WEEKDAYS = list(calendar.day_name)
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+)?"
ENGLISH_DAYS = [
    re.compile(rf"\b{_WEEKDAY}{_DAY}\s+{_MONTH}\b(?:,?\s+(?P<year>\d{{4}}))?"),
    re.compile(rf"\b{_WEEKDAY}{_MONTH}\s+{_DAY}(?!\d)(?:,?\s+(?P<year>\d{{4}}))?"),
]
CHINESE_WEEKDAYS = "一二三四五六日"
# Any leap year: without a year, 29 February can have been.
LEAP = 2020


def impossible_days(words: str, _: PartialDate) -> Iterator[Fault]:
    """2月30日, 2021-06-31, 31 June."""
    for found in _days_in(words):
        if _day(found, LEAP) is None:
            yield Fault(*found.span(), f"“{found[0].strip()}”不是日历上有的日期")


def wrong_weekdays(words: str, spoken_on: PartialDate) -> Iterator[Fault]:
    """2021年12月3日（星期六）, which was a Friday; without a year, that of the text."""
    for found in _days_in(words):
        said = found.groupdict().get("weekday")
        if said is None:
            continue
        day = _day(found, None) or _nearest(found, spoken_on)
        if day and day.weekday() != _number(said):
            right = CHINESE_WEEKDAYS[day.weekday()]
            yield Fault(*found.span(), f"{day.year}年{day.month}月{day.day}日是星期{right}")


def _days_in(words: str) -> Iterator[re.Match]:
    for pattern in (CHINESE_DAY, NUMERIC_DAY, *ENGLISH_DAYS):
        yield from pattern.finditer(words)


def _day(found: re.Match, without_year: int | None) -> date | None:
    """The day that is meant, None where there is no such day or no year."""
    year = int(found["year"]) if found["year"] else without_year
    month = MONTHS.index(found["month"]) + 1 if found["month"] in MONTHS else found["month"]
    try:
        return date(year, int(month), int(found["day"])) if year else None
    except ValueError:
        return None


def _nearest(found: re.Match, spoken_on: PartialDate) -> date | None:
    """A day without a year is the one nearest to the day of the text."""
    if not spoken_on.is_exact or found["year"]:
        return None
    years = (spoken_on.year - 1, spoken_on.year, spoken_on.year + 1)
    days = [day for year in years if (day := _day(found, year))]
    return min(days, key=lambda day: abs(day - spoken_on.first_day), default=None)


def _number(weekday: str) -> int:
    if weekday in WEEKDAYS:
        return WEEKDAYS.index(weekday)
    return CHINESE_WEEKDAYS.index("日" if weekday == "天" else weekday)
