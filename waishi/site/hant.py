"""Traditional Chinese, derived from the simplified; and the way back, for searching.

By OpenCC's `s2hk`, which changes characters and leaves words alone. Never a `tw`
configuration: those put Taiwan's names of states (寮國, 紐西蘭) in the place of ours.
What the dictionary gets wrong, a name above all, the office corrects by exceptions.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from opencc import OpenCC

from waishi.site.markup import Translation

TAG = "zh-Hant"
Exceptions = tuple[tuple[str, str], ...]


@cache
def _dictionary(configuration: str) -> OpenCC:
    return OpenCC(configuration)


def to_simplified(text: str) -> str:
    """What a reader wrote in either script, in simplified characters."""
    return _dictionary("t2s").convert(text)


def to_traditional(text: str, exceptions: Iterable[tuple[str, str]] = ()) -> str:
    """`text` in traditional characters; the office's exceptions first, the longest before all."""
    return _converter(tuple(exceptions))(text)


def traditional_page(html: str, exceptions: Iterable[tuple[str, str]] = ()) -> str:
    """An HTML page in simplified characters, in traditional ones."""
    return Translation(_converter(tuple(exceptions)), marked_as=TAG).page(html)


@lru_cache(maxsize=4)
def _converter(exceptions: Exceptions) -> Callable[[str], str]:
    convert = _dictionary("s2hk").convert
    if not exceptions:
        return convert
    kept = dict(exceptions)
    longest_first = sorted(map(re.escape, kept), key=len, reverse=True)
    phrase = re.compile("(" + "|".join(longest_first) + ")")

    def converted(text: str) -> str:
        # Every second piece is an exception, the others are what lies between.
        pieces = phrase.split(text)
        pieces[::2] = map(convert, pieces[::2])
        pieces[1::2] = [kept[piece] for piece in pieces[1::2]]
        return "".join(pieces)

    return converted
