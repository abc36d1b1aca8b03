"""What the check found, said so that a person can mend it."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import TextChoices

# Characters shown on either side of what is quoted.
AROUND = 10


class Level(TextChoices):
    """Whether a finding stops a release or asks for a tick."""

    BLOCKING = "blocking", "须改正"
    WARNING = "warning", "请核对"


class Fault(NamedTuple):
    """What is wrong with a run of text, from `start` to `end`, in the office's words."""

    start: int
    end: int
    said: str


@dataclass(frozen=True)
class Finding:
    """One thing that stands against a release, and the form element where it is mended."""

    code: str
    level: Level
    field: str
    label: str
    said: str
    quote: str = ""

    @property
    def key(self) -> str:
        """The same as long as the same thing stands in the same place: what a tick names."""
        told = "|".join((self.code, self.field, self.label, self.quote, self.said))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def anchor(self) -> str:
        """The id of the form element."""
        return f"id_{self.field}"

    @property
    def is_blocking(self) -> bool:
        return self.level == Level.BLOCKING

    @property
    def message(self) -> str:
        """The whole sentence, for a message or a record."""
        quoted = f"“{self.quote}”" if self.quote else ""
        return f"{self.label}{quoted}：{self.said}"


def excerpt(words: str, start: int, end: int) -> str:
    """What is meant, with a few characters around it."""
    before, after = max(0, start - AROUND), end + AROUND
    cut = words[before:after].strip().replace("\n", " ")
    return f"{'…' if before else ''}{cut}{'…' if after < len(words) else ''}"
