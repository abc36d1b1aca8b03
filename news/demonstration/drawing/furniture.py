"""What stands in a room: tables, chairs, cups, microphones, screens and lamps."""

from random import Random

from drawing.canvas import HEIGHT, WIDTH, Canvas, around, curve
from drawing.colour import (
    CREAM,
    GOLD,
    INK,
    LAMP,
    LEAF,
    MIST,
    MOSS,
    PAPER,
    PINE,
    RIVER,
    ROSE,
    SEAFOAM,
    SOFT,
    STONE,
    Colour,
    fade,
    mix,
)
from drawing.plants import leaf_shape

Frame = tuple[float, float, float, float]


def room(c: Canvas, wall: Colour, floor: Colour, line: float) -> None:
    """A wall down to `line`, a skirting board and a floor."""
    c.box(0, 0, WIDTH, line, wall)
    c.box(0, line, WIDTH, HEIGHT - line, floor)
    c.box(0, line - 16, WIDTH, 16, mix(wall, INK, 0.12))


def chair_back(c: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """A padded chair seen from behind, standing on y."""
    dark = mix(colour, INK, 0.35)
    for dx in (-0.3, 0.26):
        c.box(x + dx * size, y - size * 0.3, size * 0.045, size * 0.3, INK)
    c.box(x - size * 0.36, y - size * 0.42, size * 0.72, size * 0.14, dark, size * 0.05)
    c.box(x - size * 0.33, y - size * 1.02, size * 0.66, size * 0.66, colour, size * 0.1)
    c.box(
        x - size * 0.26,
        y - size * 0.94,
        size * 0.52,
        size * 0.46,
        mix(colour, MIST, 0.12),
        size * 0.07,
    )
    c.box(x - size * 0.02, y - size * 0.94, size * 0.04, size * 0.46, mix(colour, INK, 0.15))


def microphone(c: Canvas, x: float, y: float, size: float) -> None:
    """A goose-neck microphone on its foot."""
    c.box(x - size * 0.2, y - size * 0.1, size * 0.4, size * 0.12, INK, size * 0.05)
    neck = curve(
        [(x, y - size * 0.08), (x + size * 0.03, y - size * 0.5), (x + size * 0.2, y - size * 0.86)]
    )
    c.line(neck, INK, max(2, size * 0.04))
    c.stroke([(x + size * 0.19, y - size * 0.84), (x + size * 0.27, y - size)], SOFT, size * 0.1)
    c.disc(x - size * 0.12, y - size * 0.06, size * 0.03, LAMP)


def tea_cup(c: Canvas, x: float, y: float, size: float) -> None:
    """A white cup with its lid on a saucer."""
    c.disc(x, y, size * 0.62, mix(STONE, MIST, 0.5), size * 0.12)
    c.ring(x + size * 0.36, y - size * 0.36, size * 0.2, MIST, size * 0.08)
    c.shape(
        curve(
            [
                (x - size * 0.38, y - size * 0.72),
                (x - size * 0.34, y - size * 0.2),
                (x - size * 0.16, y),
            ]
        )
        + curve(
            [
                (x + size * 0.16, y),
                (x + size * 0.34, y - size * 0.2),
                (x + size * 0.38, y - size * 0.72),
            ]
        ),
        PAPER,
    )
    c.box(x + size * 0.12, y - size * 0.7, size * 0.2, size * 0.56, fade(SEAFOAM, 0.6), size * 0.08)
    c.box(x - size * 0.38, y - size * 0.5, size * 0.76, size * 0.06, RIVER)
    c.sector(x, y - size * 0.7, size * 0.43, (180, 360), MIST)
    c.disc(x, y - size * 1.15, size * 0.08, RIVER)


def flowers(c: Canvas, x: float, y: float, half: float, tall: float, seed: int = 1) -> None:
    """A low arrangement of leaves and round blossoms."""
    rng = Random(seed)
    for number in range(26):
        turn = -84 + 168 * number / 25
        length = tall * (0.7 + 0.5 * rng.random()) + abs(turn) / 84 * half * 0.5
        root = x + turn / 84 * half * 0.6
        leaf_shape(c, root, y, length, turn * 0.9, mix(LEAF, rng.choice((PINE, MOSS)), 0.5), 0.13)
    for _ in range(34):
        share = rng.uniform(-1, 1)
        px, py = x + share * half * 0.92, y - tall * (1 - share**2 * 0.7) * rng.uniform(0.15, 0.95)
        size = rng.uniform(0.13, 0.2) * tall
        colour = rng.choice((CREAM, LAMP, ROSE, MIST, mix(ROSE, MIST, 0.5)))
        for turn in range(0, 360, 72):
            c.disc(*around(px, py, size * 0.55, turn), size * 0.5, colour)
        c.disc(px, py, size * 0.34, mix(GOLD, colour, 0.3))


def folder(c: Canvas, x: float, y: float, half: float, cover: Colour) -> None:
    """An open document folder lying flat, seen from the front, with no writing on it."""
    c.shape(
        [
            (x - half * 1.06, y + half * 0.32),
            (x - half * 0.84, y - half * 0.2),
            (x + half * 0.84, y - half * 0.2),
            (x + half * 1.06, y + half * 0.32),
        ],
        cover,
    )
    for side in (-1, 1):
        c.shape(
            [
                (x + side * half * 0.03, y + half * 0.25),
                (x + side * half * 0.03, y - half * 0.15),
                (x + side * half * 0.78, y - half * 0.15),
                (x + side * half * 0.96, y + half * 0.25),
            ],
            MIST if side < 0 else PAPER,
        )
        for row in range(4):
            level, wide = y - half * 0.08 + row * half * 0.075, 0.64 + row * 0.045
            c.line(
                [(x + side * half * 0.12, level), (x + side * half * wide, level)],
                mix(STONE, MIST, 0.35),
                2,
            )


def laptop(c: Canvas, x: float, y: float, size: float, glow: Colour) -> None:
    """An open laptop seen from in front of its screen."""
    c.box(x - size * 0.5, y - size * 0.66, size, size * 0.62, INK, size * 0.03)
    c.box(x - size * 0.46, y - size * 0.62, size * 0.92, size * 0.54, glow)
    c.shape(
        [
            (x - size * 0.52, y - size * 0.04),
            (x + size * 0.52, y - size * 0.04),
            (x + size * 0.62, y + size * 0.08),
            (x - size * 0.62, y + size * 0.08),
        ],
        STONE,
    )
    c.box(x - size * 0.62, y + size * 0.08, size * 1.24, size * 0.03, SOFT)


def light_cone(
    c: Canvas, x: float, y: float, half: float, floor: float, strength: float = 0.16
) -> None:
    """A beam that falls from (x, y) to the level `floor`."""
    c.shape([(x - 8, y), (x + 8, y), (x + half, floor), (x - half, floor)], fade(LAMP, strength))
    c.disc(x, floor, half, fade(LAMP, strength), half * 0.16)


def pendant(c: Canvas, x: float, y: float, size: float, shade: Colour) -> None:
    """A hanging lamp whose lower edge is at y."""
    c.line([(x, 0), (x, y - size * 0.5)], INK, 3)
    c.disc(x, y, size * 0.34, mix(LAMP, CREAM, 0.5), size * 0.16)
    c.shape(
        curve(
            [
                (x - size * 0.6, y),
                (x - size * 0.36, y - size * 0.4),
                (x, y - size * 0.58),
                (x + size * 0.36, y - size * 0.4),
                (x + size * 0.6, y),
            ]
        ),
        shade,
    )


def chart(c: Canvas, frame: Frame, kind: str, seed: int) -> None:
    """A drawing of measurements on a screen: bars, a wave, a ring or a net of nodes."""
    x, y, width, height = frame
    c.box(x, y, width, height, mix(RIVER, INK, 0.45), 6)
    {"bars": _bars, "wave": _waves, "ring": _dial, "net": _net}[kind](c, frame, Random(seed))


def _bars(c: Canvas, frame: Frame, rng: Random) -> None:
    x, y, width, height = frame
    for number in range(9):
        tall = height * rng.uniform(0.2, 0.74)
        colour = LAMP if number == 6 else SEAFOAM
        c.box(
            x + width * (0.08 + number * 0.096), y + height * 0.9 - tall, width * 0.06, tall, colour
        )


def _waves(c: Canvas, frame: Frame, rng: Random) -> None:
    x, y, width, height = frame
    for row in range(1, 4):
        c.line(
            [(x + width * 0.06, y + height * row / 4), (x + width * 0.94, y + height * row / 4)],
            fade(SEAFOAM, 0.25),
            1.4,
        )
    for colour in (SEAFOAM, LAMP):
        points = [
            (x + width * (0.06 + n * 0.11), y + height * rng.uniform(0.2, 0.82)) for n in range(9)
        ]
        c.line(curve(points), colour, max(2, height * 0.018))


def _dial(c: Canvas, frame: Frame, rng: Random) -> None:
    x, y, width, height = frame
    middle, radius = (x + width * 0.5, y + height * 0.5), min(width, height) * 0.38
    c.sector(*middle, radius, (0, 360), mix(RIVER, SEAFOAM, 0.25))
    c.sector(*middle, radius, (-90, rng.uniform(60, 200)), SEAFOAM)
    c.sector(*middle, radius, (-90, -20), LAMP)
    c.disc(*middle, radius * 0.62, mix(RIVER, INK, 0.45))


def _net(c: Canvas, frame: Frame, rng: Random) -> None:
    x, y, width, height = frame
    nodes = [
        (x + width * rng.uniform(0.08, 0.92), y + height * rng.uniform(0.12, 0.88))
        for _ in range(26)
    ]
    for number, node in enumerate(nodes):
        near = sorted(nodes, key=lambda other: abs(other[0] - node[0]) + abs(other[1] - node[1]))
        for other in near[1:4]:
            c.line([node, other], fade(SEAFOAM, 0.55), 1.8)
        c.disc(*node, 7 if number % 4 else 12, LAMP if number % 4 == 0 else SEAFOAM)
