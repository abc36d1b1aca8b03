"""Rooms where people meet, shown before they come in."""

from drawing.canvas import HEIGHT, WIDTH, Canvas, Point, around, quad
from drawing.colour import (
    BARK,
    CINNABAR,
    CLAY,
    CREAM,
    DEEP,
    DUSK,
    INK,
    LAMP,
    LEAF,
    MAUVE,
    MIST,
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
    TEAL,
    WATER,
    WOOD,
    fade,
    mix,
)
from drawing.furniture import (
    Frame,
    chair_back,
    flowers,
    folder,
    laptop,
    microphone,
    room,
    tea_cup,
)
from drawing.landscape import glitter, ranges, ridge, ripples, sky, sun
from drawing.plants import pot_plant
from drawing.town import skyline


def conference_table(c: Canvas) -> None:
    room(c, mix(SAND, MIST, 0.45), mix(RIVER, TEAL, 0.3), 560)
    _dusk_windows(c)
    _ceiling_ring(c)
    for number in range(5):
        c.disc(
            800,
            880,
            980 - number * 70,
            mix(RIVER, TEAL, 0.3 + 0.1 * (number % 2)),
            330 - number * 24,
        )
    for turn in (-72, -51, -31, -11, 11, 31, 51, 72):
        x, y = _place(turn, 1.05)
        chair_back(c, x, y + 62, 150 + (y - 620) * 0.2, mix(CLAY, WOOD, 0.4))
    _oval_table(c)
    for turn in (-112, -138, -163, 163, 138, 112):
        x, y = _place(turn, 1.16)
        chair_back(c, x, y + 156, 196 + (y - 700) * 0.26, mix(CLAY, BARK, 0.35))


def _place(turn: float, out: float) -> Point:
    """A seat around the oval table: turn 0 is the far side."""
    x, y = around(0, 0, out, turn)
    return 800 + x * 610, 760 + y * 172


def _dusk_windows(c: Canvas) -> None:
    frame = quad(90, 90, 1420, 400)
    with c.inside(frame):
        sky(c, [DUSK, MAUVE, ROSE, PEACH], 420, 8)
        sun(c, 520, 330, 46, CREAM)
        ridge(c, 301, 440, 130, mix(MAUVE, DUSK, 0.5), 1.6)
        skyline(c, (760, 1500), 470, (50, 190), mix(DUSK, RIVER, 0.5), 14, 0.3)
        c.box(0, 462, WIDTH, 60, RIVER)
        glitter(c, 520, 464, 490, fade(PEACH, 0.8), 60)
    for number in range(7):
        c.box(84 + number * 236, 84, 12, 412, mix(WOOD, BARK, 0.5))
    c.box(78, 76, 1444, 14, mix(WOOD, BARK, 0.5))
    c.box(78, 488, 1444, 18, mix(WOOD, BARK, 0.5))


def _ceiling_ring(c: Canvas) -> None:
    c.disc(800, 18, 560, fade(LAMP, 0.2), 62)
    c.disc(800, 14, 500, mix(LAMP, CREAM, 0.5), 46)
    c.disc(800, 12, 440, mix(SAND, MIST, 0.3), 34)


def _oval_table(c: Canvas) -> None:
    c.disc(800, 812, 616, fade(INK, 0.35), 186)
    c.disc(800, 784, 612, mix(BARK, INK, 0.2), 176)
    c.disc(800, 758, 612, mix(WOOD, CLAY, 0.25), 172)
    c.ring(800, 758, 596, mix(WOOD, CREAM, 0.35), 2.4, 162)
    c.disc(800, 752, 330, BARK, 82)
    c.disc(800, 762, 324, mix(INK, RIVER, 0.3), 76)
    flowers(c, 800, 812, 230, 84, 4)
    for turn in (*range(-71, 80, 20), -112, -138, -163, 163, 138, 112):
        x, y = _place(turn, 0.79)
        size = 0.7 + (y - 600) / 500
        c.shape(
            [
                (x - 40 * size, y + 10 * size),
                (x - 32 * size, y - 12 * size),
                (x + 32 * size, y - 12 * size),
                (x + 40 * size, y + 10 * size),
            ],
            MIST,
        )
        microphone(c, x + 46 * size, y, 74 * size)
        tea_cup(c, x - 58 * size, y + 4, 26 * size)


