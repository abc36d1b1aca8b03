"""Places at the water's edge: a port, a county town, houses down a cliff."""

from random import Random

from drawing.canvas import HEIGHT, WIDTH, Canvas, curve
from drawing.colour import (
    BARK,
    CINNABAR,
    CLAY,
    CREAM,
    DEEP,
    DUSK,
    GOLD,
    INK,
    LAMP,
    LEAF,
    MAUVE,
    MIST,
    MOSS,
    NIGHT,
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
    Colour,
    fade,
    mix,
)
from drawing.landscape import (
    cloud,
    glitter,
    mist,
    ranges,
    ridge,
    ripples,
    sky,
    slope,
    sun,
)
from drawing.plants import bush, foliage, leaf_shape
from drawing.town import container, pagoda, stilt_house, street_lamp

BOXES = (RIVER, CINNABAR, WATER, GOLD, MIST, TEAL, CLAY, SEAFOAM)


def guoyuan_port(c: Canvas) -> None:
    sky(c, [WATER, SEAFOAM, PALE, CREAM, PEACH], 600, 9)
    sun(c, 300, 330, 60, CREAM)
    ranges(c, 93, (590, 640, 3), 150, mix(SEAFOAM, PEACH, 0.3), mix(TEAL, SEAFOAM, 0.4))
    mist(c, 600, 4, CREAM, 0.6)
    c.box(0, 640, WIDTH, 300, mix(WATER, SEAFOAM, 0.25))
    glitter(c, 300, 650, 900, fade(CREAM, 0.7), 46, 4)
    ripples(c, 650, 900, 4, fade(MIST, 0.4), 70)
    _container_ship(c, 60, 800)
    c.shape(
        [(WIDTH, 730), (760, 812), (-20, 960), (-20, HEIGHT), (WIDTH, HEIGHT)],
        mix(STONE, SAND, 0.4),
    )
    c.shape(
        [(WIDTH, 730), (760, 812), (-20, 960), (-20, 990), (760, 836), (WIDTH, 748)],
        mix(STONE, SOFT, 0.6),
    )
    for x, base, size in ((820, 850, 0.62), (1060, 850, 0.8), (1350, 872, 1.05)):
        _crane(c, x, base, size, mix(RIVER, TEAL, 0.2) if size != 0.8 else CINNABAR)
    _yard(c)


def _crane(c: Canvas, x: float, base: float, size: float, colour: Colour) -> None:
    """A quay crane with its boom out over the water to the left."""
    dark, beam = mix(colour, INK, 0.4), base - 430 * size
    for dx, shade in ((-90, colour), (90, dark)):
        c.shape(
            [
                (x + (dx - 13) * size, base),
                (x + (dx + 13) * size, base),
                (x + (dx * 0.86 + 11) * size, beam),
                (x + (dx * 0.86 - 11) * size, beam),
            ],
            shade,
        )
        c.box(x + (dx - 30) * size, base - 14 * size, 60 * size, 18 * size, INK, 4)
    c.box(x - 100 * size, base - 170 * size, 200 * size, 18 * size, colour)
    c.line([(x - 86 * size, base - 170 * size), (x + 80 * size, beam)], dark, 7 * size)
    apex = (x - 50 * size, beam - 170 * size)
    c.line([(x - 80 * size, beam), apex, (x + 80 * size, beam)], colour, 13 * size)
    for dx in (-420, -250, 240):
        c.line([apex, (x + dx * size, beam)], dark, 3)
    c.box(x - 470 * size, beam, 760 * size, 24 * size, colour)
    c.box(x - 470 * size, beam + 17 * size, 760 * size, 7 * size, dark)
    c.box(x + 100 * size, beam - 46 * size, 120 * size, 46 * size, mix(MIST, colour, 0.15), 4)
    c.box(x - 310 * size, beam + 20 * size, 40 * size, 40 * size, INK, 4)
    for dx in (-330, -250):
        c.line([(x + dx * size, beam + 24 * size), (x + dx * size, beam + 170 * size)], INK, 1.6)
    container(c, x - 354 * size, beam + 170 * size, 126 * size, 52 * size, GOLD)


