"""From a folded text to what is looked up in the index, and from a query likewise.

PostgreSQL splits no Chinese, and a segmenter loses every seventh 友城. So runs of
Chinese characters, kana and hangul are cut into overlapping pairs, runs of other
letters and digits into overlapping triples. Every piece of a text has its pairs and
triples in the index; where the pairs do not prove that the piece stands there, it is
looked for in the folded text too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

# Scripts that write no spaces: ideographs, kana, bopomofo, hangul.
DENSE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
WORD = re.compile(r"[^\W_]+")
RUN = re.compile(f"(?P<dense>[{DENSE}]+)|[^\\W_{DENSE}]+")
ENGLISH_WORD = re.compile(r"[a-z0-9]+")
# Triples wear a sign, so that they are never taken for the stem of a word.
TRIPLE = "~"
# PostgreSQL's own limits are 16,383 and 255; a rank needs no more than this.
LAST_POSITION, MOST_POSITIONS = 16_383, 20
# A tsvector holds a megabyte: pairs enough for four novels.
MOST_LEXEMES = 60_000


def words_of(folded: str) -> list[str]:
    """The runs of letters and digits between blanks and punctuation."""
    return WORD.findall(folded)


def grams_of(folded: str) -> Iterator[tuple[str, int]]:
    """Every pair and triple with its position; a gap stands between words."""
    position = 0
    for word in WORD.finditer(folded):
        position += 1
        for run in RUN.finditer(word[0]):
            size, sign = (2, "") if run["dense"] else (3, TRIPLE)
            for start in range(len(run[0])):
                position += 1
                yield sign + run[0][start : start + size], position


def vector_literal(parts: Iterable[tuple[str, str]]) -> str:
    """The pairs and triples of (weight, folded text), as a tsvector is written."""
    positions: dict[str, list[str]] = defaultdict(list)
    offset = position = 0
    for weight, folded in parts:
        for gram, position in grams_of(folded):
            places = positions[gram]
            if len(places) < MOST_POSITIONS:
                places.append(f"{min(offset + position, LAST_POSITION)}{weight}")
        offset, position = offset + position + 1, 0
    kept = list(positions.items())[:MOST_LEXEMES]
    return " ".join(f"'{gram}':{','.join(places)}" for gram, places in kept)


def is_english(word: str) -> bool:
    """Whether a word is one that has an English stem."""
    return bool(ENGLISH_WORD.fullmatch(word))


def english_words(folded: str) -> str:
    """The words of a text that have stems, separated by blanks."""
    return " ".join(word for word in ENGLISH_WORD.findall(folded) if len(word) < 60)


def tsquery_of(word: str, weight: str = "") -> str:
    """The lookup of a word of a query: all its pairs and triples, in parts of `weight`."""
    return " & ".join(_lexeme(gram, is_whole, weight) for gram, is_whole in _sought(word))


def is_proved(word: str) -> bool:
    """Whether the index alone proves that `word` stands in a text: it is one pair or triple."""
    return len(list(_sought(word))) == 1


def similar_tsquery(words: Iterable[str], weight: str) -> str:
    """Any of the pairs and triples, for what was perhaps meant."""
    grams = dict.fromkeys(gram for word in words for gram in _sought(word))
    return " | ".join(_lexeme(gram, is_whole, weight) for gram, is_whole in grams)


def _sought(word: str) -> Iterator[tuple[str, bool]]:
    """The pairs and triples to look up, and whether they are whole or a beginning only."""
    for run in RUN.finditer(word):
        size, sign = (2, "") if run["dense"] else (3, TRIPLE)
        for start in range(max(1, len(run[0]) - size + 1)):
            yield sign + run[0][start : start + size], len(run[0]) >= size


def _lexeme(gram: str, is_whole: bool, weight: str) -> str:
    mark = ("" if is_whole else "*") + weight
    return f"'{gram}':{mark}" if mark else f"'{gram}'"
