"""Towers, roofs, bridges, lamps and what else a river city is built of."""

from random import Random

from drawing.canvas import Canvas, curve
from drawing.colour import BARK, CREAM, INK, LAMP, MIST, NIGHT, Colour, fade, mix

GILT = mix(LAMP, BARK, 0.35)


def tower(
    c: Canvas,
    x: float,
    base: float,
    width: float,
    height: float,
    wall: Colour,
    seed: int = 1,
    lit: float = 0.3,
    roof: str = "flat",
) -> None:
    """A block with a lit side, a shaded side and a grid of windows."""
    top, shade = base - height, mix(wall, NIGHT, 0.28)
    c.box(x, top, width, height, wall)
    c.box(x + width * 0.68, top, width * 0.32, height, shade)
    _roof(c, x, top, width, wall, roof)
    windows(c, (x, top, width, height), seed, lit, wall)


def _roof(c: Canvas, x: float, top: float, width: float, wall: Colour, roof: str) -> None:
    shade = mix(wall, NIGHT, 0.28)
    if roof == "step":
        c.box(x + width * 0.2, top - width * 0.3, width * 0.48, width * 0.3, wall)
        c.box(x + width * 0.62, top - width * 0.3, width * 0.18, width * 0.3, shade)
    elif roof == "slant":
        c.shape([(x, top), (x + width, top), (x + width * 0.3, top - width * 0.5)], wall)
    elif roof == "spire":
        c.box(x + width * 0.28, top - width * 0.35, width * 0.44, width * 0.35, shade)
        c.box(x + width * 0.48, top - width * 1.3, max(2, width * 0.05), width, shade)


def windows(
    c: Canvas,
    frame: tuple[float, float, float, float],
    seed: int,
    lit: float,
    wall: Colour,
) -> None:
    """Windows of which the share `lit` is warm and the rest a shade of the wall."""
    rng = Random(seed)
    x, top, width, height = frame
    columns, rows = max(2, round(width / 17)), max(2, round(height / 21))
    across, down = width / (columns + 0.4), height / (rows + 0.4)
    dark, warm = mix(wall, NIGHT, 0.38), mix(LAMP, CREAM, 0.3)
    for row in range(rows):
        for column in range(columns):
            colour = (warm if rng.random() < 0.6 else LAMP) if rng.random() < lit else dark
            left, level = x + across * (column + 0.45), top + down * (row + 0.5)
            c.box(left, level, across * 0.52, down * 0.5, colour)


def skyline(
    c: Canvas,
    span: tuple[float, float],
    base: float,
    heights: tuple[float, float],
    wall: Colour,
    seed: int,
    lit: float = 0.2,
) -> None:
    """A close row of towers of many heights."""
    rng, x = Random(seed), span[0]
    roofs = ("flat", "flat", "step", "slant", "spire")
    while x < span[1]:
        width = rng.uniform(30, 66)
        shade = mix(wall, MIST if rng.random() < 0.5 else NIGHT, rng.uniform(0, 0.16))
        tall, roof = rng.uniform(*heights), rng.choice(roofs)
        tower(c, x, base, width, tall, shade, rng.randrange(9999), lit, roof)
        x += width * rng.uniform(0.86, 1.3)


def eaves(c: Canvas, x: float, y: float, width: float, rise: float, colour: Colour) -> None:
    """A tiled roof with lifted corners, its lower edge at y, centred on x."""
    half, ridge = width / 2, width * 0.3
    left = curve(
        [(x - ridge, y - rise), (x - half * 0.74, y - rise * 0.42), (x - half, y - rise * 0.2)]
    )
    right = [(2 * x - px, py) for px, py in reversed(left)]
    under = curve([(x + half * 0.92, y), (x, y + rise * 0.02), (x - half * 0.92, y)])
    c.shape([*left, *reversed(under), *right], colour)
    c.box(x - ridge * 1.08, y - rise * 1.08, ridge * 2.16, rise * 0.14, mix(colour, INK, 0.4))
    c.line(under, mix(colour, INK, 0.45), max(2, rise * 0.06))


def tiled_roof(c: Canvas, x: float, y: float, width: float, rise: float, colour: Colour) -> None:
    """Lifted eaves with the lines of the tiles."""
    eaves(c, x, y, width, rise, colour)
    count = max(4, int(width / 16))
    for number in range(1, count):
        share = number / count - 0.5
        top, foot = x + share * width * 0.58, x + share * width * 0.9
        c.line([(top, y - rise * 0.92), (foot, y - rise * 0.06)], mix(colour, INK, 0.3), 1.6)


