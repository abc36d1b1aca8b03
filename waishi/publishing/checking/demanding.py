"""What the check demands of whoever releases: nothing blocking, every warning ticked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from waishi.languages import NAMES
from waishi.publishing.checking.checks import findings_of
from waishi.publishing.checking.findings import Finding

if TYPE_CHECKING:
    from waishi.publishing.models import WorkingText

Ticked = list[dict[str, str]]
# Told in one sentence: "中文稿还缺：标题、正文。"
MISSING = "missing"


class CheckRefused(ValidationError):
    """Why the check does not let a text go on, with the findings themselves."""

    def __init__(self, findings: Iterable[Finding], language: str, ask: str = "") -> None:
        self.findings = list(findings)
        super().__init__([*_sentences(self.findings, language), *([ask] if ask else [])])


def refuse_blocking(
    text: WorkingText, language: str, moment: datetime, document: dict[str, Any] | None = None
) -> list[Finding]:
    """The warnings that remain; refused where anything blocks. Every road of releasing asks it."""
    findings = findings_of(text, language, moment, document)
    blocking = [finding for finding in findings if finding.is_blocking]
    if blocking:
        raise CheckRefused(blocking, language)
    return findings


def demand(
    text: WorkingText,
    language: str,
    moment: datetime,
    document: dict[str, Any],
    accepted: Collection[str],
) -> Ticked:
    """What a reviewer ticked, to be recorded; refused while anything blocks or is not ticked.

    `accepted` holds the keys of the warnings ticked now or, of the same text, before.
    """
    return demand_ticks(refuse_blocking(text, language, moment, document), language, accepted)


def demand_ticks(warnings: list[Finding], language: str, accepted: Collection[str]) -> Ticked:
    """The warnings as a record keeps them; refused where one was not ticked."""
    silent = [finding for finding in warnings if finding.key not in accepted]
    if silent:
        raise CheckRefused(silent, language, "请在下面逐条核对、打勾，再点一次。")
    return [
        {"key": finding.key, "code": finding.code, "said": finding.message} for finding in warnings
    ]


def _sentences(findings: list[Finding], language: str) -> list[str]:
    missing = [finding.label for finding in findings if finding.code == MISSING]
    said = [f"{finding.message}。" for finding in findings if finding.code != MISSING]
    if missing:
        said.insert(0, f"{NAMES[language]}稿还缺：{'、'.join(dict.fromkeys(missing))}。")
    return said
