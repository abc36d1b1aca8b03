"""The meeting of the two rivers, by dusk from the hill and by night from the water."""

from random import Random

from drawing.canvas import HEIGHT, WIDTH, Canvas, Point, curve, toward
from drawing.colour import (
    CINNABAR,
    CREAM,
    DEEP,
    DUSK,
    INK,
    LAMP,
    MAUVE,
    MIST,
    NIGHT,
    PEACH,
    PINE,
    RIVER,
    ROSE,
    SAND,
    SEAFOAM,
    STONE,
    TEAL,
    Colour,
    fade,
    mix,
)
from drawing.landscape import glitter, height_at, mist, ranges, ridge, ripples, sky, slope, sun
from drawing.plants import foliage
from drawing.town import skyline, street_lamp, tiled_roof, windows


def two_rivers_dusk(c: Canvas) -> None:
    sky(c, [DUSK, MAUVE, ROSE, PEACH, CREAM], 470, 11)
    sun(c, 1236, 316, 62, CREAM)
    ranges(c, 40, (480, 526, 3), 132, mix(ROSE, MAUVE, 0.6), mix(DUSK, TEAL, 0.3))
    mist(c, 468, 5, PEACH, 0.35)
    skyline(c, (-20, 1620), 540, (18, 74), mix(DUSK, TEAL, 0.35), 11, 0.16)
    _meeting_waters(c)
    _suspension(c, (-70, 668), (600, 596), mix(INK, DUSK, 0.35))
    _suspension(c, (1040, 592), (1670, 664), mix(INK, DUSK, 0.35))
    _peninsula(c)
    for x, y, size in ((330, 760, 46), (1130, 890, 62), (560, 940, 70)):
        _sampan(c, x, y, size)
        c.shape(
            [(x + size, y - 4), (x + size * 3.2, y + 7), (x + size * 0.8, y + 9)], fade(CREAM, 0.4)
        )
    _near_bank(c)


def _meeting_waters(c: Canvas) -> None:
    """The clear river on the left and the silted one on the right, side by side."""
    c.box(0, 540, WIDTH, 530, mix(TEAL, RIVER, 0.2))
    seam = curve([(1000, 540), (930, 700), (812, 800), (880, 900), (1130, 1010), (1240, 1080)])
    c.shape([*seam, (WIDTH, HEIGHT + 20), (WIDTH, 540)], mix(mix(PEACH, ROSE, 0.45), DUSK, 0.3))
    c.shape([*seam, (1210, 1080), (1090, 1010), (850, 905), (800, 810)], fade(PEACH, 0.25))
    ripples(c, 560, 1060, 3, fade(SEAFOAM, 0.3), 90, (0, 900))
    ripples(c, 560, 1060, 4, fade(CREAM, 0.32), 90, (850, 1600))
    glitter(c, 1270, 640, 985, fade(CREAM, 0.6), 50, 8)


def _suspension(c: Canvas, start: Point, end: Point, colour: Colour) -> None:
    """A small bridge seen from a height, its deck from `start` to `end`."""
    heads = [toward(start, end, 0.24), toward(start, end, 0.76)]
    for x, y in heads:
        c.box(x - 5, y - 92, 10, 150, colour)
    tops = [(x, y - 90) for x, y in heads]
    middle = toward(start, end, 0.5)
    low = (middle[0], middle[1] - 12)
    cable = curve(
        [start, tops[0], toward(tops[0], low, 0.5), low, toward(tops[1], low, 0.5), tops[1], end]
    )
    c.line(cable, colour, 3)
    for number in range(1, 40):
        x, y = toward(start, end, number / 40)
        c.line([(x, height_at(cable, x)), (x, y)], fade(colour, 0.8), 1.2)
    c.line([start, end], colour, 9)
    for number in range(24):
        x, y = toward(start, end, number / 23)
        c.disc(x, y - 5, 2.6, LAMP)


