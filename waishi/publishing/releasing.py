"""Releases: what the public reads, from when until when.

The only writer of a release's period. Releasing happens at query time: a release
whose `live_from` passes is public to the second, with no worker that could be
down.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Min

from waishi.accounts.models import User
from waishi.languages import NAMES, SOURCE
from waishi.publishing import audit, checking, emergencies, translating, warming
from waishi.publishing.documents import hash_of
from waishi.publishing.models import WorkingText
from waishi.publishing.models.visibility import HIDDEN, is_hidden
from waishi.publishing.moments import database_moment
from waishi.publishing.ticking import ticked_of_release

# The end of every release of one text and language, computed anew from all of
# them and from the withdrawals that still stand: cancelling a release reopens the
# one before it.
RECOMPUTE = """
    update {releases} as release set live_until = computed.live_until
    from (
        select r.id, least(
            r.expires_at,
            lead(r.live_from) over (order by r.live_from),
            (select min(w.withdrawn_from) from {withdrawals} w
              where w.{text} = r.{text} and w.language = r.language
                and w.kind <> 'outdated' and w.withdrawn_until is null
                and w.withdrawn_from >= r.live_from)
        ) as live_until
        from {releases} r where r.{text} = %s and r.language = %s
    ) as computed
    where release.id = computed.id
      and release.live_until is distinct from computed.live_until
