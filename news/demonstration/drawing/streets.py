"""Two streets drawn towards one vanishing point, by day and by night."""

import itertools
from random import Random

from drawing.canvas import HEIGHT, WIDTH, Canvas, Point, curve, toward
from drawing.colour import (
    BARK,
    CINNABAR,
    CLAY,
    CREAM,
    DUSK,
    INK,
    LAMP,
    LEAF,
    MIST,
    MOSS,
    NIGHT,
    PALE,
    PEACH,
    RIVER,
    SAND,
    SEAFOAM,
    SOFT,
    STONE,
    TEAL,
    WATER,
    WOOD,
    Colour,
    mix,
)
from drawing.landscape import ridge, sky
from drawing.plants import round_tree
from drawing.town import lantern, skyline, tiled_roof


class Street:
    """Two rows of walls running from the edges of the sheet to one point."""

    def __init__(self, eye: Point, half: float, ground: float, rise: float) -> None:
        self.eye, self.half, self.ground, self.rise = eye, half, ground, rise

    def at(self, side: int, depth: float, height: float, inset: float = 0) -> Point:
        """A place: side -1 or 1, depth 0 (near) up, height in units at depth 0."""
        near = (
            self.eye[0] + side * (self.half - inset),
            self.ground - height * self.rise,
        )
        return toward(self.eye, near, 1 / (1 + depth))

    def scale(self, depth: float) -> float:
        return 1 / (1 + depth)

    def wall(self, side: int, depths: Point, heights: Point, inset: float = 0) -> list[Point]:
        """An upright piece of wall between two depths and two heights."""
        (near, far), (low, high) = depths, heights
        return [
            self.at(side, near, low, inset),
            self.at(side, far, low, inset),
            self.at(side, far, high, inset),
            self.at(side, near, high, inset),
        ]


def pedestrian_street(c: Canvas) -> None:
    sky(c, [mix(WATER, SEAFOAM, 0.5), SEAFOAM, PALE, CREAM], 640, 8)
    street = Street((800, 640), 860, 1120, 1.6)
    skyline(c, (560, 1050), 650, (120, 330), mix(SEAFOAM, PALE, 0.3), 91, 0)
    c.shape([(800, 640), (-200, 1120), (1800, 1120)], mix(SAND, MIST, 0.45))
    _paving(c)
    for side in (-1, 1):
        _facades(c, street, side)
    _clock_tower(c, 800, 716, 380)
    for depth in (4.4, 2.7, 1.55, 0.8):
        for side in (-1, 1):
            x, y = street.at(side, depth, 0, 330)
            round_tree(c, x, y, 640 * street.scale(depth), MOSS if side > 0 else LEAF)
            c.box(
                x - 90 * street.scale(depth),
                y - 26 * street.scale(depth),
                180 * street.scale(depth),
                34 * street.scale(depth),
                STONE,
                6,
            )
    _bench(c, 560, 960, 1)
    _bench(c, 1050, 960, -1)


def _paving(c: Canvas) -> None:
    for number in range(-9, 10):
        c.line([(800, 640), (800 + number * 190, 1120)], mix(SAND, STONE, 0.55), 2)
    y, gap = 662.0, 7.0
    while y < HEIGHT:
        c.line([(0, y), (WIDTH, y)], mix(SAND, STONE, 0.5), 2)
        y, gap = y + gap, gap * 1.34
    c.shape([(800, 640), (700, 1120), (900, 1120)], mix(STONE, SEAFOAM, 0.4))


def _facades(c: Canvas, street: Street, side: int) -> None:
    """Shops with awnings below and rows of windows above."""
    walls = (CLAY, SAND, TEAL, MIST, WOOD, SEAFOAM)
    rng = Random(side + 40)
    cuts = [5.6, 3.7, 2.3, 1.25, 0.52, -0.14]
    for number, (far, near) in enumerate(itertools.pairwise(cuts)):
        tall = rng.choice((620, 720, 820, 900))
        wall = mix(walls[(number + side) % 6], SAND if side < 0 else RIVER, 0.28)
        c.shape(street.wall(side, (near, far), (0, tall)), wall)
        c.shape(street.wall(side, (near, far), (tall - 24, tall)), mix(wall, MIST, 0.35))
        for floor in range(int((tall - 250) / 112)):
            for bay in range(5):
                ends = [near + (far - near) * (bay + n) / 5 for n in (0.24, 0.78)]
                low = 262 + floor * 112
                c.shape(
                    street.wall(side, (ends[0], ends[1]), (low, low + 72)), mix(wall, INK, 0.45)
                )
        c.shape(street.wall(side, (near, far), (14, 150)), mix(RIVER, INK, 0.3))
        for bay in range(3):
            ends = [near + (far - near) * (bay + n) / 3 for n in (0.1, 0.9)]
            c.shape(street.wall(side, (ends[0], ends[1]), (14, 140)), mix(LAMP, CREAM, 0.55))
        _awning(c, street, side, (near, far), (CINNABAR, RIVER, LEAF)[number % 3])


