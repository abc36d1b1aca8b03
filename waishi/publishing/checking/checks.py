"""Running every check on one text in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from waishi.dates import PartialDate
from waishi.publishing.checking.findings import Fault, Finding, Level, excerpt
from waishi.publishing.checking.inner_links import faults_of_inner_links
from waishi.publishing.checking.lists import faults_of_lists
from waishi.publishing.checking.outer_links import faults_of_outer_links
from waishi.publishing.checking.passages import Passage, Prose, read_prose
from waishi.publishing.checking.rules import RULES, Rule
from waishi.publishing.documents import document_of

if TYPE_CHECKING:
    from waishi.publishing.models import WorkingText


@dataclass(frozen=True)
class Checked:
    """A text in one language, as it would be released at `moment`: what every check reads."""

    text: WorkingText
    language: str
    moment: datetime
    document: dict[str, Any]

    @cached_property
    def passages(self) -> list[Passage]:
        """All its words, with the form elements they stand in."""
        return self.text.passages(self.document)

    @cached_property
    def prose(self) -> dict[str, Prose]:
        """Its rich texts, read, by their names in the document."""
        return {name: read_prose(self.document.get(name, "")) for name in self.text.prose}

    @cached_property
    def spoken_on(self) -> PartialDate:
        """The day its posts, names and weekdays are true for."""
        return self.text.spoken_on(self.document, self.moment)


Check = Callable[[Checked], Iterable[Finding]]
# What other rooms check of their texts.
_checks: list[Check] = []


def contribute(*checks: Check) -> None:
    """Let another room add to what is found of every text."""
    _checks.extend(checks)


def findings_of(
    text: WorkingText, language: str, moment: datetime, document: dict[str, Any] | None = None
) -> list[Finding]:
    """All that stands against releasing `text` in `language` at `moment`: blocking ones first.

    `document` is what is released, where the caller has it already.
    """
    document = document or document_of(text, language)
    checked = Checked(text, language, moment, document)
    checks = (
        *_checks,
        faults_of_inner_links,
        faults_of_outer_links,
        faults_of_lists,
        _of_the_words,
    )
    found = [one for check in checks for one in check(checked)]
    once = {finding.key: finding for finding in found}
    return sorted(once.values(), key=lambda finding: not finding.is_blocking)


def _of_the_words(checked: Checked) -> Iterator[Finding]:
    for passage in checked.passages:
        for rule in RULES:
            if rule.is_for(passage, checked.language):
                for fault in rule.faults(passage.words, checked.spoken_on):
                    yield finding_at(passage, rule, fault)


def finding_at(passage: Passage, rule: Rule, fault: Fault) -> Finding:
    """A fault of a passage, told with its place and the words around it."""
    level = rule.level if isinstance(rule.level, Level) else rule.level(passage.words, fault)
    quote = excerpt(passage.words, fault.start, fault.end)
    return Finding(rule.code, level, passage.field, passage.label, fault.said, quote)
