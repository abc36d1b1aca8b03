"""A sheet to draw flat shapes on, larger than it is printed so that edges are clean."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from drawing.colour import Colour
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1067
SCALE = 3

Point = tuple[float, float]
Points = Sequence[Point]


def curve(points: Points, steps: int = 14) -> list[Point]:
    """A smooth line through all `points` (Catmull and Rom)."""
    padded = [points[0], *points, points[-1]]
    smooth = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        smooth += [
            (
                _between(before[0], start[0], end[0], after[0], step / steps),
                _between(before[1], start[1], end[1], after[1], step / steps),
            )
            for step in range(steps)
        ]
    return [*smooth, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    bend = (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
    return b + (bend + (3 * b - a - 3 * c + d) * t**3) / 2


def toward(start: Point, end: Point, share: float) -> Point:
    """The point `share` of the way from `start` to `end`."""
    return (
        start[0] + (end[0] - start[0]) * share,
        start[1] + (end[1] - start[1]) * share,
    )


def around(x: float, y: float, radius: float, degrees: float) -> Point:
    """The point at a bearing from (x, y): 0 is up, 90 is right."""
    angle = math.radians(degrees)
    return x + radius * math.sin(angle), y - radius * math.cos(angle)


class Canvas:
    """A sheet of 1600 by 1067 units; colours with a fourth value are translucent."""

    def __init__(self, ground: Colour) -> None:
        self._start(Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground))

    def _start(self, image: Image.Image) -> None:
        self.image = image
        self.pen = ImageDraw.Draw(image, "RGBA")

    def shape(self, points: Points, colour: Colour) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], colour)

    def blob(self, points: Points, colour: Colour) -> None:
        """A closed shape with a smooth edge through `points`."""
        closed = curve([*points[-2:], *points, *points[:2]])
        self.shape(closed[28:-28], colour)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: Colour,
        radius: float = 0,
    ) -> None:
        corners = [x, y, x + max(width, 0.4), y + max(height, 0.4)]
        frame = [round(edge * SCALE) for edge in corners]
        frame[2], frame[3] = frame[2] - 1, frame[3] - 1
        self.pen.rounded_rectangle(frame, radius * SCALE, colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour, tall: float = 0) -> None:
        """A disc, or an ellipse of the half height `tall`."""
        self.pen.ellipse(self._frame(x, y, radius, tall), colour)

    def ring(
        self,
        x: float,
        y: float,
        radius: float,
        colour: Colour,
        width: float = 2,
        tall: float = 0,
    ) -> None:
        self.pen.ellipse(self._frame(x, y, radius, tall), None, colour, round(width * SCALE))

    def sector(self, x: float, y: float, radius: float, ends: Point, colour: Colour) -> None:
        """A slice of a disc between two angles, clockwise from the right."""
        self.pen.pieslice(self._frame(x, y, radius, 0), *ends, colour)

    def arc(
        self, x: float, y: float, radius: float, ends: Point, colour: Colour, width: float
    ) -> None:
        """A piece of a ring between two angles, clockwise from the right."""
        self.pen.arc(self._frame(x, y, radius, 0), *ends, colour, round(width * SCALE))

    def line(self, points: Points, colour: Colour, width: float = 2) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, colour, max(1, round(width * SCALE)), joint="curve")

    def stroke(self, points: Points, colour: Colour, width: float = 2) -> None:
        """A line with round ends."""
        self.line(points, colour, width)
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, colour)

    @contextmanager
    def inside(self, points: Points) -> Iterator[None]:
        """What is drawn meanwhile stays within the outline `points`."""
        before = self.image.copy()
        yield
        mask = Image.new("L", before.size, 0)
        outline = [(x * SCALE, y * SCALE) for x, y in points]
        ImageDraw.Draw(mask).polygon(outline, 255)
        self._start(Image.composite(self.image, before, mask))

    def mirror(self, y: float, height: float, opacity: float, ground: Colour) -> None:
        """Reflect the `height` above the waterline `y` below it, sunk into `ground`."""
        top, line = round((y - height) * SCALE), round(y * SCALE)
        strip = self.image.crop((0, top, WIDTH * SCALE, line))
        strip = strip.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        flat = Image.new("RGB", strip.size, ground)
        self.image.paste(Image.blend(flat, strip, opacity), (0, line))

    def save(self, path: Path, quality: int) -> None:
        """Write the sheet at its printed size."""
        self.image.reduce(SCALE).save(path, quality=quality, method=6)

    def _frame(self, x: float, y: float, radius: float, tall: float) -> list[float]:
        tall = tall or radius
        edges = (x - radius, y - tall, x + radius, y + tall)
        return [edge * SCALE for edge in edges]


def quad(x: float, y: float, width: float, height: float) -> list[Point]:
    """The four corners of an upright rectangle."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
