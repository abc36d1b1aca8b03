"""Which rules of writing are held, in which language, and how strictly."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from waishi.dates import PartialDate
from waishi.languages import ENGLISH, LANGUAGES, SOURCE
from waishi.publishing.checking import (
    brackets,
    days,
    doubled,
    english,
    personal_data,
    widths,
)
from waishi.publishing.checking.findings import Fault, Level
from waishi.publishing.checking.passages import Passage

Faults = Callable[[str, PartialDate], Iterable[Fault]]


@dataclass(frozen=True)
class Rule:
    """One rule of writing: what it finds, and whether that stops a release."""

    code: str
    level: Level | Callable[[str, Fault], Level]
    faults: Faults
    languages: tuple[str, ...] = LANGUAGES

    def is_for(self, passage: Passage, language: str) -> bool:
        """Whether the rule holds for a passage of a text in `language`."""
        return self.languages == LANGUAGES or (language in self.languages and not passage.is_shared)


def _alone(find: Callable[[str], Iterable[Fault]]) -> Faults:
    """A rule that needs to know no day."""
    return lambda words, _: find(words)


# Personal data and days that are in no calendar are never right; a quotation can
# be odd, so the rest asks for a tick.
RULES = [
    Rule("identity_card", Level.BLOCKING, _alone(personal_data.identity_cards)),
    Rule("passport", personal_data.level_of_passport, _alone(personal_data.passports)),
    Rule("phone", Level.WARNING, _alone(personal_data.phones)),
    Rule("impossible_day", Level.BLOCKING, days.impossible_days),
    Rule("weekday", Level.WARNING, days.wrong_weekdays),
    Rule("doubled", Level.WARNING, _alone(doubled.doubled_characters), (SOURCE,)),
    Rule("doubled", Level.WARNING, _alone(doubled.doubled_words), (ENGLISH,)),
    Rule("doubled_mark", Level.WARNING, _alone(doubled.doubled_marks)),
    Rule("unpaired", Level.WARNING, _alone(brackets.unpaired_in_chinese), (SOURCE,)),
    Rule("unpaired", Level.WARNING, _alone(brackets.unpaired_in_english), (ENGLISH,)),
    Rule("width", Level.WARNING, _alone(widths.half_width_marks), (SOURCE,)),
    Rule("width", Level.WARNING, _alone(widths.full_width_letters)),
    Rule("width", Level.WARNING, _alone(english.chinese_marks), (ENGLISH,)),
    Rule("chinese_in_english", english.level_of_chinese, _alone(english.chinese_words), (ENGLISH,)),
]
