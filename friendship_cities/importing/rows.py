"""One row of a list as the facts it states, or everything that is wrong with it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from friendship_cities.importing.cells import (
    Said,
    confidence_of,
    date_of,
    is_blank,
    kind_of,
    latitude_of,
    level_of,
    level_of_either_side,
    longitude_of,
    slug_of,
    status_of,
    text_of,
)
from friendship_cities.importing.headings import Columns, Field
from friendship_cities.importing.names import (
    Names,
    StatedCountry,
    country_of,
    english_of,
    iso2_of,
    names_of,
    native_of,
)
from friendship_cities.importing.tables import Row
from friendship_cities.importing.workbooks import Cell
from waishi.dates import PartialDate

NO_PARTNER = "这一行没有写外方城市"
TWO_ANSWERS = "“{one}”与另一列写的“{other}”不一致"
HALF_A_PLACE = "纬度和经度要么都写，要么都不写"
SURPLUS = "这一行比标题行多出 {count} 格，后面的内容可能错位，请检查是否有未加引号的逗号"
WHOLE_ROW = "整行"

MEANINGS: dict[Field, Callable[[Cell], Any]] = {
    Field.SLUG: slug_of,
    Field.KIND: kind_of,
    Field.LOCAL_PARTY: names_of,
    Field.LOCAL_PARTY_EN: english_of,
    Field.LOCAL_PARTY_LEVEL: level_of,
    Field.CITY: names_of,
    Field.CITY_EN: english_of,
    Field.CITY_FOREIGN: names_of,
    Field.CITY_NATIVE: native_of,
    Field.CITY_LEVEL: level_of,
    Field.LEVEL: level_of_either_side,
    Field.COUNTRY: country_of,
    Field.COUNTRY_EN: english_of,
    Field.COUNTRY_ISO2: iso2_of,
    Field.CONTINENT: text_of,
    Field.ESTABLISHED: date_of,
    Field.STATUS: status_of,
    Field.LATITUDE: latitude_of,
    Field.LONGITUDE: longitude_of,
    Field.SOURCE: text_of,
    Field.CONFIDENCE: confidence_of,
    Field.REMARK: text_of,
}
NO_COUNTRY = StatedCountry()
OURS = {"municipality", "district_county", "institution"}


@dataclass(frozen=True)
class Problem:
    """What one cell, or the whole row, has to be corrected in."""

    row: int
    heading: str
    sentence: str


@dataclass(frozen=True)
class RegisterRow:
    """What one row states of a partnership; blank means not stated, never deleted."""

    number: int
    slug: str = ""
    kind: str = ""
    local_party_zh: str = ""
    local_party_en: str = ""
    local_party_level: str = ""
    city_zh: str = ""
    city_en: str = ""
    city_native: str = ""
    city_level: str = ""
    country: StatedCountry = NO_COUNTRY
    continent: str = ""
    established: PartialDate | None = None
    status: str = ""
    latitude: float | None = None
    longitude: float | None = None
    source: str = ""
    confidence: str = ""
    remark: str = ""


def read_rows(columns: Columns, rows: Iterable[Row]) -> Iterator[RegisterRow | list[Problem]]:
    """Every row in turn, right or wrong."""
    return (read_row(columns, row) for row in rows)


def read_row(columns: Columns, row: Row) -> RegisterRow | list[Problem]:
    """The facts of a row, or every problem in it at once."""
    reading = Reading(columns, row)
    reading.check_width()
    stated = RegisterRow(
        number=row.number,
        slug=reading.said(Field.SLUG) or "",
        kind=reading.said(Field.KIND) or "",
        continent=reading.said(Field.CONTINENT) or "",
        established=reading.said(Field.ESTABLISHED),
        status=reading.said(Field.STATUS) or "",
        source=reading.said(Field.SOURCE) or "",
        confidence=reading.said(Field.CONFIDENCE) or "",
        country=_country(reading),
        **_local_party(reading),
        **_city(reading),
        **_levels(reading),
        **_place(reading),
        # Last, for what stood in brackets elsewhere is kept here.
        remark=reading.remark(),
    )
    if not (stated.slug or stated.city_zh or stated.city_en or reading.problems):
        reading.refuse(Field.CITY, NO_PARTNER)
    return reading.problems or stated


class Reading:
    """The reading of one row: collects problems and the remarks found in brackets."""

    def __init__(self, columns: Columns, row: Row) -> None:
        self.problems: list[Problem] = []
        self._columns = columns
        self._row = row
        self._asides: list[str] = []

    def said(self, field: Field) -> Any:
        """What the row says of `field`, or None if it is silent, blank or wrong."""
        at = self._columns.position(field)
        if at is None or at >= len(self._row.cells) or is_blank(self._row.cells[at]):
            return None
        try:
            meaning = MEANINGS[field](self._row.cells[at])
        except ValueError as refusal:
            self.refuse(field, str(refusal))
            return None
        if remark := getattr(meaning, "remark", ""):
            self._asides.append(f"{self._columns.labels[at]}：{remark}")
        return meaning.value if isinstance(meaning, Said) else meaning

    def agreed(self, field: Field, *answers: str | None) -> str:
        """The one answer several columns give; capitals make no difference."""
        given = [answer for answer in answers if answer]
        for other in given[1:]:
            if other.casefold() != given[0].casefold():
                self.refuse(field, TWO_ANSWERS.format(one=given[0], other=other))
        return given[0] if given else ""

    def refuse(self, field: Field | None, sentence: str) -> None:
        """Note a problem under the heading the file gives the field."""
        at = self._columns.position(field) if field else None
        heading = WHOLE_ROW if at is None else self._columns.labels[at]
        self.problems.append(Problem(self._row.number, heading, sentence))

    def check_width(self) -> None:
        """An unquoted comma moves every value after it one column on."""
        beyond = self._row.cells[len(self._columns.labels) :]
        if count := sum(not is_blank(cell) for cell in beyond):
            self.refuse(None, SURPLUS.format(count=count))

    def remark(self) -> str:
        """The remark of the row, then those from brackets with their headings."""
        own = self.said(Field.REMARK)
        return "；".join(filter(None, (own, *self._asides)))


def _local_party(reading: Reading) -> dict[str, Any]:
    names = reading.said(Field.LOCAL_PARTY) or Names()
    english = reading.said(Field.LOCAL_PARTY_EN)
    return {
        "local_party_zh": names.zh,
        "local_party_en": reading.agreed(Field.LOCAL_PARTY_EN, english, names.en),
    }


def _city(reading: Reading) -> dict[str, Any]:
    names = reading.said(Field.CITY) or Names()
    foreign = reading.said(Field.CITY_FOREIGN) or Names()
    english = reading.said(Field.CITY_EN)
    native = reading.said(Field.CITY_NATIVE)
    return {
        "city_zh": names.zh,
        "city_en": reading.agreed(Field.CITY_EN, english, names.en, foreign.en),
        "city_native": native or names.native or foreign.native or foreign.zh,
    }


def _levels(reading: Reading) -> dict[str, Any]:
    either = reading.said(Field.LEVEL) or ""
    ours, theirs = (either, "") if either in OURS else ("", either)
    return {
        "local_party_level": reading.agreed(
            Field.LEVEL, reading.said(Field.LOCAL_PARTY_LEVEL), ours
        ),
        "city_level": reading.agreed(Field.LEVEL, reading.said(Field.CITY_LEVEL), theirs),
    }


def _country(reading: Reading) -> StatedCountry:
    country = reading.said(Field.COUNTRY) or StatedCountry()
    english = reading.said(Field.COUNTRY_EN)
    code = reading.said(Field.COUNTRY_ISO2)
    return StatedCountry(
        iso2=reading.agreed(Field.COUNTRY_ISO2, code, country.iso2),
        zh=country.zh,
        en=reading.agreed(Field.COUNTRY_EN, english, country.en),
    )


def _place(reading: Reading) -> dict[str, Any]:
    latitude = reading.said(Field.LATITUDE)
    longitude = reading.said(Field.LONGITUDE)
    if (latitude is None) != (longitude is None) and not reading.problems:
        reading.refuse(Field.LATITUDE, HALF_A_PLACE)
    return {"latitude": latitude, "longitude": longitude}
