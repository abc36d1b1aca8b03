"""Releases: what the public reads, from when until when.

The only writer of a release's period. Releasing happens at query time: a release
whose `live_from` passes is public to the second, with no worker that could be
down.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Min

from waishi.accounts.models import User
from waishi.languages import NAMES
from waishi.publishing import audit
from waishi.publishing.documents import hash_of
from waishi.publishing.models import WorkingText
from waishi.publishing.moments import database_moment

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


class ReleaseRefused(ValidationError):
    """Why a text cannot be released or withdrawn so, in a sentence for the person."""


def release(
    text: WorkingText,
    language: str,
    document: dict[str, Any],
    by: User,
    live_from: datetime | None = None,
    expires_at: datetime | None = None,
) -> models.Model:
    """Put an approved document before the public; `reviewing.approve` calls this.

    The database refuses a document that no final review approved.
    """
    now = database_moment()
    starts = live_from if live_from and live_from > now else now
    if expires_at and expires_at <= starts:
        raise ReleaseRefused("下线时间须晚于发布时间。")
    releases = text.releases.filter(language=language)
    first = releases.aggregate(at=Min("live_from"))["at"] or starts
    released = text.releases.create(
        language=language,
        live_from=starts,
        expires_at=expires_at,
        released_at=now,
        dated_at=text.dated_at(min(first, starts)),
        document=document,
        text_hash=hash_of(document),
        **text.release_columns(document),
    )
    recompute(text, language)
    audit.record(by, "发布", text, language=language, live_from=str(starts))
    return released


@transaction.atomic
def cancel(released: models.Model, by: User) -> None:
    """Take back a release whose time has not come; the one before it goes on."""
    if not by.holds("publishing.withdraw_text"):
        raise ReleaseRefused("您没有取消发布的权限。")
    if released.live_from <= database_moment():
        raise ReleaseRefused("已经发布的稿件不能取消，只能撤稿。")
    text = _locked(released.text)
    language = released.language
    released.delete()
    recompute(text, language)
    audit.record(by, "取消定时发布", text, language=language)


@transaction.atomic
def withdraw(
    text: WorkingText, language: str, by: User, *, kind: str, reason: str = "", **more: Any
) -> models.Model:
    """Take the page in `language` down now; what was scheduled is cancelled with it."""
    if not by.holds("publishing.withdraw_text"):
        raise ReleaseRefused("您没有撤稿的权限。")
    text = _locked(text)
    now = database_moment()
    releases = text.releases.filter(language=language)
    if not releases.live_at(now).exists():
        raise ReleaseRefused(f"{NAMES[language]}页面现在没有公开，无须撤稿。")
    withdrawal = text.withdrawals.model(
        **{text.withdrawals.field.name: text},
        language=language,
        kind=kind,
        reason=reason.strip(),
        withdrawn_from=now,
        withdrawn_by=by,
        **more,
    )
    withdrawal.full_clean()
    withdrawal.save()
    releases.filter(live_from__gt=now).delete()
    recompute(text, language)
    audit.record(by, "撤稿", text, language=language, kind=kind, reason=reason)
    return withdrawal


@transaction.atomic
def reinstate(withdrawal: models.Model, by: User) -> None:
    """Put a withdrawn page back as it was."""
    if not by.holds("publishing.withdraw_text"):
        raise ReleaseRefused("您没有撤稿的权限。")
    text = _locked(withdrawal.text)
    withdrawal.withdrawn_until = database_moment()
    withdrawal.save(update_fields=["withdrawn_until"])
    recompute(text, withdrawal.language)
    audit.record(by, "恢复", text, language=withdrawal.language)


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


def _locked(text: WorkingText) -> WorkingText:
    return type(text)._default_manager.select_for_update(of=("self",)).get(pk=text.pk)
