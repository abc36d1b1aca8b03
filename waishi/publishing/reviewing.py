"""Reviews: from a draft to the approval that releases it (三审三校, 先审后发).

The only writer of a text's stage. Nobody reviews what they wrote or changed, and
nobody reviews one submission twice.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from waishi.accounts.models import User
from waishi.languages import LANGUAGES, NAMES
from waishi.publishing import audit, checking, emergencies, notices, queue, releasing, writing
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import (
    NoticeEvent,
    QueueEntry,
    Review,
    Stage,
    TextChange,
    WorkingText,
)
from waishi.publishing.models.visibility import HIDDEN, is_hidden
from waishi.publishing.moments import database_moment
from waishi.publishing.queue import authors_of, round_of
from waishi.publishing.signing import Signature
from waishi.publishing.standing_in import authorities_of
from waishi.publishing.ticking import ticks_of


class ReviewRefused(ValidationError):
    """Why a text cannot be submitted or reviewed so, in a sentence for the person."""


@transaction.atomic
def submit(text: WorkingText, language: str, by: User) -> None:
    """Hand a draft over to its first review."""
    text = _locked(text)
    if not by.holds(f"{text._meta.app_label}.change_{text._meta.model_name}"):
        raise ReviewRefused("您没有送审的权限。")
    if not by.holds(writing.permission_for(language)):
        raise ReviewRefused(f"您不写{NAMES[language]}，请写这一语种的人送审。")
    _check_open(text, by)
    if text.stage_in(language) != Stage.DRAFT:
        raise ReviewRefused(f"{NAMES[language]}稿已经送审，{text.stage_in(language).label}。")
    document = document_of(text, language)
    checking.refuse_blocking(text, language, database_moment(), document)
    _move(text, language, text.reviews_wanted(language)[0])
    _note(text, document, by, Review.Verdict.SUBMITTED, Stage.DRAFT)
    queue.place_text(text, language)
    notices.tell(NoticeEvent.WAITING, queue.entry_of(text, language))


@transaction.atomic
def approve(
    text: WorkingText,
    language: str,
    by: User,
    *,
    read_hash: str,
    opinion: str = "",
    live_from: datetime | None = None,
    expires_at: datetime | None = None,
    accepted: Collection[str] = (),
) -> None:
    """Agree to the text whose hash is `read_hash`; the last approval releases it.

    It is released at once, or at `live_from` where that is still to come.
    `accepted` holds the keys of the check's warnings that `by` ticked.
    """
    text = _locked(text)
    turn = turn_of(text, language, by)
    document = _as_read(text, language, read_hash)
    # First: the check asks which day the text speaks on.
    releasing.period_from(live_from, expires_at)
    said = turn.said | {"ticked": ticks_of(text, document, live_from, accepted)}
    _note(text, document, by, Review.Verdict.APPROVED, turn.stage, opinion, said)
    _go_on(text, document, by, turn.stage, live_from, expires_at)


@transaction.atomic
def record_signature(
    text: WorkingText,
    language: str,
    by: User,
    signature: Signature,
    *,
    read_hash: str,
    live_from: datetime | None = None,
    expires_at: datetime | None = None,
    accepted: Collection[str] = (),
) -> None:
    """Record that somebody without an account signed the present stage on paper.

    It counts as that stage's approval because the sheet names this very text by
    its fingerprint, a scan of it is kept, and who records it could have been a
    reviewer: no author, nobody who approved in this round, and no reviewer of
    another stage afterwards. So as many people of the office act as without paper.
    """
    text = _locked(text)
    stage = _waiting_stage(text, language)
    if not by.holds("publishing.record_signature"):
        raise ReviewRefused("您没有登记纸面签批的权限。")
    _check_untouched(text, language, by)
    document = _as_read(text, language, read_hash)
    said = signature.check(hash_of(document), database_moment(), _names(text, language))
    ticked = ticks_of(text, document, live_from, accepted)
    sheet = signature.keep(by)
    _note(
        text,
        document,
        by,
        Review.Verdict.APPROVED,
        stage,
        signature.opinion,
        said | {"sheet": sheet, "ticked": ticked},
    )
    _go_on(text, document, by, stage, live_from, expires_at)


@transaction.atomic
def release_in_emergency(
    text: WorkingText,
    language: str,
    by: User,
    *,
    read_hash: str,
    reason: str,
    accepted: Collection[str] = (),
) -> None:
    """Release a submitted text at once, before its reviews, and flag it until they agree.

    One person's act, but never an author's: what readers see was seen by two.
    """
    text = _locked(text)
    stage = _waiting_stage(text, language)
    if not by.holds("publishing.release_in_emergency"):
        raise ReviewRefused("您没有紧急发布的权限。")
    if not reason.strip():
        raise ReviewRefused("紧急发布须写明原因。")
    _check_untouched(text, language, by)
    document = _as_read(text, language, read_hash)
    if is_public_as_it_is(text, language):
        raise ReviewRefused("读者看到的已经是这一稿。")
    said = {"ticked": ticks_of(text, document, None, accepted)}
    emergencies.flag(text, document, by, reason.strip())
    _note(text, document, by, Review.Verdict.EMERGENCY, stage, reason, said)
    queue.place_text(text, language)
    notices.tell(NoticeEvent.EMERGENCY, queue.entry_of(text, language))
    releasing.release(text, language, document, by)


@transaction.atomic
def send_back(text: WorkingText, language: str, by: User, opinion: str) -> None:
    """Return the text to its writers, with the reason."""
    text = _locked(text)
    turn = turn_of(text, language, by)
    if not opinion.strip():
        raise ReviewRefused("退回须写明意见。")
    _move(text, language, Stage.DRAFT)
    document = document_of(text, language)
    _note(text, document, by, Review.Verdict.RETURNED, turn.stage, opinion, turn.said)
    entry = queue.entry_of(text, language)
    notices.tell(NoticeEvent.RETURNED, entry, _writers(entry))
    queue.place_text(text, language)


@transaction.atomic
def hurry(text: WorkingText, language: str, by: User, reason: str) -> None:
    """Ask those whose turn it is for speed, and say why."""
    text = _locked(text)
    _waiting_stage(text, language)
    if not by.holds(f"{text._meta.app_label}.change_{text._meta.model_name}"):
        raise ReviewRefused("您没有加急的权限。")
    _check_open(text, by)
    if not reason.strip():
        raise ReviewRefused("加急须写明原因。")
    queue.mark_urgent(text, language, by, reason.strip())
    audit.record(by, "加急", text, language=language, opinion=reason)


def text_changed(text: WorkingText, by: User, fields: list[str], before: dict[str, str]) -> None:
    """Record `by` as an author; a text under review goes back to its first review.

    `before` holds the hash of each language's document before the change.
    """
    after = {language: document_of(text, language) for language in LANGUAGES}
    changed = [code for code in LANGUAGES if hash_of(after[code]) != before.get(code)]
    if not changed:
        return
    TextChange.objects.create(
        text=text, author=by, languages=changed, fields=fields, made_at=database_moment()
    )
    for language in changed:
        if text.stage_in(language) != Stage.DRAFT:
            _move(text, language, text.reviews_wanted(language)[0])
            stage = text.stage_in(language)
            _note(text, after[language], by, Review.Verdict.CORRECTED, stage)
            queue.place_text(text, language)
            notices.tell(NoticeEvent.WAITING, queue.entry_of(text, language))


def hashes_of(text: WorkingText) -> dict[str, str]:
    """The hash of each language's document."""
    return {language: hash_of(document_of(text, language)) for language in LANGUAGES}


