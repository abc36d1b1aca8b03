"""Names for the addresses of new partnerships."""

import re
import unicodedata

from friendship_cities.models import City, LocalParty

LONGEST = 80
# Letters that have no accent to take off.
LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ı": "i",
        "ə": "a",
        "'": "",
        "’": "",
        "‘": "",
        "ʻ": "",
        "ʼ": "",
    }
)
LEVEL = re.compile(r"-(autonomous-county|district|county|municipality)$")
# An address of the register that is no partnership.
RESERVED = "statistics"


class Slugs:
    """The names that are taken, and new ones beside them."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken | {RESERVED}

    def make(self, party: LocalParty, city: City) -> str:
        """A free name: `toulouse`, `wulong-buan` for a district, else `jp-1`."""
        name = latin(city.name_en or "")
        if name and party.level != party.Level.MUNICIPALITY:
            ours = LEVEL.sub("", latin(party.name_en or "")) or party.adcode
            name = f"{ours}-{name}" if ours else name
        name = name[: LONGEST - 5].strip("-")
        slug = self._free(name) if name else self._numbered(city.country.iso2.lower())
        self._taken.add(slug)
        return slug

    def _free(self, name: str) -> str:
        return name if name not in self._taken else self._numbered(name, first=2)

    def _numbered(self, name: str, first: int = 1) -> str:
        number = first
        while f"{name}-{number}" in self._taken:
            number += 1
        return f"{name}-{number}"


def latin(name: str) -> str:
    """`Düsseldorf` → `dusseldorf`, `N'Djamena` → `ndjamena`."""
    parts = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", parts.encode("ascii", "ignore").decode()).strip("-")
