"""What the check asks of the register: regions that are no countries, pages links lead to.

Hong Kong, Macao and Taiwan are never told among countries (一个中国原则).
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from friendship_cities.diplomatic_relations import read_states
from friendship_cities.models import Event, Partnership, Visit
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.checking import Checked, Finding, Level
from waishi.publishing.checking.findings import Fault, excerpt

REGIONS = "香港|澳门|台湾|港澳台|港澳"
# “香港等10个国家”, “台湾等国”; “等国家和地区” is right.
AS_COUNTRIES = re.compile(
    rf"(?:{REGIONS})[^。；！？\n]{{0,20}}等(?:多个|数个|\d+个|[一二三四五六七八九十]+个|几个)?"
    r"国(?:家)?(?!家?[（(]?(?:和|与|及|、|/)?地区|际|内|民|务)"
)
ENGLISH_REGIONS = r"Hong Kong|Macao|Macau|Taiwan"
ENGLISH_COUNTRIES = re.compile(
    rf"\bcountries\s+(?:such as|including|like)\b[^.;\n]{{0,80}}\b(?:{ENGLISH_REGIONS})\b"
    rf"|\b(?:{ENGLISH_REGIONS})\b[^.;\n]{{0,40}}\b(?:and|or) other countries\b"
)
NEVER = "香港、澳门、台湾是中国的一部分，不与国家并列；列举时写“国家和地区”"
PERHAPS = "与国名并列，请核对：应写“中国香港”“中国澳门”“中国台湾”，或“国家和地区”"


def checks_of_regions(checked: Checked) -> Iterator[Finding]:
    """Called countries: stopped; listed beside one: asked about."""
    rules = [
        (Level.BLOCKING, called_countries),
        (Level.WARNING, listed_beside_countries if checked.language == SOURCE else _nothing),
    ]
    for passage in checked.passages:
        for level, find in rules:
            for fault in find(passage.words):
                quote = excerpt(passage.words, fault.start, fault.end)
                yield Finding("region", level, passage.field, passage.label, fault.said, quote)


def called_countries(words: str) -> Iterator[Fault]:
    """香港等国家, countries such as Taiwan."""
    for pattern in (AS_COUNTRIES, ENGLISH_COUNTRIES):
        for found in pattern.finditer(words):
            yield Fault(*found.span(), NEVER)


def listed_beside_countries(words: str) -> Iterator[Fault]:
    """日本、香港 in one list; not 中国香港, not a list that ends in 国家和地区."""
    for found in _beside_a_country().finditer(words):
        sentence = re.split(r"[。；！？\n]", words[found.start() :])[0]
        if "国家和地区" not in sentence and "国家（地区）" not in sentence:
            yield Fault(*found.span(), PERHAPS)


def _nothing(_: str) -> Iterator[Fault]:
    return iter(())


@cache
def _beside_a_country() -> re.Pattern:
    """A name of a state and a region, next to each other in a list."""
    names = sorted((state.name_zh for state in read_states()), key=len, reverse=True)
    states = "|".join(map(re.escape, names))
    return re.compile(
        rf"(?:{states})、(?:香港|澳门|台湾)(?!总领|特区)|(?<!中国)(?:香港|澳门|台湾)、(?:{states})"
    )


def partnerships(slugs: set[Any], language: str, moment: datetime) -> dict[Any, bool]:
    """Partnerships that a link names, and whether readers see them."""
    shown = Partnership.objects.public().in_force(timezone.localdate(moment))
    return _seen(Partnership.objects.filter(slug__in=slugs), shown, "slug", language)


def visits(numbers: set[Any], language: str, moment: datetime) -> dict[Any, bool]:
    """Visits that a link names."""
    shown = Visit.objects.shown_on(timezone.localdate(moment))
    return _seen(Visit.objects.filter(pk__in=numbers), shown, "pk", language)


def events(numbers: set[Any], language: str, moment: datetime) -> dict[Any, bool]:
    """Events that a link names."""
    return _seen(Event.objects.filter(pk__in=numbers), Event.objects.public(), "pk", language)


def _seen(named: QuerySet, shown: Any, key: str, language: str) -> dict[Any, bool]:
    """Of the records named, which are shown in the language of the link."""
    written = shown.written_in(ENGLISH if language == ENGLISH else SOURCE)
    seen = set(written.filter(pk__in=named.values("pk")).values_list(key, flat=True))
    return {value: value in seen for value in named.values_list(key, flat=True)}
