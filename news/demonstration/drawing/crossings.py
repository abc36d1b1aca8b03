"""Two ways over the river: a cable-stayed bridge and a ferry."""

from drawing.canvas import HEIGHT, WIDTH, Canvas, curve, toward
from drawing.colour import (
    CINNABAR,
    CREAM,
    DUSK,
    INK,
    LAMP,
    LEAF,
    MAUVE,
    MIST,
    PALE,
    PAPER,
    PEACH,
    PINE,
    RIVER,
    ROSE,
    SAND,
    SEAFOAM,
    STONE,
    TEAL,
    WATER,
    fade,
    mix,
)
from drawing.landscape import glitter, mist, ranges, ridge, ripples, sky, slope, sun
from drawing.plants import foliage
from drawing.town import skyline, street_lamp


def yangtze_bridge(c: Canvas) -> None:
    sky(c, [SEAFOAM, PALE, MIST, CREAM], 640, 9)
    sun(c, 1010, 330, 56, PAPER)
    ranges(c, 70, (620, 700, 4), 190, mix(PALE, SEAFOAM, 0.6), mix(TEAL, SEAFOAM, 0.25))
    mist(c, 640, 12, PAPER, 0.7)
    c.box(0, 710, WIDTH, 360, mix(WATER, TEAL, 0.3))
    ripples(c, 720, 1060, 8, fade(PALE, 0.4), 110)
    glitter(c, 1010, 720, 1050, fade(PAPER, 0.6), 42, 4)
    _barge(c, 1130, 800)
    _pylon(c, 1235, 628, 742, 290, 0.42)
    _deck(c)
    _pylon(c, 500, 700, 980, 50, 1)
    bank = slope(c, [(-20, 930), (200, 960), (420, 1030), (620, 1090)], PINE)
    foliage(c, bank[2:30:2], 40, LEAF, 2)


DECK_LEFT, DECK_RIGHT = (-60, 770), (1660, 596)


def _deck(c: Canvas) -> None:
    far, near = DECK_RIGHT, DECK_LEFT
    under = mix(RIVER, INK, 0.35)
    c.shape([near, far, (far[0], far[1] + 16), (near[0], near[1] + 74)], under)
    c.shape([near, far, (far[0], far[1] + 7), (near[0], near[1] + 30)], CINNABAR)
    for number in range(46):
        share = 1 - (1 - number / 46) ** 1.5
        x, y = toward(near, far, share)
        tall = 30 * (1 - share) + 5
        c.box(x, y - tall, 3 * (1 - share) + 1, tall, INK)
    c.shape(
        [
            (near[0], near[1] - 30),
            (near[0], near[1] - 25),
            (far[0], far[1] - 4),
            (far[0], far[1] - 5),
        ],
        INK,
    )


def _pylon(c: Canvas, x: float, deck: float, foot: float, top: float, size: float) -> None:
    """A tower like an inverted Y with a fan of cables to the deck."""
    for side in (-1, 1):
        for number in range(1, 15):
            spread = side * number * 58 * size
            share = (x + spread - DECK_LEFT[0]) / (DECK_RIGHT[0] - DECK_LEFT[0])
            anchor = toward(DECK_LEFT, DECK_RIGHT, share)
            c.line(
                [(x, top + 26 * size + (15 - number) * 13 * size), anchor],
                mix(TEAL, MIST, 0.25),
                1 + 1.6 * size,
            )
    wide, leg = 92 * size, 30 * size
    fork = top + (deck - top) * 0.42
    light, dark = mix(MIST, SAND, 0.2), mix(TEAL, MIST, 0.4)
    c.shape(
        [
            (x - leg * 0.5, fork),
            (x + leg * 0.1, fork),
            (x - wide + leg, foot),
            (x - wide - leg * 0.3, foot),
        ],
        light,
    )
    c.shape(
        [
            (x - leg * 0.1, fork),
            (x + leg * 0.5, fork),
            (x + wide + leg * 0.3, foot),
            (x + wide - leg, foot),
        ],
        dark,
    )
    c.box(x - leg * 0.5, top, leg * 0.6, fork - top + 4, light)
    c.box(x, top, leg * 0.5, fork - top + 4, dark)
    c.box(x - wide * 0.62, deck + 26 * size, wide * 1.24, 24 * size, mix(light, dark, 0.5))
    c.box(x - wide * 1.4, foot, wide * 2.8, 40 * size, mix(STONE, TEAL, 0.4), 6 * size)


def _barge(c: Canvas, x: float, y: float) -> None:
    c.shape([(x - 150, y - 16), (x + 160, y - 16), (x + 130, y + 14), (x - 140, y + 14)], INK)
    c.box(x - 90, y - 36, 190, 20, mix(SAND, ROSE, 0.4))
    c.box(x - 140, y - 60, 44, 44, MIST)
    c.box(x - 134, y - 52, 32, 12, RIVER)