def _peninsula(c: Canvas) -> None:
    land = [
        (320, 544),
        (440, 584),
        (548, 660),
        (650, 756),
        (736, 812),
        (806, 826),
        (876, 806),
        (940, 746),
        (1030, 690),
        (1130, 612),
        (1300, 544),
    ]
    edge = curve(land)
    c.shape([(x, y + 20) for x, y in edge], mix(INK, RIVER, 0.4))
    c.shape([(x, y + 6) for x, y in edge], mix(STONE, DUSK, 0.5))
    c.shape(edge, mix(RIVER, DUSK, 0.45))
    rows = (
        (400, 1180, 560, 50, 150),
        (500, 1090, 606, 90, 220),
        (590, 1000, 668, 100, 250),
        (650, 926, 730, 90, 210),
    )
    for number, (left, right, base, low, high) in enumerate(rows):
        wall = mix(mix(MAUVE, ROSE, 0.25), RIVER, 0.3 + number * 0.17)
        skyline(c, (left, right), base, (low, high), wall, 21 + number, 0.3)
    for number, (middle, high) in enumerate(((726, 250), (778, 340), (832, 300), (884, 220))):
        sail(c, middle, 786, 46, high, mix(RIVER, SEAFOAM, 0.35), number)
    foliage(c, [(x, y - 12) for x, y in edge[20:-20:3]], 17, PINE, 3)
    for x, y in edge[10:-10:4]:
        c.disc(x, y + 6, 3.2, LAMP)


def sail(
    c: Canvas, x: float, base: float, width: float, height: float, wall: Colour, seed: int
) -> None:
    """A tower whose front swells like a sail, centred on x."""
    half = width / 2
    front = curve(
        [
            (x - half * 0.8, base),
            (x - half * 1.25, base - height * 0.45),
            (x - half * 0.5, base - height),
        ]
    )
    back = curve(
        [
            (x + half * 0.5, base - height * 0.95),
            (x + half * 0.85, base - height * 0.5),
            (x + half * 0.8, base),
        ]
    )
    outline = [*front, *back]
    with c.inside(outline):
        c.box(x - width, base - height, width * 2, height, wall)
        windows(c, (x - half * 1.3, base - height, width * 1.2, height), seed, 0.5, wall)
        c.box(x + half * 0.3, base - height, width, height, mix(wall, NIGHT, 0.45))
    c.line(outline, mix(wall, MIST, 0.4), 2)


def _near_bank(c: Canvas) -> None:
    left = slope(
        c, [(-20, 800), (180, 838), (420, 940), (640, 1010), (900, 1080)], mix(DEEP, INK, 0.3)
    )
    foliage(c, left[2:44:2], 44, mix(PINE, INK, 0.3), 7)
    right = slope(c, [(1180, 1090), (1360, 1000), (1500, 930), (1620, 910)], mix(DEEP, INK, 0.4))
    foliage(c, right[10:60:3], 46, mix(PINE, INK, 0.4), 9)
    for x, y, width in ((96, 900, 190), (290, 985, 210), (1500, 1010, 220)):
        _lit_house(c, x, y, width)
    c.shape([(-20, 1010), (500, 1075), (-20, 1075)], INK)
    street_lamp(c, 470, 1040, 150, NIGHT)


def _lit_house(c: Canvas, x: float, y: float, width: float) -> None:
    c.box(x - width * 0.4, y, width * 0.8, 80, mix(INK, RIVER, 0.3))
    for number in range(4):
        c.box(
            x - width * 0.34 + number * width * 0.18,
            y + 22,
            width * 0.11,
            34,
            mix(LAMP, CREAM, 0.2),
        )
    tiled_roof(c, x, y + 8, width, 50, mix(TEAL, INK, 0.35))


