"""Trees, bushes and potted plants."""

import math
from random import Random

from drawing.canvas import Canvas, Point, Points, around, curve
from drawing.colour import BARK, LEAF, MIST, MOSS, PINE, Colour, mix


def round_tree(
    c: Canvas, x: float, y: float, size: float, leaf: Colour, trunk: Colour = BARK
) -> None:
    """A trunk and a crown lit from the left; `size` is its whole height."""
    c.box(x - size * 0.035, y - size * 0.5, size * 0.07, size * 0.5, trunk)
    dark, light = mix(leaf, PINE, 0.35), mix(leaf, MIST, 0.22)
    for dx, dy, r in ((0.16, -0.52, 0.22), (-0.17, -0.54, 0.23), (0, -0.75, 0.25)):
        c.disc(x + dx * size, y + dy * size, r * size, dark)
    for dx, dy, r in ((-0.2, -0.58, 0.18), (-0.03, -0.78, 0.21), (0.12, -0.57, 0.16)):
        c.disc(x + dx * size, y + dy * size, r * size, leaf)
    for dx, dy, r in ((-0.09, -0.83, 0.1), (-0.25, -0.63, 0.08)):
        c.disc(x + dx * size, y + dy * size, r * size, light)


def tall_tree(c: Canvas, x: float, y: float, size: float, leaf: Colour) -> None:
    """A slender pointed tree in two halves of light."""
    c.box(x - size * 0.025, y - size * 0.2, size * 0.05, size * 0.2, BARK)
    left = curve([(x, y - size), (x - size * 0.17, y - size * 0.42), (x, y - size * 0.1)])
    right = [(2 * x - px, py) for px, py in left]
    c.shape(left, mix(leaf, MIST, 0.12))
    c.shape(right, mix(leaf, PINE, 0.4))


def bush(c: Canvas, x: float, y: float, size: float, leaf: Colour, seed: int = 1) -> None:
    """A low round clump standing on y."""
    rng = Random(seed)
    for number in range(5):
        dx = (number - 2) * size * 0.36
        r = size * rng.uniform(0.3, 0.44)
        shade = mix(leaf, PINE, 0.3) if number % 2 else leaf
        c.disc(x + dx, y - r * 0.6, r, shade)


def foliage(c: Canvas, line: Points, size: float, leaf: Colour, seed: int = 1) -> None:
    """Crowns along a line, dark behind and lighter before."""
    rng = Random(seed)
    for depth, share in ((0, 0.45), (1, 0), (2, -1)):
        colour = mix(leaf, MIST, 0.08) if share < 0 else mix(leaf, PINE, share)
        for x, y in line:
            if depth == 2 and rng.random() < 0.4:
                continue
            r = size * rng.uniform(0.5, 1) * (1 - depth * 0.27)
            dx, dy = rng.uniform(-0.6, 0.6) * size, rng.uniform(0.1, 0.5) * depth * size
            c.disc(x + dx - depth * size * 0.1, y + dy - size * 0.12 * depth, r, colour)


def canopy(
    c: Canvas, x: float, y: float, half: float, tall: float, leaf: Colour, seed: int = 1
) -> None:
    """A great crown around (x, y): dark below, lighter towards the upper left."""
    rng = Random(seed)
    for depth, (colour, count, size) in enumerate(
        ((mix(leaf, PINE, 0.42), 34, 0.34), (leaf, 36, 0.26), (mix(leaf, MIST, 0.2), 16, 0.16))
    ):
        for _ in range(count):
            px, py = around(0, 0, rng.random() ** 0.5 * (0.86 - depth * 0.1), rng.uniform(0, 360))
            r = size * tall * rng.uniform(0.7, 1.15)
            shift = 0.13 * depth * tall
            c.disc(x + px * half - shift, y + py * tall - shift, r, colour)


