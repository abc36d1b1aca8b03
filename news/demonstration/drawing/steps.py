"""Steps up the hill and the gate of a university."""

from random import Random

from drawing.canvas import HEIGHT, WIDTH, Canvas, curve
from drawing.colour import (
    BARK,
    CLAY,
    CREAM,
    GOLD,
    INK,
    LAMP,
    LEAF,
    MIST,
    MOSS,
    PALE,
    PEACH,
    RIVER,
    SAND,
    SEAFOAM,
    SOFT,
    STONE,
    TEAL,
    WOOD,
    fade,
    mix,
)
from drawing.landscape import ridge, sky, sun
from drawing.plants import bush, canopy, foliage, leaf_shape, pot_plant, round_tree
from drawing.town import skyline, street_lamp, tiled_roof


def mountain_steps(c: Canvas) -> None:
    sky(c, [SEAFOAM, PALE, CREAM], 420, 6)
    sun(c, 800, 210, 62, MIST)
    ridge(c, 161, 440, 120, mix(SEAFOAM, TEAL, 0.25), 1.5)
    skyline(c, (640, 960), 420, (60, 170), mix(SEAFOAM, TEAL, 0.5), 81, 0)
    c.box(0, 400, WIDTH, 700, mix(STONE, MOSS, 0.4))
    _houses_above(c)
    _step_walls(c)
    _flight(c)
    _tree_shade(c)
    _old_house(c)
    _banyan(c)
    for x, y, size in ((486, 800, 250), (1010, 520, 110), (606, 520, 110)):
        street_lamp(c, x, y, size, INK, glow=False)
    for x, y, size in ((1372, 1050, 190), (428, 1050, 150), (352, 1056, 110)):
        pot_plant(c, x, y, size, CLAY)


def _houses_above(c: Canvas) -> None:
    """Roofs on the next terrace and the green along its wall."""
    for x, y, wide in ((1060, 400, 190), (1260, 404, 230)):
        c.box(x - wide * 0.4, y - 110, wide * 0.8, 112, mix(MIST, SAND, 0.6))
        for pane in range(3):
            c.box(
                x - wide * 0.32 + pane * wide * 0.23, y - 80, wide * 0.13, 44, mix(WOOD, BARK, 0.4)
            )
        tiled_roof(c, x, y - 100, wide, 60, mix(INK, TEAL, 0.4))
    foliage(c, [(x, 392) for x in range(970, 1640, 26)], 26, MOSS, 21)
    foliage(c, [(x, 398) for x in range(540, 650, 22)], 24, LEAF, 22)


def _tree_shade(c: Canvas) -> None:
    """Dappled shade of the great tree on the stone."""
    rng = Random(12)
    with c.inside([(650, 440), (960, 440), (1290, HEIGHT), (310, HEIGHT)]):
        for _ in range(46):
            y = rng.uniform(560, 1010)
            x = 1230 - rng.random() ** 1.6 * 420 + (y - 700) * 0.3
            size = rng.uniform(16, 58) * (0.5 + (y - 400) / 700)
            c.disc(x, y, size, fade(TEAL, 0.16), size * 0.42)


def _step_walls(c: Canvas) -> None:
    """The stone wall on the right and the foot of the house on the left."""
    stone = mix(STONE, SOFT, 0.25)
    c.shape([(1600, 380), (960, 396), (960, 440), (1290, HEIGHT), (1600, HEIGHT)], stone)
    rng = Random(8)
    for row in range(13):
        for column in range(12):
            x, y = 980 + column * 62 + (row % 2) * 31, 420 + row * 50
            if x > 985 + (y - 430) * 0.52:
                c.box(
                    x,
                    y,
                    rng.uniform(40, 56),
                    40,
                    mix(stone, rng.choice((MIST, MOSS, INK)), 0.12),
                    8,
                )
    c.shape([(0, 380), (650, 396), (650, 440), (310, HEIGHT), (0, HEIGHT)], mix(SAND, STONE, 0.5))


def _flight(c: Canvas) -> None:
    """Steps that narrow as they climb, with a rail in the middle."""
    count, foot, top = 26, HEIGHT + 10, 432
    for step in range(count):
        low, high = (
            foot - (foot - top) * (1 - 0.9 ** (step + n)) / (1 - 0.9**count) for n in (0, 1)
        )
        left, right = (310 + (foot - y) / (foot - top) * 340 for y in (low, high))
        x0, x1 = 1290 - (foot - low) / (foot - top) * 330, 1290 - (foot - high) / (foot - top) * 330
        middle = high + (low - high) * 0.52
        c.shape([(left, low), (x0, low), (x1, middle), (right, middle)], mix(STONE, SOFT, 0.32))
        c.shape([(left, middle), (x0, middle), (x1, high), (right, high)], mix(SAND, MIST, 0.35))
    posts = [(800, 1060), (800, 856), (801, 720), (802, 624), (803, 556), (803, 506), (804, 470)]
    for x, y in posts:
        c.box(x - (y - 380) * 0.008, y - (y - 380) * 0.24, (y - 380) * 0.016, (y - 380) * 0.24, INK)
    for share in (0.24, 0.13):
        c.line([(x, y - (y - 380) * share) for x, y in posts], INK, 5)


