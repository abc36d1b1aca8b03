"""The lines of a text around what was found, with what was found marked."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from waishi.languages import ENGLISH
from waishi.search.folding import fold_with_places
from waishi.search.tokens import is_english

Span = tuple[int, int]
# How much of a text stands around the first hits, in characters.
AROUND = {ENGLISH: 90}
AROUND_CHINESE = 44
MOST_WINDOWS = 2
ELLIPSIS = "…"


def marked(text: str, words: Iterable[str]) -> SafeString:
    """The whole text, escaped, its hits in <mark>."""
    text = unicodedata.normalize("NFC", text)
    return _marked(text, _joined(hits_in(text, words)), (0, len(text)))


def excerpt(text: str, words: Iterable[str], language: str) -> SafeString:
    """The places around the first hits; the beginning of the text where there is none."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    by_word = hits_in(text, words)
    hits = _joined(by_word)
    # The first of each word tells more than two of one.
    firsts = [own[0] for own in by_word if own]
    around = AROUND.get(language, AROUND_CHINESE)
    windows = _windows([*firsts, *hits, (0, 0)], around, text)
    pieces = format_html_join(ELLIPSIS, "{}", ((_marked(text, hits, w),) for w in windows))
    before = ELLIPSIS if windows[0][0] > 0 else ""
    after = ELLIPSIS if windows[-1][1] < len(text) else ""
    return format_html("{}{}{}", before, pieces, after)


def hits_in(text: str, words: Iterable[str]) -> list[list[Span]]:
    """Where each of the words stands in an NFC text."""
    folded, places = fold_with_places(text)
    return [
        [(places[start], places[end - 1] + 1) for start, end in _hits_of(word, folded)]
        for word in words
    ]


def _joined(by_word: list[list[Span]]) -> list[Span]:
    """All hits in order, those that overlap as one."""
    hits: list[Span] = []
    for first, last in sorted(span for own in by_word for span in own):
        if hits and first < hits[-1][1]:
            hits[-1] = (hits[-1][0], max(last, hits[-1][1]))
        else:
            hits.append((first, last))
    return hits


def _hits_of(word: str, folded: str) -> list[Span]:
    hits = [match.span() for match in re.finditer(re.escape(word), folded)]
    if not hits and is_english(word) and len(word) > 3:
        # Found by its stem: visiting by visits. What both begin with is enough to show it.
        stem = re.escape(word[: max(4, len(word) - 3)])
        hits = [match.span() for match in re.finditer(rf"\b{stem}[a-z]*", folded)]
    return hits


def _windows(hits: Iterable[Span], around: int, text: str) -> list[Span]:
    """The parts of the text to show, in order: around the first hits that lie apart."""
    windows: list[Span] = []
    for start, end in hits:
        window = (
            _word_start(text, max(0, start - around // 2)),
            _word_end(text, min(len(text), end + around)),
        )
        is_new = all(window[1] < other[0] or other[1] < window[0] for other in windows)
        if is_new and len(windows) < MOST_WINDOWS:
            windows.append(window)
    return sorted(windows)


def _word_start(text: str, place: int) -> int:
    """Not in the middle of a Latin word."""
    while place > 0 and text[place - 1].isascii() and text[place - 1].isalnum():
        place -= 1
    return place


def _word_end(text: str, place: int) -> int:
    while place < len(text) and text[place].isascii() and text[place].isalnum():
        place += 1
    return place


def _marked(text: str, hits: list[Span], window: Span) -> SafeString:
    pieces, place = [], window[0]
    for start, end in hits:
        if start >= window[0] and end <= window[1]:
            pieces.append((text[place:start], text[start:end]))
            place = end
    rest = text[place : window[1]]
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), rest)
