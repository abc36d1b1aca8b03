"""The monorail through a house and the freight train through the hills."""

from random import Random

from drawing.canvas import HEIGHT, WIDTH, Canvas, Point, curve, quad, toward
from drawing.colour import (
    CINNABAR,
    CLAY,
    CREAM,
    GOLD,
    HAIRLINE,
    INK,
    LEAF,
    MIST,
    MOSS,
    PALE,
    PAPER,
    PINE,
    RIVER,
    SAND,
    SEAFOAM,
    SOFT,
    STONE,
    TEAL,
    WATER,
    Colour,
    fade,
    mix,
)
from drawing.landscape import cloud, mist, ranges, ridge, ripples, sky, slope
from drawing.plants import bush, foliage, round_tree, tall_tree
from drawing.town import skyline


def light_rail(c: Canvas) -> None:
    sky(c, [WATER, SEAFOAM, PALE, MIST], 640, 8)
    for x, y, size in ((220, 170, 84), (560, 300, 54)):
        cloud(c, x, y, size)
    ridge(c, 131, 640, 150, mix(SEAFOAM, TEAL, 0.35), 1.4)
    skyline(c, (-20, 800), 700, (170, 400), mix(SEAFOAM, TEAL, 0.5), 71, 0)
    c.box(0, 700, WIDTH, 370, mix(WATER, TEAL, 0.35))
    ripples(c, 710, 900, 7, fade(PALE, 0.45), 50, (0, 800))
    _block(c, 800, 60, 640)
    with c.inside(quad(0, 0, 1440, HEIGHT)):
        _guideway(c)
        _monorail(c)
    _block_front(c)
    bank = slope(
        c, [(-20, 900), (260, 872), (560, 908), (860, 860), (1200, 890), (1640, 850)], LEAF
    )
    foliage(c, bank[::3], 44, LEAF, 16)
    c.shape([(-20, 1010), (1620, 960), (1620, HEIGHT), (-20, HEIGHT)], mix(SOFT, STONE, 0.25))
    c.line([(-20, 1046), (1620, 1010)], MIST, 4)
    for x in (90, 470, 1500):
        round_tree(c, x, 1010 - x * 0.02, 210, MOSS)


OPENING = (430, 650)
WALL = mix(SAND, CLAY, 0.18)


def _block(c: Canvas, x: float, top: float, width: float) -> None:
    """A tall block of flats with an opening that a train passes through."""
    shade = mix(WALL, RIVER, 0.35)
    c.shape(
        [
            (x + width, top),
            (x + width + 170, top + 50),
            (x + width + 170, HEIGHT),
            (x + width, HEIGHT),
        ],
        shade,
    )
    for row in range(24):
        c.box(x + width + 30, top + 76 + row * 44, 46, 22, mix(shade, INK, 0.3))
        c.box(x + width + 104, top + 84 + row * 44, 40, 22, mix(shade, INK, 0.3))
    c.box(x, top, width, HEIGHT, WALL)
    c.box(x - 10, top - 14, width + 20, 18, mix(WALL, MIST, 0.5))
    c.box(x + 90, top - 60, 150, 48, mix(WALL, RIVER, 0.2))
    _flats(c, x, top + 24, width, 8)
    _flats(c, x, OPENING[1] + 40, width, 6)
    c.box(x, OPENING[0], width, OPENING[1] - OPENING[0], mix(INK, RIVER, 0.35))


def _flats(c: Canvas, x: float, top: float, width: float, rows: int) -> None:
    rng = Random(int(top))
    for row in range(rows):
        for column in range(8):
            left, y = x + 20 + column * (width - 30) / 8, top + row * 44
            glass = rng.choice((TEAL, mix(TEAL, INK, 0.4), WATER, mix(SEAFOAM, WATER, 0.5)))
            c.box(left, y, 50, 28, glass)
            c.box(left + 24, y, 2.4, 28, WALL)
            c.box(left - 5, y + 26, 60, 7, mix(WALL, MIST, 0.55))
            if rng.random() < 0.3:
                bush(c, left + 24, y + 28, 20, MOSS, row + column)


