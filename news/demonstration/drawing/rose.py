"""A compass rose: no coast, no border, no place."""

from drawing.canvas import HEIGHT, WIDTH, Canvas, around
from drawing.colour import (
    CINNABAR,
    CREAM,
    DEEP,
    INK,
    LAMP,
    MIST,
    RIVER,
    SAND,
    SEAFOAM,
    TEAL,
    WATER,
    fade,
    mix,
)


def compass(c: Canvas) -> None:
    """Rings of distance and a rose of bearings: no coast, no border, no place."""
    c.box(0, 0, WIDTH, HEIGHT, RIVER)
    x, y = 800, 534
    for radius, share in ((1000, 0.1), (800, 0.2), (600, 0.3), (400, 0.42)):
        c.disc(x, y, radius, mix(RIVER, DEEP, share * 2))
    for number, radius in enumerate((200, 300, 400, 500, 600, 700, 800, 900)):
        c.ring(
            x,
            y,
            radius,
            fade(SEAFOAM, 0.6 if number % 2 == 0 else 0.28),
            2.4 if number % 2 == 0 else 1.6,
        )
    _bearings(c, x, y)
    _rose(c, x, y)


def _bearings(c: Canvas, x: float, y: float) -> None:
    for turn in range(0, 360, 15):
        start = 214 if turn % 45 else 392
        c.line([around(x, y, start, turn), around(x, y, 1000, turn)], fade(SEAFOAM, 0.16), 1.6)
    for turn in range(0, 360, 2):
        long = 30 if turn % 30 == 0 else 20 if turn % 10 == 0 else 10
        c.line(
            [around(x, y, 500, turn), around(x, y, 500 - long, turn)],
            mix(SEAFOAM, CREAM, 0.4),
            3 if turn % 10 == 0 else 1.8,
        )
    for radius in (400, 600, 800):
        for turn in range(0, 360, 45):
            c.disc(*around(x, y, radius, turn + 22.5), 4, LAMP)
    for turn in range(0, 360, 10):
        if turn % 20:
            c.shape(
                [around(x, y, 508, turn), around(x, y, 520, turn + 1), around(x, y, 520, turn - 1)],
                LAMP,
            )


def _rose(c: Canvas, x: float, y: float) -> None:
    """Thirty-two bearings, the four chief ones longest, each half light and half dark."""
    c.disc(x, y, 190, mix(DEEP, INK, 0.3))
    c.ring(x, y, 190, LAMP, 3)
    c.ring(x, y, 176, fade(SEAFOAM, 0.5), 1.6)
    rows = (
        (22.5, 45, 214, 30, WATER, TEAL),
        (45, 90, 290, 46, SEAFOAM, WATER),
        (0, 90, 430, 62, MIST, SAND),
    )
    for first, step, long, wide, light, dark in rows:
        for number in range(int(360 / step)):
            turn = first + number * step
            tip = around(x, y, long, turn)
            c.shape([(x, y), around(x, y, wide, turn - 45), tip], light)
            c.shape([(x, y), around(x, y, wide, turn + 45), tip], mix(dark, INK, 0.35))
    c.shape(
        [around(x, y, 430, 0), around(x, y, 300, 2.9), (x, y - 250), around(x, y, 300, -2.9)],
        CINNABAR,
    )
    c.disc(x, y, 34, RIVER)
    c.disc(x, y, 25, LAMP)
    c.disc(x, y, 11, INK)


PICTURES = {
    "map-free-compass": compass,
}
