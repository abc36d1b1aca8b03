"""Words in a picture: how much room they take, and what is free on its squared paper."""

import math
import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple, Self

Anchor = Literal["start", "middle", "end"]
Place = tuple[float, float]

TEXT_SIZE = 13.0
LINE_HEIGHT = 1.2
# The part of a line of text that stands above its baseline.
ASCENT = 0.9
# From the middle of a line of text down to its baseline.
DROP = 0.35
ROW = 16.0

# Names keep this far from the edge of the picture, and from the middle of a point;
# a line may pass closer to a point that is not its own.
MARGIN = 2.0
# The mark itself reaches this far.
POINT_RADIUS = 3.9
POINT_ROOM = 5.0
POINT_CORE = 2.0
LEADER_GAP = 7.0


class Line(NamedTuple):
    """A straight line, from a point to where its name was moved."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def length(self) -> float:
        """How far the name was moved."""
        return math.hypot(self.x2 - self.x1, self.y2 - self.y1)


class Box(NamedTuple):
    """An upright rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, room: float) -> Self:
        """The square that reaches `room` from its middle."""
        return cls(x - room, y - room, x + room, y + room)

    def overlaps(self, other: Self) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


# A named tuple like the two above: thousands are tried for every picture.
class Text(NamedTuple):
    """One line of text: x at its anchor, y at its baseline."""

    text: str
    x: float
    y: float
    anchor: Anchor
    size: float = TEXT_SIZE
    leader: Line | None = None
    is_shown: bool = True

    @property
    def box(self) -> Box:
        """The room the text takes, on the generous side."""
        width = text_width(self.text) * self.size
        shift = {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        left, top = self.x - shift, self.y - ASCENT * self.size
        return Box(left, top, left + width, top + LINE_HEIGHT * self.size)

    def rounded(self) -> Self:
        """The same text at tenths of a unit, as the page writes it."""
        leader = self.leader and Line(*(round(end, 1) for end in self.leader))
        return self._replace(x=round(self.x, 1), y=round(self.y, 1), leader=leader)


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """The width of a text in ems: a Chinese character 1, a letter about 0.55."""
    return sum(map(character_width, text))


@lru_cache(maxsize=4096)
def character_width(character: str) -> float:
    """The width of one character in ems."""
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.66 if character.isupper() else 0.55


def wrap(text: str, width: float, count: int) -> tuple[str, ...]:
    """The text in at most `count` lines of `width` ems; what is left out shows as …"""
    lines = [line for part in text.splitlines() for line in broken(part, width)]
    if len(lines) > count:
        lines[count - 1] = lines[count - 1][:-1] + "…"
    return tuple(lines[:count])


def broken(text: str, width: float) -> list[str]:
    """The text in lines of `width` ems; a longer word has a line to itself."""
    lines = [""]
    # A Latin word is kept whole; a Chinese mark never begins a line.
    for part in re.findall(r"[^\s⺀-￯]+|\s+|[⺀-￯][，。；：、）]*", text):
        if lines[-1] and text_width(lines[-1] + part.rstrip()) > width:
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
    return [line.rstrip() for line in lines if line.strip()]


class SquaredPaper:
    """What of a picture is taken, as one integer per row and one bit per square.

    Asking whether a name fits is then a handful of `&`, whatever the number of
    points and names already drawn.
    """

    SQUARE = 2.0

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.off_names = [0] * math.ceil(height / self.SQUARE)
        self.off_lines = self.off_names.copy()

    def copy(self) -> Self:
        """The same picture so far, to go on with in another way."""
        paper = type(self)(self.width, self.height)
        paper.off_names = self.off_names.copy()
        paper.off_lines = self.off_lines.copy()
        return paper

    def is_taken(self, x: float, y: float) -> bool:
        """Whether this one place is taken, or outside the picture."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return True
        row = self.off_names[int(y / self.SQUARE)]
        return bool(row >> int(x / self.SQUARE) & 1)

    def is_free(self, box: Box) -> bool:
        """Whether a name may stand here: within the picture and touching nothing."""
        left, top, right, bottom = box
        if left < MARGIN or top < MARGIN:
            return False
        if right > self.width - MARGIN or bottom > self.height - MARGIN:
            return False
        bits, rows = self.squares(box)
        return not any(map(bits.__and__, self.off_names[rows]))

    def is_clear(self, line: Line) -> bool:
        """Whether the line, which must lie within the picture, crosses nothing."""
        rows = self.off_lines
        return not any(rows[row] >> column & 1 for row, column in self.crossed(line))

    def take(self, box: Box, core: Box | None = None) -> None:
        """Keep names out of the box, and lines out of its core or else all of it."""
        for rows, part in ((self.off_names, box), (self.off_lines, core or box)):
            bits, span = self.squares(part)
            rows[span] = [row | bits for row in rows[span]]

    def take_point(self, x: float, y: float) -> None:
        """Keep names off the point and lines off its middle."""
        self.take(Box.around(x, y, POINT_ROOM), Box.around(x, y, POINT_CORE))

    def take_label(self, label: Text) -> None:
        """Keep everything off the name and off the line that leads to it."""
        self.take(label.box)
        for row, column in self.crossed(label.leader) if label.leader else ():
            # Two squares wide, or one slanting line would slip through another.
            self.off_names[row] |= 3 << column
            self.off_lines[row] |= 3 << column

    def squares(self, box: Box) -> tuple[int, slice]:
        """The columns the box touches, as bits, and its rows."""
        left, top, right, bottom = box
        first, after = int(left / self.SQUARE), math.ceil(right / self.SQUARE)
        rows = slice(max(0, int(top / self.SQUARE)), math.ceil(bottom / self.SQUARE))
        return (1 << after) - (1 << max(0, first)), rows

    def crossed(self, line: Line) -> list[tuple[int, int]]:
        """The row and column of every square on the line."""
        x, y = line.x1 / self.SQUARE, line.y1 / self.SQUARE
        right, down = line.x2 / self.SQUARE - x, line.y2 / self.SQUARE - y
        count = int(max(abs(right), abs(down))) + 1
        right, down = right / count, down / count
        return [(int(y + down * n), int(x + right * n)) for n in range(count + 1)]
