"""Draw the demonstration's pictures: `python news/demonstration/draw.py [NAME …]`.

Nothing is random and nothing is read: the same program draws the same pictures.
"""

import sys
from pathlib import Path

from drawing import (
    campuses,
    crossings,
    desks,
    gardens,
    halls,
    hills,
    laboratory,
    model,
    park,
    quays,
    rails,
    rivers,
    rose,
    steps,
    streets,
    works,
)
from drawing.canvas import Canvas
from drawing.colour import MIST

FOLDER = Path(__file__).parent / "pictures"
QUALITY = 86
MODULES = (
    rivers,
    crossings,
    quays,
    rails,
    steps,
    streets,
    hills,
    gardens,
    campuses,
    park,
    halls,
    model,
    laboratory,
    works,
    desks,
    rose,
)
PICTURES = {name: draw for module in MODULES for name, draw in module.PICTURES.items()}


def main(names: list[str]) -> None:
    """Draw the pictures called `names`, or all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name in names or PICTURES:
        canvas = Canvas(MIST)
        PICTURES[name](canvas)
        canvas.save(FOLDER / f"{name}.webp", QUALITY)


if __name__ == "__main__":
    main(sys.argv[1:])
