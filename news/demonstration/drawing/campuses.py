"""An expo hall across its plaza and an office house from below."""

from drawing.canvas import HEIGHT, WIDTH, Canvas, Point, Points, curve, toward
from drawing.colour import (
    CREAM,
    INK,
    LAMP,
    LEAF,
    MIST,
    MOSS,
    PALE,
    PAPER,
    PEACH,
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
from drawing.landscape import cloud, ridge, ripples, sky
from drawing.plants import canopy, foliage, round_tree
from drawing.town import street_lamp


def expo_hall(c: Canvas) -> None:
    sky(c, [WATER, SEAFOAM, PALE, CREAM, PEACH], 700, 9)
    for x, y, size in ((1250, 190, 80), (1460, 300, 46), (980, 120, 42)):
        cloud(c, x, y, size)
    ridge(c, 501, 720, 130, mix(SEAFOAM, PEACH, 0.25), 1.4)
    ridge(c, 503, 740, 70, mix(SEAFOAM, LEAF, 0.5), 2.2)
    c.box(0, 730, WIDTH, 350, mix(SAND, MIST, 0.4))
    for x, wide, tall in ((1290, 330, 200), (1010, 420, 290), (620, 560, 410), (60, 780, 560)):
        _shell(c, x, 806 - (x - 60) * 0.052, wide, tall)
    _plaza(c)


def _shell(c: Canvas, x: float, base: float, width: float, tall: float) -> None:
    """One bay of the hall: a leaning arch of roof over a wall of glass."""
    crown = [
        (x, base),
        (x + width * 0.06, base - tall * 0.6),
        (x + width * 0.34, base - tall),
        (x + width * 0.72, base - tall * 0.72),
        (x + width, base),
    ]
    outer = curve(crown)
    c.shape(outer, mix(RIVER, TEAL, 0.25))
    inner = curve(
        [
            (
                px + width * 0.02 * (1 if px < x + width / 2 else -1.4),
                py + tall * 0.085 if py < base else py,
            )
            for px, py in crown
        ]
    )
    c.shape(inner, mix(LAMP, CREAM, 0.5))
    with c.inside(inner):
        _glass(c, x, base, width, tall)
    c.line(outer, MIST, 12)
    rib = curve(
        [
            (x + width * 0.34, base - tall),
            (x + width * 0.8, base - tall * 0.9),
            (x + width * 1.08, base - tall * 0.62),
        ]
    )
    c.shape([*rib, *reversed(outer[28:])], mix(MIST, SAND, 0.35))
    c.line(rib, PAPER, 6)


def _glass(c: Canvas, x: float, base: float, width: float, tall: float) -> None:
    c.box(x, base - tall, width, tall * 0.62, mix(SEAFOAM, WATER, 0.55))
    c.shape(
        [
            (x + width * 0.2, base),
            (x + width * 0.42, base - tall),
            (x + width * 0.56, base - tall),
            (x + width * 0.34, base),
        ],
        fade(MIST, 0.4),
    )
    bays = max(8, int(width / 48))
    for number in range(bays + 1):
        c.box(x + width * number / bays - 2.5, base - tall, 5, tall, RIVER)
    for row in range(1, 7):
        c.box(x, base - tall * row * 0.145, width, 4, RIVER)
    for number in range(3):
        c.box(
            x + width * (0.36 + number * 0.1),
            base - tall * 0.15,
            width * 0.08,
            tall * 0.15,
            mix(INK, RIVER, 0.5),
        )


def _plaza(c: Canvas) -> None:
    for number in range(-10, 14):
        c.line([(1500, 700), (1500 - number * 240, HEIGHT + 20)], mix(SAND, STONE, 0.4), 2)
    c.shape(
        [(-20, 806), (860, 806), (1620, 732), (1620, 748), (900, 834), (-20, 834)],
        mix(STONE, MIST, 0.3),
    )
    c.shape([(120, 900), (900, 890), (1060, 990), (-20, 1010), (-20, 930)], WATER)
    c.shape([(120, 900), (900, 890), (916, 900), (110, 912)], mix(STONE, SOFT, 0.3))
    for x, wide in ((150, 90), (330, 140), (560, 60), (700, 110)):
        c.shape(
            [(x, 914), (x + wide, 912), (x + wide * 0.8, 994), (x - wide * 0.2, 996)],
            fade(CREAM, 0.35),
        )
    ripples(c, 915, 995, 5, fade(MIST, 0.6), 26, (60, 900))
    for x, y, size in ((1120, 880, 190), (1310, 850, 150), (1460, 830, 124), (1560, 818, 110)):
        round_tree(c, x, y, size, MOSS)
        c.box(x - size * 0.22, y - 8, size * 0.44, 14, STONE, 6)
    for x, y, size in ((1200, 960, 300), (1420, 880, 190)):
        street_lamp(c, x, y, size, INK, glow=False)
    foliage(c, [(x, 1052) for x in range(1080, 1640, 40)], 38, LEAF, 4)


def office_building(c: Canvas) -> None:
    sky(c, [WATER, mix(WATER, SEAFOAM, 0.5), SEAFOAM, PALE, MIST], 1067, 9)
    for x, y, size in ((1370, 210, 90), (160, 340, 70), (1240, 480, 48)):
        cloud(c, x, y, size)
    c.shape([(-20, HEIGHT), (-20, 560), (150, 620), (250, HEIGHT)], mix(SEAFOAM, TEAL, 0.45))
    c.shape([(1620, HEIGHT), (1620, 600), (1500, 660), (1430, HEIGHT)], mix(SEAFOAM, TEAL, 0.35))
    left = [(90, 1090), (690, 1090), (720, 70), (430, 270)]
    right = [(690, 1090), (1430, 1090), (1130, 330), (720, 70)]
    _facade(c, left, (9, 15), mix(SAND, MIST, 0.4), TEAL, 3)
    _facade(c, right, (11, 15), mix(STONE, TEAL, 0.4), RIVER, 4)
    c.line([(690, 1090), (720, 70)], MIST, 8)
    c.line([(430, 270), (720, 70), (1130, 330)], MIST, 10)
    canopy(c, 90, 1000, 250, 170, LEAF, 5)
    canopy(c, 1450, 1030, 240, 150, MOSS, 8)
    canopy(c, 1590, 40, 190, 120, LEAF, 11)


def _facade(
    c: Canvas, corners: Points, grid: tuple[int, int], wall: Colour, glass: Colour, seed: int
) -> None:
    """A wall seen from below: corners from the lower left, clockwise on the sheet."""
    c.shape(corners, wall)
    columns, rows = grid
    for row in range(rows):
        for column in range(columns):
            ends = [(column + n) / columns for n in (0.12, 0.88)]
            low, high = (1 - 0.9 ** ((row + n) * 1.5) for n in (0.2, 0.84))
            scale = 1 - 0.9 ** (rows * 1.5 + 0.4)
            pane = [
                _on_wall(corners, a, level / scale)
                for a, level in ((ends[0], low), (ends[1], low), (ends[1], high), (ends[0], high))
            ]
            c.shape(pane, _reflection(column / columns, row / rows, glass, seed))
            c.shape(
                [pane[0], pane[1], toward(pane[1], pane[2], 0.16), toward(pane[0], pane[3], 0.16)],
                mix(glass, INK, 0.35),
            )


def _on_wall(corners: Points, across: float, up: float) -> Point:
    return toward(
        toward(corners[0], corners[1], across), toward(corners[3], corners[2], across), up
    )


def _reflection(across: float, up: float, glass: Colour, seed: int) -> Colour:
    """Glass that mirrors a bank of cloud in its upper half and trees in its lower."""
    cloudy = abs(up - 0.62 - 0.16 * across * (1 if seed % 2 else -1)) < 0.13
    if cloudy:
        return mix(glass, MIST, 0.62)
    if up + 0.12 * across < 0.2:
        return mix(glass, LEAF, 0.5)
    if (int(across * 90) * 7 + int(up * 90) * 5 + seed) % 23 == 0:
        return LAMP
    return mix(glass, SEAFOAM, 0.12 + 0.45 * up)


PICTURES = {
    "expo-hall": expo_hall,
    "office-building": office_building,
}
