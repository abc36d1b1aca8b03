"""How the files beside this one are read."""

import tomllib
from pathlib import Path
from typing import Any

from waishi.languages import ENGLISH, SOURCE, column

FOLDER = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    """One of the files of the demonstration."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def in_columns(said: dict[str, dict[str, str]]) -> dict[str, str]:
    """`{"name": {"zh": …, "en": …}}` as the columns of each language."""
    written = {}
    for name, texts in said.items():
        written[column(name, SOURCE)] = texts.get("zh", "")
        written[column(name, ENGLISH)] = texts.get("en", "")
    return written