def _old_house(c: Canvas) -> None:
    wall = mix(MIST, SAND, 0.45)
    c.shape([(-20, 130), (400, 236), (530, 300), (560, 600), (300, HEIGHT), (-20, HEIGHT)], wall)
    c.shape([(400, 236), (530, 300), (560, 600), (400, 890)], mix(wall, TEAL, 0.2))
    for x, y, width, tall in ((60, 330, 96, 150), (236, 370, 84, 136)):
        c.box(x, y, width, tall, BARK)
        for pane in range(3):
            c.box(
                x + 8 + pane * (width - 8) / 3,
                y + 10,
                width / 3 - 11,
                tall - 20,
                mix(TEAL, INK, 0.35),
            )
        c.box(x - 10, y + tall, width + 20, 10, WOOD)
        bush(c, x + width / 2, y + tall + 2, 36, MOSS, int(x))
    c.box(110, 640, 150, 330, BARK)
    c.box(122, 654, 60, 316, WOOD)
    c.box(188, 654, 60, 316, WOOD)
    c.box(90, 970, 190, 30, STONE)
    roof = [(-20, 40), (330, 132), (600, 290), (590, 318), (380, 236), (-20, 150)]
    c.shape(roof, mix(INK, TEAL, 0.3))
    for number in range(17):
        c.line(
            [
                (number * 34 - 10, 46 + number * 9 + max(0, number - 10) * 9),
                (number * 33 - 10, 146 + number * 8),
            ],
            mix(INK, TEAL, 0.12),
            3,
        )


def _banyan(c: Canvas) -> None:
    trunk = curve([(1500, 1080), (1440, 780), (1390, 560), (1250, 360), (1130, 250)], 10)
    c.line(trunk, BARK, 74)
    c.line(curve([(1420, 640), (1480, 420), (1560, 280)]), BARK, 50)
    for dx in (-30, 10, 44):
        c.line(
            curve([(1410 + dx, 640), (1430 + dx * 2, 860), (1400 + dx * 3, 1080)]),
            mix(BARK, WOOD, 0.4),
            9,
        )
    canopy(c, 1480, 90, 300, 190, LEAF, 3)
    canopy(c, 1160, 100, 240, 130, mix(LEAF, MOSS, 0.4), 6)
    for x, long in ((1010, 90), (1080, 130), (1190, 100), (1300, 150)):
        c.line([(x, 190), (x + 4, 190 + long)], mix(BARK, WOOD, 0.4), 3)


def university_gate(c: Canvas) -> None:
    sky(c, [SEAFOAM, PALE, CREAM, PEACH], 620, 8)
    ridge(c, 181, 640, 110, mix(SEAFOAM, MOSS, 0.4), 1.5)
    _library(c)
    c.shape([(0, 760), (WIDTH, 760), (WIDTH, HEIGHT), (0, HEIGHT)], mix(SAND, STONE, 0.35))
    c.shape([(720, 740), (880, 740), (1240, HEIGHT), (360, HEIGHT)], mix(SAND, MIST, 0.5))
    for row in range(9):
        y = 770 + row * row * 4.3
        c.line([(720 - (y - 740) * 1.1, y), (880 + (y - 740) * 1.1, y)], mix(SAND, STONE, 0.6), 2)
    for x, size in ((610, 200), (990, 200), (520, 270), (1080, 270)):
        round_tree(c, x, 780, size, GOLD)
    _gate(c)
    for x, y in ((60, 430), (1540, 400)):
        c.shape([(x - 24, y), (x + 24, y), (x + 40, 966), (x - 40, 966)], BARK)
        canopy(c, x, y, 230, 250, GOLD, x)
    for x in (230, 1370):
        for number in range(5):
            bush(c, x + (number - 2) * 50, 942, 44, LEAF, number)
    _fallen_leaves(c)


def _library(c: Canvas) -> None:
    c.box(560, 470, 480, 280, mix(CLAY, SAND, 0.4))
    c.shape([(530, 474), (1070, 474), (980, 400), (620, 400)], mix(TEAL, RIVER, 0.4))
    for number in range(10):
        c.box(584 + number * 45, 510, 24, 70, mix(RIVER, PALE, 0.2))
        c.box(584 + number * 45, 612, 24, 70, mix(RIVER, PALE, 0.2))
    c.box(730, 620, 140, 130, mix(SAND, MIST, 0.4))
    c.box(764, 660, 72, 90, RIVER)


def _gate(c: Canvas) -> None:
    """Four stone piers and a lintel over three ways, with no name on it."""
    light, dark = mix(MIST, SAND, 0.4), mix(SAND, SOFT, 0.4)
    for x, wide, top in ((300, 92, 420), (520, 104, 320), (976, 104, 320), (1208, 92, 420)):
        c.box(x - 14, 900, wide + 28, 50, mix(STONE, SOFT, 0.2))
        c.box(x, top, wide, 910 - top, light)
        c.box(x + wide * 0.66, top, wide * 0.34, 590 - (top - 320), dark)
        c.box(x, 900, wide, 20, light)
        for row in range(9):
            c.box(x, top + 60 + row * 56, wide, 2, mix(light, SOFT, 0.4))
    c.box(470, 300, 660, 78, light)
    c.box(470, 360, 660, 18, dark)
    c.box(440, 278, 720, 26, mix(light, MIST, 0.5))
    for x, wide in ((270, 260), (1070, 260)):
        c.box(x, 420, wide, 52, light)
        c.box(x, 458, wide, 14, dark)
        c.box(x - 16, 404, wide + 32, 20, mix(light, MIST, 0.5))


def _fallen_leaves(c: Canvas) -> None:
    rng = Random(10)
    for _ in range(120):
        x, y = rng.uniform(0, WIDTH), 800 + 260 * rng.random() ** 0.7
        size = 4 + (y - 780) / 40
        colour = mix(GOLD, rng.choice((CREAM, CLAY, LAMP)), 0.3)
        leaf_shape(c, x, y, size * 2, rng.uniform(0, 360), colour, 0.34)


PICTURES = {
    "mountain-steps": mountain_steps,
    "university-gate": university_gate,
}