def stilt_house(
    c: Canvas,
    x: float,
    base: float,
    width: float,
    floors: int,
    wall: Colour,
    roof: Colour,
    lit: float,
    seed: int,
) -> float:
    """A timber house on posts, centred on x; returns the height of its ridge."""
    floor, half = 62.0, width / 2
    for post in range(5):
        c.box(x - half * 0.88 + post * width * 0.215, base - 46, 6, 46, BARK)
    level = base - 46
    for number in range(floors):
        _timber_floor(c, (x - half, level - floor, width, floor), wall, lit, seed + number)
        level -= floor
        if number < floors - 1:
            eaves(c, x, level + 8, width * 1.14, 20, roof)
    tiled_roof(c, x, level + 6, width * 1.22, 58, roof)
    return level - 58


def _timber_floor(
    c: Canvas, frame: tuple[float, float, float, float], wall: Colour, lit: float, seed: int
) -> None:
    rng = Random(seed)
    x, y, width, height = frame
    c.box(x, y, width, height, wall)
    bays = max(3, round(width / 44))
    bay = width / bays
    dark = mix(wall, NIGHT, 0.5)
    for number in range(bays):
        glow = mix(LAMP, CREAM, rng.random() * 0.5) if rng.random() < lit else dark
        left = x + bay * number
        c.box(left + bay * 0.2, y + 16, bay * 0.6, height - 32, glow)
        c.box(left + bay * 0.48, y + 16, 2.4, height - 32, wall)
        c.box(left + bay * 0.2, y + height * 0.46, bay * 0.6, 2.4, wall)
        c.box(left - 2, y, 4, height, dark)
    c.box(x - 8, y + height - 9, width + 16, 5, mix(wall, NIGHT, 0.6))


def pagoda(c: Canvas, x: float, base: float, size: float, wall: Colour, roof: Colour) -> None:
    """Seven storeys, each smaller than the one below; `size` is the height."""
    storey = size / 8.4
    for number in range(7):
        width, y = size * (0.24 - number * 0.021), base - storey * number
        c.box(x - width / 2, y - storey, width, storey, wall)
        c.box(x + width * 0.2, y - storey, width * 0.3, storey, mix(wall, NIGHT, 0.2))
        c.box(
            x - storey * 0.14,
            y - storey * 0.62,
            storey * 0.28,
            storey * 0.5,
            mix(wall, NIGHT, 0.55),
        )
        eaves(c, x, y - storey * 0.82, width * 1.5, storey * 0.4, roof)
    c.box(x - 2, base - size, 4, size * 0.16, roof)


def street_lamp(
    c: Canvas, x: float, y: float, height: float, post: Colour = INK, glow: bool = True
) -> None:
    """A post with one round globe."""
    radius = height * 0.06
    c.box(x - height * 0.011, y - height, height * 0.022, height, post)
    c.box(x - height * 0.03, y - height * 0.05, height * 0.06, height * 0.05, post)
    if glow:
        for size, opacity in ((3.4, 0.10), (2.1, 0.2)):
            c.disc(x, y - height, radius * size, fade(LAMP, opacity))
    c.disc(x, y - height, radius, mix(LAMP, CREAM, 0.4))


def lantern(c: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """A round paper lantern hung at (x, y)."""
    middle = y + size * 0.75
    c.box(x - 1.2, y, 2.4, size * 0.3, INK)
    c.disc(x, middle, size * 1.5, fade(LAMP, 0.1))
    c.disc(x, middle, size * 0.62, colour, size * 0.5)
    c.disc(x, middle, size * 0.34, mix(colour, CREAM, 0.35), size * 0.5)
    c.disc(x, middle, size * 0.1, mix(colour, CREAM, 0.6), size * 0.5)
    for level in (-0.54, 0.4):
        c.box(x - size * 0.24, middle + level * size, size * 0.48, size * 0.14, mix(GILT, INK, 0.3))
    c.box(x - 1.5, middle + size * 0.5, 3, size * 0.42, GILT)


def container(c: Canvas, x: float, y: float, width: float, height: float, colour: Colour) -> None:
    """A freight container seen from its side."""
    c.box(x, y, width, height, colour)
    dark = mix(colour, INK, 0.22)
    ribs = max(5, int(width / 9))
    for rib in range(ribs):
        c.box(x + width * (rib + 0.5) / ribs, y + 3, width / ribs * 0.4, height - 6, dark)
    c.box(x, y, width, 2.4, mix(colour, MIST, 0.3))
    c.box(x, y + height - 2.4, width, 2.4, mix(colour, INK, 0.4))