def _guideway(c: Canvas) -> None:
    for x in (120, 420, 690):
        c.shape(
            [(x - 20, 690), (x + 20, 690), (x + 27, HEIGHT), (x - 27, HEIGHT)],
            mix(STONE, MIST, 0.3),
        )
        c.box(x + 4, 700, 20, 370, mix(STONE, SOFT, 0.4))
        c.shape([(x - 74, 664), (x + 74, 664), (x + 26, 706), (x - 26, 706)], STONE)
    c.box(-20, 622, 1660, 46, mix(STONE, MIST, 0.5))
    c.box(-20, 650, 1660, 18, mix(STONE, SOFT, 0.3))


def _monorail(c: Canvas) -> None:
    """Four cars, the front one on the left already in the daylight."""
    top, bottom = 486, 640
    nose = curve([(96, bottom), (86, 586), (118, 512), (180, top)])
    c.shape([*nose, (1412, top), (1412, bottom)], MIST)
    c.box(100, 604, 1312, 36, mix(SOFT, MIST, 0.3))
    c.box(93, 588, 1319, 16, LEAF)
    c.shape([(112, 566), (126, 522), (176, 508), (210, 508), (210, 566)], INK)
    for car in range(5):
        left = 232 + car * 276
        c.box(left - 12, top, 4, bottom - top, SOFT)
        for number in range(4):
            c.box(left + 8 + number * 64, 512, 52, 50, mix(RIVER, INK, 0.2), 6)
            c.shape(
                [
                    (left + 12 + number * 64, 560),
                    (left + 36 + number * 64, 514),
                    (left + 48 + number * 64, 514),
                    (left + 24 + number * 64, 560),
                ],
                fade(SEAFOAM, 0.4),
            )
        c.box(left + 60, 500, 3, 88, HAIRLINE)
        c.box(left + 30, top - 12, 150, 14, mix(STONE, SOFT, 0.3), 5)
    c.disc(118, 578, 8, CREAM)


def _block_front(c: Canvas) -> None:
    """The front columns and the lintel that the train runs behind."""
    for x in (800, 1010, 1220, 1412):
        c.box(x, OPENING[0], 28, OPENING[1] - OPENING[0], WALL)
        c.box(x + 18, OPENING[0], 10, OPENING[1] - OPENING[0], mix(WALL, RIVER, 0.3))
    c.box(790, OPENING[0] - 12, 660, 26, mix(WALL, MIST, 0.55))
    c.box(790, OPENING[1] + 16, 660, 22, mix(WALL, MIST, 0.55))


def freight_train(c: Canvas) -> None:
    sky(c, [SEAFOAM, PALE, MIST, CREAM], 560, 7)
    ranges(c, 141, (480, 640, 4), 260, mix(PALE, SEAFOAM, 0.7), mix(LEAF, SEAFOAM, 0.3))
    mist(c, 560, 22, PAPER, 0.75)
    _valley(c)
    _mountain(c)
    _viaduct(c)
    _wagons(c)
    near = slope(c, [(-20, 950), (240, 990), (560, 1070), (700, 1090)], PINE)
    foliage(c, near[::2], 44, LEAF, 31)
    tall_tree(c, 120, 1000, 300, LEAF)
    tall_tree(c, 210, 1030, 230, MOSS)


def _valley(c: Canvas) -> None:
    """Terraced fields below the line."""
    for row in range(9):
        y = 700 + row * 44
        edge = [(-20, y + 30), (380, y - 24), (800, y + 26), (1200, y - 14), (1640, y + 20)]
        slope(c, edge, mix(MOSS, GOLD if row % 3 == 1 else LEAF, 0.2 + 0.06 * row))
        c.line(curve(edge), mix(MOSS, MIST, 0.35), 2)
    for x, y in ((520, 800), (870, 900), (1000, 780), (430, 930)):
        round_tree(c, x, y, 74, LEAF)


def _mountain(c: Canvas) -> None:
    outline = curve(
        [(960, HEIGHT), (1080, 760), (1150, 520), (1300, 330), (1440, 250), (1640, 160)]
    )
    c.shape([*outline, (1640, HEIGHT)], mix(LEAF, PINE, 0.55))
    foliage(c, outline[18::4], 52, LEAF, 19)
    c.shape(
        curve([(1180, 640), (1192, 470), (1285, 374), (1378, 470), (1390, 640)]),
        mix(STONE, SAND, 0.2),
    )
    c.shape(curve([(1206, 640), (1218, 490), (1285, 406), (1352, 490), (1364, 640)]), INK)


