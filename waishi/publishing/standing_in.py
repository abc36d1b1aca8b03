"""Deputies: who reviews in whose place, and by whose authority."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from waishi.accounts.models import User
from waishi.publishing import audit
from waishi.publishing.models import PERMISSIONS, Authority, Deputy
from waishi.publishing.models.deputy import LONGEST
from waishi.publishing.moments import database_moment

MANAGES_ACCOUNTS = "accounts.change_user"


class DeputyRefused(ValidationError):
    """Why somebody cannot stand in so, in a sentence for the person."""


def authorities_of(user: User) -> list[Authority]:
    """What the person may decide now: in their own right first, then for whom they stand in."""
    own = frozenset(stage for stage, needed in PERMISSIONS.items() if user.holds(needed))
    if not user.holds("publishing.stand_in"):
        return [Authority(None, own)]
    lent = Deputy.objects.standing_at(Now()).of_person(user)
    return [Authority(None, own), *(_lent(deputy) for deputy in lent)]


@transaction.atomic
def appoint(principal: User, deputy: User, from_on: date, until_on: date, by: User) -> Deputy:
    """Let `deputy` review for `principal` on these days.

    Set by the absent person, or by whoever manages accounts.
    """
    check(principal, deputy, from_on, until_on, by)
    appointed = Deputy(
        principal=principal,
        deputy=deputy,
        from_on=from_on,
        until_on=until_on,
        set_by=by,
        set_at=database_moment(),
    )
    appointed.full_clean()
    appointed.save()
    audit.record(by, "指定代审", appointed, from_on=str(from_on), until_on=str(until_on))
    return appointed


@transaction.atomic
def end(deputy: Deputy, by: User) -> None:
    """Let it end before its day: from now on nobody acts by it."""
    if by.pk != deputy.principal_id and not by.holds(MANAGES_ACCOUNTS):
        raise DeputyRefused("只有本人或管理员可以结束代审。")
    deputy = Deputy.objects.select_for_update(of=("self",)).get(pk=deputy.pk)
    moment = database_moment()
    if not is_to_come_or_stands(deputy, moment):
        raise DeputyRefused("这次代审已经结束。")
    deputy.ended_at = moment
    deputy.save(update_fields=["ended_at"])
    audit.record(by, "结束代审", deputy)


def is_to_come_or_stands(deputy: Deputy, moment: datetime) -> bool:
    """Whether there is anything left to end."""
    return deputy.ended_at is None and deputy.until_on >= timezone.localdate(moment)


def _lent(deputy: Deputy) -> Authority:
    granted = {f"publishing.{codename}" for codename in deputy.reviews}
    stages = frozenset(stage for stage, needed in PERMISSIONS.items() if needed in granted)
    return Authority(deputy.principal, stages)


def _today() -> date:
    return timezone.localdate(database_moment())


def check(principal: User, deputy: User, from_on: date, until_on: date, by: User) -> None:
    """Refuse, with the reason, what `appoint` would not write."""
    if by.pk != principal.pk and not by.holds(MANAGES_ACCOUNTS):
        raise DeputyRefused("只有本人或管理员可以指定代审。")
    if principal.pk == deputy.pk:
        raise DeputyRefused("不能由本人代本人。")
    if not any(principal.holds(needed) for needed in PERMISSIONS.values()):
        raise DeputyRefused(f"{principal.display_name}没有审核的角色，无须代审。")
    if not deputy.holds("publishing.stand_in"):
        raise DeputyRefused(f"{deputy.display_name}的角色不能代审。")
    if until_on < from_on:
        raise DeputyRefused("结束日不能早于开始日。")
    if until_on < _today():
        raise DeputyRefused("结束日已经过去。")
    if until_on - from_on > LONGEST:
        raise DeputyRefused(f"一次最多代{LONGEST.days}天，到期可以再定。")
