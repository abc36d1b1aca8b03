"""Sky, ridges, mist and water: the ground most pictures stand on."""

import math
from random import Random

from drawing.canvas import HEIGHT, WIDTH, Canvas, Point, Points, curve
from drawing.colour import MIST, PAPER, Colour, fade, mix


def sky(c: Canvas, colours: list[Colour], bottom: float, bands: int = 9) -> None:
    """Flat bands from the first colour at the top to the last at `bottom`."""
    for band in range(bands):
        place = band / (bands - 1) * (len(colours) - 1)
        index = min(int(place), len(colours) - 2)
        colour = mix(colours[index], colours[index + 1], place - index)
        top = bottom * band / bands
        c.shape(_band_edge(top, band), colour)


def _band_edge(top: float, band: int) -> list[Point]:
    if band == 0:
        return [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)]
    edge = [
        (x, top + 16 * math.sin(x / 420 + band * 1.7) + 7 * math.sin(x / 170 + band))
        for x in range(0, WIDTH + 20, 20)
    ]
    return [*edge, (WIDTH, HEIGHT), (0, HEIGHT)]


def sun(c: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    """A disc with three pale rings of light."""
    for size, opacity in ((3.1, 0.10), (2.2, 0.14), (1.5, 0.22)):
        c.disc(x, y, radius * size, fade(colour, opacity))
    c.disc(x, y, radius, colour)


def ridge_line(seed: int, base: float, height: float, peaks: float = 2.5) -> list[Point]:
    """The crest of a ridge: `base` is its foot, `height` its greatest rise."""
    rng = Random(seed)
    waves = [(peaks * 2**n, rng.uniform(0, 6.3), 0.52**n) for n in range(6)]
    total = sum(weight for _, _, weight in waves)
    crest: list[Point] = []
    for x in range(-10, WIDTH + 12, 6):
        turn = x / WIDTH * math.pi
        rise = sum(w * (1 - abs(math.sin(turn * f + p)) ** 1.3) for f, p, w in waves)
        crest.append((x, base - height * rise / total * 1.25))
    return crest


def ridge(
    c: Canvas,
    seed: int,
    base: float,
    height: float,
    colour: Colour,
    peaks: float = 2.5,
) -> list[Point]:
    """A range of hills filled to the bottom of the sheet; returns its crest."""
    crest = ridge_line(seed, base, height, peaks)
    c.shape([*crest, (WIDTH + 10, HEIGHT), (-10, HEIGHT)], colour)
    return crest


def ranges(
    c: Canvas,
    seed: int,
    rows: tuple[float, float, int],
    height: float,
    far: Colour,
    near: Colour,
) -> None:
    """Several ridges, one before another; `rows` is first foot, last foot, count."""
    first, last, count = rows
    for row in range(count):
        share = row / max(count - 1, 1)
        foot = first + (last - first) * share
        colour = mix(far, near, share)
        ridge(c, seed + row, foot, height * (1 - 0.25 * share), colour, 1.6 + row * 0.7)


def mist(c: Canvas, y: float, seed: int, colour: Colour = MIST, opacity: float = 0.5) -> None:
    """Long lying clouds with round ends."""
    rng = Random(seed)
    for _ in range(7):
        width, tall = rng.uniform(260, 720), rng.uniform(12, 30)
        x, top = rng.uniform(-200, WIDTH - 100), y + rng.uniform(-46, 46)
        strength = opacity * rng.uniform(0.5, 1)
        c.box(x, top, width, tall, fade(colour, strength), tall / 2)


def cloud(c: Canvas, x: float, y: float, size: float, colour: Colour = PAPER) -> None:
    """A flat-bottomed summer cloud."""
    parts = ((-1.1, -0.1, 0.42), (-0.4, -0.42, 0.62), (0.35, -0.25, 0.5), (1, 0, 0.34))
    for dx, dy, r in parts:
        c.disc(x + dx * size, y + dy * size, r * size, colour)
    c.box(x - size * 1.5, y - 0.1 * size, size * 2.85, size * 0.44, colour, size * 0.2)


def ripples(
    c: Canvas,
    top: float,
    bottom: float,
    seed: int,
    colour: Colour,
    count: int = 60,
    span: tuple[float, float] = (0, WIDTH),
) -> None:
    """Small lozenges of light on water, longer towards the viewer."""
    rng = Random(seed)
    for _ in range(count):
        near = rng.random()
        x, y = rng.uniform(*span), top + (bottom - top) * near
        length, tall = 16 + 90 * near * rng.random(), 1.2 + 2.6 * near
        c.shape([(x - length, y), (x, y - tall), (x + length, y), (x, y + tall)], colour)


def glitter(
    c: Canvas,
    x: float,
    top: float,
    bottom: float,
    colour: Colour,
    width: float = 40,
    seed: int = 1,
) -> None:
    """A broken column of reflected light."""
    rng, y = Random(seed), top
    while y < bottom:
        near = (y - top) / (bottom - top)
        half = width * (0.35 + 0.9 * near) * rng.uniform(0.4, 1)
        shift, tall = rng.uniform(-0.3, 0.3) * width, 1.6 + 3 * near
        c.box(x + shift - half, y, half * 2, tall * 2, colour, tall)
        y += 9 + 13 * near


def slope(c: Canvas, points: Points, colour: Colour) -> list[Point]:
    """Ground below a smooth line from the left to the right."""
    edge = curve(points)
    c.shape([*edge, (points[-1][0], HEIGHT), (points[0][0], HEIGHT)], colour)
    return edge


def height_at(edge: Points, x: float) -> float:
    """The level of the line `edge` above the place x."""
    return min(edge, key=lambda point: abs(point[0] - x))[1]