def chaotianmen(c: Canvas) -> None:
    sky(c, [NIGHT, DEEP, RIVER, TEAL], 780, 12)
    c.disc(1330, 190, 74, mix(CREAM, MIST, 0.5))
    c.disc(1306, 172, 15, fade(SAND, 0.5))
    c.disc(1350, 214, 10, fade(SAND, 0.5))
    ridge(c, 61, 700, 150, mix(TEAL, RIVER, 0.5), 1.4)
    skyline(c, (-20, 470), 770, (60, 190), mix(RIVER, NIGHT, 0.3), 31, 0.22)
    skyline(c, (1130, 1620), 770, (60, 190), mix(RIVER, NIGHT, 0.3), 33, 0.22)
    _far_banks(c)
    c.mirror(800, 267, 0.3, NIGHT)
    c.box(0, 800, WIDTH, 270, fade(DEEP, 0.45))
    ripples(c, 810, 1066, 6, fade(SEAFOAM, 0.25), 90)
    _sails(c)
    _bow(c)
    _night_water(c)


def _sails(c: Canvas) -> None:
    heights = (330, 400, 470, 560, 560, 470, 400, 330)
    for number, height in enumerate(heights):
        x, wall = 436 + number * 104, mix(TEAL, SEAFOAM, 0.2 if number % 2 else 0.38)
        sail(c, x, 790, 74, height, wall, 40 + number)
    c.box(560, 376, 486, 40, mix(CREAM, SEAFOAM, 0.4), 20)
    c.box(572, 388, 462, 14, LAMP, 7)
    for number in range(24):
        c.box(586 + number * 19, 382, 2.4, 28, mix(TEAL, INK, 0.2))


def _bow(c: Canvas) -> None:
    """The quay, a rounded flight of broad steps into the water."""
    for step in reversed(range(8)):
        y, half = 700 + step * 21, 480 + step * 27
        edge = curve(
            [
                (800 - half, y),
                (800 - half * 0.6, y + 30),
                (800, y + 44),
                (800 + half * 0.6, y + 30),
                (800 + half, y),
            ]
        )
        colour = mix(STONE, RIVER, 0.42 + 0.06 * step)
        c.shape([(800 - half, y - 20), *edge, (800 + half, y - 20)], colour)
        c.line(edge, mix(colour, NIGHT, 0.45), 6)
        c.line([(px, py - 6) for px, py in edge], mix(CREAM, colour, 0.4), 3)
        for px, py in edge[3::5]:
            c.disc(px, py + 5, 3, LAMP)


def _far_banks(c: Canvas) -> None:
    c.shape(
        [(0, 744), (300, 712), (1300, 712), (WIDTH, 744), (WIDTH, 800), (0, 800)],
        mix(NIGHT, RIVER, 0.45),
    )
    foliage(
        c,
        [(x, 738 - 24 * (1 - abs(x - 800) / 800)) for x in range(0, 1640, 34)],
        20,
        mix(PINE, NIGHT, 0.35),
        8,
    )
    for x in range(20, 1600, 46):
        c.disc(x, 784, 4, LAMP)


def _night_water(c: Canvas) -> None:
    rng = Random(5)
    for x in (90, 240, 560, 668, 760, 846, 940, 1040, 1340, 1490):
        top = 912 if 380 < x < 1200 else 808
        glitter(c, x, top, top + rng.uniform(80, 150), fade(LAMP, 0.55), 15, x)
    glitter(c, 1330, 810, 1060, fade(CREAM, 0.35), 36, 2)
    _sampan(c, 330, 960, 150)
    _sampan(c, 1190, 1010, 190)


def _sampan(c: Canvas, x: float, y: float, size: float) -> None:
    hull = curve(
        [
            (x - size, y - size * 0.12),
            (x - size * 0.6, y + size * 0.08),
            (x + size * 0.6, y + size * 0.08),
            (x + size, y - size * 0.16),
        ]
    )
    c.shape(hull, INK)
    c.box(x - size * 0.45, y - size * 0.34, size * 0.8, size * 0.3, mix(INK, RIVER, 0.4))
    for number in range(5):
        c.box(
            x - size * 0.4 + number * size * 0.155, y - size * 0.28, size * 0.1, size * 0.13, LAMP
        )
    c.box(x - size * 0.5, y - size * 0.38, size * 0.9, size * 0.06, SEAFOAM)
    c.disc(x + size * 0.86, y - size * 0.24, size * 0.035, CINNABAR)


PICTURES = {
    "two-rivers-dusk": two_rivers_dusk,
    "chaotianmen": chaotianmen,
}