def _container_ship(c: Canvas, x: float, y: float) -> None:
    c.shape(
        [(x - 30, y - 36), (x + 690, y - 36), (x + 660, y + 40), (x + 40, y + 40)],
        mix(RIVER, INK, 0.3),
    )
    c.shape([(x + 16, y + 12), (x + 671, y + 12), (x + 660, y + 40), (x + 40, y + 40)], CINNABAR)
    rng = Random(14)
    for column in range(8):
        for row in range(rng.choice((1, 2, 3, 3))):
            container(c, x + 50 + column * 58, y - 66 - row * 30, 55, 28, rng.choice(BOXES))
    c.box(x + 560, y - 160, 88, 126, MIST)
    c.box(x + 552, y - 176, 104, 22, PAPER)
    for row in range(3):
        c.box(x + 568, y - 144 + row * 34, 72, 12, RIVER)
    c.line([(x + 604, y - 176), (x + 604, y - 230)], INK, 3)


def _yard(c: Canvas) -> None:
    """Stacks in the foreground, lower on the left so that the river is seen."""
    rng = Random(21)
    for column in range(11):
        high = (1, 1, 2, 2, 3, 2, 1, 2, 3, 4, 4)[column]
        for row in range(high):
            colour = BOXES[(column * 3 + row * 5 + rng.randrange(2)) % len(BOXES)]
            container(c, column * 150 - 30, 1004 - row * 60, 146, 58, colour)
    c.box(0, 1060, WIDTH, 10, SOFT)


def riverside_county(c: Canvas) -> None:
    sky(c, [SEAFOAM, PALE, MIST], 520, 7)
    for x, y, size in ((380, 150, 70), (930, 96, 50), (1180, 230, 60)):
        cloud(c, x, y, size)
    ridge(c, 104, 560, 190, mix(SEAFOAM, LEAF, 0.25), 1.2)
    ridge(c, 107, 600, 150, mix(SEAFOAM, LEAF, 0.6), 1.8)
    hill = slope(c, [(-20, 430), (160, 372), (330, 400), (560, 540), (800, 640), (1000, 700)], LEAF)
    foliage(c, hill[8:60:2], 34, LEAF, 12)
    pagoda(c, 190, 392, 300, mix(SAND, CLAY, 0.25), mix(INK, TEAL, 0.3))
    c.box(0, 640, WIDTH, 110, mix(MOSS, LEAF, 0.5))
    foliage(c, [(x, 640) for x in range(560, 1640, 36)], 38, MOSS, 15)
    _white_houses(c)
    c.box(0, 726, WIDTH, 26, mix(STONE, SAND, 0.4))
    _arch_bridge(c, 1190, 752)
    c.mirror(752, 315, 0.5, mix(WATER, LEAF, 0.25))
    c.shape(
        [(0, 752), (WIDTH, 752), (WIDTH, HEIGHT), (0, HEIGHT)], fade(mix(SEAFOAM, WATER, 0.5), 0.25)
    )
    ripples(c, 762, 1060, 18, fade(PALE, 0.55), 90)
    _wooden_boat(c, 520, 930)
    _willow(c)


def _white_houses(c: Canvas) -> None:
    rng, x, dark = Random(6), 250.0, mix(INK, SOFT, 0.35)
    while x < 930:
        width, tall = rng.uniform(84, 128), rng.uniform(84, 150)
        top = 730 - tall
        c.box(x, top, width, tall, mix(MIST, SAND, rng.uniform(0.05, 0.3)))
        c.box(x, 696, width, 34, mix(WOOD, BARK, 0.3))
        c.shape(
            [
                (x - 10, top + 6),
                (x + width * 0.2, top - 34),
                (x + width * 0.8, top - 34),
                (x + width + 10, top + 6),
            ],
            dark,
        )
        for number in range(2):
            c.box(x + width * (0.2 + 0.38 * number), top + 26, width * 0.2, 26, mix(WOOD, INK, 0.4))
        c.box(x + width * 0.36, 702, width * 0.26, 28, INK)
        x += width + 3


def _arch_bridge(c: Canvas, x: float, water: float) -> None:
    """A humped stone bridge of three arches over the waterline."""
    stone, back = mix(STONE, SAND, 0.3), mix(MOSS, PINE, 0.45)
    crown = curve(
        [
            (x - 320, water - 22),
            (x - 200, water - 74),
            (x, water - 142),
            (x + 200, water - 74),
            (x + 430, water - 22),
        ]
    )
    c.shape([*crown, (x + 430, water), (x - 320, water)], stone)
    for dx, radius in ((-152, 46), (0, 84), (152, 46)):
        c.sector(x + dx, water, radius, (180, 360), back)
        c.arc(x + dx, water, radius, (180, 360), mix(stone, INK, 0.35), 5)
    c.line([(px, py - 20) for px, py in crown], mix(stone, MIST, 0.4), 8)
    for px, py in crown[::4]:
        c.box(px - 4, py - 30, 8, 32, mix(stone, MIST, 0.4))


