"""A smart park seen from above and aside."""

from collections.abc import Callable
from functools import partial
from random import Random

from drawing.canvas import HEIGHT, WIDTH, Canvas, Point, curve
from drawing.colour import (
    BARK,
    CLAY,
    GOLD,
    INK,
    LAMP,
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
    TEAL,
    WATER,
    WOOD,
    Colour,
    fade,
    mix,
)
from drawing.plants import round_tree, tall_tree


def iso(x: float, y: float, z: float = 0) -> Point:
    """A place in the park seen from above and aside, in steps of one tree."""
    return 800 + (x - y) * 52, 190 + (x + y) * 29 - z * 52


def iso_box(
    c: Canvas, x: float, y: float, size: tuple[float, float, float], wall: Colour, z: float = 0
) -> None:
    """A block from its near corner back: width along x, depth along y, height."""
    wide, deep, tall = size
    top = [
        iso(x, y, z + tall),
        iso(x + wide, y, z + tall),
        iso(x + wide, y + deep, z + tall),
        iso(x, y + deep, z + tall),
    ]
    c.shape(
        [iso(x, y + deep, z), iso(x + wide, y + deep, z), top[2], top[3]], mix(wall, TEAL, 0.16)
    )
    c.shape(
        [iso(x + wide, y, z), iso(x + wide, y + deep, z), top[2], top[1]], mix(wall, RIVER, 0.42)
    )
    c.shape(top, mix(wall, PAPER, 0.45))


def wisdom_park(c: Canvas) -> None:
    c.box(0, 0, WIDTH, HEIGHT, mix(SEAFOAM, PALE, 0.4))
    ground = [iso(-1, -1), iso(16, -1), iso(16, 16), iso(-1, 16)]
    for drop, colour in ((60, mix(BARK, WOOD, 0.5)), (24, PINE)):
        c.shape([(x, y + drop) for x, y in ground], colour)
    c.shape(ground, mix(MOSS, MIST, 0.18))
    _lake_and_paths(c)
    _park_things(c)


def _lake_and_paths(c: Canvas) -> None:
    path = mix(SAND, MIST, 0.5)
    for line in (
        [(-1, 4), (4, 4.4), (7, 3), (11, 4), (16, 3.4)],
        [(4, 4.4), (3.4, 8), (5, 12), (4.4, 16)],
        [(11, 4), (13.2, 8), (11.4, 12.6), (5, 12)],
    ):
        c.line(curve([iso(x, y) for x, y in line]), path, 34)
    lake = [(5.2, 6.2), (8, 5.2), (11, 6.4), (11.6, 9), (9.6, 11), (6.8, 10.6), (5, 8.6)]
    c.blob([iso(x - 0.15, y - 0.15) for x, y in lake], path)
    c.blob([iso(x, y, -0.1) for x, y in lake], TEAL)
    c.blob([iso(x + 0.12, y + 0.2, -0.1) for x, y in lake], WATER)
    for x, y, long in ((7, 7.4, 60), (9.2, 7.2, 90), (8.2, 9.4, 70), (10, 9, 50)):
        px, py = iso(x, y)
        c.box(px - long / 2, py, long, 4, SEAFOAM, 2)
    c.line(curve([iso(8.6, 4.6), iso(9.4, 6.6, 0.4), iso(10.4, 7.6, 0.4), iso(12.4, 8)]), MIST, 16)
    c.line(
        curve([iso(8.6, 4.6, 0.3), iso(9.4, 6.6, 0.7), iso(10.4, 7.6, 0.7), iso(12.4, 8, 0.3)]),
        CLAY,
        4,
    )


def _park_things(c: Canvas) -> None:
    """Everything that stands in the park, drawn from the back to the front."""
    things: list[tuple[float, Callable[[], None]]] = [
        (x + y, partial(_pavilion, c, x, y, size))
        for x, y, size in (
            (1, 0.2, (4, 2.4, 2.2)),
            (8.4, 0.4, (5.4, 2, 1.3)),
            (0, 6.6, (2.2, 4, 1.6)),
            (13.6, 9.4, (2, 4, 1.8)),
            (7, 13, (3.2, 2, 1.4)),
        )
    ]
    things += [
        (2 * y + 4, partial(_solar, c, x, y))
        for x, y in ((13.4, 5.2), (14.4, 5.2), (13.4, 6.6), (14.4, 6.6))
    ]
    things += [
        (20.2, partial(_turbine, c, 14.6, 1.2)),
        (9.2, partial(_turbine, c, 7, 0.4)),
        (16.8, partial(_shuttle, c, 12.4, 4.1)),
        (17, partial(_shuttle, c, 4.1, 12.7)),
    ]
    rng = Random(18)
    spots = [(rng.uniform(-0.6, 15.6), rng.uniform(-0.6, 15.6)) for _ in range(460)]
    things += [
        (x + y, partial(_park_tree, c, x, y, rng.uniform(56, 92)))
        for x, y in spots
        if _is_lawn(x, y)
    ]
    for _, draw in sorted(things, key=lambda thing: thing[0]):
        draw()