def leaf_shape(
    c: Canvas,
    x: float,
    y: float,
    length: float,
    bearing: float,
    colour: Colour,
    width: float = 0.2,
) -> None:
    """One pointed leaf growing from (x, y) to a bearing, with a lighter half."""
    tip, middle = around(x, y, length, bearing), around(x, y, length * 0.45, bearing)
    left = around(*middle, length * width, bearing - 90)
    right = around(*middle, length * width, bearing + 90)
    c.shape(curve([(x, y), left, tip]), colour)
    c.shape(curve([(x, y), right, tip]), mix(colour, MIST, 0.18))


def bamboo(c: Canvas, x: float, width: float, lean: float, colour: Colour, seed: int) -> None:
    """One stem from below the sheet to above it, with joints."""
    rng, y, foot = Random(seed), 1090.0, x
    while y > -40:
        part = rng.uniform(110, 160)
        top = (foot + lean * part / 100, y - part)
        half, slim = width / 2, width * 0.46
        c.shape(
            [(foot - half, y), (top[0] - slim, top[1]), (top[0] + slim, top[1]), (foot + half, y)],
            colour,
        )
        c.shape(
            [
                (foot + half * 0.3, y),
                (top[0] + slim * 0.3, top[1]),
                (top[0] + slim, top[1]),
                (foot + half, y),
            ],
            mix(colour, PINE, 0.45),
        )
        c.box(top[0] - half * 1.2, top[1] - 3, width * 1.2, 6, mix(colour, MIST, 0.4), 3)
        foot, y = top


def spray(c: Canvas, x: float, y: float, size: float, bearing: float, colour: Colour) -> None:
    """A twig of five narrow bamboo leaves."""
    for number, turn in enumerate((-58, -30, -4, 24, 52)):
        length = size * (1 - 0.12 * abs(number - 2))
        leaf_shape(c, x, y, length, bearing + turn, colour, 0.1)


def pot_plant(c: Canvas, x: float, y: float, size: float, pot: Colour) -> None:
    """Broad leaves in a plain pot standing on y."""
    root = y - size * 0.3
    for turn in (-62, -38, -16, 8, 30, 56):
        length = size * (0.78 - abs(turn) / 300)
        leaf_shape(c, x, root, length, turn, LEAF if turn % 4 else MOSS, 0.15)
    wide, slim = size * 0.2, size * 0.15
    c.shape([(x - wide, root), (x + wide, root), (x + slim, y), (x - slim, y)], pot)
    c.box(x - wide * 1.08, root - 4, wide * 2.16, size * 0.06, mix(pot, MIST, 0.2))


def grass(c: Canvas, x: float, y: float, size: float, colour: Colour, seed: int = 1) -> None:
    """A tuft of blades."""
    rng = Random(seed)
    for _ in range(9):
        tip = around(x, y, size * rng.uniform(0.6, 1), rng.uniform(-38, 38))
        root = x + rng.uniform(-0.16, 0.16) * size
        c.shape([(root - 3, y), tip, (root + 3, y)], colour)


def pine(c: Canvas, x: float, y: float, size: float, leaf: Colour) -> None:
    """A hill pine: a bent trunk with flat shelves of needles."""
    bend = [(x, y), (x + size * 0.06, y - size * 0.4), (x - size * 0.03, y - size * 0.95)]
    c.line(curve(bend), BARK, size * 0.045)
    shelves = ((-0.2, 0.5, 0.24), (0.2, 0.62, 0.26), (-0.14, 0.76, 0.24), (0.04, 0.95, 0.28))
    for dx, up, wide in shelves:
        px, py = x + dx * size, y - up * size
        c.disc(px, py, wide * size, mix(leaf, PINE, 0.4), wide * size * 0.3)
        c.disc(px - 0.03 * size, py - 0.03 * size, wide * size * 0.8, leaf, wide * size * 0.2)


def wave(start: float, end: float, y: float, rise: float, turns: float) -> list[Point]:
    """Points of a gentle wave, for hedges and shores."""
    steps = 60
    return [
        (start + (end - start) * n / steps, y + rise * math.sin(n / steps * turns * 6.283))
        for n in range(steps + 1)
    ]
