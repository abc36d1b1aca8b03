"""Addresses in each language: Chinese without a prefix, English under /en/."""

from django.conf import settings

from waishi.languages import ENGLISH, SOURCE

PREFIXES = {SOURCE: "", ENGLISH: "/en"}


def language_of(path: str) -> str:
    """The language an address is in."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in PREFIXES and first != settings.LANGUAGE_CODE else SOURCE


def address_in(path: str, language: str) -> str:
    """The same page's address in another language."""
    bare = path.removeprefix(PREFIXES[language_of(path)])
    return PREFIXES[language] + bare
