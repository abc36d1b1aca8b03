"""Where machines are made and tried: a smart factory and a test hall."""

from drawing.canvas import HEIGHT, WIDTH, Canvas, around, curve
from drawing.colour import (
    CINNABAR,
    CLAY,
    CREAM,
    DEEP,
    GOLD,
    INK,
    LAMP,
    MIST,
    MOSS,
    NIGHT,
    PALE,
    RIVER,
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
from drawing.furniture import chart, room


def industrial_internet_hall(c: Canvas) -> None:
    room(c, mix(PALE, SEAFOAM, 0.35), mix(STONE, PALE, 0.35), 640)
    _trusses(c)
    for x, kind, seed in ((90, "bars", 8), (450, "net", 4), (1170, "wave", 6)):
        wide = 680 if kind == "net" else 320
        c.box(x - 8, 152, wide + 16, 276, INK, 8)
        chart(c, (x, 160, wide, 260), kind, seed)
        for dx in (40, wide - 40):
            c.line([(x + dx, 60), (x + dx, 152)], SOFT, 4)
    for x in range(0, 1600, 200):
        c.shape(
            [
                (x + 40, HEIGHT),
                (x + 130, HEIGHT),
                (800 + (x + 130 - 800) * 0.5, 640),
                (800 + (x + 40 - 800) * 0.5, 640),
            ],
            mix(STONE, PALE, 0.55),
        )
    _machine_row(c)
    _conveyor(c, 800)
    for x, size, turn in ((330, 1, 0), (830, 1.06, 14), (1330, 1, -8)):
        _robot_arm(c, x, 1000, size, turn)
    c.box(0, 1000, WIDTH, 70, mix(LAMP, GOLD, 0.4))
    for number in range(24):
        x = number * 80 - 40
        c.shape([(x, HEIGHT), (x + 38, HEIGHT), (x + 78, 1016), (x + 40, 1016)], INK)
    c.box(0, 1000, WIDTH, 16, INK)


def _trusses(c: Canvas) -> None:
    c.box(0, 0, WIDTH, 70, mix(RIVER, TEAL, 0.3))
    for number in range(22):
        x = number * 80 - 20
        c.line([(x, 10), (x + 40, 62), (x + 80, 10)], mix(SEAFOAM, TEAL, 0.3), 6)
    c.box(0, 4, WIDTH, 8, SEAFOAM)
    c.box(0, 60, WIDTH, 10, SEAFOAM)
    for x in range(120, 1600, 340):
        c.box(x, 74, 140, 14, mix(LAMP, CREAM, 0.6), 6)


def _machine_row(c: Canvas) -> None:
    for number in range(5):
        x = 40 + number * 320
        c.box(x, 500, 250, 190, MIST, 14)
        c.box(x, 640, 250, 50, mix(RIVER, TEAL, 0.35), 8)
        c.box(x + 24, 528, 120, 84, mix(RIVER, INK, 0.4), 10)
        c.box(x + 34, 590, 60 + number * 8, 10, LAMP, 4)
        for dot, colour in enumerate((LAMP, SEAFOAM, MOSS)):
            c.disc(x + 176 + dot * 24, 546, 8, colour)
        c.box(x + 112, 462, 20, 40, SOFT)
        c.box(x + 108, 446, 28, 20, (LAMP, MOSS, MOSS, LAMP, MOSS)[number], 5)


def _conveyor(c: Canvas, y: float) -> None:
    c.box(-20, y, 1640, 56, mix(INK, RIVER, 0.3), 8)
    c.box(-20, y, 1640, 12, SOFT)
    for number in range(28):
        c.disc(20 + number * 58, y + 34, 15, mix(SOFT, STONE, 0.4))
        c.disc(20 + number * 58, y + 34, 5, INK)
    for x in (90, 610, 1120, 1540):
        c.box(x, y + 56, 30, 160, SOFT)
    for number, x in enumerate((30, 150, 560, 690, 1090, 1200, 1500)):
        tall = 64 + 14 * (number % 2)
        c.box(x, y - tall, 92, tall, mix(SAND, WOOD, 0.3), 3)
        c.box(x + 60, y - tall, 32, tall, mix(SAND, WOOD, 0.55), 3)
        c.box(x + 34, y - tall, 16, tall, mix(SAND, MIST, 0.4))


def _robot_arm(c: Canvas, x: float, base: float, size: float, turn: float) -> None:
    """A jointed arm on a drum, its gripper bent to the right."""
    shade = mix(GOLD, CLAY, 0.45)
    shoulder = (x, base - 170 * size)
    elbow = around(*shoulder, 300 * size, -18 + turn)
    wrist = around(*elbow, 250 * size, 100 + turn)
    c.shape(
        [
            (x - 90 * size, base),
            (x + 90 * size, base),
            (x + 62 * size, base - 130 * size),
            (x - 62 * size, base - 130 * size),
        ],
        mix(INK, RIVER, 0.3),
    )
    c.box(x - 70 * size, base - 170 * size, 140 * size, 50 * size, GOLD, 10)
    for start, end, wide in ((shoulder, elbow, 62), (elbow, wrist, 46)):
        c.stroke([start, end], shade, (wide + 10) * size)
        c.stroke([start, end], GOLD, wide * size)
    for (jx, jy), radius in ((shoulder, 54), (elbow, 44), (wrist, 30)):
        c.disc(jx, jy, radius * size, mix(INK, RIVER, 0.3))
        c.disc(jx, jy, radius * size * 0.55, mix(STONE, MIST, 0.3))
    hand = (wrist[0] + 6, wrist[1] + 76 * size)
    c.stroke([wrist, hand], SOFT, 26 * size)
    for side in (-1, 1):
        c.line(
            [
                (hand[0], hand[1]),
                (hand[0] + side * 32 * size, hand[1] + 22 * size),
                (hand[0] + side * 26 * size, hand[1] + 64 * size),
            ],
            INK,
            12 * size,
        )


def vehicle_test_hall(c: Canvas) -> None:
    c.box(0, 0, WIDTH, HEIGHT, NIGHT)
    for number in range(9):
        share = 0.82**number
        x, y = 800 - 900 * share, 470 - 560 * share
        wide, tall = 1800 * share, 830 * share
        c.box(x, y, wide, tall, mix(DEEP, mix(TEAL, SEAFOAM, 0.3), number / 9), 120 * share)
        frame = 14 * share
        c.box(
            x + 40 * share,
            y + 40 * share,
            wide - 80 * share,
            tall,
            mix(LAMP, CREAM, 0.5),
            100 * share,
        )
        c.box(
            x + 40 * share + frame,
            y + 40 * share + frame,
            wide - 80 * share - 2 * frame,
            tall,
            mix(DEEP, mix(TEAL, SEAFOAM, 0.3), (number + 0.6) / 9),
            90 * share,
        )
    c.box(650, 340, 300, 200, mix(PALE, CREAM, 0.5), 30)
    c.shape(
        [(0, 760), (620, 560), (980, 560), (WIDTH, 760), (WIDTH, HEIGHT), (0, HEIGHT)],
        mix(INK, RIVER, 0.4),
    )
    for number in range(-6, 7):
        c.line([(800 + number * 30, 560), (800 + number * 220, HEIGHT)], mix(INK, TEAL, 0.4), 3)
    c.disc(800, 900, 660, mix(SOFT, RIVER, 0.4), 120)
    c.disc(800, 888, 660, mix(STONE, SEAFOAM, 0.35), 116)
    c.ring(800, 888, 610, LAMP, 5, 104)
    c.ring(800, 888, 470, mix(STONE, SOFT, 0.4), 3, 80)
    _car(c, 800, 900)
    for x, side in ((120, 1), (1480, -1)):
        _sensor_post(c, x, 960, side)


def _car(c: Canvas, x: float, base: float) -> None:
    """A car without a badge, facing left; wheels stand on `base`."""
    c.disc(x, base + 2, 520, fade(INK, 0.5), 26)
    body = curve(
        [
            (x - 500, base - 70),
            (x - 510, base - 140),
            (x - 440, base - 190),
            (x - 260, base - 220),
            (x - 60, base - 320),
            (x + 160, base - 326),
            (x + 350, base - 244),
            (x + 470, base - 214),
            (x + 506, base - 140),
            (x + 490, base - 60),
        ]
    )
    c.shape([*body, (x + 470, base - 44), (x - 470, base - 44)], mix(PALE, MIST, 0.5))
    c.shape(
        [
            *curve(
                [
                    (x - 505, base - 130),
                    (x - 200, base - 150),
                    (x + 200, base - 150),
                    (x + 503, base - 146),
                ]
            ),
            (x + 490, base - 60),
            (x + 470, base - 44),
            (x - 470, base - 44),
            (x - 500, base - 70),
        ],
        mix(SEAFOAM, WATER, 0.4),
    )
    _car_windows(c, x, base)
    _car_trim(c, x, base)
    c.box(x - 480, base - 60, 960, 18, INK, 6)
    for dx in (-300, 310):
        _wheel(c, x + dx, base - 72)


def _car_windows(c: Canvas, x: float, base: float) -> None:
    glass = curve(
        [
            (x - 226, base - 214),
            (x - 50, base - 300),
            (x + 150, base - 304),
            (x + 300, base - 232),
            (x + 250, base - 208),
        ]
    )
    c.shape([*glass, (x - 226, base - 208)], mix(INK, RIVER, 0.5))
    c.shape(
        [(x - 120, base - 210), (x - 50, base - 298), (x + 10, base - 302), (x - 60, base - 210)],
        fade(SEAFOAM, 0.35),
    )
    c.box(x + 26, base - 304, 14, 98, mix(PALE, MIST, 0.5))


def _car_trim(c: Canvas, x: float, base: float) -> None:
    """Doors, handles and lights."""
    for left in (-222, 34, 262):
        c.line([(x + left, base - 206), (x + left + 6, base - 70)], mix(WATER, INK, 0.25), 2.4)
    for left in (-20, 220):
        c.box(x + left - 50, base - 178, 50, 8, mix(WATER, INK, 0.35), 4)
    c.shape(
        curve(
            [
                (x - 506, base - 150),
                (x - 440, base - 186),
                (x - 390, base - 176),
                (x - 450, base - 146),
            ]
        ),
        mix(LAMP, CREAM, 0.5),
    )
    c.shape(
        [
            (x + 448, base - 206),
            (x + 486, base - 186),
            (x + 496, base - 164),
            (x + 456, base - 172),
        ],
        CINNABAR,
    )


def _wheel(c: Canvas, x: float, y: float) -> None:
    c.disc(x, y, 92, INK)
    c.disc(x, y, 78, mix(INK, SOFT, 0.25))
    c.disc(x, y, 52, STONE)
    c.disc(x, y, 45, SOFT)
    for turn in range(0, 360, 45):
        c.line([(x, y), around(x, y, 48, turn)], STONE, 9)
    c.disc(x, y, 13, INK)


def _sensor_post(c: Canvas, x: float, base: float, side: int) -> None:
    c.box(x - 60, base - 12, 120, 20, INK, 6)
    c.box(x - 9, base - 420, 18, 414, SOFT)
    for y in (400, 280, 160):
        c.box(x - 26 + side * 16, base - y, 60, 42, INK, 8)
        c.disc(x + 4 + side * 34, base - y + 21, 12, LAMP)
        c.shape(
            [
                (x + 4 + side * 40, base - y + 21),
                (x + side * 300, base - y + 70),
                (x + side * 300, base - y - 10),
            ],
            fade(LAMP, 0.1),
        )


PICTURES = {
    "industrial-internet-hall": industrial_internet_hall,
    "vehicle-test-hall": vehicle_test_hall,
}
