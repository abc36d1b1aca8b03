"""Which of our sides a row means: the municipality, a district or county, an institution."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from friendship_cities.importing.names import folded
from friendship_cities.importing.rows import RegisterRow
from friendship_cities.models import LocalParty

UNKNOWN = "我方“{name}”不在台账里{guess}；确要新登记，请写明我方级别"
GUESS = "，是不是“{name}”？"
NO_MUNICIPALITY = "没有写我方，台账里也没有唯一的市一级单位"
CONTRADICTION = "我方写的“{zh}”与“{en}”不是同一个单位"
OTHER_LEVEL = "我方“{name}”在台账里的级别是“{known}”，与写的“{stated}”不一致"
SECOND_MUNICIPALITY = "市一级已登记“{known}”，不能再登记“{name}”"
NO_CHINESE_NAME = "新登记我方“{name}”须写中文名称"

Level = LocalParty.Level
# Under 我方级别 an office writes 市, 区 or 县 as under 外方级别.
LEVELS = {
    "city": Level.MUNICIPALITY,
    "municipality": Level.MUNICIPALITY,
    "district": Level.DISTRICT_COUNTY,
    "county_region": Level.DISTRICT_COUNTY,
    "district_county": Level.DISTRICT_COUNTY,
    "institution": Level.INSTITUTION,
}
ENDING = re.compile(r"(?<=..)(自治县|区|县|市)$")
ENGLISH_ENDING = re.compile(r" (autonomous county|district|county|municipality)$")


class LocalParties:
    """Our sides, by every name they bear or bore, in full or without 市, 区, 县."""

    def __init__(self, parties: Iterable[LocalParty]) -> None:
        self._parties = list(parties)
        self._by_name: dict[str, LocalParty] = {}
        self._by_short_name: dict[str, list[LocalParty]] = {}
        for party in self._parties:
            self._index(party)

    def meant(self, row: RegisterRow) -> LocalParty:
        """The side a row states, or a new one where the row says its level.

        Raises ValueError with a sentence where it is unknown or contradicted.
        """
        found = [self._named(name) for name in (row.local_party_zh, row.local_party_en) if name]
        known = [party for party in found if party]
        if len({id(party) for party in known}) > 1:
            raise ValueError(CONTRADICTION.format(zh=row.local_party_zh, en=row.local_party_en))
        if not known:
            return self._new(row)
        self._check_level(known[0], row)
        return known[0]

    def municipality(self) -> LocalParty:
        """The one side that a list without a column for our side can mean."""
        found = [party for party in self._parties if party.level == Level.MUNICIPALITY]
        if len(found) != 1:
            raise ValueError(NO_MUNICIPALITY)
        return found[0]

    def _named(self, name: str) -> LocalParty | None:
        key = folded(name)
        for municipality in self._parties:
            # 重庆市渝中区
            if municipality.level == Level.MUNICIPALITY and municipality.name_zh_hans:
                within = key.removeprefix(folded(municipality.name_zh_hans))
                key = within or key
        short = self._by_short_name.get(key, [])
        return self._by_name.get(key) or (short[0] if len(short) == 1 else None)

    def _check_level(self, party: LocalParty, row: RegisterRow) -> None:
        stated = LEVELS.get(row.local_party_level)
        if row.local_party_level and stated != party.level:
            label = stated.label if stated else row.local_party_level
            raise ValueError(
                OTHER_LEVEL.format(name=party, known=party.get_level_display(), stated=label)
            )

    def _new(self, row: RegisterRow) -> LocalParty:
        name = row.local_party_zh or row.local_party_en
        level = LEVELS.get(row.local_party_level)
        # 江津市 is 江津区 under an older name rather than a new one.
        if not level or ENDING.sub("", folded(name)) in self._by_short_name:
            raise ValueError(UNKNOWN.format(name=name, guess=self._guess(name)))
        if not row.local_party_zh:
            raise ValueError(NO_CHINESE_NAME.format(name=name))
        known = [party for party in self._parties if party.level == Level.MUNICIPALITY]
        if level == Level.MUNICIPALITY and known:
            raise ValueError(SECOND_MUNICIPALITY.format(known=known[0], name=name))
        party = LocalParty(name_zh_hans=row.local_party_zh, name_en=row.local_party_en, level=level)
        self._parties.append(party)
        self._index(party)
        return party

    def _guess(self, name: str) -> str:
        names = [party.name_zh_hans or party.name_en or "" for party in self._parties]
        same_start = [known for known in names if ENDING.sub("", known)[:2] == name[:2]]
        close = same_start or get_close_matches(name, names, n=1, cutoff=0.6)
        return GUESS.format(name=close[0]) if close else ""

    def _index(self, party: LocalParty) -> None:
        for key in {folded(name) for name in _names_of(party)}:
            self._by_name.setdefault(key, party)
            short = ENGLISH_ENDING.sub("", ENDING.sub("", key))
            sharing = self._by_short_name.setdefault(short, [])
            if party not in sharing:
                sharing.append(party)


def _names_of(party: LocalParty) -> list[str]:
    names = [party.name_zh_hans, party.name_en]
    if party.pk:
        others = party.other_names.all()
        names += [name for other in others for name in (other.name_zh_hans, other.name_en)]
    return [name for name in names if name]
