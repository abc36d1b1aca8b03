"""An orchard in the morning and hot springs in the mist."""

import math
from random import Random

from drawing.canvas import HEIGHT, Canvas, around, curve
from drawing.colour import (
    BARK,
    CLAY,
    CREAM,
    DUSK,
    GOLD,
    LAMP,
    LEAF,
    MAUVE,
    MIST,
    MOSS,
    PALE,
    PAPER,
    PEACH,
    PINE,
    RIVER,
    ROSE,
    SAND,
    SEAFOAM,
    SOFT,
    STONE,
    TEAL,
    WATER,
    WOOD,
    fade,
    mix,
)
from drawing.landscape import height_at, mist, ranges, ridge, sky, slope, sun
from drawing.plants import (
    foliage,
    leaf_shape,
    pine,
    round_tree,
)
from drawing.town import tiled_roof


def mango_orchard(c: Canvas) -> None:
    sky(c, [PEACH, CREAM, MIST], 460, 7)
    sun(c, 560, 260, 70, mix(LAMP, CREAM, 0.3))
    ranges(c, 201, (440, 520, 3), 150, mix(PEACH, SEAFOAM, 0.5), mix(MOSS, SEAFOAM, 0.5))
    c.shape(
        curve([(-20, 520), (300, 506), (700, 520), (900, 540), (700, 560), (300, 548), (-20, 570)]),
        mix(SEAFOAM, PALE, 0.4),
    )
    mist(c, 500, 31, CREAM, 0.6)
    for row in range(7):
        _orchard_row(c, row)
    _baskets(c)
    _mango_branch(c)


def _orchard_row(c: Canvas, row: int) -> None:
    """One contour of the hillside with its line of trees."""
    y, size = 566 + row * row * 11 + row * 28, 50 + row * 15
    edge = slope(
        c,
        [(-30, y + 60), (400, y + 6 + row * 5), (900, y - 50), (1300, y - 110), (1640, y - 130)],
        mix(mix(MOSS, GOLD, 0.28), LEAF, (row % 2) * 0.22 + row * 0.05),
    )
    c.line(edge, mix(MOSS, CREAM, 0.4), 2 + row * 0.5)
    rng, x = Random(row + 3), -10.0 + (row % 2) * size * 0.5
    while x < 1640:
        place = height_at(edge, x) + size * 0.34
        c.disc(x + size * 0.12, place, size * 0.38, fade(PINE, 0.3), size * 0.09)
        round_tree(c, x, place, size, LEAF)
        for _ in range(7):
            fx, fy = x + rng.uniform(-0.3, 0.3) * size, place - rng.uniform(0.45, 0.85) * size
            c.disc(fx, fy, size * 0.034, GOLD, size * 0.046)
        x += size * rng.uniform(1.15, 1.5)


def mango(c: Canvas, x: float, y: float, size: float) -> None:
    """One ripe fruit hung by its stalk at (x, y)."""
    c.line([(x, y), (x + 2, y + size * 0.3)], PINE, size * 0.05)
    body = [
        (x - 0.1, y + 0.25),
        (x - 0.4, y + 0.65),
        (x - 0.28, y + 1.15),
        (x + 0.1, y + 1.4),
        (x + 0.42, y + 1.05),
        (x + 0.36, y + 0.5),
    ]
    outline = [(x + (px - x) * size, y + (py - y) * size) for px, py in body]
    c.blob(outline, GOLD)
    blush = [
        (x + (px - x) * size * 0.6 + size * 0.12, y + size * 0.32 + (py - y) * size * 0.56)
        for px, py in body
    ]
    c.blob(blush, mix(GOLD, ROSE, 0.45))
    c.disc(x - size * 0.16, y + size * 0.62, size * 0.09, mix(GOLD, CREAM, 0.6), size * 0.16)


def _mango_branch(c: Canvas) -> None:
    branch = curve([(1640, 40), (1420, 110), (1200, 120), (1000, 70)])
    c.line(branch, BARK, 22)
    c.line(curve([(1330, 118), (1220, 200), (1140, 216)]), BARK, 14)
    rng = Random(13)
    for x, y in (*branch[2::5], (1210, 206), (1140, 216), (1270, 160)):
        for turn in (80, 125, 165, 200, 245, 290):
            shade = mix(LEAF, rng.choice((PINE, MOSS, PINE)), 0.5)
            leaf_shape(c, x, y, rng.uniform(120, 180), turn + rng.uniform(-14, 14), shade, 0.16)
    for x, y, size in (
        (1060, 110, 92),
        (1150, 230, 112),
        (1262, 176, 102),
        (1420, 140, 118),
        (1530, 110, 96),
    ):
        mango(c, x, y, size)


def _baskets(c: Canvas) -> None:
    for x, y, size in ((170, 990, 130), (390, 1020, 110)):
        for dx, dy in ((-0.55, 0), (0, 0), (0.55, 0), (-0.28, -0.3), (0.3, -0.3)):
            mango(c, x + dx * size, y - size * 1.0 + dy * size, size * 0.56)
        body = [
            (x - size, y - size * 0.4),
            (x + size, y - size * 0.4),
            (x + size * 0.74, y + size * 0.4),
            (x - size * 0.74, y + size * 0.4),
        ]
        c.shape(body, mix(WOOD, SAND, 0.35))
        for row in range(4):
            inset = row * size * 0.065
            c.line(
                [
                    (x - size + inset, y - size * 0.3 + row * size * 0.2),
                    (x + size - inset, y - size * 0.3 + row * size * 0.2),
                ],
                mix(WOOD, BARK, 0.3),
                5,
            )
        for column in range(-4, 5):
            c.line(
                [
                    (x + column * size * 0.22, y - size * 0.4),
                    (x + column * size * 0.165, y + size * 0.4),
                ],
                mix(WOOD, BARK, 0.2),
                3,
            )
        c.box(x - size * 1.06, y - size * 0.48, size * 2.12, size * 0.13, WOOD, 8)


