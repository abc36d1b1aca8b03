"""A city model under the lights of an exhibition hall."""

from random import Random

from drawing.canvas import HEIGHT, WIDTH, Canvas, Point, curve, quad, toward
from drawing.colour import (
    CREAM,
    DUSK,
    INK,
    LAMP,
    LEAF,
    MIST,
    MOSS,
    NIGHT,
    PAPER,
    RIVER,
    SAND,
    SEAFOAM,
    SOFT,
    STONE,
    TEAL,
    WATER,
    mix,
)
from drawing.furniture import (
    light_cone,
    room,
)
from drawing.landscape import ridge, sky


def exhibition_hall_model(c: Canvas) -> None:
    room(c, mix(NIGHT, INK, 0.3), mix(INK, NIGHT, 0.5), 620)
    _light_wall(c)
    for number in range(9):
        x = 80 + number * 180
        c.box(x - 12, 0, 24, 44, SOFT)
        light_cone(c, x, 44, 150, 700 + 60 * (number % 2), 0.075)
    _plinth(c)
    _model_city(c)
    _railing(c)


def _light_wall(c: Canvas) -> None:
    """A glowing panel with a long outline of hills."""
    frame = quad(140, 150, 1320, 330)
    with c.inside(frame):
        sky(c, [RIVER, TEAL, WATER], 480, 6)
        ridge(c, 331, 480, 150, mix(WATER, SEAFOAM, 0.4), 2)
        ridge(c, 333, 500, 110, TEAL, 3)
        ridge(c, 335, 510, 70, RIVER, 4)
    c.box(140, 490, 1320, 5, LAMP)
    c.box(0, 604, WIDTH, 16, mix(RIVER, INK, 0.5))


NEAR_LEFT, NEAR_RIGHT, FAR_RIGHT, FAR_LEFT = (-60, 930), (1660, 930), (1330, 610), (270, 610)


def _on_model(across: float, deep: float) -> Point:
    """A place on the model's plate: across 0 to 1, deep 0 (near) to 1."""
    share = 1 - (1 - deep) ** 1.25
    left, right = toward(NEAR_LEFT, FAR_LEFT, share), toward(NEAR_RIGHT, FAR_RIGHT, share)
    return toward(left, right, across)


def _plinth(c: Canvas) -> None:
    c.shape([NEAR_LEFT, NEAR_RIGHT, (1600, HEIGHT), (0, HEIGHT)], mix(INK, RIVER, 0.35))
    c.box(-60, 930, 1720, 10, mix(LAMP, CREAM, 0.2))
    c.shape([NEAR_LEFT, NEAR_RIGHT, FAR_RIGHT, FAR_LEFT], mix(SAND, MIST, 0.3))
    river = [
        (-0.02, 0.62),
        (0.16, 0.5),
        (0.34, 0.56),
        (0.5, 0.36),
        (0.66, 0.3),
        (0.84, 0.44),
        (1.02, 0.34),
    ]
    for wide, colour in ((0.1, mix(SAND, STONE, 0.5)), (0.075, WATER), (0.035, SEAFOAM)):
        upper = [_on_model(a, d + wide) for a, d in river]
        lower = [_on_model(a, d - wide) for a, d in river]
        c.shape([*curve(upper), *reversed(curve(lower))], colour)
    for across in (0.24, 0.75):
        c.line([_on_model(across, 0.2), _on_model(across, 0.75)], PAPER, 7)


def _model_city(c: Canvas) -> None:
    """White blocks, tall in the middle, trees between, drawn from back to front."""
    rng = Random(24)
    for row in range(13):
        deep = 0.97 - row * 0.077
        for column in range(26):
            across = 0.03 + column * 0.0375 + rng.uniform(-0.008, 0.008)
            if abs(deep - _river_at(across)) < 0.15:
                continue
            x, y = _on_model(across, deep)
            size = 1.25 - 0.6 * deep
            if rng.random() < 0.3:
                c.disc(x, y - 8 * size, 13 * size, mix(MOSS, LEAF, rng.random()))
                continue
            centre = max(0.0, 1 - abs(across - 0.5) * 2.6) * max(0.2, deep)
            tall = (22 + rng.uniform(0, 40) + 190 * centre * rng.random()) * size
            _block(c, x, y, 24 * size, tall, rng.random() < 0.06)


def _river_at(across: float) -> float:
    points = curve(
        [
            (-0.02, 0.62),
            (0.16, 0.5),
            (0.34, 0.56),
            (0.5, 0.36),
            (0.66, 0.3),
            (0.84, 0.44),
            (1.02, 0.34),
        ]
    )
    return min(points, key=lambda point: abs(point[0] - across))[1]


def _block(c: Canvas, x: float, y: float, half: float, tall: float, lit: bool) -> None:
    front = mix(LAMP, CREAM, 0.2) if lit else MIST
    c.box(x - half, y - tall, half * 1.3, tall, front)
    c.box(x + half * 0.3, y - tall, half * 0.6, tall, mix(front, DUSK, 0.4))
    c.shape(
        [
            (x - half, y - tall),
            (x + half * 0.3, y - tall),
            (x + half * 0.9, y - tall - half * 0.3),
            (x - half * 0.4, y - tall - half * 0.3),
        ],
        PAPER,
    )


def _railing(c: Canvas) -> None:
    for number in range(9):
        c.box(20 + number * 195, 960, 7, 110, STONE)
    c.box(-20, 952, 1660, 12, STONE, 5)
    c.box(-20, 1010, 1660, 5, mix(STONE, INK, 0.4))


PICTURES = {
    "exhibition-hall-model": exhibition_hall_model,
}