def video_meeting(c: Canvas) -> None:
    room(c, mix(DEEP, RIVER, 0.4), mix(INK, RIVER, 0.25), 800)
    for number in range(17):
        c.box(number * 98, 0, 3, 784, mix(DEEP, INK, 0.35))
    c.box(0, 40, WIDTH, 8, mix(LAMP, CREAM, 0.3))
    c.box(0, 48, WIDTH, 34, fade(LAMP, 0.14))
    c.box(212, 128, 1176, 560, INK, 18)
    _far_room(c, (232, 148, 560, 520))
    _river_view(c, (808, 148, 560, 520))
    c.box(760, 96, 80, 32, INK, 10)
    c.disc(800, 112, 9, TEAL)
    c.disc(828, 112, 3, LAMP)
    for x in (110, 1490):
        c.box(x - 34, 260, 68, 300, INK, 10)
        for y in (330, 430, 510):
            c.disc(x, y, 22 if y > 330 else 14, mix(SOFT, INK, 0.5))
    _near_table(c)


def _far_room(c: Canvas, frame: Frame) -> None:
    """What the other side shows: a bright room with a table and a harbour behind."""
    x, y, width, height = frame
    with c.inside(quad(*frame)):
        c.box(x, y, width, height, mix(SAND, MIST, 0.4))
        c.box(x + 40, y + 40, width - 80, 250, PALE)
        c.disc(x + 420, y + 130, 34, CREAM)
        c.box(x + 40, y + 220, width - 80, 70, WATER)
        c.shape([(x + 40, y + 222), (x + 150, y + 170), (x + 250, y + 222)], mix(WATER, LEAF, 0.4))
        c.shape(
            [(x + 126, y + 176), (x + 134, y + 90), (x + 158, y + 90), (x + 166, y + 180)], MIST
        )
        c.box(x + 130, y + 120, 32, 20, CINNABAR)
        c.box(x + 132, y + 72, 28, 20, LAMP)
        for dx in (300, 380):
            c.shape([(x + dx, y + 250), (x + dx, y + 180), (x + dx + 40, y + 246)], PAPER)
            c.box(x + dx - 16, y + 252, 60, 8, INK)
        for dx in (40, 198, 356, 510):
            c.box(x + dx, y + 36, 8, 260, WOOD)
        for dx in (100, 220, 340, 460):
            chair_back(c, x + dx, y + 470, 120, TEAL)
        c.shape(
            [(x + 30, y + 430), (x + 530, y + 430), (x + 570, y + 540), (x - 10, y + 540)],
            mix(WOOD, SAND, 0.3),
        )
        for dx in (130, 280, 430):
            c.box(x + dx - 26, y + 446, 52, 10, MIST)
            microphone(c, x + dx + 40, y + 462, 50)


def _river_view(c: Canvas, frame: Frame) -> None:
    """The other half: this city's rivers at night."""
    x, y, width, height = frame
    with c.inside(quad(*frame)):
        sky(c, [NIGHT, DUSK, MAUVE, PEACH], 520, 9)
        ridge(c, 311, 480, 130, mix(MAUVE, DUSK, 0.5), 2.4)
        skyline(c, (x - 20, x + width + 10), 520, (60, 230), mix(RIVER, DUSK, 0.4), 15, 0.4)
        c.box(x, 520, width, height, RIVER)
        for dx in (60, 150, 230, 330, 420, 510):
            glitter(c, x + dx, 526, 660, fade(LAMP, 0.6), 16, dx)
    c.box(x + width - 170, y + height - 130, 150, 110, MIST, 4)
    c.box(x + width - 164, y + height - 124, 138, 98, mix(TEAL, DEEP, 0.5))
    c.box(x + width - 150, y + height - 62, 110, 36, WOOD)
    for dx in (0, 40, 80):
        c.box(x + width - 146 + dx, y + height - 90, 26, 34, mix(CLAY, WOOD, 0.4), 5)


