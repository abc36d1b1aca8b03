"""The palette: the five colours of the face and the tints every picture shares."""

Colour = tuple[int, ...]


def of(code: str) -> Colour:
    """The colour written as six hexadecimal digits."""
    return tuple(int(code[i : i + 2], 16) for i in (0, 2, 4))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` with `share` of `second` in it."""
    pairs = zip(first[:3], second[:3], strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)


def fade(colour: Colour, opacity: float) -> Colour:
    """`colour` as a translucent layer."""
    return (*colour[:3], round(255 * opacity))


RIVER = of("0f4c5c")
CINNABAR = of("a8201a")
LAMP = of("ffb36b")
INK = of("16242b")
SOFT = of("52616a")
HAIRLINE = of("d9d4c8")
MIST = of("f5f3ee")
PAPER = of("ffffff")

NIGHT = of("0d2733")
DEEP = of("0b3947")
TEAL = of("2f7280")
WATER = of("5f9aa2")
SEAFOAM = of("a9c9c8")
PALE = of("d5e3e1")
CREAM = of("fbe8cd")
PEACH = of("f6c99b")
ROSE = of("de9478")
MAUVE = of("8d7586")
DUSK = of("4a5a70")
SAND = of("e3d3b6")
CLAY = of("b96c4b")
WOOD = of("9a6a45")
BARK = of("5a4033")
MOSS = of("6f8f5f")
LEAF = of("47735a")
PINE = of("22524b")
GOLD = of("e5a63c")
STONE = of("b9b5a8")