def _awning(c: Canvas, street: Street, side: int, ends: Point, colour: Colour) -> None:
    for part in range(8):
        near = ends[0] + (ends[1] - ends[0]) * part / 8
        far = ends[0] + (ends[1] - ends[0]) * (part + 1) / 8
        upper = street.wall(side, (near, far), (206, 206))
        lower = street.wall(side, (near, far), (146, 146), 90)
        stripe = colour if part % 2 else mix(MIST, colour, 0.08)
        c.shape([upper[0], upper[1], lower[1], lower[0]], stripe)


def _clock_tower(c: Canvas, x: float, base: float, size: float) -> None:
    """An eight-sided tower with a clock, plain stone."""
    wide, light, dark = size * 0.12, mix(MIST, SAND, 0.35), mix(SAND, SOFT, 0.45)
    c.box(x - wide * 1.9, base - size * 0.07, wide * 3.8, size * 0.07, STONE)
    c.box(x - wide * 1.4, base - size * 0.16, wide * 2.8, size * 0.1, mix(STONE, MIST, 0.4))
    c.box(x - wide * 0.8, base - size * 0.86, wide * 1.6, size * 0.72, light)
    c.box(x + wide * 0.3, base - size * 0.86, wide * 0.5, size * 0.72, dark)
    for dx in (-0.3, 0.05):
        c.box(x + dx * wide, base - size * 0.58, wide * 0.1, size * 0.4, mix(light, INK, 0.3))
    c.box(x - wide, base - size * 0.9, wide * 2, size * 0.05, mix(light, SOFT, 0.3))
    c.box(x - wide * 0.7, base - size, wide * 1.4, size * 0.11, light)
    c.box(x + wide * 0.3, base - size, wide * 0.4, size * 0.11, dark)
    c.disc(x - wide * 0.15, base - size * 0.76, wide * 0.42, RIVER)
    c.disc(x - wide * 0.15, base - size * 0.76, wide * 0.34, MIST)
    c.line(
        [
            (x - wide * 0.15, base - size * 0.82),
            (x - wide * 0.15, base - size * 0.76),
            (x + wide * 0.05, base - size * 0.74),
        ],
        INK,
        2.4,
    )
    c.shape(
        [(x - wide * 0.75, base - size), (x + wide * 0.75, base - size), (x, base - size * 1.09)],
        mix(RIVER, TEAL, 0.3),
    )


def _bench(c: Canvas, x: float, y: float, side: int) -> None:
    for dx in (0, 120):
        c.box(x + side * dx - 4, y - 34, 8, 44, INK)
    left = min(x, x + side * 120) - 14
    for row in range(3):
        c.box(left, y - 44 + row * 9 + row * 2, 148, 7, WOOD, 3)
    for row in range(2):
        c.box(left, y - 84 + row * 16, 148, 10, mix(WOOD, SAND, 0.2), 3)


def lantern_street(c: Canvas) -> None:
    sky(c, [NIGHT, mix(NIGHT, DUSK, 0.5), DUSK, mix(DUSK, PEACH, 0.35)], 600, 8)
    street = Street((860, 600), 900, 1130, 1.75)
    ridge(c, 171, 600, 170, mix(DUSK, NIGHT, 0.4), 1.6)
    c.shape([(860, 600), (-300, 1130), (1900, 1130)], mix(INK, DUSK, 0.35))
    _cobbles(c)
    for side in (-1, 1):
        _timber_row(c, street, side)
    _far_gatehouse(c)
    for depth in (3.6, 2.2, 1.25, 0.6, 0.18):
        _garland(c, street, depth)


def _cobbles(c: Canvas) -> None:
    rng, y, gap = Random(4), 626.0, 5.0
    while y < HEIGHT + 20:
        half = (y - 600) * 1.7
        wide = gap * 2.6
        x = 860 - half + rng.uniform(0, wide)
        while x < 860 + half:
            glow = max(0.0, 1 - abs(x - 860) / (half + 1))
            tone = mix(mix(INK, DUSK, 0.5), LAMP, glow * rng.uniform(0, 0.55))
            c.box(x, y, wide * 0.88, gap * 0.8, tone, gap * 0.25)
            x += wide
        y, gap = y + gap, gap * 1.12


