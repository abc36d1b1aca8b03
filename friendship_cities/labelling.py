"""Names beside points, in a picture where nothing may touch anything else.

Knows pictures, not cities: `network.py` draws with it. The same names at the
same places always get the same labels.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from friendship_cities.lettering import (
    DROP,
    LEADER_GAP,
    ROW,
    TEXT_SIZE,
    Anchor,
    Line,
    Place,
    SquaredPaper,
    Text,
)

# Offsets of a name from its point: outward (negative: inward) and downward.
BESIDE = ((7, 0), (5, -8), (5, 8), (-7, 0), (0, -14), (0, 14), (-5, -8), (-5, 8))
# Lengths, and turns in degrees off the outward direction, of a line to a moved name.
LENGTHS = (16, 28, 42, 62)
TURNS = (0, 20, -20, 42, -42, 70, -70)

# So many free places are looked for.
CHOICES = 12

# A crowd is at least so many points, each so near another; so many of them may
# have a row in the two columns beside it.
CROWD = 6
CROWD_REACH = 26.0
CROWD_ROWS = 24
COLUMN_GAP = 20.0
# What it counts, in units of length, when a line to a column crosses a point.
CROSSING = 60.0

# Rounds of asking for room. A picture of more names than MANY is full after one.
ROUNDS = 10
MANY = 80


@dataclass(frozen=True)
class Named:
    """A point that wants its name written; the weightier ones are served first."""

    name: str
    x: float
    y: float
    weight: int

    @property
    def place(self) -> Place:
        """Where the point is drawn."""
        return self.x, self.y


def place_labels(points: Sequence[Named], centre: Place, paper: SquaredPaper) -> list[Text]:
    """Each name where it touches nothing, or out of sight if there is no room.

    `paper` shows what is already drawn, the points among it. The names ask in
    turn, each taking the first free place of its choices. Those that went
    without ask first in the next round; the best round counts.
    """
    rows = rows_beside_crowds(points, paper)
    choices = [
        [
            *rows.get(index, [])[:1],
            *labels_near(point, centre, paper),
            *rows.get(index, [])[1:],
        ]
        for index, point in enumerate(points)
    ]
    rounds = rounds_of(points, choices, paper)
    best = min(rounds, key=lambda labels: regret(points, labels))
    return [
        (best.get(index) or out_of_sight(point, paper)).rounded()
        for index, point in enumerate(points)
    ]


def rounds_of(
    points: Sequence[Named], choices: Sequence[Sequence[Text]], paper: SquaredPaper
) -> Iterator[dict[int, Text]]:
    """Round after round of labels, by number of the point, until none is missing."""
    missed = [0] * len(points)

    def turn(index: int) -> tuple[int, int, int]:
        return -missed[index], -points[index].weight, len(choices[index])

    for _ in range(ROUNDS if len(points) <= MANY else 1):
        order = sorted(range(len(points)), key=turn)
        labels = one_round(choices, order, paper.copy())
        yield labels
        if len(labels) == len(points):
            return
        for index in set(order) - set(labels):
            missed[index] += points[index].weight


def one_round(
    choices: Sequence[Sequence[Text]], order: Iterable[int], paper: SquaredPaper
) -> dict[int, Text]:
    """The labels when the names ask in this order."""
    labels = {}
    for index in order:
        label = next((choice for choice in choices[index] if fits(choice, paper)), None)
        if label:
            labels[index] = label
            paper.take_label(label)
    return labels


def fits(label: Text, paper: SquaredPaper) -> bool:
    """Whether the name and the line that leads to it touch nothing."""
    if not paper.is_free(label.box):
        return False
    return label.leader is None or paper.is_clear(label.leader)


def regret(points: Sequence[Named], labels: dict[int, Text]) -> tuple[list[int], int, float]:
    """How bad a round is: weighty names missing, then any, then the way they moved."""
    missing = [point.weight for i, point in enumerate(points) if i not in labels]
    weights = sorted({point.weight for point in points}, reverse=True)
    moved = sum(label.leader.length for label in labels.values() if label.leader)
    return [missing.count(weight) for weight in weights], len(missing), moved


def labels_near(point: Named, centre: Place, paper: SquaredPaper) -> list[Text]:
    """Free places for a name, the best first: beside its point, then led away."""
    labels = chain(labels_beside(point, centre), labels_led_away(point, centre, paper))
    return list(islice((label for label in labels if fits(label, paper)), CHOICES))


def labels_beside(point: Named, centre: Place) -> Iterator[Text]:
    """The name right beside its point, outward before inward."""
    outward = 1 if point.x >= centre[0] else -1
    for across, down in BESIDE:
        shift = across * outward
        y = point.y + down + DROP * TEXT_SIZE
        yield Text(point.name, point.x + shift, y, anchor_of(shift))


def labels_led_away(point: Named, centre: Place, paper: SquaredPaper) -> Iterator[Text]:
    """The name at the end of a line, the shortest first, outward before sideways."""
    outward = math.atan2(point.x - centre[0], centre[1] - point.y)
    for length in LENGTHS:
        for turn in TURNS:
            angle = outward + math.radians(turn)
            x = point.x + length * math.sin(angle)
            y = point.y - length * math.cos(angle)
            if not paper.is_taken(x, y):
                yield led_to(point, x, y)


def led_to(point: Named, x: float, y: float) -> Text:
    """The name at the end of a line from its point to (x, y)."""
    right, down = x - point.x, y - point.y
    part = LEADER_GAP / math.hypot(right, down)
    leader = Line(point.x + part * right, point.y + part * down, x, y)
    baseline = y + DROP * TEXT_SIZE
    if abs(right) < abs(down) / 4:
        baseline += math.copysign(ROW / 2, down)
        return Text(point.name, x, baseline, "middle", leader=leader)
    shift = math.copysign(3, right)
    return Text(point.name, x + shift, baseline, anchor_of(shift), leader=leader)


def anchor_of(shift: float) -> Anchor:
    """A name right of its point starts there, one left of it ends there."""
    if shift > 0:
        return "start"
    return "end" if shift < 0 else "middle"


def out_of_sight(point: Named, paper: SquaredPaper) -> Text:
    """The name where it shows only while its point is looked at."""
    shift = -9 if point.x > paper.width / 2 else 9
    y = point.y + DROP * TEXT_SIZE
    anchor = anchor_of(shift)
    return Text(point.name, point.x + shift, y, anchor, is_shown=False)


def rows_beside_crowds(points: Sequence[Named], paper: SquaredPaper) -> dict[int, list[Text]]:
    """For points in a crowd, rows of the two columns left and right of it.

    The first row of each name is its own: together the lines that lead there
    are about as short as they can be, and so hardly ever cross.
    """
    found = {}
    for crowd in crowds(points):
        rows = {i: rows_open_to(i, crowd, points, paper) for i in crowd[:CROWD_ROWS]}
        costs = {
            index: {number: cost for number, (cost, _) in row.items()}
            for index, row in rows.items()
        }
        own = shortest_together(costs)
        for index, row in rows.items():
            order = sorted(row, key=lambda n: (n != own.get(index), row[n][0], n))
            found[index] = [row[number][1] for number in order[:CHOICES]]
    return found


def crowds(points: Sequence[Named]) -> list[list[int]]:
    """The groups of at least CROWD points in which each has a near neighbour."""
    groups = []
    alone = set(range(len(points)))
    while alone:
        group = [alone.pop()]
        for member in group:
            here = points[member].place
            near = {i for i in alone if math.dist(here, points[i].place) < CROWD_REACH}
            group += sorted(near)
            alone -= near
        if len(group) >= CROWD:
            groups.append(sorted(group, key=lambda i: (-points[i].weight, i)))
    return groups


def rows_open_to(
    index: int, crowd: Sequence[int], points: Sequence[Named], paper: SquaredPaper
) -> dict[int, tuple[float, Text]]:
    """The rows of both columns with room for a name, each with what it would cost."""
    across = [points[member].x for member in crowd]
    down = [points[member].y for member in crowd]
    columns = (min(across) - COLUMN_GAP, max(across) + COLUMN_GAP)
    count = math.ceil(min(len(crowd), CROWD_ROWS) * 0.7) + 1
    top = (min(down) + max(down) - count * ROW) / 2
    found = {}
    for number in range(2 * count):
        label = led_to(points[index], columns[number % 2], top + number // 2 * ROW)
        if label.leader and paper.is_free(label.box):
            extra = 0.0 if paper.is_clear(label.leader) else CROSSING
            found[number] = label.leader.length + extra, label
    return found


def shortest_together(costs: dict[int, dict[int, float]]) -> dict[int, int]:
    """A row for each name, the nearest pairs first, then traded while that pays."""
    pairs = sorted((cost, name, row) for name, of in costs.items() for row, cost in of.items())
    row_of: dict[int, int] = {}
    name_of: dict[int, int] = {}
    for _, name, row in pairs:
        if name not in row_of and row not in name_of:
            row_of[name], name_of[row] = row, name
    while trade := best_trade(costs, row_of, name_of):
        name, row = trade
        old, other = row_of[name], name_of.pop(row, None)
        del name_of[old]
        row_of[name], name_of[row] = row, name
        if other is not None:
            row_of[other], name_of[old] = old, other
    return row_of


def best_trade(
    costs: dict[int, dict[int, float]], row_of: dict[int, int], name_of: dict[int, int]
) -> tuple[int, int] | None:
    """The name and row whose move, or exchange with the row's name, saves most."""
    best, found = 0.01, None
    for name, old in row_of.items():
        for row, cost in costs[name].items():
            other = name_of.get(row)
            gain = costs[name][old] - cost
            if other is not None:
                gain += costs[other][row] - costs[other].get(old, math.inf)
            if gain > best:
                best, found = gain, (name, row)
    return found