def _near_table(c: Canvas) -> None:
    c.shape([(120, 842), (1480, 842), (1700, HEIGHT), (-100, HEIGHT)], mix(WOOD, BARK, 0.35))
    c.shape([(300, 842), (1300, 842), (1380, 960), (220, 960)], fade(SEAFOAM, 0.13))
    for x in (330, 570, 1030, 1270):
        c.box(x - 70, 870, 140, 12, MIST)
        microphone(c, x + 84, 900, 130)
        tea_cup(c, x - 84, 918, 52)
    laptop(c, 800, 960, 240, mix(TEAL, SEAFOAM, 0.3))
    for x in (90, 380, 1220, 1510):
        chair_back(c, x, 1210, 270, mix(INK, TEAL, 0.3))


def signing_table(c: Canvas) -> None:
    room(c, mix(SAND, MIST, 0.3), mix(CLAY, SAND, 0.45), 730)
    for x in (0, 1440):
        c.box(x, 0, 160, 714, mix(WOOD, SAND, 0.35))
        for number in range(5):
            c.box(x + 14 + number * 32, 0, 6, 714, mix(WOOD, BARK, 0.25))
    _backdrop(c)
    c.shape([(180, 740), (1420, 740), (1700, HEIGHT), (-100, HEIGHT)], mix(RIVER, TEAL, 0.2))
    c.shape([(210, 752), (1390, 752), (1640, HEIGHT), (-40, HEIGHT)], mix(RIVER, TEAL, 0.45))
    for x in (560, 1040):
        _armchair(c, x, 800)
    _clothed_table(c)
    for x in (84, 1516):
        pot_plant(c, x, 850, 300, MIST)


def _backdrop(c: Canvas) -> None:
    """A painted screen of hills and water behind the table."""
    frame = quad(220, 80, 1160, 600)
    c.box(204, 64, 1192, 640, mix(WOOD, BARK, 0.4))
    with c.inside(frame):
        sky(c, [SEAFOAM, PALE, CREAM, PEACH], 500, 6)
        sun(c, 1080, 250, 54, mix(LAMP, CREAM, 0.55))
        ranges(c, 321, (420, 620, 4), 240, mix(PALE, SEAFOAM, 0.6), mix(TEAL, RIVER, 0.3))
        c.box(0, 610, WIDTH, 90, mix(SEAFOAM, PALE, 0.3))
        ripples(c, 616, 680, 4, fade(TEAL, 0.4), 30)
    for number in range(1, 6):
        c.box(220 + number * 1160 / 6 - 2, 80, 4, 600, mix(WOOD, BARK, 0.4))


def _armchair(c: Canvas, x: float, y: float) -> None:
    c.box(x - 90, y - 250, 180, 260, mix(WOOD, BARK, 0.5), 26)
    c.box(x - 72, y - 232, 144, 200, CREAM, 18)
    c.box(x - 72, y - 140, 144, 3, mix(CREAM, WOOD, 0.3))
    for side in (-1, 1):
        c.box(x + side * 104 - 14, y - 100, 28, 110, mix(WOOD, BARK, 0.5), 10)


def _clothed_table(c: Canvas) -> None:
    top = [(250, 742), (1350, 742), (1420, 822), (180, 822)]
    cloth = mix(DEEP, RIVER, 0.5)
    c.shape([(180, 822), (1420, 822), (1400, 1020), (200, 1020)], cloth)
    for number in range(31):
        x = 196 + number * 40
        c.shape([(x, 826), (x + 16, 826), (x + 22, 1020), (x + 2, 1020)], mix(cloth, TEAL, 0.3))
    c.box(180, 822, 1240, 12, mix(LAMP, SAND, 0.4))
    c.shape(top, mix(RIVER, TEAL, 0.1))
    for x in (560, 1040):
        folder(c, x, 780, 128, CINNABAR)
        c.stroke([(x + 156, 800), (x + 196, 764)], INK, 6)
        c.stroke([(x + 186, 773), (x + 196, 764)], LAMP, 6)
        c.box(x + 140, 800, 50, 10, mix(WOOD, INK, 0.4), 4)
        microphone(c, x - 170, 796, 100)
    flowers(c, 800, 806, 96, 62, 6)
    flowers(c, 800, 1036, 420, 96, 9)
    c.box(330, 1032, 940, 22, mix(LEAF, PINE, 0.6), 10)


PICTURES = {
    "conference-table": conference_table,
    "video-meeting": video_meeting,
    "signing-table": signing_table,
}