def is_public_as_it_is(text: WorkingText, language: str) -> bool:
    """Whether readers see exactly this text, with no end set."""
    released = text.releases.live_at(database_moment()).filter(language=language, live_until=None)
    return released.filter(text_hash=hash_of(document_of(text, language))).exists()


def why_not(text: WorkingText, language: str, by: User) -> str:
    """Why this person cannot decide now, in a sentence; empty where they can."""
    return _refusal(lambda: turn_of(text, language, by))


def why_not_another(text: WorkingText, language: str, by: User) -> str:
    """Why this person is not another one than those who wrote or approved the text."""
    return _refusal(lambda: _check_untouched(text, language, by))


def decided_before(text: WorkingText, language: str, by: User, text_hash: str) -> Review | None:
    """What this person decided of exactly this text when it was last theirs to decide."""
    decided = [Review.Verdict.APPROVED, Review.Verdict.RETURNED]
    said = Review.objects.of_text(text, language).filter(reviewer=by, text_hash=text_hash)
    return said.filter(round=round_of(text, language), verdict__in=decided).last()


def _refusal(ask: Callable[[], object]) -> str:
    try:
        ask()
    except ReviewRefused as refused:
        return " ".join(refused.messages)
    return ""


@dataclass(frozen=True)
class Turn:
    """A stage that waits for a person, in their own right or in somebody's place."""

    stage: Stage
    on_behalf_of: User | None = None

    @property
    def said(self) -> dict[str, Any]:
        """What a review repeats of it."""
        return {"on_behalf_of": self.on_behalf_of}


