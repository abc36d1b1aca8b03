"""What does not belong into an English text."""

import re
from collections.abc import Iterator

from waishi.publishing.checking.findings import Fault, Level

MARKS = re.compile(r"[，。；：！？（）【】、《》〈〉「」『』％]")
HAN = re.compile(r"[\u3400-\u9fff]+(?:[，、。·\s]*[\u3400-\u9fff]+)*")
LATIN = re.compile(r"[A-Za-z]")
INSTEAD = str.maketrans("，。；：！？（）、％", ",.;:!?(),%")


def chinese_marks(words: str) -> Iterator[Fault]:
    """，。（） in English; not around Chinese words, which are told by themselves."""
    if not LATIN.search(words):
        return
    for found in MARKS.finditer(words):
        if not _beside_han(words, found.start()):
            instead = found[0].translate(INSTEAD)
            more = f"，应为“{instead}”" if instead != found[0] else ""
            yield Fault(*found.span(), f"英文稿里有中文标点“{found[0]}”{more}")


def chinese_words(words: str) -> Iterator[Fault]:
    """Chinese that nothing marks as such: a reader of English cannot read it."""
    for found in HAN.finditer(words):
        yield Fault(*found.span(), f"英文稿里有汉字“{found[0][:20]}”")


def level_of_chinese(words: str, _: Fault) -> Level:
    """A name in brackets may be meant; a passage without a Latin letter was not translated."""
    return Level.WARNING if LATIN.search(words) else Level.BLOCKING


def _beside_han(words: str, place: int) -> bool:
    return bool(HAN.search(words[max(0, place - 1) : place + 2]))
