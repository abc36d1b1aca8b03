"""The names in a cell: of a place in several languages, of a country.

Offices write two languages in one cell and remarks in brackets. What can be read
in two ways is refused, never guessed.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Self

from friendship_cities.importing.cells import BRACKETS, LONGEST_NAME, text_of
from friendship_cities.importing.workbooks import Cell

LOST = "“{text}”里有问号，可能是保存时丢了字，请核对原文"
NO_NAME = "“{text}”不像名称"
TWO_NAMES = "“{text}”里看不出哪一部分是名称，一格请只写一个名称"
BRACKETS_OPEN = "“{text}”的括号不成对"
NOT_ENGLISH = "“{text}”不是英文名称"
NOT_ISO2 = "“{text}”不是两个字母的国家代码"

LEFT_OPEN = re.compile(r"[()（）\[\]［］【】〔〕]")
SEPARATORS = re.compile(r"[\n/／|｜、，；;]")
HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA_LETTERS = r"\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff"
KANA = re.compile(f"[{KANA_LETTERS}]")
# Between a Chinese character and a letter of another script: 奈良市Nara.
LETTER = rf"[^\W\d_{HAN}{KANA_LETTERS}]"
BORDER = re.compile(rf"(?<=[{HAN}])(?={LETTER})|(?<={LETTER})(?=[{HAN}])")
# A bracket that holds one of these is a remark, not a name.
REMARK = re.compile(
    r"[0-9〇]|签|协议|备忘录|意向|结好|建交|友好|更名|^[原现曾暂待已未]|\b(MOU|LOI)\b",
    re.IGNORECASE,
)


def folded(name: str) -> str:
    """A name without capitals, accents and signs: for comparing only."""
    parts = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    words = re.sub(r"[\W_]+", " ", letters)
    return " ".join(re.sub(rf"(?<=[{HAN}]) | (?=[{HAN}])", "", words).split())


@dataclass(frozen=True)
class Names:
    """One place in the languages a cell gives, and what stands beside the names."""

    zh: str = ""
    en: str = ""
    native: str = ""
    remark: str = ""

    def beside(self, aside: str) -> Self:
        """With what stood in brackets: the name in another language, or a remark."""
        languages = _languages(aside)
        only = languages.pop() if len(languages) == 1 else ""
        if only and not REMARK.search(aside) and not getattr(self, only):
            return replace(self, **{only: _joined(only, _words(aside))})
        return replace(self, remark="；".join(filter(None, (self.remark, aside))))


def names_of(cell: Cell) -> Names:
    """The names in a cell: `奈良市 Nara`, `Nara（奈良市）`, `广岛市（1986年签约）`."""
    text = _name(cell)
    asides = [" ".join(aside.split()) for aside in BRACKETS.findall(text)]
    outside = BRACKETS.sub(" ", text)
    if LEFT_OPEN.search(outside):
        raise ValueError(BRACKETS_OPEN.format(text=text[:40]))
    names = _names_side_by_side(outside, text)
    for aside in filter(None, asides):
        names = names.beside(aside)
    return names


def english_of(cell: Cell) -> str:
    """A name in a column for English: `Jung-gu, Busan`."""
    text = " ".join(_name(cell).split())
    if _languages(text) != {"en"}:
        raise ValueError(NOT_ENGLISH.format(text=text[:40]))
    return text


def native_of(cell: Cell) -> str:
    """A name in a column for the partner's own spelling, whatever its script."""
    return " ".join(_name(cell).split())


def _name(cell: Cell) -> str:
    text = text_of(cell, LONGEST_NAME)
    if not isinstance(cell, str) or not any(map(str.isalpha, text)):
        raise ValueError(NO_NAME.format(text=text[:40]))
    if "?" in text or "？" in text:
        raise ValueError(LOST.format(text=text[:40]))
    return text


def _names_side_by_side(outside: str, text: str) -> Names:
    """The names of a text without brackets, one run of words for each language."""
    names: dict[str, str] = {}
    for part in SEPARATORS.split(outside):
        for language, words in _runs(part):
            name = _joined(language, words)
            if language == "native" and language in names:
                name = f"{names[language]} / {name}"
            elif language in names or _is_two_cities(language, words):
                raise ValueError(TWO_NAMES.format(text=text[:40]))
            names[language] = name
    if not names:
        raise ValueError(NO_NAME.format(text=text[:40]))
    return Names(**names)


def _runs(part: str) -> Iterator[tuple[str, list[str]]]:
    """Words that follow each other in one language, with what has no letter."""
    language = ""
    labelled: list[tuple[str, str]] = []
    for word in _words(part):
        language = _language(word) or language
        labelled.append((language, word))
    for language, words in groupby(labelled, key=lambda pair: pair[0]):
        if language:
            yield language, [word for _, word in words]


def _words(text: str) -> list[str]:
    return BORDER.sub(" ", text).split()


def _languages(text: str) -> set[str]:
    """The languages of all letters in a text, in whatever way they are set apart."""
    if KANA.search(text):
        return {"native"}
    return {_language(letter) for letter in text} - {""}


def _language(word: str) -> str:
    """`zh`, `en` for Latin letters, `native` for any other script, or nothing."""
    if KANA.search(word):
        return "native"
    letter = next(filter(str.isalpha, word), "")
    if re.match(f"[{HAN}]", letter):
        return "zh"
    if letter and unicodedata.name(letter, "").startswith("LATIN"):
        return "en"
    return "native" if letter else ""


def _joined(language: str, words: list[str]) -> str:
    """Chinese is set wide with blanks (奈　良　市) and kept without."""
    return ("" if language == "zh" else " ").join(words).strip(" ,，:：;；-—–/·*")


def _is_two_cities(language: str, words: list[str]) -> bool:
    """奈良市 水户市 are two cities, 釜山广域市 中区 is one district."""
    if language != "zh":
        return False
    ends = [re.search(r"(?<!广域)(?<!特别)市$", word) for word in words if len(word) > 1]
    return len(list(filter(None, ends))) > 1


# Countries.


@dataclass(frozen=True)
class StatedCountry:
    """A country as the file words it; another module decides which state is meant."""

    iso2: str = ""
    zh: str = ""
    en: str = ""


def country_of(cell: Cell) -> StatedCountry:
    """`日本`, `Japan`, `JP`, `日本 Japan`; 刚果（金） keeps its brackets."""
    text = _name(cell)
    if re.fullmatch("[A-Za-z]{2}", text):
        return StatedCountry(iso2=text.upper())
    languages = _languages(text)
    if languages == {"zh"}:
        plain = re.sub(r"\s", "", text)
        return StatedCountry(zh=plain.replace("(", "（").replace(")", "）"))
    if languages == {"en"}:
        return StatedCountry(en=" ".join(text.split()))
    names = names_of(cell)
    zh = f"{names.zh}（{names.remark}）" if names.remark else names.zh
    return StatedCountry(zh=zh, en=names.en)


def iso2_of(cell: Cell) -> str:
    """A country code of two letters, in capitals."""
    text = text_of(cell, LONGEST_NAME)
    if not re.fullmatch("[A-Za-z]{2}", text):
        raise ValueError(NOT_ISO2.format(text=text[:40]))
    return text.upper()
