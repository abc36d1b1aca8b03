"""Two hills: bamboo on one, a museum on the other."""

from random import Random

from drawing.canvas import HEIGHT, Canvas, Points, curve
from drawing.colour import (
    BARK,
    CLAY,
    CREAM,
    INK,
    LAMP,
    LEAF,
    MIST,
    MOSS,
    PAPER,
    PINE,
    RIVER,
    SAND,
    SEAFOAM,
    STONE,
    TEAL,
    WATER,
    fade,
    mix,
)
from drawing.landscape import ridge, sky, slope, sun
from drawing.plants import (
    bamboo,
    foliage,
    grass,
    spray,
    tall_tree,
)
from drawing.town import street_lamp, tiled_roof


def bamboo_hill(c: Canvas) -> None:
    sky(c, [mix(MOSS, CREAM, 0.6), CREAM, MIST], 800, 7)
    sun(c, 930, 300, 70, PAPER)
    _far_stems(c)
    for x in (760, 1010, 1260):
        c.shape([(x, -20), (x + 90, -20), (x - 330, 900), (x - 520, 900)], fade(CREAM, 0.22))
    _hill_path(c)
    _near_stems(c)


def _far_stems(c: Canvas) -> None:
    """Three depths of bamboo, paler the farther, with a clearing for the path."""
    rng = Random(17)
    for depth, (colour, width, count) in enumerate(
        (
            (mix(MOSS, CREAM, 0.55), 12, 22),
            (mix(MOSS, CREAM, 0.25), 18, 16),
            (mix(LEAF, MOSS, 0.5), 26, 10),
        )
    ):
        y = 720 + depth * 60
        slope(
            c,
            [(-20, y - 120), (400, y + 20), (860, y + 60), (1240, y), (1640, y - 170)],
            mix(colour, LEAF, 0.18),
        )
        for number in range(count):
            x = (number + rng.uniform(0.1, 0.9)) * 1640 / count
            if abs(x - 880) > 120 + depth * 110:
                bamboo(c, x, width, rng.uniform(-5, 5), colour, number + depth * 40)
                spray(
                    c,
                    x,
                    rng.uniform(40, 420),
                    60 + depth * 26,
                    rng.choice((120, 240, 200)),
                    mix(colour, LEAF, 0.35),
                )


def _near_stems(c: Canvas) -> None:
    for x, width, lean in ((90, 58, 3), (250, 46, -2), (1390, 52, -4), (1540, 64, 2)):
        bamboo(c, x, width, lean, mix(LEAF, PINE, 0.3), int(x))
    for x, y, bearing in (
        (120, 150, 110),
        (270, 330, 95),
        (200, 40, 140),
        (1370, 240, 250),
        (1500, 90, 235),
        (1380, 520, 262),
        (130, 560, 80),
    ):
        spray(c, x, y, 180, bearing, mix(LEAF, PINE, 0.45))
    for x in range(20, 1600, 90):
        if not 480 < x < 1130:
            grass(c, x, 1080, 120, mix(LEAF, PINE, 0.4), x)


def _hill_path(c: Canvas) -> None:
    """Broad stone steps that wind up to a small pavilion."""
    c.box(884, 500, 9, 96, BARK)
    c.box(976, 500, 9, 96, BARK)
    c.box(870, 588, 130, 14, STONE)
    tiled_roof(c, 935, 506, 190, 70, mix(PINE, INK, 0.25))
    slope(c, [(-20, 800), (420, 880), (800, 960), (1200, 900), (1640, 780)], mix(LEAF, PINE, 0.25))
    spine = [(936, 600), (900, 650), (850, 716), (880, 800), (830, 930), (800, 1090)]
    line, y = curve(spine, 20), 600.0
    while y < HEIGHT:
        rise = 9 + (y - 600) * 0.062
        x = _nearest(line, y)
        half = 44 + (y - 600) * 0.5
        c.box(x - half, y, half * 2, rise, mix(STONE, PINE, 0.45), 3)
        c.box(x - half, y, half * 2, rise * 0.62, mix(SAND, MIST, 0.3), 3)
        y += rise