def _wooden_boat(c: Canvas, x: float, y: float) -> None:
    hull = curve([(x - 210, y - 40), (x - 130, y + 12), (x + 110, y + 14), (x + 230, y - 50)])
    c.shape([(px, 2 * y + 28 - py) for px, py in hull], fade(INK, 0.2))
    c.shape(hull, BARK)
    c.shape(
        [
            *curve([(x - 210, y - 40), (x, y - 14), (x + 230, y - 50)]),
            *reversed(
                curve(
                    [
                        (x - 196, y - 30),
                        (
                            x,
                            y,
                        ),
                        (x + 214, y - 40),
                    ]
                )
            ),
        ],
        WOOD,
    )
    canopy = curve([(x - 90, y - 14), (x - 76, y - 84), (x + 66, y - 84), (x + 80, y - 14)])
    c.shape(canopy, mix(SAND, WOOD, 0.35))
    for number in range(6):
        c.line(
            [(x - 70 + number * 27, y - 14), (x - 66 + number * 26, y - 88)],
            mix(WOOD, BARK, 0.4),
            3,
        )
    c.line([(x + 120, y - 30), (x + 330, y + 62)], BARK, 6)


def _willow(c: Canvas) -> None:
    rng = Random(3)
    for number in range(15):
        x, long = 1620 - number * 34, rng.uniform(120, 420) * (1.1 - number / 22)
        sway = rng.uniform(-14, 20)
        strand = curve([(x, -10), (x - 8, long * 0.5), (x - 8 + sway, long)])
        c.line(strand, mix(MOSS, PINE, 0.5), 2.4)
        for px, py in strand[2::3]:
            leaf_shape(
                c, px, py, 34, 160 if number % 2 else 205, mix(MOSS, LEAF, rng.random()), 0.14
            )


def terraced_houses(c: Canvas) -> None:
    sky(c, [mix(NIGHT, DUSK, 0.35), DUSK, MAUVE, mix(ROSE, PEACH, 0.4)], 700, 10)
    ridge(c, 118, 720, 190, mix(MAUVE, DUSK, 0.6), 1.2)
    ridge(c, 120, 790, 130, mix(DUSK, RIVER, 0.55), 2)
    c.box(0, 820, WIDTH, 260, RIVER)
    glitter(c, 150, 830, 1050, fade(PEACH, 0.5), 60, 6)
    ripples(c, 830, 1060, 4, fade(ROSE, 0.35), 50, (0, 700))
    cliff = slope(
        c,
        [(330, 1090), (420, 820), (560, 640), (640, 430), (800, 260), (1040, 170), (1640, 120)],
        mix(INK, RIVER, 0.35),
    )
    foliage(c, cliff[44::5], 46, PINE, 5)
    rows = ((1010, 420, 3), (1190, 420, 3), (1400, 440, 2))
    for number, (x, base, floors) in enumerate(rows):
        _house(c, x, base, 220, floors, number)
    for number, (x, base, floors) in enumerate(
        ((800, 640, 2), (1020, 650, 3), (1260, 660, 3), (1490, 650, 3))
    ):
        _house(c, x, base, 230, floors, 10 + number)
    foliage(c, [(x, 690) for x in range(690, 1640, 60)], 26, LEAF, 8)
    for number, (x, base, floors) in enumerate(
        ((650, 900, 2), (880, 930, 3), (1140, 940, 3), (1400, 930, 3), (1610, 940, 2))
    ):
        _house(c, x, base, 246, floors, 20 + number)
    _landing(c)


def _house(c: Canvas, x: float, base: float, width: float, floors: int, seed: int) -> None:
    wall = mix((CLAY, WOOD, BARK)[seed % 3], INK, 0.12)
    stilt_house(
        c, x, base, width, floors, wall, mix(mix(TEAL, DUSK, 0.6), INK, 0.12), 0.86, seed * 7
    )


def _landing(c: Canvas) -> None:
    """Stone steps down to the water and the lights on it."""
    for step in range(5):
        c.box(500 - step * 30, 930 + step * 16, 1200, 17, mix(STONE, INK, 0.4 + step * 0.1))
    c.box(380, 1010, 1240, 60, DEEP)
    for x in range(520, 1600, 90):
        glitter(c, x, 1012, 1066, fade(LAMP, 0.6), 26, x)
        c.disc(x, 926, 6, LAMP)
    street_lamp(c, 430, 1000, 230, INK)
    bush(c, 560, 934, 50, PINE, 3)


PICTURES = {
    "guoyuan-port": guoyuan_port,
    "riverside-county": riverside_county,
    "terraced-houses": terraced_houses,
}
