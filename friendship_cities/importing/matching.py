"""Which records of the register a row speaks of, or why that cannot be said.

Nothing is guessed: a name that is almost a known one is refused with the known one.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from friendship_cities.importing.countries import Countries
from friendship_cities.importing.names import folded
from friendship_cities.importing.parties import LocalParties
from friendship_cities.importing.refusals import RefusedRow
from friendship_cities.importing.rows import RegisterRow
from friendship_cities.models import City, Country, LocalParty, Partnership

SLUG_IS_OF_ANOTHER = "网址名“{slug}”是“{pair}”的，与这一行写的{what}不一致"
OTHER_SLUG = "这一对友城在台账里的网址名是“{known}”，与写的“{stated}”不一致"
NO_OUR_SIDE = "没有写我方"
NO_COUNTRY = "台账里没有“{name}”，新登记须写国家"
NO_CHINESE_NAME = "台账里没有“{name}”，新登记须写外方的中文名称"
NEAR = "{country}已有“{known}”，这一行写“{stated}”，请写成同一名称"
SEVERAL = "台账里叫“{name}”的不止一个，请写明国家和外方级别"
OTHER_CITY = "外方写的“{one}”与“{other}”在台账里不是同一个地方"
OTHER_CHINESE_NAME = "“{en}”在台账里的中文名称是“{known}”，与写的“{stated}”不一致"
OTHER_LEVEL = "台账里“{name}”的级别是“{known}”，与写的“{stated}”不一致"
NOT_FOREIGN_LEVEL = "外方级别请写市、省、州、区或县"

ENDING = re.compile(
    r"(?<=..)(自治共和国|共和国|广域市|特别市|自治市|大区|市|省|州|府|县|郡|区|邦|道)$"
)
LEVELS = {level: level for level in City.Level.values} | {"municipality": City.Level.CITY}
LEVEL_BY_ENDING = {
    "市": City.Level.CITY,
    "省": City.Level.PROVINCE_STATE,
    "州": City.Level.PROVINCE_STATE,
    "县": City.Level.COUNTY_REGION,
    "郡": City.Level.COUNTY_REGION,
}


@dataclass
class Match:
    """The two sides a row speaks of, in the register or new, and what ties them there."""

    row: RegisterRow
    local_party: LocalParty
    city: City
    partnership: Partnership | None = None


class Cities:
    """The foreign places of the register and of the file, by their names."""

    def __init__(self, cities: Iterable[City]) -> None:
        self._chinese: dict[str, list[City]] = {}
        self._short: dict[str, list[City]] = {}
        self._english: dict[str, list[City]] = {}
        for city in cities:
            self.add(city)

    def add(self, city: City) -> None:
        """Let later rows find `city`."""
        for name in chinese_names_of(city):
            self._chinese.setdefault(name, []).append(city)
            self._short.setdefault(bare(name), []).append(city)
        if folded(city.name_en or ""):
            self._english.setdefault(folded(city.name_en), []).append(city)

    def meant(self, row: RegisterRow, country: Country | None) -> City | None:
        """The place a row names; None where it is not in the register yet."""
        chinese = _within(self._chinese.get(row.city_zh, []), country)
        english = _within(self._english.get(folded(row.city_en), []), country)
        found = _narrowed(chinese, english, row) if chinese else english
        if len(found) > 1:
            raise ValueError(SEVERAL.format(name=row.city_zh or row.city_en))
        if not found:
            self._refuse_near(row, country)
            return None
        if chinese and english and found[0] not in english:
            raise ValueError(OTHER_CITY.format(one=row.city_zh, other=row.city_en))
        if not chinese:
            _check_chinese_name(found[0], row)
        return found[0]

    def has_another(self, city: City, row: RegisterRow) -> bool:
        """Whether the row's Chinese name and level are already those of another place."""
        level = LEVELS[row.city_level] if row.city_level else city.level
        named = _within(self._chinese.get(row.city_zh, []), city.country)
        return any(other is not city and other.level == level for other in named)

    def _refuse_near(self, row: RegisterRow, country: Country | None) -> None:
        """广岛 beside a known 广岛市 would make one place two."""
        for city in _within(self._short.get(bare(row.city_zh), []), country):
            if is_short_for(row.city_zh, city.name_zh_hans or ""):
                raise ValueError(NEAR.format(country=city.country, known=city, stated=row.city_zh))