def turn_of(text: WorkingText, language: str, by: User) -> Turn:
    """What `by` may decide now; refused with the reason otherwise."""
    stage = _waiting_stage(text, language)
    fitting = [authority for authority in authorities_of(by) if stage in authority.stages]
    if not fitting:
        raise ReviewRefused(f"这篇稿件{stage.label}，您没有这一环节的权限。")
    took_part = _check_untouched(text, language, by)
    for authority in fitting:
        if authority.principal is None or authority.principal.pk not in took_part:
            return Turn(stage, authority.principal)
    name = fitting[0].principal.display_name
    raise ReviewRefused(f"您代{name}审核，而{name}写过或审过这一稿，须由他人审核。")


def _waiting_stage(text: WorkingText, language: str) -> Stage:
    stage = text.stage_in(language)
    if stage == Stage.DRAFT:
        raise ReviewRefused(f"{NAMES[language]}稿没有在审，请先送审。")
    return stage


def _check_open(text: WorkingText, by: User) -> None:
    if is_hidden(text, by):
        raise ReviewRefused(HIDDEN)


def _check_untouched(text: WorkingText, language: str, by: User) -> set[int]:
    """Refuse whoever may not open the text, wrote it, or has approved this round of it.

    Everybody who did is returned.
    """
    _check_open(text, by)
    authors, approvers = authors_of(text, language), queue.approvers_of(text, language)
    if by.pk in authors:
        raise ReviewRefused("您写过或改过这篇稿件，须由他人审核。")
    if by.pk in approvers:
        raise ReviewRefused("您已审过这一稿，下一环节须由他人审核。")
    return authors | approvers


def _as_read(text: WorkingText, language: str, read_hash: str) -> dict[str, Any]:
    """The document, if it is the one that was on the screen."""
    document = document_of(text, language)
    if hash_of(document) != read_hash:
        raise ReviewRefused("您打开之后稿件又有改动，请重新阅读后再审。")
    return document


def _writers(entry: QueueEntry | None) -> list[int]:
    """Whom a returned text concerns."""
    if entry is None:
        return []
    return sorted({*entry.authors, *([entry.sent_by_id] if entry.sent_by_id else [])})


def _names(text: WorkingText, language: str) -> set[str]:
    """The names of all who had a part in this round, authors among them."""
    people = authors_of(text, language) | queue.approvers_of(text, language)
    return set(User.objects.filter(pk__in=people).values_list("display_name", flat=True))


def _go_on(
    text: WorkingText,
    document: dict[str, Any],
    by: User,
    stage: Stage,
    live_from: datetime | None,
    expires_at: datetime | None,
) -> None:
    """After an approval: to the next stage, or before the public."""
    language = document["language"]
    wanted = text.reviews_wanted(language)
    still_wanted = wanted[wanted.index(stage) + 1 :] if stage in wanted else wanted[-1:]
    _move(text, language, still_wanted[0] if still_wanted else Stage.DRAFT)
    queue.place_text(text, language)
    if still_wanted:
        notices.tell(NoticeEvent.WAITING, queue.entry_of(text, language))
        return
    was_released = emergencies.is_flagged(text, document) and is_public_as_it_is(text, language)
    if live_from or expires_at or not was_released:
        releasing.release(text, language, document, by, live_from, expires_at)
    emergencies.settle(text, language, by, emergencies.Outcome.REVIEWED)


def _locked(text: WorkingText) -> WorkingText:
    return type(text)._default_manager.select_for_update(of=("self",)).get(pk=text.pk)


def _move(text: WorkingText, language: str, stage: Stage) -> None:
    column = text.stage_column(language)
    setattr(text, column, stage)
    text.version += 1
    text.save(update_fields=[column, "version"])


def _note(
    text: WorkingText,
    document: dict[str, Any],
    by: User,
    verdict: str,
    stage: Stage,
    opinion: str = "",
    said: dict[str, Any] | None = None,
) -> None:
    """Keep what `by` said of the text as it stood; `said` fills further columns."""
    language = document["language"]
    opens = verdict in (Review.Verdict.SUBMITTED, Review.Verdict.CORRECTED)
    review = Review.objects.create(
        text=text,
        title=str(text)[:200],
        language=language,
        round=round_of(text, language) + opens,
        stage=stage,
        verdict=verdict,
        reviewer=by,
        opinion=opinion.strip(),
        document=document,
        text_hash=hash_of(document),
        given_at=database_moment(),
        **(said or {}),
    )
    audit.record(by, review.get_verdict_display(), text, language=language, opinion=opinion)
