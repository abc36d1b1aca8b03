"""Two desks: papers seen from above, and a hotline by night."""

from drawing.canvas import HEIGHT, WIDTH, Canvas, Point, around, curve, quad
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
    PINE,
    RIVER,
    SAND,
    SEAFOAM,
    SOFT,
    STONE,
    TEAL,
    WOOD,
    Colour,
    fade,
    mix,
)
from drawing.furniture import chart
from drawing.landscape import ridge, sky
from drawing.plants import leaf_shape, pot_plant
from drawing.town import skyline


def tilted(x: float, y: float, width: float, height: float, turn: float) -> list[Point]:
    """The corners of a sheet lying at an angle, (x, y) its middle."""
    right, down = around(0, 0, width / 2, 90 + turn), around(0, 0, height / 2, 180 + turn)
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return [(x + a * right[0] + b * down[0], y + a * right[1] + b * down[1]) for a, b in signs]


def _sheet(c: Canvas, x: float, y: float, size: Point, turn: float, colour: Colour) -> None:
    """A flat thing with its soft shadow."""
    c.shape([(px + 14, py + 16) for px, py in tilted(x, y, *size, turn)], fade(INK, 0.25))
    c.shape(tilted(x, y, *size, turn), colour)


def passport_desk(c: Canvas) -> None:
    _table_top(c)
    for radius, opacity in ((640, 0.12), (500, 0.12), (360, 0.12)):
        c.disc(560, 420, radius, fade(CREAM, opacity))
    _form(c, 560, 540, -7)
    _sheet(c, 1160, 300, (560, 230), 11, mix(PALE, MIST, 0.4))
    _boarding_pass(c, 1160, 300, 11)
    _passport(c, 1010, 700, 8, mix(CLAY, CINNABAR, 0.35))
    _passport(c, 1240, 740, 21, RIVER)
    _pen(c, (300, 900), (620, 770))
    _tea_from_above(c, 220, 210)
    _glasses(c, 1010, 120)
    _leaves_from_above(c, 1560, 60)
    _leaves_from_above(c, 30, 1040)


