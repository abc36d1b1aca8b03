"""The contrast of every set of colours, computed from the tokens."""

import re
from itertools import chain

import pytest

from tests.test_house_rules import ROOT, without_comments

CSS = ROOT / "static" / "css"
DARK = "(prefers-color-scheme: dark)"
MORE = "(prefers-contrast: more)"
READING = CSS / "reading"


def blocks_of(sheet):
    """The variables of :root by the condition they hold under; empty for none."""
    found, condition = {}, ""
    text = re.sub(r"\s+", " ", without_comments(sheet))
    for piece in re.finditer(r"@media ([^{]+) \{|([^{};]+) \{([^{}]*)\}|\}", text):
        media, selector, body = piece.groups()
        if media:
            condition = media.strip()
        elif selector and ":root" in selector.strip().split(", "):
            found.setdefault(condition, {}).update(re.findall(r"(--[\w-]+): ([^;]+);", body))
        elif not selector:
            condition = ""
    return found


def tokens(*conditions, choice=""):
    """All variables as they are under `conditions`, and with a reader's choice."""
    blocks = blocks_of(CSS / "tokens.css")
    values = dict(chain.from_iterable(blocks[name].items() for name in ("", *conditions)))
    if choice:
        values |= blocks_of(READING / f"{choice}.css")["screen"]
    return values


def colour(values, name):
    value = values[name]
    while value.startswith("var("):
        value = values[value[4:-1]]
    assert re.fullmatch(r"#[0-9a-f]{6}", value), (name, value)
    return tuple(int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))


def luminance(rgb):
    """As WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(values, one, other):
    lighter, darker = sorted(
        (luminance(colour(values, f"--color-{name}")) for name in (one, other)), reverse=True
    )
    return (lighter + 0.05) / (darker + 0.05)


SETS = {
    "light": {},
    "dark": {"conditions": [DARK]},
    "more contrast": {"conditions": [MORE]},
    "dark, more contrast": {"conditions": [DARK, MORE]},
    "high, chosen by light": {"choice": "contrast-high"},
    "high, chosen in the dark": {"conditions": [DARK], "choice": "contrast-high"},
    "night, chosen by light": {"choice": "contrast-night"},
    "night, chosen in the dark": {"conditions": [DARK, MORE], "choice": "contrast-night"},
    "print": {"conditions": ["print"]},
}
TEXT = [
    *(
        (text, ground)
        for text in ("text", "text-muted", "accent")
        for ground in ("ground", "ground-soft")
    ),
    ("band-text", "band"),
    ("band-text-soft", "band"),
    # The skip link.
    ("ground", "accent"),
]
REST = [
    *(
        (mark, ground)
        for mark in ("mark", "edge", "line-strong", "focus")
        for ground in ("ground", "ground-soft")
    ),
    *((mark, "band") for mark in ("band-line", "band-sister", "band-exchange")),
]


@pytest.fixture(params=SETS)
def values(request):
    chosen = SETS[request.param]
    return tokens(*chosen.get("conditions", []), choice=chosen.get("choice", ""))


def test_contrast_is_computed_as_the_standard_says():
    values = {"--color-a": "#ffffff", "--color-b": "#000000", "--color-c": "#767676"}

    assert contrast(values, "a", "b") == pytest.approx(21)
    assert contrast(values, "a", "c") == pytest.approx(4.54, abs=0.01)


def test_text_reads_at_least_seven_to_one(values):
    weak = {pair: round(contrast(values, *pair), 2) for pair in TEXT}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 7} == {}


def test_what_else_must_be_seen_stands_out_at_least_four_and_a_half_to_one(values):
    weak = {pair: round(contrast(values, *pair), 2) for pair in REST}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("choice", ["contrast-high", "contrast-night"])
def test_a_high_contrast_names_every_colour_role(choice):
    roles = {name for name in blocks_of(CSS / "tokens.css")[""] if name.startswith("--color-")}

    assert roles - blocks_of(READING / f"{choice}.css")["screen"].keys() == set()