def ferry(c: Canvas) -> None:
    sky(c, [mix(ROSE, MAUVE, 0.4), ROSE, PEACH, CREAM], 560, 8)
    sun(c, 420, 430, 104, mix(LAMP, CREAM, 0.45))
    ridge(c, 84, 560, 150, mix(ROSE, MAUVE, 0.65), 1.3)
    ridge(c, 88, 600, 120, mix(MAUVE, RIVER, 0.5), 2.2)
    skyline(c, (1080, 1620), 610, (40, 130), mix(MAUVE, RIVER, 0.7), 51, 0.2)
    c.box(0, 606, WIDTH, 470, mix(TEAL, MAUVE, 0.25))
    glitter(c, 420, 614, 1050, fade(PEACH, 0.75), 90, 3)
    ripples(c, 616, 860, 9, fade(PEACH, 0.35), 80)
    _ferry_boat(c, 480, 800)
    c.shape([(0, 850), (WIDTH, 850), (WIDTH, HEIGHT), (0, HEIGHT)], fade(RIVER, 0.25))
    for x in range(620, 1420, 58):
        glitter(c, x, 858, 1010, fade(LAMP, 0.4), 14, x)
    ripples(c, 860, 1060, 10, fade(CREAM, 0.28), 60)
    _pontoon(c)


def _ferry_boat(c: Canvas, x: float, y: float) -> None:
    """A two-decked river ferry of 1000 units; (x, y) is its bow at the waterline."""
    hull = [(x - 40, y - 84), (x + 1010, y - 74), (x + 980, y + 52), (x + 80, y + 52)]
    c.shape(
        [(x - 40, y - 70), (x + 1010, y - 60), (x + 974, y + 62), (x + 90, y + 62)], fade(INK, 0.3)
    )
    c.shape(hull, RIVER)
    c.shape([(x + 40, y + 14), (x + 993, y + 14), (x + 980, y + 52), (x + 80, y + 52)], CINNABAR)
    c.shape([(x - 40, y - 84), (x + 1010, y - 74), (x + 1008, y - 62), (x - 30, y - 70)], MIST)
    for level, (left, wide) in enumerate(((110, 830), (180, 700))):
        top = y - 190 - level * 112
        _ferry_deck(c, x + left, top, wide)
    c.box(x + 240, y - 372, 190, 70, MIST, 8)
    c.shape([(x + 226, y - 352), (x + 330, y - 352), (x + 330, y - 322), (x + 240, y - 322)], INK)
    c.box(x + 226, y - 384, 216, 14, SEAFOAM, 5)
    c.shape(
        [(x + 610, y - 302), (x + 622, y - 404), (x + 700, y - 404), (x + 716, y - 302)],
        mix(LAMP, SAND, 0.4),
    )
    c.box(x + 618, y - 390, 86, 22, INK)
    c.line([(x + 330, y - 384), (x + 330, y - 480)], INK, 5)
    c.line([(x - 30, y - 84), (x + 330, y - 470), (x + 990, y - 80)], fade(INK, 0.6), 2)


def _ferry_deck(c: Canvas, x: float, top: float, width: float) -> None:
    c.box(x, top, width, 112, MIST)
    c.box(x + width * 0.8, top, width * 0.2, 112, mix(MIST, WATER, 0.35))
    bays = int(width / 58)
    for number in range(bays):
        c.box(x + 16 + number * 58, top + 24, 42, 46, mix(LAMP, CREAM, 0.3 * (number % 3)), 8)
    c.box(x - 40, top - 8, width + 80, 12, mix(SEAFOAM, MIST, 0.4), 4)
    c.box(x - 30, top + 84, width + 60, 3, INK)
    for number in range(int((width + 60) / 22)):
        c.box(x - 30 + number * 22, top + 84, 2, 28, INK)
    for place in (0.28, 0.62):
        c.ring(x + width * place, top + 96, 14, CINNABAR, 6)


def _pontoon(c: Canvas) -> None:
    c.shape([(-20, 900), (420, 950), (470, 1000), (-20, 1000)], mix(STONE, DUSK, 0.5))
    c.shape([(-20, 1000), (470, 1000), (470, 1040), (-20, 1040)], INK)
    for number in range(9):
        c.line(
            [(number * 52 - 20, 902 + number * 6), (number * 54 - 20, 1000)],
            mix(STONE, INK, 0.6),
            2,
        )
    for x in (120, 350):
        c.box(x, 920, 34, 50, INK, 6)
        c.box(x - 8, 912, 50, 14, INK, 7)
    c.line(curve([(136, 930), (330, 850), (450, 736)]), SAND, 5)
    street_lamp(c, 40, 960, 330, INK)


PICTURES = {
    "yangtze-bridge": yangtze_bridge,
    "ferry": ferry,
}
