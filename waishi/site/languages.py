"""Addresses in each language: Chinese without a prefix, English under /en/, traditional
Chinese under /zh-hant/.

The language of an address is not always the language of a text: what stands under
/zh-hant/ is written in simplified Chinese and derived.
"""

from waishi.languages import ENGLISH, SOURCE

TRADITIONAL = "zh-hant"
# In the order readers are offered them.
PREFIXES = {SOURCE: "", TRADITIONAL: "/zh-hant", ENGLISH: "/en"}


def language_of(path: str) -> str:
    """The language an address is in."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if PREFIXES.get(first) else SOURCE


def language_of_texts(language: str) -> str:
    """The language whose texts are read for addresses in `language`."""
    return SOURCE if language == TRADITIONAL else language


def address_in(path: str, language: str) -> str:
    """The same page's address in another language."""
    bare = path.removeprefix(PREFIXES[language_of(path)])
    return PREFIXES[language] + bare
