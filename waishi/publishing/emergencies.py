"""Emergency releases: written down when they happen, settled when they are made good."""

from waishi.accounts.models import User
from waishi.publishing.documents import hash_of
from waishi.publishing.models import EmergencyRelease, WorkingText
from waishi.publishing.moments import database_moment

Outcome = EmergencyRelease.Outcome


def flag(text: WorkingText, document: dict, by: User, reason: str) -> EmergencyRelease:
    """Write down that `by` releases `document` before its reviews."""
    language = document["language"]
    settle(text, language, by, Outcome.REPLACED)
    return EmergencyRelease.objects.create(
        text=text,
        title=str(text)[:200],
        language=language,
        text_hash=hash_of(document),
        reason=reason,
        released_by=by,
        released_at=database_moment(),
    )


def settle(text: WorkingText, language: str, by: User, outcome: str) -> None:
    """Take the flag off; does nothing where there is none."""
    EmergencyRelease.objects.of_text(text, language).unsettled().update(
        outcome=outcome, settled_by=by, settled_at=database_moment()
    )


def is_flagged(text: WorkingText, document: dict) -> bool:
    """Whether exactly this document went out before its reviews, which have not agreed yet."""
    found = EmergencyRelease.objects.of_text(text, document["language"]).unsettled()
    return found.filter(text_hash=hash_of(document)).exists()