def _is_lawn(x: float, y: float) -> bool:
    taken = (
        (0.4, -0.6, 5.6, 3.2),
        (7.8, -0.4, 14.4, 3),
        (-0.6, 6, 2.8, 11.2),
        (13, 8.8, 16, 14),
        (6.4, 12.4, 10.8, 15.6),
        (12.6, 4.6, 15.6, 7.8),
        (4.4, 4.6, 12.2, 11.6),
    )
    if any(left < x < right and near < y < far for left, near, right, far in taken):
        return False
    return (
        abs(y - 3.9) > 0.75
        and abs(x - 4.2) > 0.9
        and not (x > 11 and abs(x - 12.5) < 1.1)
        and not (4 < x < 12 and abs(y - 12.3) < 0.8)
    )


def _pavilion(c: Canvas, x: float, y: float, size: tuple[float, float, float]) -> None:
    wide, deep, tall = size
    iso_box(c, x, y, size, mix(MIST, SAND, 0.25))
    for number in range(int(wide * 2)):
        a, b = x + 0.14 + number * 0.5, x + 0.44 + number * 0.5
        c.shape(
            [
                iso(a, y + deep, 0.2),
                iso(b, y + deep, 0.2),
                iso(b, y + deep, tall - 0.3),
                iso(a, y + deep, tall - 0.3),
            ],
            mix(TEAL, RIVER, 0.3),
        )
    for number in range(int(deep * 2)):
        a, b = y + 0.14 + number * 0.5, y + 0.44 + number * 0.5
        c.shape(
            [
                iso(x + wide, a, 0.2),
                iso(x + wide, b, 0.2),
                iso(x + wide, b, tall - 0.3),
                iso(x + wide, a, tall - 0.3),
            ],
            LAMP if number % 3 == 1 else mix(RIVER, INK, 0.3),
        )
    iso_box(c, x - 0.25, y - 0.25, (wide + 0.5, deep + 0.5, 0.18), mix(MIST, SAND, 0.2), tall)
    iso_box(c, x + 0.5, y + 0.4, (wide - 1, deep - 0.9, 0.14), MOSS, tall + 0.18)


def _solar(c: Canvas, x: float, y: float) -> None:
    c.line([iso(x + 0.35, y + 0.5), iso(x + 0.35, y + 0.5, 0.5)], SOFT, 6)
    c.shape(
        [iso(x, y, 0.9), iso(x + 0.8, y, 0.9), iso(x + 0.8, y + 1, 0.35), iso(x, y + 1, 0.35)],
        RIVER,
    )
    for share in (0.33, 0.66):
        c.line([iso(x + 0.8 * share, y, 0.9), iso(x + 0.8 * share, y + 1, 0.35)], SEAFOAM, 2)
    c.line([iso(x, y + 0.5, 0.62), iso(x + 0.8, y + 0.5, 0.62)], SEAFOAM, 2)


def _turbine(c: Canvas, x: float, y: float) -> None:
    (px, py), (hx, hy) = iso(x, y), iso(x, y, 4)
    c.shape([(px - 7, py), (px + 7, py), (hx + 3, hy), (hx - 3, hy)], PAPER)
    for dx, dy in ((0, -92), (80, 46), (-80, 46)):
        c.shape(
            [
                (hx - dy * 0.05, hy + dx * 0.05),
                (hx + dx, hy + dy),
                (hx + dy * 0.05, hy - dx * 0.05),
            ],
            MIST,
        )
    c.disc(hx, hy, 8, SOFT)


def _shuttle(c: Canvas, x: float, y: float) -> None:
    iso_box(c, x - 0.5, y - 0.3, (1.1, 0.6, 0.62), LAMP, 0.1)
    c.shape(
        [
            iso(x - 0.4, y + 0.3, 0.34),
            iso(x + 0.5, y + 0.3, 0.34),
            iso(x + 0.5, y + 0.3, 0.6),
            iso(x - 0.4, y + 0.3, 0.6),
        ],
        RIVER,
    )


def _park_tree(c: Canvas, x: float, y: float, size: float) -> None:
    px, py = iso(x, y)
    c.disc(px + size * 0.14, py, size * 0.3, fade(PINE, 0.35), size * 0.13)
    if int(size) % 4 == 0:
        tall_tree(c, px, py, size * 1.2, LEAF)
    else:
        round_tree(c, px, py, size, (LEAF, MOSS, mix(LEAF, GOLD, 0.25))[int(size) % 3])


PICTURES = {
    "wisdom-park": wisdom_park,
}
