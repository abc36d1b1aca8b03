"""A bench in a research laboratory."""

from drawing.canvas import WIDTH, Canvas, curve, quad
from drawing.colour import (
    CLAY,
    CREAM,
    GOLD,
    INK,
    LAMP,
    MIST,
    PALE,
    PAPER,
    PEACH,
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
from drawing.furniture import chart, pendant, room
from drawing.landscape import cloud, ranges, sky
from drawing.plants import pot_plant


def research_lab(c: Canvas) -> None:
    room(c, mix(PALE, MIST, 0.45), mix(SEAFOAM, MIST, 0.3), 866)
    frame = quad(70, 90, 520, 440)
    with c.inside(frame):
        sky(c, [SEAFOAM, PALE, CREAM], 440, 6)
        cloud(c, 250, 210, 52)
        ranges(c, 401, (430, 520, 3), 130, mix(SEAFOAM, PALE, 0.3), TEAL)
    for x, y, wide, tall in (
        (62, 82, 536, 12),
        (62, 526, 536, 18),
        (62, 82, 12, 450),
        (586, 82, 12, 450),
        (324, 82, 10, 450),
    ):
        c.box(x, y, wide, tall, PAPER)
    for y in (210, 400):
        _bottle_shelf(c, 900, y, 620)
    for x in (420, 800, 1180):
        pendant(c, x, 70, 120, RIVER)
    c.box(0, 850, WIDTH, 30, PAPER)
    c.box(0, 880, WIDTH, 190, mix(RIVER, TEAL, 0.35))
    for number in range(6):
        c.box(20 + number * 264, 908, 244, 180, mix(RIVER, TEAL, 0.6), 8)
        c.box(100 + number * 264, 934, 84, 10, PALE, 5)
    _microscope(c, 420, 850)
    for x, size, colour in ((720, 260, LAMP), (890, 190, SEAFOAM), (1006, 140, ROSE)):
        _flask(c, x, 850, size, colour)
    _tube_rack(c, 1086, 850)
    _monitor(c, 1400, 850)
    pot_plant(c, 150, 850, 250, SAND)


def _bottle_shelf(c: Canvas, x: float, y: float, width: float) -> None:
    c.box(x, y, width, 14, WOOD)
    colours = (TEAL, LAMP, SEAFOAM, MIST, CLAY, RIVER, WATER, PEACH)
    for number in range(12):
        tall, left = 60 + (number * 37) % 52, x + 18 + number * 49
        colour = colours[(number * 3 + int(y)) % 8]
        c.box(left, y - tall, 36, tall, colour, 8)
        c.box(left + 9, y - tall - 16, 18, 20, mix(colour, INK, 0.4), 3)
        c.box(left + 5, y - tall * 0.64, 26, tall * 0.34, MIST, 2)


def _flask(c: Canvas, x: float, base: float, size: float, colour: Colour) -> None:
    """A conical flask half filled."""
    glass = [
        (x - size * 0.1, base - size),
        (x + size * 0.1, base - size),
        (x + size * 0.1, base - size * 0.62),
        (x + size * 0.36, base - size * 0.06),
        (x + size * 0.3, base),
        (x - size * 0.3, base),
        (x - size * 0.36, base - size * 0.06),
        (x - size * 0.1, base - size * 0.62),
    ]
    c.shape(glass, fade(SEAFOAM, 0.55))
    c.shape(
        [
            (x - size * 0.23, base - size * 0.34),
            (x + size * 0.23, base - size * 0.34),
            (x + size * 0.36, base - size * 0.06),
            (x + size * 0.3, base),
            (x - size * 0.3, base),
            (x - size * 0.36, base - size * 0.06),
        ],
        colour,
    )
    c.disc(x, base - size * 0.34, size * 0.23, mix(colour, MIST, 0.4), size * 0.04)
    for dx, dy, r in ((-0.1, 0.16, 0.035), (0.08, 0.22, 0.025), (0.02, 0.1, 0.03)):
        c.disc(x + dx * size, base - dy * size, r * size, mix(colour, MIST, 0.5))
    c.line([*glass, glass[0]], mix(TEAL, MIST, 0.3), 3)
    c.box(x - size * 0.14, base - size * 1.03, size * 0.28, size * 0.05, mix(TEAL, MIST, 0.3), 3)


def _tube_rack(c: Canvas, x: float, base: float) -> None:
    for number, colour in enumerate((TEAL, LAMP, CLAY, SEAFOAM, GOLD)):
        left = x + number * 34
        c.box(left, base - 140, 20, 132, fade(WATER, 0.4), 9)
        c.box(left, base - 80 - 8 * (number % 3), 20, 72 + 8 * (number % 3), colour, 9)
    for y in (112, 44, 8):
        c.box(x - 16, base - y, 190, 10, WOOD, 3)
    for dx in (-16, 164):
        c.box(x + dx, base - 116, 10, 116, WOOD)


def _microscope(c: Canvas, x: float, base: float) -> None:
    """A large microscope seen from the side."""
    body, dark = mix(CLAY, LAMP, 0.35), mix(INK, RIVER, 0.4)
    c.box(x - 150, base - 40, 290, 40, dark, 14)
    c.shape(
        curve(
            [
                (x + 60, base - 40),
                (x + 132, base - 150),
                (x + 130, base - 300),
                (x + 40, base - 370),
            ]
        )
        + curve(
            [(x + 6, base - 320), (x + 70, base - 270), (x + 74, base - 150), (x - 6, base - 40)]
        ),
        body,
    )
    c.box(x - 120, base - 160, 210, 22, dark, 6)
    c.box(x - 60, base - 168, 84, 8, mix(LAMP, CREAM, 0.3))
    c.box(x - 40, base - 100, 48, 60, STONE, 8)
    c.disc(x - 16, base - 104, 20, LAMP, 8)
    tube = [(x - 44, base - 250), (x + 16, base - 250), (x + 16, base - 400), (x - 44, base - 400)]
    c.shape(tube, body)
    c.box(x - 4, base - 400, 20, 150, mix(body, TEAL, 0.3))
    c.box(x - 34, base - 250, 40, 26, dark, 4)
    c.box(x - 26, base - 226, 24, 46, STONE, 4)
    c.shape(
        [(x - 40, base - 396), (x - 4, base - 430), (x - 100, base - 530), (x - 136, base - 496)],
        body,
    )
    c.shape(
        [(x - 88, base - 518), (x - 110, base - 540), (x - 146, base - 504), (x - 124, base - 482)],
        dark,
    )
    c.disc(x + 92, base - 176, 30, dark)
    c.disc(x + 92, base - 176, 17, SOFT)


def _monitor(c: Canvas, x: float, base: float) -> None:
    c.box(x - 22, base - 70, 44, 64, SOFT)
    c.box(x - 90, base - 14, 180, 14, SOFT, 6)
    c.box(x - 190, base - 320, 380, 256, INK, 12)
    chart(c, (x - 176, base - 306, 352, 140), "wave", 5)
    chart(c, (x - 176, base - 160, 170, 84), "bars", 2)
    chart(c, (x + 6, base - 160, 170, 84), "ring", 3)


PICTURES = {
    "research-lab": research_lab,
}
