"""Warnings of the check that somebody looked at and ticked: said on the review."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from waishi.accounts.models import User
from waishi.publishing import checking
from waishi.publishing.documents import hash_of
from waishi.publishing.models import Review, WorkingText
from waishi.publishing.moments import database_moment
from waishi.publishing.queue import round_of


def findings_with_ticks(
    text: WorkingText, document: dict[str, Any], moment: datetime
) -> list[tuple[checking.Finding, User | None]]:
    """What the check finds of the document, each with who ticked it in this round."""
    language = document["language"]
    ticked = ticked_before(text, document)
    found = checking.findings_of(text, language, moment, document)
    return [(finding, ticked.get(finding.key)) for finding in found]


def ticked_before(text: WorkingText, document: dict[str, Any]) -> dict[str, User]:
    """Which warnings were ticked of exactly this document, in this round, and by whom."""
    language = document["language"]
    said = Review.objects.of_text(text, language).select_related("reviewer")
    said = said.filter(round=round_of(text, language), text_hash=hash_of(document))
    return {tick["key"]: review.reviewer for review in said for tick in review.ticked}


def ticked_of_release(text: WorkingText, released: Any) -> set[str]:
    """Keys of the warnings somebody ticked of exactly what was released, errata among them."""
    said = Review.objects.of_text(text, released.language).filter(text_hash=released.text_hash)
    keys = {tick["key"] for review in said for tick in review.ticked}
    return keys | {tick["key"] for tick in released.erratum.ticked} if released.erratum else keys


def ticks_of(
    text: WorkingText,
    document: dict[str, Any],
    live_from: datetime | None,
    accepted: Collection[str],
) -> checking.Ticked:
    """What this person ticked, for the review; refused while anything else stands against it.

    One tick of a warning is enough for the same document in the same round.
    """
    now = database_moment()
    starts = max(live_from or now, now)
    known = {*accepted, *ticked_before(text, document)}
    ticked = checking.demand(text, document["language"], starts, document, known)
    return [tick for tick in ticked if tick["key"] in accepted]