def _timber_row(c: Canvas, street: Street, side: int) -> None:
    cuts = [5.4, 3.4, 2.05, 1.1, 0.42, -0.2]
    for number, (far, near) in enumerate(itertools.pairwise(cuts)):
        tall = (440, 460, 480, 500, 520)[number]
        wall = mix(BARK, (INK, CLAY, NIGHT)[number % 3], 0.3)
        c.shape(street.wall(side, (near, far), (0, tall)), wall)
        for bay in range(4):
            ends = [near + (far - near) * (bay + n) / 4 for n in (0.14, 0.86)]
            glow = mix(LAMP, CREAM, 0.15 * ((bay + number) % 3))
            c.shape(street.wall(side, (ends[0], ends[1]), (24, 190)), glow)
            c.shape(
                street.wall(side, (ends[0], ends[1]), (278, tall - 60)),
                mix(glow, CLAY, 0.35) if (bay + number) % 3 else mix(wall, INK, 0.4),
            )
            _lattice(c, street, side, (ends[0], ends[1]), wall)
        _eave(c, street, side, (near, far), (226, 110))
        _high_eave(c, street, side, (near, far), tall)


def _lattice(c: Canvas, street: Street, side: int, ends: Point, colour: Colour) -> None:
    for part in (0.25, 0.5, 0.75):
        depth = ends[0] + (ends[1] - ends[0]) * part
        wide = (ends[1] - ends[0]) * 0.03
        c.shape(street.wall(side, (depth - wide, depth + wide), (24, 400)), colour)
    for level in (80, 140, 330):
        c.shape(street.wall(side, ends, (level, level + 7)), colour)


def _eave(c: Canvas, street: Street, side: int, ends: Point, place: Point) -> None:
    level, out = place
    upper = street.wall(side, ends, (level + 66, level + 66))
    lower = street.wall(side, ends, (level, level), out)
    c.shape([upper[0], upper[1], lower[1], lower[0]], mix(INK, TEAL, 0.34))
    for part in range(9):
        share = part / 8
        c.line(
            [toward(upper[0], upper[1], share), toward(lower[0], lower[1], share)],
            mix(INK, TEAL, 0.12),
            2.4,
        )
    c.line([lower[0], lower[1]], mix(LAMP, INK, 0.55), 4)


def _high_eave(c: Canvas, street: Street, side: int, ends: Point, level: float) -> None:
    """An eave above the eye: its rafters from below and the edge of its tiles."""
    root = street.wall(side, ends, (level, level))
    edge = street.wall(side, ends, (level + 10, level + 10), 190)
    c.shape([root[0], root[1], edge[1], edge[0]], mix(BARK, INK, 0.55))
    for part in range(9):
        c.line(
            [toward(root[0], root[1], part / 8), toward(edge[0], edge[1], part / 8)],
            mix(BARK, CLAY, 0.3),
            4 * street.scale(max(0, ends[0])),
        )
    c.shape(street.wall(side, ends, (level + 10, level + 44), 190), mix(INK, TEAL, 0.42))
    c.line([edge[0], edge[1]], mix(LAMP, INK, 0.4), 3)


def _far_gatehouse(c: Canvas) -> None:
    c.box(770, 470, 180, 172, mix(BARK, INK, 0.3))
    c.box(822, 560, 76, 82, mix(LAMP, CREAM, 0.3))
    tiled_roof(c, 860, 500, 260, 60, mix(INK, TEAL, 0.34))
    c.box(810, 400, 100, 50, mix(LAMP, CLAY, 0.5))
    tiled_roof(c, 860, 412, 180, 52, mix(INK, TEAL, 0.34))


def _garland(c: Canvas, street: Street, depth: float) -> None:
    """A line of lanterns from house to house."""
    left, right = street.at(-1, depth, 640, 120), street.at(1, depth, 640, 120)
    middle = ((left[0] + right[0]) / 2, left[1] + 150 * street.scale(depth))
    line = curve([left, middle, right], 30)
    c.line(line, INK, max(1.5, 4 * street.scale(depth)))
    size = 92 * street.scale(depth)
    for number in range(1, 8):
        x, y = line[int(number * len(line) / 8)]
        colour = mix(CINNABAR, LAMP, 0.12) if number % 2 else LAMP
        lantern(c, x, y, size, colour)


PICTURES = {
    "pedestrian-street": pedestrian_street,
    "lantern-street": lantern_street,
}
