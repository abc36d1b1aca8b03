"""Words of the office's own lists."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from waishi.publishing.checking.findings import Fault, Level

# Not \b: to Python a Chinese character is a letter, too, and GDP stands alone in 重庆GDP增长.
LATIN = "[A-Za-zÀ-ɏ0-9]"


@dataclass(frozen=True)
class Word:
    """A word that is not used, what is written instead, and the longer words it may stand in."""

    term: str
    level: Level
    instead: str = ""
    reason: str = ""
    unless: tuple[str, ...] = ()


def faults_of_words(words: str, listed: Iterable[Word]) -> Iterator[tuple[Word, Fault]]:
    """Every listed word that stands in `words`."""
    lowered = words.lower()
    for word in listed:
        # Most are not there: looked for before anything costs more.
        if word.term.lower() in lowered:
            yield from ((word, fault) for fault in faults_of_word(words, word))


def faults_of_word(words: str, word: Word) -> Iterator[Fault]:
    """One listed word; Latin ones stand alone, and upper and lower case are the same."""
    begins = rf"(?<!{LATIN})" if re.match(LATIN, word.term) else ""
    ends = rf"(?!{LATIN})" if re.search(rf"{LATIN}\Z", word.term) else ""
    for found in re.finditer(f"{begins}{re.escape(word.term)}{ends}", words, re.IGNORECASE):
        if not _is_part_of(word.unless, words, found.span()):
            yield Fault(*found.span(), _said(word))


def _is_part_of(longer: tuple[str, ...], words: str, span: tuple[int, int]) -> bool:
    spans = (one.span() for phrase in longer for one in re.finditer(re.escape(phrase), words))
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _said(word: Word) -> str:
    instead = f"，应写作“{word.instead}”" if word.instead else ""
    reason = f"（{word.reason}）" if word.reason else ""
    return f"用词表：“{word.term}”{instead}{reason}"