def _table_top(c: Canvas) -> None:
    c.box(0, 0, WIDTH, HEIGHT, mix(WOOD, SAND, 0.42))
    for number in range(7):
        y = number * 160
        c.box(0, y, WIDTH, 157, mix(mix(WOOD, SAND, 0.42), BARK, 0.05 * (number * 2 % 3)))
        for row in range(3):
            wave = [
                (x, y + 40 + row * 40 + 9 * ((x // 200 + row + number) % 3))
                for x in range(-40, 1700, 200)
            ]
            c.line(curve(wave), mix(mix(WOOD, SAND, 0.42), BARK, 0.14), 2)


def _form(c: Canvas, x: float, y: float, turn: float) -> None:
    """A blank form: boxes, rules and a place for a photograph."""
    _sheet(c, x, y, (560, 760), turn, PAPER)
    c.shape(tilted(*_shift(x, y, -100, -310, turn), 260, 26, turn), RIVER)
    c.shape(tilted(*_shift(x, y, 190, -270, turn), 120, 150, turn), PALE)
    for row in range(9):
        y0 = -220 + row * 62
        wide = 330 if row < 3 else 480
        c.shape(
            tilted(*_shift(x, y, -240 + wide / 2, y0, turn), wide, 3, turn), mix(STONE, MIST, 0.3)
        )
        c.shape(tilted(*_shift(x, y, -210, y0 - 22, turn), 60, 12, turn), mix(STONE, MIST, 0.1))
        if row in (1, 2, 4, 5):
            c.shape(
                tilted(*_shift(x, y, -90 + row * 12, y0 - 22, turn), 120 + row * 20, 9, turn), SOFT
            )
    for column in range(2):
        c.shape(tilted(*_shift(x, y, -222 + column * 150, 330, turn), 24, 24, turn), TEAL)
        c.shape(tilted(*_shift(x, y, -222 + column * 150, 330, turn), 16, 16, turn), PAPER)


def _shift(x: float, y: float, across: float, down: float, turn: float) -> Point:
    px, py = around(x, y, across, 90 + turn)
    return around(px, py, down, 180 + turn)


def _passport(c: Canvas, x: float, y: float, turn: float, cover: Colour) -> None:
    """A plain booklet: pages at its edge, a frame and three rules, no mark of a state."""
    for page in range(3):
        _sheet(
            c, x + 10 - page * 3, y + 10 - page * 3, (330, 460), turn, MIST if page % 2 else SAND
        )
    _sheet(c, x, y, (330, 460), turn, cover)
    c.shape(tilted(*_shift(x, y, -152, 0, turn), 14, 460, turn), mix(cover, INK, 0.3))
    gilt = mix(GOLD, CREAM, 0.3)
    for inset in (0, 5):
        c.shape(
            tilted(*_shift(x, y, 8, 0, turn), 270 - inset * 2, 400 - inset * 2, turn),
            cover if inset else gilt,
        )
    for row, wide in ((-130, 150), (-104, 110), (130, 90)):
        c.shape(tilted(*_shift(x, y, 8, row, turn), wide, 9, turn), gilt)


def _boarding_pass(c: Canvas, x: float, y: float, turn: float) -> None:
    c.shape(tilted(*_shift(x, y, 0, -92, turn), 560, 46, turn), RIVER)
    for row in range(12):
        c.shape(tilted(*_shift(x, y, 120, -60 + row * 15, turn), 4, 8, turn), STONE)
    for row, (left, wide) in enumerate(((-200, 110), (-40, 110), (-200, 70), (-60, 70))):
        c.shape(
            tilted(*_shift(x, y, left + wide / 2, -20 + (row // 2) * 56, turn), wide, 16, turn),
            mix(SOFT, MIST, 0.3),
        )
    for bar in range(16):
        wide = (3, 6, 3, 9)[bar * 7 % 4]
        c.shape(tilted(*_shift(x, y, 150 + bar * 7, 24, turn), wide, 100, turn), INK)
    c.line([_shift(x, y, -80, -20, turn), _shift(x, y, -52, -20, turn)], LAMP, 5)


def _pen(c: Canvas, start: Point, end: Point) -> None:
    c.stroke([(start[0] + 12, start[1] + 18), (end[0] + 12, end[1] + 18)], fade(INK, 0.22), 24)
    c.stroke([start, end], INK, 26)
    middle = (start[0] + (end[0] - start[0]) * 0.55, start[1] + (end[1] - start[1]) * 0.55)
    c.line([middle, (middle[0] + 16, middle[1] - 6.5)], LAMP, 26)
    c.shape(
        [(end[0] - 6, end[1] - 12), (end[0] + 54, end[1] - 22), (end[0] + 5, end[1] + 12)], STONE
    )


def _tea_from_above(c: Canvas, x: float, y: float) -> None:
    c.disc(x + 16, y + 18, 150, fade(INK, 0.22))
    c.disc(x, y, 150, PALE)
    c.ring(x, y, 140, TEAL, 4)
    c.ring(x + 96, y - 62, 46, MIST, 18)
    c.disc(x, y, 100, PAPER)
    c.disc(x, y, 86, mix(GOLD, CLAY, 0.5))
    c.disc(x - 8, y - 8, 70, mix(GOLD, CLAY, 0.3))
    for turn in (20, 150, 260):
        leaf_shape(c, *around(x, y, 16, turn), 44, turn + 40, LEAF, 0.18)


def _glasses(c: Canvas, x: float, y: float) -> None:
    for dx in (-84, 84):
        c.disc(x + dx, y, 66, fade(MIST, 0.35), 56)
        c.ring(x + dx, y, 68, INK, 9, 58)
    c.line(curve([(x - 18, y - 10), (x, y - 24), (x + 18, y - 10)]), INK, 9)
    for side in (-1, 1):
        c.line(
            curve([(x + side * 150, y - 10), (x + side * 176, y - 70), (x + side * 120, y - 150)]),
            INK,
            9,
        )


def _leaves_from_above(c: Canvas, x: float, y: float) -> None:
    for turn in range(0, 360, 36):
        leaf_shape(c, x + 12, y + 14, 190, turn, fade(INK, 0.14), 0.17)
    for turn in range(0, 360, 36):
        leaf_shape(
            c, x, y, 190 - turn % 5 * 8, turn, mix(LEAF, PINE if turn % 72 else MOSS, 0.4), 0.17
        )


def hotline_desk(c: Canvas) -> None:
    c.box(0, 0, WIDTH, HEIGHT, mix(DEEP, DUSK, 0.3))
    frame = quad(120, 70, 1360, 590)
    with c.inside(frame):
        sky(c, [NIGHT, mix(NIGHT, DUSK, 0.6), DUSK, MAUVE], 560, 9)
        c.disc(360, 190, 48, mix(CREAM, MIST, 0.4))
        ridge(c, 601, 560, 180, mix(DUSK, MAUVE, 0.3), 1.5)
        skyline(c, (100, 1500), 640, (60, 260), mix(RIVER, DUSK, 0.4), 61, 0.34)
    for x in (112, 560, 1020, 1472):
        c.box(x, 64, 16, 604, mix(INK, RIVER, 0.4))
    c.box(100, 58, 1400, 18, mix(INK, RIVER, 0.4))
    c.box(90, 656, 1420, 24, mix(INK, RIVER, 0.55))
    c.box(0, 820, WIDTH, 260, mix(WOOD, CLAY, 0.2))
    c.box(0, 820, WIDTH, 14, mix(WOOD, CREAM, 0.35))
    c.box(0, 980, WIDTH, 100, mix(BARK, INK, 0.25))
    c.disc(330, 850, 340, fade(LAMP, 0.3), 36)
    _desk_lamp(c, 170, 840)
    _call_screen(c, 800, 836)
    _headset(c, 1240, 846)
    _telephone(c, 410, 900)
    pot_plant(c, 1480, 850, 250, MIST)
    for row, colour in enumerate((RIVER, CLAY, SAND)):
        c.box(1050 + row * 10, 930 - row * 24, 230 - row * 18, 24, colour, 4)
        c.box(1070 + row * 10, 938 - row * 24, 40, 6, mix(colour, MIST, 0.5))


def _desk_lamp(c: Canvas, x: float, base: float) -> None:
    c.shape(
        [(x + 130, base - 330), (x + 260, base - 350), (x + 470, base + 20), (x + 10, base + 20)],
        fade(LAMP, 0.17),
    )
    c.box(x - 80, base - 18, 160, 22, INK, 8)
    c.line([(x, base - 14), (x - 60, base - 220), (x + 130, base - 400)], STONE, 11)
    c.disc(x - 60, base - 220, 16, INK)
    c.shape(
        [(x + 96, base - 420), (x + 170, base - 436), (x + 268, base - 348), (x + 122, base - 320)],
        CINNABAR,
    )
    c.shape(
        [
            (x + 268, base - 348),
            (x + 122, base - 320),
            (x + 140, base - 312),
            (x + 250, base - 334),
        ],
        CREAM,
    )


def _call_screen(c: Canvas, x: float, base: float) -> None:
    c.box(x - 30, base - 90, 60, 86, SOFT)
    c.box(x - 120, base - 16, 240, 18, SOFT, 8)
    c.box(x - 260, base - 410, 520, 330, INK, 14)
    c.box(x - 244, base - 394, 488, 298, mix(RIVER, INK, 0.3))
    for number in range(37):
        tall = 12 + 78 * abs(((number * 37) % 19) / 19 - 0.5) * 2 * (1 - abs(number - 18) / 22)
        c.box(
            x - 218 + number * 12,
            base - 290 - tall / 2,
            6,
            tall,
            LAMP if number < 22 else SEAFOAM,
            3,
        )
    chart(c, (x - 228, base - 206, 140, 96), "ring", 8)
    for row in range(4):
        c.box(x - 64, base - 200 + row * 24, 250 - row * 34, 10, mix(SEAFOAM, RIVER, 0.4), 5)
    c.box(x - 190, base + 22, 380, 44, mix(STONE, INK, 0.25), 8)
    for row in range(3):
        for key in range(15):
            c.box(x - 182 + key * 24.6, base + 27 + row * 12, 20, 9, MIST, 2)


def _headset(c: Canvas, x: float, base: float) -> None:
    """A headset hung on its stand."""
    c.box(x - 80, base - 14, 160, 18, INK, 8)
    c.box(x - 8, base - 300, 16, 290, STONE)
    c.box(x - 44, base - 314, 88, 22, INK, 10)
    band = [around(x, base - 210, 108, turn) for turn in range(-90, 91, 10)]
    c.line(band, INK, 20)
    c.line([around(x, base - 210, 101, turn) for turn in range(-60, 61, 10)], RIVER, 8)
    for side in (-1, 1):
        c.box(x + side * 108 - 26, base - 236, 52, 108, INK, 20)
        c.box(x + side * 90 - 14, base - 228, 28, 92, CLAY, 12)
    c.line(curve([(x - 112, base - 134), (x - 96, base - 70), (x - 30, base - 66)]), INK, 8)
    c.stroke([(x - 42, base - 66), (x - 14, base - 68)], SOFT, 20)


def _telephone(c: Canvas, x: float, base: float) -> None:
    body = [(x - 150, base), (x - 120, base - 120), (x + 130, base - 120), (x + 170, base)]
    c.shape([(px + 16, py + 12) for px, py in body], fade(INK, 0.3))
    c.shape(body, mix(MIST, SAND, 0.3))
    c.shape(
        [(x + 10, base - 106), (x + 118, base - 106), (x + 130, base - 74), (x + 8, base - 74)],
        mix(RIVER, SEAFOAM, 0.3),
    )
    for row in range(3):
        for key in range(4):
            c.box(x + 8 + key * 33 + row * 2, base - 62 + row * 19, 25, 13, SOFT, 4)
    c.box(x - 124, base - 150, 70, 150, mix(INK, SOFT, 0.15), 26)
    c.box(x - 136, base - 166, 94, 52, INK, 20)
    c.box(x - 142, base - 44, 98, 50, INK, 20)
    c.disc(x + 146, base - 14, 6, LAMP)
    cord = [(x - 140 - 14 * (n % 2), base - 12 + n * 7) for n in range(14)]
    c.line(curve(cord, 5), INK, 5)


PICTURES = {
    "passport-desk": passport_desk,
    "hotline-desk": hotline_desk,
}