def hot_springs_mist(c: Canvas) -> None:
    sky(c, [mix(MAUVE, PALE, 0.4), mix(ROSE, PALE, 0.6), CREAM, MIST], 560, 8)
    ridge(c, 221, 520, 220, mix(MAUVE, PALE, 0.6), 1.1)
    ridge(c, 223, 600, 190, mix(MAUVE, SEAFOAM, 0.45), 1.7)
    mist(c, 470, 6, PAPER, 0.7)
    back = slope(
        c,
        [(-20, 500), (300, 560), (640, 640), (1000, 590), (1340, 470), (1640, 420)],
        mix(TEAL, MAUVE, 0.3),
    )
    foliage(c, back[::2], 40, mix(LEAF, MAUVE, 0.2), 14)
    mist(c, 640, 9, PAPER, 0.7)
    _spring_pavilion(c, 1270, 640)
    pine(c, 1500, 700, 420, LEAF)
    for number, (x, y, wide, tall) in enumerate(
        ((860, 690, 330, 46), (560, 800, 460, 70), (980, 960, 640, 110))
    ):
        _pool(c, (x, y, wide, tall), number)
    for x, y, size in ((90, 960, 140), (230, 1030, 110), (1560, 960, 130)):
        _rock(c, x, y, size)
    pine(c, 120, 900, 520, PINE)
    for x, y, long in (
        (520, 790, 300),
        (760, 670, 240),
        (980, 930, 360),
        (1180, 950, 280),
        (400, 800, 220),
        (860, 800, 260),
    ):
        _steam(c, x, y, long)
    mist(c, 900, 17, PAPER, 0.4)


def _spring_pavilion(c: Canvas, x: float, base: float) -> None:
    c.box(x - 150, base - 8, 300, 24, mix(STONE, MAUVE, 0.2))
    for dx in (-120, -44, 36, 112):
        c.box(x + dx, base - 140, 12, 134, mix(WOOD, CLAY, 0.4))
    c.box(x - 124, base - 54, 250, 6, WOOD)
    c.box(x - 124, base - 140, 250, 14, BARK)
    tiled_roof(c, x, base - 130, 380, 90, mix(RIVER, MAUVE, 0.35))
    c.box(x - 70, base - 256, 140, 40, mix(WOOD, CLAY, 0.4))
    tiled_roof(c, x, base - 248, 230, 66, mix(RIVER, MAUVE, 0.35))
    c.disc(x, base - 110, 15, LAMP)
    c.disc(x, base - 110, 44, fade(LAMP, 0.2))


def _pool(c: Canvas, place: tuple[float, float, float, float], seed: int) -> None:
    """A round pool in a rim of stones."""
    x, y, wide, tall = place
    rng = Random(seed)
    c.disc(x, y + 16, wide + 22, mix(STONE, DUSK, 0.55), tall + 16)
    c.disc(x, y, wide + 14, mix(STONE, MIST, 0.2), tall + 12)
    c.disc(x, y + 4, wide, mix(TEAL, SEAFOAM, 0.35), tall)
    c.disc(x, y + 10, wide * 0.93, mix(WATER, SEAFOAM, 0.45), tall * 0.88)
    c.disc(x + wide * 0.1, y + 14, wide * 0.6, mix(SEAFOAM, PALE, 0.35), tall * 0.5)
    for number in range(26):
        px, py = around(0, 0, 1, number * 360 / 26 + rng.uniform(-4, 4))
        size = rng.uniform(0.045, 0.085) * wide
        rx, ry = x + px * (wide + 8), y + py * (tall + 6)
        c.disc(rx, ry, size, mix(STONE, rng.choice((MIST, SOFT, MAUVE)), 0.3), size * 0.56)
        c.disc(rx - size * 0.15, ry - size * 0.16, size * 0.7, mix(STONE, MIST, 0.45), size * 0.3)


def _rock(c: Canvas, x: float, y: float, size: float) -> None:
    outline = [
        (x - size, y),
        (x - size * 0.8, y - size * 0.6),
        (x - size * 0.1, y - size),
        (x + size * 0.7, y - size * 0.6),
        (x + size, y),
    ]
    c.shape([*outline, (x + size, HEIGHT), (x - size, HEIGHT)], mix(SOFT, MAUVE, 0.3))
    c.shape(
        [outline[1], outline[2], (x - size * 0.2, y - size * 0.3), (x - size * 0.9, y)],
        mix(STONE, MAUVE, 0.3),
    )


def _steam(c: Canvas, x: float, y: float, long: float) -> None:
    """A rising curl that thins out."""
    for shift, wide, opacity in ((0, 46, 0.2), (8, 30, 0.24), (14, 14, 0.34)):
        spine = curve(
            [
                (x + shift, y),
                (x + 22 + shift, y - long * 0.3),
                (x - 16 + shift, y - long * 0.62),
                (x + 26 + shift, y - long),
            ]
        )
        left, right = [], []
        for number, (px, py) in enumerate(spine):
            half = wide * math.sin(math.pi * (number + 1) / (len(spine) + 1)) + 1
            left.append((px - half, py))
            right.append((px + half, py))
        c.shape([*left, *reversed(right)], fade(PAPER, opacity))


PICTURES = {
    "mango-orchard": mango_orchard,
    "hot-springs-mist": hot_springs_mist,
}