class Matching:
    """Finds the records of one row after another; new ones are found by later rows."""

    def __init__(
        self,
        countries: Iterable[Country],
        local_parties: Iterable[LocalParty],
        cities: Iterable[City],
        partnerships: Iterable[Partnership],
        *,
        has_our_side: bool,
    ) -> None:
        self.countries = Countries(countries)
        self.local_parties = LocalParties(local_parties)
        self.cities = Cities(cities)
        self._has_our_side = has_our_side
        self._by_slug = {partnership.slug: partnership for partnership in partnerships}
        self._by_pair = {
            (partnership.local_party_id, partnership.city_id): partnership
            for partnership in self._by_slug.values()
        }

    def match(self, row: RegisterRow) -> Match:
        """What `row` speaks of; raises RefusedRow with all that is wrong."""
        known = self._by_slug.get(row.slug)
        country, party = self._country_and_party(row, known)
        if known:
            return self._match_known(row, known, country, party)
        city = _or_refusal(lambda: self.cities.meant(row, country))
        pair = self._by_pair.get((party.pk, city.pk)) if city else None
        if pair and row.slug:
            raise RefusedRow(OTHER_SLUG.format(known=pair.slug, stated=row.slug))
        if city and not pair:
            _check_level(city, row)
        if city is None:
            city = _new_city(row, country)
            self.cities.add(city)
        return Match(row, party, city, pair)

    def _match_known(
        self,
        row: RegisterRow,
        known: Partnership,
        country: Country | None,
        party: LocalParty,
    ) -> Match:
        """The partnership of the row's slug, unless the row says something else of it."""
        city = known.city
        is_other_city = bool(row.city_zh or row.city_en) and (
            not _is_called(city, row) or self.cities.has_another(city, row)
        )
        other = [
            what
            for what, is_other in (
                ("我方", party.pk != known.local_party_id),
                ("国家", country is not None and country.pk != city.country_id),
                ("外方", is_other_city),
            )
            if is_other
        ]
        if other:
            what = "、".join(other)
            raise RefusedRow(SLUG_IS_OF_ANOTHER.format(slug=row.slug, pair=known, what=what))
        return Match(row, known.local_party, city, known)

    def _country_and_party(
        self, row: RegisterRow, known: Partnership | None
    ) -> tuple[Country | None, LocalParty]:
        reasons = []
        country = party = None
        try:
            country = self.countries.meant(row.country)
        except ValueError as refusal:
            reasons.append(str(refusal))
        try:
            party = self._local_party(row, known)
        except ValueError as refusal:
            reasons.append(str(refusal))
        if row.city_level and row.city_level not in LEVELS:
            reasons.append(NOT_FOREIGN_LEVEL)
        if reasons or party is None:
            raise RefusedRow(*reasons)
        return country, party

    def _local_party(self, row: RegisterRow, known: Partnership | None) -> LocalParty:
        if row.local_party_zh or row.local_party_en:
            return self.local_parties.meant(row)
        if known:
            return known.local_party
        if self._has_our_side or row.local_party_level not in ("", "city", "municipality"):
            raise ValueError(NO_OUR_SIDE)
        return self.local_parties.municipality()


def level_of_city(row: RegisterRow) -> str:
    """The level a row states, else the one its Chinese name ends in, else nothing."""
    if row.city_level:
        return LEVELS[row.city_level]
    return LEVEL_BY_ENDING.get(row.city_zh[-1:], "")


def chinese_names_of(city: City) -> list[str]:
    """What a place is and was called in Chinese."""
    former = re.split(r"[、，,;；/\s]+", city.former_names)
    return [name for name in (city.name_zh_hans, *former) if name]


def bare(name: str) -> str:
    """广岛市 → 广岛."""
    return ENDING.sub("", name)


def is_short_for(one: str, other: str) -> bool:
    """Whether the two differ only in that one of them leaves out 市, 省 and the like."""
    return one != other and (bare(one) == other or bare(other) == one)


def _within(cities: list[City], country: Country | None) -> list[City]:
    return [city for city in cities if country is None or city.country_id == country.pk]


def _narrowed(chinese: list[City], english: list[City], row: RegisterRow) -> list[City]:
    """Places of one Chinese name: those of the English name or level the row states."""
    if len(chinese) > 1 and row.city_level:
        level = LEVELS[row.city_level]
        chinese = [city for city in chinese if city.level == level] or chinese
    return [city for city in chinese if city in english] or chinese


def _check_chinese_name(city: City, row: RegisterRow) -> None:
    known, stated = city.name_zh_hans or "", row.city_zh
    if known and stated and not is_short_for(stated, known):
        raise ValueError(OTHER_CHINESE_NAME.format(en=row.city_en, known=known, stated=stated))


def _is_called(city: City, row: RegisterRow) -> bool:
    """Whether at least one name the row states is the city's."""
    return bool(
        row.city_zh in chinese_names_of(city)
        or is_short_for(row.city_zh, city.name_zh_hans or "")
        or (row.city_en and folded(row.city_en) == folded(city.name_en or ""))
    )


def _check_level(city: City, row: RegisterRow) -> None:
    """A known name of another level may be another place."""
    if row.city_level and LEVELS[row.city_level] != city.level:
        stated = City.Level(LEVELS[row.city_level]).label
        raise RefusedRow(
            OTHER_LEVEL.format(name=city, known=city.get_level_display(), stated=stated)
        )


def _new_city(row: RegisterRow, country: Country | None) -> City:
    name = row.city_zh or row.city_en
    if not name:
        raise RefusedRow(f"台账里没有网址名“{row.slug}”，新登记须写外方")
    reasons = []
    if country is None:
        reasons.append(NO_COUNTRY.format(name=name))
    if not row.city_zh:
        reasons.append(NO_CHINESE_NAME.format(name=name))
    if reasons:
        raise RefusedRow(*reasons)
    return City(
        country=country,
        name_zh_hans=row.city_zh,
        name_en=row.city_en,
        level=level_of_city(row) or City.Level.CITY,
    )


def _or_refusal(find: Callable[[], City | None]) -> City | None:
    try:
        return find()
    except ValueError as refusal:
        raise RefusedRow(str(refusal)) from None
