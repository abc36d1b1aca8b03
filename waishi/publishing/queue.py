"""The queue: one row for each text and proposal that waits for somebody.

Derived from stages, reviews and proposals; `reviewing` and `proposing` put a text
or proposal into its place in the same transaction that moves it.
"""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, Min, Q

from waishi.accounts.models import User
from waishi.languages import LANGUAGES
from waishi.publishing.models import (
    AGREEMENT,
    DECISION,
    ERRATUM,
    EmergencyRelease,
    Proposal,
    QueueEntry,
    Review,
    Stage,
    TextChange,
    WorkingText,
)
from waishi.publishing.moments import database_moment

Urgency = QueueEntry.Urgency
# What a proposal and an erratum say while they wait.
PENDING = Proposal.Verdict.PENDING
OPENS_A_ROUND = [Review.Verdict.SUBMITTED, Review.Verdict.CORRECTED]
# Who released in an emergency does not review it afterwards.
TAKES_PART = [Review.Verdict.APPROVED, Review.Verdict.EMERGENCY]


def entry_of(thing: Any, language: str) -> QueueEntry | None:
    """What the queue says of a text, an erratum or a proposal, if it waits."""
    return QueueEntry.objects.of_text(thing, language).select_related("content_type").first()


def place_text(text: WorkingText, language: str) -> None:
    """Let the queue say of `text` what its stage says."""
    entry = QueueEntry.objects.of_text(text, language)
    if text.stage_in(language) == Stage.DRAFT:
        entry.delete()
        return
    _write(text, language, _of_text(text, language))
    _urgency(text, language)


def place_proposal(proposal: Proposal) -> None:
    """Let the queue say of `proposal` whether it waits."""
    if proposal.verdict != PENDING:
        QueueEntry.objects.of_text(proposal, "").delete()
        return
    _write(
        proposal,
        "",
        {
            "title": proposal.title,
            "found_in": str(proposal.content_type.name)[:80],
            "stage": DECISION,
            "since": proposal.proposed_at,
            "sent_by_id": proposal.proposed_by_id,
            "authors": [proposal.proposed_by_id],
        },
    )


def place_erratum(erratum: Any) -> None:
    """Let the queue say of `erratum` whether it waits for another person."""
    if erratum.verdict != PENDING:
        QueueEntry.objects.of_text(erratum, erratum.language).delete()
        return
    _write(
        erratum,
        erratum.language,
        {
            "title": str(erratum.article)[:200],
            "found_in": erratum.article.found_in[:80],
            "stage": AGREEMENT,
            "since": erratum.proposed_at,
            "sent_by_id": erratum.proposed_by_id,
            "authors": [erratum.proposed_by_id],
        },
    )


@transaction.atomic
def rebuild() -> int:
    """Make the queue anew from texts, errata and proposals; how many rows it then has.

    Urgency, which nothing else remembers, stays with what still waits. Each is locked
    first: who decides it at this moment is waited for.
    """
    for model in _kinds_of_text():
        for language in LANGUAGES:
            idle = {model.stage_column(language): Stage.DRAFT}
            texts = model._default_manager.exclude(**idle).order_by("pk")
            for text in texts.select_for_update(of=("self",)):
                place_text(text, language)
        errata = model._meta.get_field("errata").related_model
        pending = errata.objects.pending().select_related("article").order_by("pk")
        for erratum in pending.select_for_update(of=("self",)):
            place_erratum(erratum)
    for proposal in Proposal.objects.pending().order_by("pk").select_for_update(of=("self",)):
        place_proposal(proposal)
    for entry in QueueEntry.objects.all():
        if not _waits(entry.thing, entry.language):
            entry.delete()
    return QueueEntry.objects.count()


def mark_urgent(text: WorkingText, language: str, by: User, reason: str) -> None:
    """Let the entry say who asks for speed and why; an emergency stays the more urgent."""
    waiting = QueueEntry.objects.of_text(text, language)
    waiting.exclude(urgency=Urgency.EMERGENCY).update(
        urgency=Urgency.URGENT, urgent_by=by, urgent_reason=reason[:200]
    )


def authors_of(text: WorkingText, language: str) -> set[int]:
    """Everyone who changed the text in `language` since its last release that was reviewed."""
    changes = TextChange.objects.filter(
        content_type=ContentType.objects.get_for_model(text),
        object_id=text.pk,
        languages__contains=[language],
    )
    flagged = EmergencyRelease.objects.of_text(text, language).unsettled()
    first = flagged.aggregate(at=Min("released_at"))["at"]
    releases = text.releases.filter(language=language).reviewed()
    reviewed = releases.filter(released_at__lt=first) if first else releases
    last = reviewed.aggregate(at=Max("released_at"))["at"]
    since = (Q(made_at__gt=last) if last else Q()) & ~Q(fields__contains=[ERRATUM])
    return set(changes.filter(since).values_list("author_id", flat=True))


def approvers_of(text: WorkingText, language: str) -> set[int]:
    """Everyone who approved this round, or in whose place somebody did."""
    said = Review.objects.of_text(text, language)
    approved = said.filter(round=round_of(text, language), verdict__in=TAKES_PART)
    pairs = approved.values_list("reviewer_id", "on_behalf_of_id")
    return {person for pair in pairs for person in pair if person}


def round_of(text: WorkingText, language: str) -> int:
    """How often the text was handed over, or corrected on its way."""
    said = Review.objects.of_text(text, language)
    return said.filter(verdict__in=OPENS_A_ROUND).count()


def _of_text(text: WorkingText, language: str) -> dict[str, Any]:
    said = Review.objects.of_text(text, language).only("verdict", "given_at", "reviewer_id")
    moved = [review for review in said if review.verdict != Review.Verdict.EMERGENCY]
    sent = [review for review in moved if review.verdict == Review.Verdict.SUBMITTED]
    return {
        "title": str(text)[:200],
        "found_in": text.found_in[:80],
        "stage": text.stage_in(language),
        "since": moved[-1].given_at if moved else database_moment(),
        "sent_by_id": sent[-1].reviewer_id if sent else None,
        "authors": sorted(authors_of(text, language)),
        "approvers": sorted(approvers_of(text, language)),
    }


def _urgency(text: WorkingText, language: str) -> None:
    """Mark what went out in an emergency, and no longer what was made good."""
    waiting = QueueEntry.objects.of_text(text, language)
    flagged = EmergencyRelease.objects.of_text(text, language).unsettled().first()
    if flagged:
        waiting.update(
            urgency=Urgency.EMERGENCY,
            urgent_by=flagged.released_by_id,
            urgent_reason=flagged.reason[:200],
        )
    else:
        emergencies = waiting.filter(urgency=Urgency.EMERGENCY)
        emergencies.update(urgency=Urgency.NORMAL, urgent_by=None, urgent_reason="")


def _write(thing: Any, language: str, said: dict[str, Any]) -> None:
    QueueEntry.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        language=language,
        defaults=said,
    )


def _kinds_of_text() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, WorkingText)]


def _waits(thing: Any, language: str) -> bool:
    if isinstance(thing, WorkingText):
        return language in LANGUAGES and thing.stage_in(language) != Stage.DRAFT
    return getattr(thing, "verdict", "") == PENDING