NEAR_TOP, NEAR_FOOT = (-80, 330), (-80, 640)
FAR_TOP, FAR_FOOT = (1300, 522), (1300, 600)


def _viaduct(c: Canvas) -> None:
    for share in (0.08, 0.34, 0.54, 0.7, 0.82):
        x, y = toward(NEAR_FOOT, FAR_FOOT, share)
        wide = 46 * (1 - share) + 10
        c.shape(
            [(x - wide * 0.8, y), (x + wide * 0.8, y), (x + wide, HEIGHT), (x - wide, HEIGHT)],
            mix(STONE, MIST, 0.3),
        )
        c.shape(
            [
                (x + wide * 0.2, y),
                (x + wide * 0.8, y),
                (x + wide, HEIGHT),
                (x + wide * 0.2, HEIGHT),
            ],
            mix(STONE, TEAL, 0.35),
        )
    deck = [NEAR_FOOT, FAR_FOOT, (1362, 626), (-80, 730)]
    c.shape(deck, mix(STONE, MIST, 0.5))
    c.shape([(-80, 690), (1300, 612), (1300, 622), (-80, 730)], mix(STONE, SOFT, 0.45))
    c.line([(-80, 652), (1300, 602)], mix(STONE, INK, 0.4), 4)


def _face(start: float, end: float, low: float, high: float) -> list[Point]:
    """A wagon's side between two places along the line and two heights (0 to 1)."""
    corners = []
    for share, level in ((start, low), (end, low), (end, high), (start, high)):
        near = toward(NEAR_FOOT, NEAR_TOP, level)
        corners.append(toward(near, toward(FAR_FOOT, FAR_TOP, level), share))
    return corners


def _wagons(c: Canvas) -> None:
    colours = (
        RIVER,
        CINNABAR,
        WATER,
        MIST,
        GOLD,
        TEAL,
        CLAY,
        SEAFOAM,
        RIVER,
        CINNABAR,
        GOLD,
        WATER,
    )
    share, length = 0.315, 0.16
    _locomotive(c)
    for colour in colours:
        end = share + length
        if end > 0.985:
            break
        _wagon(c, share, end, colour)
        share, length = end + 0.012, length * 0.845
    _wagon(c, share, 0.99, TEAL)


def _wagon(c: Canvas, start: float, end: float, colour: Colour) -> None:
    c.shape(_face(start, end, 0.04, 0.2), INK)
    c.shape(_face(start, end, 0.2, 0.86), colour)
    dark = mix(colour, INK, 0.2)
    for number in range(14):
        rib = start + (end - start) * (number + 0.35) / 14
        c.shape(_face(rib, rib + (end - start) * 0.028, 0.23, 0.83), dark)
    c.shape(_face(start, end, 0.84, 0.87), mix(colour, MIST, 0.4))
    for place in (0.12, 0.24, 0.76, 0.88):
        x, y = _face(start + (end - start) * place, end, 0.06, 1)[0]
        radius = 0.085 * (1 - start) * 180
        c.disc(x, y, radius, mix(INK, SOFT, 0.3))


def _locomotive(c: Canvas) -> None:
    c.shape(_face(0.045, 0.3, 0.04, 0.22), INK)
    c.shape(_face(0.05, 0.295, 0.2, 0.84), RIVER)
    c.shape(_face(0.05, 0.295, 0.32, 0.4), CREAM)
    c.shape(_face(0.07, 0.105, 0.5, 0.76), mix(SEAFOAM, PALE, 0.5))
    for number in range(5):
        left = 0.14 + number * 0.027
        c.shape(_face(left, left + 0.018, 0.52, 0.74), mix(RIVER, INK, 0.45))
    for number in range(6):
        x, y = _face(0.07 + number * 0.04, 0.3, 0.07, 1)[0]
        c.disc(x, y, 20 - number, mix(INK, SOFT, 0.35))
    c.shape(_face(0.1, 0.28, 0.84, 0.88), mix(RIVER, INK, 0.4))
    c.line([_face(0.2, 0.3, 0.88, 1)[0], (208, 356), (240, 326), (190, 322)], INK, 3)


PICTURES = {"light-rail": light_rail, "freight-train": freight_train}