def _nearest(line: Points, level: float) -> float:
    """How far to the right the line `line` is at a level."""
    return min(line, key=lambda point: abs(point[1] - level))[0]


def museum_hill(c: Canvas) -> None:
    sky(c, [RIVER, TEAL, WATER, SEAFOAM], 760, 8)
    sun(c, 270, 220, 50, mix(CREAM, MIST, 0.5))
    ridge(c, 241, 760, 120, mix(WATER, SEAFOAM, 0.3), 1.3)
    hill = slope(
        c,
        [(-20, 880), (240, 760), (480, 640), (800, 600), (1140, 640), (1380, 750), (1640, 860)],
        LEAF,
    )
    foliage(c, hill[2:26:2], 46, LEAF, 9)
    foliage(c, hill[58:84:2], 46, LEAF, 10)
    _museum(c)
    _grand_stair(c)
    for x, size in ((150, 230), (300, 190), (1310, 190), (1470, 240)):
        tall_tree(c, x, 990 if size > 200 else 930, size, PINE)
    foliage(
        c,
        [(x, 1050) for x in (*range(0, 420, 40), *range(1200, 1640, 40))],
        44,
        mix(LEAF, PINE, 0.4),
        2,
    )


def _museum(c: Canvas) -> None:
    """A long curved wall of glass between two leaning stone blocks."""
    stone, shade = mix(SAND, CREAM, 0.4), mix(CLAY, SAND, 0.35)
    c.shape([(330, 640), (372, 330), (690, 290), (690, 640)], stone)
    c.shape([(1270, 640), (1228, 330), (910, 290), (910, 640)], shade)
    for row in range(6):
        y = 350 + row * 48
        c.line([(368 - row * 6.5, y + 12), (690, y - 6)], mix(stone, CLAY, 0.3), 2)
        c.line([(1232 + row * 6.5, y + 12), (910, y - 6)], mix(shade, INK, 0.2), 2)
    roof = curve([(560, 300), (680, 236), (800, 214), (920, 236), (1040, 300)])
    c.shape([*roof, (1010, 640), (590, 640)], mix(RIVER, SEAFOAM, 0.5))
    with c.inside([*roof, (1010, 640), (590, 640)]):
        for column in range(15):
            c.line(
                [(800 + (column - 7) * 34, 200), (800 + (column - 7) * 31, 640)],
                mix(SEAFOAM, MIST, 0.4),
                2.4,
            )
        for row in range(9):
            c.line(
                curve([(540, 330 + row * 42), (800, 272 + row * 42), (1060, 330 + row * 42)]),
                mix(SEAFOAM, MIST, 0.4),
                2.4,
            )
        c.shape([(620, 640), (800, 200), (880, 200), (730, 640)], fade(MIST, 0.25))
        c.box(700, 560, 200, 90, mix(LAMP, CREAM, 0.4))
    c.line(roof, MIST, 12)
    c.box(300, 634, 1000, 24, mix(MIST, SAND, 0.3))


def _grand_stair(c: Canvas) -> None:
    for step in range(22):
        y = 658 + step * step * 0.46 + step * 9.2
        half = 176 + (y - 658) * 0.62
        tall = 10 + step * 0.92
        c.box(800 - half, y, half * 2, tall * 0.5, mix(MIST, SAND, 0.25))
        c.box(800 - half, y + tall * 0.5, half * 2, tall * 0.62, mix(STONE, WATER, 0.45))
    for side in (-1, 1):
        c.shape(
            [
                (800 + side * 166, 650),
                (800 + side * 200, 650),
                (800 + side * 490, HEIGHT),
                (800 + side * 410, HEIGHT),
            ],
            mix(STONE, SAND, 0.5 if side < 0 else 0.1),
        )
        for share in (0.12, 0.42, 0.8):
            street_lamp(
                c,
                800 + side * (200 + 290 * share),
                660 + 400 * share,
                70 + 90 * share,
                INK,
                glow=False,
            )


PICTURES = {
    "bamboo-hill": bamboo_hill,
    "museum-hill": museum_hill,
}