"""

ONE_AT_A_TIME = "one_live_release_per_language"


# Nobody schedules a text ten years ahead: a year was mistyped.
FARTHEST = timedelta(days=3653)


class ReleaseRefused(ValidationError):
    """Why a text cannot be released or withdrawn so, in a sentence for the person."""


@dataclass(frozen=True)
class Signature:
    """Who put a release before the public, and when; a moved one keeps it."""

    released_by: User | None
    released_at: datetime


def release(
    text: WorkingText,
    language: str,
    document: dict[str, Any],
    by: User,
    live_from: datetime | None = None,
    expires_at: datetime | None = None,
    signed: Signature | None = None,
    **more: Any,
) -> models.Model:
    """Put an approved document before the public: the one road, for whatever reason.

    The database refuses a document that nobody approved; the check refuses one that
    something blocking stands against. `reviewing.approve`, `reschedule` and
    `correcting.agree` call this, so that each runs the same checks.
    """
    now, starts = period_from(live_from, expires_at)
    signed = signed or Signature(by, now)
    checking.refuse_blocking(text, language, starts, document)
    described = columns_of(text, language, document, starts, signed)
    described["expires_at"] = expires_at
    released = text.releases.create(**described | more)
    recompute(text, language)
    warming.ask_again(text, language)
    audit.record(by, "发布", text, language=language, live_from=str(starts))
    return released


def columns_of(
    text: WorkingText,
    language: str,
    document: dict[str, Any],
    starts: datetime,
    signed: Signature,
) -> dict[str, Any]:
    """What a release of `document` says in its row; previews show a row that is not stored."""
    first = text.releases.filter(language=language).aggregate(at=Min("live_from"))["at"] or starts
    source_hash, is_behind = translating.source_hash(text, language, document)
    return {
        "language": language,
        "live_from": starts,
        "released_at": signed.released_at,
        "released_by": signed.released_by,
        "dated_at": text.dated_at(document, min(first, starts)),
        "document": document,
        "text_hash": hash_of(document),
        "source_hash": source_hash,
        "is_behind": is_behind,
        **text.release_columns(document),
    }


def period_from(
    live_from: datetime | None, expires_at: datetime | None
) -> tuple[datetime, datetime]:
    """The moment now, and when a release would start; a period that cannot be is refused."""
    now = database_moment()
    starts = live_from if live_from and live_from > now else now
    if starts > now + FARTHEST:
        raise ReleaseRefused("发布时间在十年以后，请核对年份。")
    if expires_at and expires_at <= starts:
        raise ReleaseRefused("下线时间须晚于发布时间。")
    return now, starts


def may_schedule(by: User, language: str) -> bool:
    """Whether `by` may say when a text in `language` appears and disappears."""
    last = "review_final" if language == SOURCE else "review_translation"
    return by.holds(f"publishing.{last}") or by.holds("publishing.review_final")


@transaction.atomic
def reschedule(
    released: models.Model,
    by: User,
    live_from: datetime | None,
    accepted: Collection[str] = (),
) -> models.Model:
    """Move a release whose time has not come to another moment; None means now.

    What a release says of itself never changes: it is taken back and made anew,
    with every check of a release; whoever signed it still has. `accepted` holds the
    keys of the warnings that `by` ticked: of another day, or found since.
    """
    text, released = _locked_release(released, by)
    language = released.language
    if not may_schedule(by, language):
        raise ReleaseRefused("您没有改期的权限，须由终审或译审改。")
    now = database_moment()
    if released.live_from <= now:
        raise ReleaseRefused("发布时间已到，不能再改期。")
    if live_from and live_from <= now:
        raise ReleaseRefused("这个时间已经过去。要现在发布，请用“立即发布”。")
    ticked = _ticked(text, released, live_from or now, accepted)
    signed = Signature(released.released_by or by, released.released_at)
    document, ends, was = released.document, released.expires_at, released.live_from
    said = {"source_hash": released.source_hash, "is_behind": released.is_behind}
    released.delete()
    moved = release(text, language, document, by, live_from, ends, signed, **said)
    said = {"before": str(was), "after": str(moved.live_from), "ticked": ticked}
    audit.record(by, "改期", text, language=language, **said)
    return moved


@transaction.atomic
def set_expiry(released: models.Model, by: User, expires_at: datetime | None) -> None:
    """Say anew when a release that is live, or still to come, disappears; None means never."""
    text, released = _locked_release(released, by)
    now = database_moment()
    if not may_schedule(by, released.language):
        raise ReleaseRefused("您没有改下线时间的权限，须由终审或译审改。")
    if released.live_until and released.live_until <= now:
        raise ReleaseRefused("这一稿已经下线。")
    if expires_at and expires_at <= max(now, released.live_from):
        raise ReleaseRefused("下线时间须晚于现在，也须晚于发布时间。要现在撤下，请用“撤稿”。")
    was = released.expires_at
    released.expires_at = expires_at
    released.save(update_fields=["expires_at"])
    recompute(text, released.language)
    audit.record(
        by, "改下线时间", text, language=released.language, before=str(was), after=str(expires_at)
    )


@transaction.atomic
def cancel(released: models.Model, by: User) -> None:
    """Take back a release whose time has not come; the one before it goes on."""
    if not by.holds("publishing.withdraw_text"):
        raise ReleaseRefused("您没有取消发布的权限。")
    text, released = _locked_release(released, by)
    if released.live_from <= database_moment():
        raise ReleaseRefused("已经发布的稿件不能取消，只能撤稿。")
    language, was = released.language, released.live_from
    take_back(text, released)
    audit.record(by, "取消定时发布", text, language=language, live_from=str(was))


@transaction.atomic
def withdraw(
    text: WorkingText, language: str, by: User, *, kind: str, reason: str = "", **more: Any
) -> models.Model:
    """Take the page in `language` down now; what was scheduled is cancelled with it.

    The withdrawal names in `cancelled` what that was.
    """
    if not by.holds("publishing.withdraw_text"):
        raise ReleaseRefused("您没有撤稿的权限。")
    if merged_into := more.get("merged_into_id"):
        _hold_both(text, merged_into)
    text = _locked(text, by)
    now = database_moment()
    releases = text.releases.filter(language=language)
    if not releases.live_at(now).exists():
        raise ReleaseRefused(f"{NAMES[language]}页面现在没有公开，无须撤稿。")
    reason = reason.strip()
    given = {"reason": reason, "reason_by": by, "reason_at": now} if reason else {}
    withdrawal = text.withdrawals.model(
        **{text.withdrawals.field.name: text},
        language=language,
        kind=kind,
        withdrawn_from=now,
        withdrawn_by=by,
        **given,
        **more,
    )
    withdrawal.full_clean()
    withdrawal.refuse_bad_target(now)
    withdrawal.save()
    scheduled = releases.filter(live_from__gt=now)
    withdrawal.cancelled = [(one.title, one.live_from) for one in scheduled]
    scheduled.delete()
    recompute(text, language)
    warming.ask_again(text, language)
    if kind != "outdated":
        emergencies.settle(text, language, by, emergencies.Outcome.WITHDRAWN)
    audit.record(
        by,
        "撤稿",
        text,
        language=language,
        kind=kind,
        reason=reason,
        cancelled=[f"{title} {at}" for title, at in withdrawal.cancelled],
    )
    return withdrawal


@transaction.atomic
def withdraw_all(
    text: WorkingText,
    notices: Mapping[str, str],
    by: User,
    *,
    kind: str,
    reason: str = "",
    merged_into_id: int | None = None,
) -> list[models.Model]:
    """Take the page down in every language of `notices`, each with what readers are told."""
    return [
        withdraw(
            text,
            language,
            by,
            kind=kind,
            reason=reason,
            notice=notice.strip(),
            merged_into_id=merged_into_id,
        )
        for language, notice in notices.items()
    ]


@transaction.atomic
def give_reason(withdrawal: models.Model, by: User, reason: str) -> None:
    """Say why a page was taken down, within the day; what was said is not said anew."""
    if not by.holds("publishing.withdraw_text"):
        raise ReleaseRefused("您没有补写撤稿原因的权限。")
    if not reason.strip():
        raise ReleaseRefused("请写明撤稿原因。")
    _locked(withdrawal.text, by)
    withdrawal = _locked_row(withdrawal)
    if withdrawal.reason:
        raise ReleaseRefused("撤稿原因已经写明，不再改动。")
    withdrawal.reason, withdrawal.reason_by = reason.strip(), by
    withdrawal.reason_at = database_moment()
    withdrawal.save(update_fields=["reason", "reason_by", "reason_at"])
    audit.record(
        by, "补写撤稿原因", withdrawal.text, language=withdrawal.language, reason=reason.strip()
    )


@transaction.atomic
def reinstate(withdrawal: models.Model, by: User, accepted: Collection[str] = ()) -> None:
    """Put a withdrawn page back as it was; `accepted` as in `reschedule`."""
    if not by.holds("publishing.withdraw_text"):
        raise ReleaseRefused("您没有撤稿的权限。")
    text = _locked(withdrawal.text, by)
    withdrawal = _locked_row(withdrawal)
    if withdrawal.withdrawn_until:
        raise ReleaseRefused("这一页已经恢复。")
    now = database_moment()
    ticked = _ticked_of_return(text, withdrawal, now, accepted)
    withdrawal.withdrawn_until = now
    withdrawal.reinstated_by = by
    withdrawal.save(update_fields=["withdrawn_until", "reinstated_by"])
    recompute(text, withdrawal.language)
    warming.ask_again(text, withdrawal.language)
    audit.record(by, "恢复", text, language=withdrawal.language, ticked=ticked)


def recompute(text: WorkingText, language: str) -> None:
    """Compute `live_until` of all releases of the text and language in one statement.

    Ends by checking what is checked at commit, so that a clash is told here.
    """
    statement = RECOMPUTE.format(
        releases=text.releases.model._meta.db_table,
        withdrawals=text.withdrawals.model._meta.db_table,
        text=text.releases.field.column,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [text.pk, language])
        cursor.execute(f"set constraints {ONE_AT_A_TIME} immediate")
        cursor.execute(f"set constraints {ONE_AT_A_TIME} deferred")


def take_back(text: WorkingText, released: models.Model) -> None:
    """Do without a release whose time has not come, of a text locked in this transaction."""
    language = released.language
    released.delete()
    recompute(text, language)


def _ticked(
    text: WorkingText, released: models.Model, moment: datetime, accepted: Collection[str]
) -> list[str]:
    """What was ticked now, for the audit; refused while anything else stands against it."""
    known = {*accepted, *ticked_of_release(text, released)}
    ticked = checking.demand(text, released.language, moment, released.document, known)
    return [tick["said"] for tick in ticked if tick["key"] in accepted]


def _ticked_of_return(
    text: WorkingText, withdrawal: models.Model, now: datetime, accepted: Collection[str]
) -> list[str]:
    """What comes back before the public passes the check of a release first."""
    language = withdrawal.language
    down = text.releases.filter(language=language, live_until=withdrawal.withdrawn_from)
    return [said for one in down for said in _ticked(text, one, now, accepted)]


def _hold_both(text: WorkingText, number: int) -> None:
    """Of two texts that are merged into each other at once one waits, and is refused then."""
    both = type(text)._default_manager.filter(pk__in=[text.pk, number]).order_by("pk")
    list(both.select_for_update(of=("self",)).values_list("pk"))


def _locked(text: WorkingText, by: User) -> WorkingText:
    if is_hidden(text, by):
        raise ReleaseRefused(HIDDEN)
    return type(text)._default_manager.select_for_update(of=("self",)).get(pk=text.pk)


def _locked_row(row: models.Model) -> models.Model:
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def _locked_release(released: models.Model, by: User) -> tuple[WorkingText, models.Model]:
    """A release as it is now, its text locked first, as everybody locks it."""
    text = _locked(released.text, by)
    found = type(released)._default_manager.select_for_update(of=("self",)).filter(pk=released.pk)
    if not (now := found.first()):
        raise ReleaseRefused("这个定时发布已被取消或改期，请重新打开。")
    return text, now
