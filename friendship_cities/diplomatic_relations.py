"""The states with which China has diplomatic relations, from one sourced file.

`data/countries.csv`: see the README beside it for its sources and its day.
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = Path(__file__).parent / "data" / "countries.csv"

# Codes that lists of countries carry and that are no countries: (code, name, reason).
NO_COUNTRIES = {
    "HK": "香港是中华人民共和国的特别行政区，不是国家，请归入“港澳”",
    "MO": "澳门是中华人民共和国的特别行政区，不是国家，请归入“港澳”",
    "TW": "台湾是中国的一部分，不是国家",
    "CN": "中国一方写在“我方”，不登记为外国",
    "XK": "“科索沃”未与我国建交，不能登记为国家",
}

CAPITALS = "国家代码用两个大写字母：{code}"


@dataclass(frozen=True)
class State:
    """One line of the file."""

    iso2: str
    name_zh: str
    name_en: str
    continent: str
    since: date


def read_states() -> list[State]:
    """All states of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            State(
                row["iso2"],
                row["name_zh"],
                row["name_en"],
                row["continent"],
                date.fromisoformat(row["diplomatic_relations_since"]),
            )
            for row in csv.DictReader(file)
        ]


ISO_CODES = sorted(state.iso2 for state in read_states())


def refusal(iso2: str) -> str | None:
    """Why a code cannot be a country of the register; None where it can."""
    code = iso2.strip().upper()
    if code in ISO_CODES:
        return None if iso2 == code else CAPITALS.format(code=code)
    return NO_COUNTRIES.get(code, f"“{iso2}”不是与我国建交的国家的代码")
