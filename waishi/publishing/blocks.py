"""What differs between two rich texts: block by block, then inside a changed block."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser

from waishi.publishing.differences import LEAST_LIKENESS, Run, likeness, text_difference

NAMES = {
    "h2": "小标题",
    "h3": "小标题",
    "h4": "小标题",
    "li": "列表项",
    "tr": "表格行",
    "figure": "图片",
    "blockquote": "引文",
    "hr": "分隔线",
}
BLOCKS = {"p", "pre", *NAMES}
# Changed blocks are sought for among so many neighbours, no more.
MOST_PAIRS = 60


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, row or picture: its words, and its markup."""

    tag: str
    text: str
    markup: str


@dataclass
class BlockDifference:
    """What became of one block: same, added, removed, changed, moved here or away."""

    kind: str
    label: str = ""
    runs: list[Run] = field(default_factory=list)
    # Its words stand, but bold type, a level or a link's target does not.
    is_reformatted: bool = False


@dataclass
class Fold:
    """Blocks in succession that did not change: a page shows how many."""

    blocks: list[BlockDifference]
    kind: str = "fold"


class _Reader(HTMLParser):
    """Cuts cleaned rich text into blocks; what a reader would not see as words is said."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.markup: list[str] = []
        self.tag = "p"
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        # A paragraph inside a list item or a cell is no block of its own.
        if tag in BLOCKS and (tag != "p" or self.tag == "p" or not self.markup):
            self.end_block()
            self.tag = tag
        self.markup.append(f"<{tag} {sorted(said.items())}>")
        match tag:
            case "br":
                self.words.append("\n")
            case "img":
                self.words.append(f"{said.get('src', '').rsplit('/', 1)[-1]}\n")
                self.words += [f"替代文字：{said['alt']}\n"] if said.get("alt") else []
            case "figcaption":
                self.words.append("图说：")
            case "a":
                self.link = said.get("href", "")
            case "td" | "th" if self.words:
                self.words.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        self.markup.append(f"</{tag}>")
        if tag == "a" and self.link:
            # Where a link leads is part of what is approved.
            self.words.append(f"〔链接 {self.link}〕")
            self.link = ""
        if tag == self.tag:
            self.end_block()
        elif tag == "p":
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if data.strip() or self.words:
            self.words.append(data)
            self.markup.append(data)

    def end_block(self) -> None:
        text = "".join(self.words).strip()
        if text or self.tag == "hr":
            self.blocks.append(Block(self.tag, text, "".join(self.markup).strip()))
        self.words, self.markup, self.tag = [], [], "p"


def blocks_of(html: str) -> list[Block]:
    """The blocks of a rich text in their order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


def prose_difference(before: str, after: str, language: str) -> list[BlockDifference | Fold]:
    """The blocks of both texts in reading order, unchanged ones folded."""
    old, new = blocks_of(before), blocks_of(after)
    found = [*_aligned(old, new, language)]
    _mark_moves(found)
    return _folded(found)


def _aligned(old: list[Block], new: list[Block], language: str) -> Iterator[BlockDifference]:
    matcher = SequenceMatcher(
        None, [(b.tag, b.markup) for b in old], [(b.tag, b.markup) for b in new], autojunk=False
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from (_whole("same", block) for block in old[a:b])
        else:
            yield from _replaced(old[a:b], new[c:d], language)


def _replaced(old: list[Block], new: list[Block], language: str) -> Iterator[BlockDifference]:
    """Removed and added blocks, paired where one became the other."""
    at = 0
    for block in new:
        partner = next(
            (n for n in range(at, min(len(old), at + MOST_PAIRS)) if _akin(old[n], block)), None
        )
        if partner is None:
            yield _whole("added", block)
            continue
        yield from (_whole("removed", gone) for gone in old[at:partner])
        yield _changed(old[partner], block, language)
        at = partner + 1
    yield from (_whole("removed", gone) for gone in old[at:])


def _akin(old: Block, new: Block) -> bool:
    """Whether one may have become the other: by the pairs of characters they share."""
    if old.text == new.text:
        return True
    one, other = _pairs(old.text), _pairs(new.text)
    return 2 * len(one & other) >= LEAST_LIKENESS * (len(one) + len(other)) > 0


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(max(len(text) - 1, 1))}


def _changed(old: Block, new: Block, language: str) -> BlockDifference:
    runs = text_difference(old.text, new.text, language)
    if likeness(runs) == 1:
        return BlockDifference("changed", _label(new), runs, is_reformatted=True)
    return BlockDifference("changed", _label(new), runs)


def _whole(kind: str, block: Block) -> BlockDifference:
    return BlockDifference(kind, _label(block), [Run(kind, block.text)])


def _label(block: Block) -> str:
    return NAMES.get(block.tag, "")


def _mark_moves(found: list[BlockDifference]) -> None:
    """What was removed here and added there, word for word, has moved."""
    gone: dict[str, list[BlockDifference]] = {}
    for one in found:
        if one.kind == "removed":
            gone.setdefault(one.runs[0].text, []).append(one)
    for one in found:
        if one.kind == "added" and gone.get(one.runs[0].text):
            gone[one.runs[0].text].pop(0).kind = "moved-away"
            one.kind = "moved-here"


def _folded(found: list[BlockDifference]) -> list[BlockDifference | Fold]:
    """The blocks with those that stayed the same folded together."""
    shown: list[BlockDifference | Fold] = []
    for one in found:
        if one.kind != "same":
            shown.append(one)
        elif shown and isinstance(shown[-1], Fold):
            shown[-1].blocks.append(one)
        else:
            shown.append(Fold([one]))
    return shown
