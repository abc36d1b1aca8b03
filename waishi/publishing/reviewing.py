"""Reviews: from a draft to the approval that releases it (三审三校, 先审后发).

The only writer of a text's stage. Nobody reviews what they wrote or changed, and
nobody reviews one submission twice.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from waishi.accounts.models import User
from waishi.languages import LANGUAGES, NAMES
from waishi.publishing import audit, queue, releasing
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import PERMISSIONS, Review, Stage, TextChange, WorkingText
from waishi.publishing.moments import database_moment
from waishi.publishing.queue import authors_of, round_of


class ReviewRefused(ValidationError):
    """Why a text cannot be submitted or reviewed so, in a sentence for the person."""


@transaction.atomic
def submit(text: WorkingText, language: str, by: User) -> None:
    """Hand a draft over to its first review."""
    text = _locked(text)
    if not by.holds(f"{text._meta.app_label}.change_{text._meta.model_name}"):
        raise ReviewRefused("您没有送审的权限。")
    if text.stage_in(language) != Stage.DRAFT:
        raise ReviewRefused(f"{NAMES[language]}稿已经送审，{text.stage_in(language).label}。")
    if missing := text.missing_in(language):
        raise ReviewRefused(f"{NAMES[language]}稿还缺：{'、'.join(missing)}。")
    _move(text, language, text.reviews_wanted(language)[0])
    _note(text, document_of(text, language), by, Review.Verdict.SUBMITTED, Stage.DRAFT)
    queue.place_text(text, language)


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
) -> None:
    """Agree to the text whose hash is `read_hash`; the last approval releases it.

    It is released at once, or at `live_from` where that is still to come.
    """
    text = _locked(text)
    stage = _stage_for(text, language, by)
    document = document_of(text, language)
    if hash_of(document) != read_hash:
        raise ReviewRefused("您打开之后稿件又有改动，请重新阅读后再审。")
    _note(text, document, by, Review.Verdict.APPROVED, stage, opinion)
    wanted = text.reviews_wanted(language)
    still_wanted = wanted[wanted.index(stage) + 1 :] if stage in wanted else wanted[-1:]
    _move(text, language, still_wanted[0] if still_wanted else Stage.DRAFT)
    queue.place_text(text, language)
    if not still_wanted:
        releasing.release(text, language, document, by, live_from, expires_at)


@transaction.atomic
def send_back(text: WorkingText, language: str, by: User, opinion: str) -> None:
    """Return the text to its writers, with the reason."""
    text = _locked(text)
    stage = _stage_for(text, language, by)
    if not opinion.strip():
        raise ReviewRefused("退回须写明意见。")
    _move(text, language, Stage.DRAFT)
    _note(text, document_of(text, language), by, Review.Verdict.RETURNED, stage, opinion)
    queue.place_text(text, language)


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


def hashes_of(text: WorkingText) -> dict[str, str]:
    """The hash of each language's document."""
    return {language: hash_of(document_of(text, language)) for language in LANGUAGES}


def is_public_as_it_is(text: WorkingText, language: str) -> bool:
    """Whether readers see exactly this text, with no end set."""
    released = text.releases.live_at(database_moment()).filter(language=language, live_until=None)
    return released.filter(text_hash=hash_of(document_of(text, language))).exists()


def may_review(text: WorkingText, language: str, by: User) -> bool:
    """Whether the text waits for this person."""
    try:
        _stage_for(text, language, by)
    except ReviewRefused:
        return False
    return True


def _stage_for(text: WorkingText, language: str, by: User) -> Stage:
    """The stage `by` may decide now; refused with the reason otherwise."""
    stage = text.stage_in(language)
    if stage == Stage.DRAFT:
        raise ReviewRefused(f"{NAMES[language]}稿没有送审。")
    if not by.holds(PERMISSIONS[stage]):
        raise ReviewRefused(f"这篇稿件{stage.label}，您没有这一环节的权限。")
    if by.pk in authors_of(text, language):
        raise ReviewRefused("您写过或改过这篇稿件，须由他人审核。")
    said = Review.objects.of_text(text, language)
    approved = said.filter(round=round_of(text, language), verdict=Review.Verdict.APPROVED)
    if approved.filter(reviewer=by).exists():
        raise ReviewRefused("您已审过这一稿，下一环节须由他人审核。")
    return stage


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
) -> None:
    """Keep what `by` said of the text as it stood."""
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
    )
    audit.record(by, review.get_verdict_display(), text, language=language, opinion=opinion)
