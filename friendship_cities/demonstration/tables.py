"""How the demonstration's files are read, and how what they say becomes public."""

import csv
from dataclasses import dataclass
from pathlib import Path

from friendship_cities.models import Certainty
from waishi.accounts.models import User
from waishi.dates import PartialDate
from waishi.publishing.models import PublicRecord
from waishi.publishing.proposing import decide, propose_publication

FOLDER = Path(__file__).parent
Row = dict[str, str]

# How the files name the one source that lifts a row of less than high confidence.
REVIEW_OF_2021 = "review of the year 2021"


@dataclass(frozen=True)
class TwoPeople:
    """One who writes and proposes, another who decides."""

    proposer: User
    decider: User

    def publish(self, record: PublicRecord) -> None:
        """Make a record public by the road every record takes."""
        decide(propose_publication(record, self.proposer), self.decider, agree=True)


def read_rows(name: str) -> list[Row]:
    """The lines of one of the tables beside this file."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def date_in(text: str) -> PartialDate | None:
    """A cell that may hold a date."""
    return PartialDate.parse(text) if text else None


def certainty_of(row: Row) -> Certainty:
    """Published for well-sourced rows and those the office's own review of 2021 names."""
    is_sure = row["confidence"] == "high" or REVIEW_OF_2021 in row["source"]
    return Certainty.PUBLISHED if is_sure else Certainty.UNVERIFIED
