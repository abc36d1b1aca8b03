"""What a reader asked for, whatever they typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from django.utils.http import urlencode

from waishi.search.folding import fold
from waishi.search.matching import Piece
from waishi.search.tokens import is_english, is_proved, tsquery_of, words_of

LONGEST, MOST_WORDS = 200, 20
BY_DATE = "date"
FILTERS = ("kind", "section", "year")
PARAMETERS = ("q", "sort", "before", *FILTERS)


@dataclass(frozen=True)
class Asked:
    """A search: the words, what narrows it, its order, and after which row to go on."""

    text: str
    words: tuple[str, ...]
    is_cut: bool = False
    by_date: bool = False
    filters: tuple[tuple[str, str], ...] = ()
    before: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        """Read the parameters of the page."""
        given = {name: parameters[name] for name in PARAMETERS if name in parameters}
        text = " ".join(given.get("q", "").replace("\x00", "").split())
        return cls(
            text=text[:LONGEST],
            words=tuple(dict.fromkeys(words_of(fold(text[:LONGEST]))))[:MOST_WORDS],
            is_cut=len(text) > LONGEST,
            by_date=given.get("sort") == BY_DATE,
            filters=tuple((name, given[name][:80]) for name in FILTERS if given.get(name)),
            before=given.get("before", ""),
        )

    @property
    def chosen(self) -> Mapping[str, str]:
        """What narrows the search, by name."""
        return dict(self.filters)

    def narrowed(self, name: str, value: str) -> Self:
        """The same search with one filter set, or taken away by ""."""
        filters = {key: kept for key, kept in self.filters if key != name}
        if value:
            filters[name] = value
        return replace(self, filters=tuple(filters.items()), before="")

    def url(self, **more: str) -> str:
        """The address of this search, from the page it is on."""
        order = {"sort": BY_DATE} if self.by_date else {}
        return "?" + urlencode({"q": self.text, **self.chosen, **order, **more})


def lookup(words: tuple[str, ...], weight: str = "") -> Piece:
    """All words, as one tsquery: their pairs and triples, or for English the stem."""
    pieces, values = [], []
    for word in words:
        piece, own = _lookup_word(word, weight)
        pieces.append(piece)
        values += own
    return f"({' && '.join(pieces)})", values


def _lookup_word(word: str, weight: str) -> Piece:
    pairs = "%s::tsquery"
    if not is_english(word) or weight:
        return pairs, [tsquery_of(word, weight)]
    return f"({pairs} || {STEM})", [tsquery_of(word), word]


STEM = "plainto_tsquery('english'::regconfig, %s)"


def proof(words: tuple[str, ...], text: str = "search_text", *, stems: bool = True) -> Piece:
    """That the words really stand in `text`, where the index does not prove it by itself."""
    pieces, values = ["true"], []
    for word in words:
        if is_proved(word):
            continue
        if is_english(word) and stems:
            pieces.append(f"(strpos({text}, %s) > 0 or search_vector @@ {STEM})")
            values += [word, word]
        else:
            pieces.append(f"strpos({text}, %s) > 0")
            values.append(word)
    return " and ".join(pieces), values
