"""Brackets and quotation marks without their partner."""

import re
from collections.abc import Iterator

from waishi.publishing.checking.findings import Fault

# A bracket of the other width is told by `widths`: here it closes what it was
# meant to close.
CHINESE = {"（": "）", "(": ")", "《": "》", "〈": "〉", "“": "”", "‘": "’", "「": "」", "『": "』"}
CHINESE |= {"【": "】", "〔": "〕", "[": "]"}
# ’ is an apostrophe more often than a quotation mark: Xi’an, cities’.
ENGLISH = {"(": ")", "[": "]", "“": "”"}
SAME = {"(": "（", ")": "）"}
# “1）” and “（1” number a paragraph.
NUMBERING = re.compile(
    r"(?:^[ \u3000]*|(?<=[；;。\s]))[0-9一二三四五六七八九十a-zA-Z]{1,3}[）)]", re.MULTILINE
)
APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z\s])")


def unpaired_in_chinese(words: str) -> Iterator[Fault]:
    """（ without ）, 《 without 》, ” without “."""
    return _unpaired(_without(words, NUMBERING, APOSTROPHE), CHINESE)


def unpaired_in_english(words: str) -> Iterator[Fault]:
    """( without ), “ without ”."""
    return _unpaired(_without(words, NUMBERING), ENGLISH)


def _without(words: str, *patterns: re.Pattern) -> str:
    """The words with what means no bracket blotted out, every place kept."""
    for pattern in patterns:
        words = pattern.sub(lambda found: " " * len(found[0]), words)
    return words


def _unpaired(words: str, pairs: dict[str, str]) -> Iterator[Fault]:
    closing = {SAME.get(close, close) for close in pairs.values()}
    partner = {SAME.get(open_, open_): SAME.get(close, close) for open_, close in pairs.items()}
    waiting: list[tuple[int, str]] = []
    for place, written in enumerate(words):
        mark = SAME.get(written, written)
        if mark in partner:
            if not _goes_on(words, place, mark, waiting):
                waiting.append((place, mark))
        elif mark in closing:
            if waiting and partner[waiting[-1][1]] == mark:
                waiting.pop()
            elif any(partner[open_] == mark for _, open_ in waiting):
                while partner[waiting[-1][1]] != mark:
                    yield _alone(words, waiting.pop()[0])
                waiting.pop()
            else:
                yield _alone(words, place)
    for place, _ in waiting:
        yield _alone(words, place)


def _goes_on(words: str, place: int, mark: str, waiting: list[tuple[int, str]]) -> bool:
    """Whether a quotation of several paragraphs is opened again, as is right."""
    at_the_beginning = words[:place].rstrip(" \u3000").endswith("\n")
    return mark == "“" and at_the_beginning and bool(waiting) and waiting[-1][1] == mark


def _alone(words: str, place: int) -> Fault:
    return Fault(place, place + 1, f"“{words[place]}”没有成对")
