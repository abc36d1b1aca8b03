"""Writing what a plan says: all of it, as it was shown, or nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from friendship_cities.importing.changes import Step
from friendship_cities.importing.planning import Action, Plan, plan_table
from friendship_cities.models import Partnership
from waishi.accounts.models import User
from waishi.publishing import parts, proposing, saving
from waishi.publishing.models import AuditEntry
from waishi.publishing.moments import database_moment

# Together they are the work of an import.
PERMISSIONS = (
    "friendship_cities.add_partnership",
    "friendship_cities.change_partnership",
    "friendship_cities.add_city",
    "friendship_cities.change_city",
)
NOT_ALLOWED = "您没有导入友城名录的权限"
REFUSED = "有 {count} 行不能导入，请改正后再导入整个文件；现在什么也没有写入"
MOVED = "预览之后台账又有变动，什么也没有写入，请重新核对"
BUSY = "别人正在改台账，什么也没有写入，请过一会儿再确认"


class ImportRefused(ValidationError):
    """Why a plan is not carried out, in a sentence for the person."""


def may_import(user: User) -> bool:
    """Whether `user` may add to the register by a file."""
    return user.is_active and user.has_perms(PERMISSIONS)


def apply(plan: Plan, by: User) -> Plan:
    """Carry out `plan` in the name of `by`; the plan as carried out.

    It is made again on locked records. Where anything would come out otherwise
    than it was shown, nothing is written.
    """
    if not may_import(by):
        raise ImportRefused(NOT_ALLOWED)
    if plan.refused:
        raise ImportRefused(REFUSED.format(count=len(plan.refused)))
    try:
        with transaction.atomic():
            return _apply(plan, by)
    except IntegrityError:
        # Somebody added the same pair, place or address by hand at this moment.
        raise ImportRefused(MOVED) from None
    except OperationalError as error:
        # The site waits for a lock for five seconds only (deploy/init_database.sh).
        if isinstance(error.__cause__, LockNotAvailable):
            raise ImportRefused(BUSY) from None
        raise


def _apply(plan: Plan, by: User) -> Plan:
    wait_for_other_imports()
    today = plan_table(plan.table, plan.file_name, lock=True)
    if today.fingerprint != plan.fingerprint:
        raise ImportRefused(MOVED)
    for row in today.rows:
        for step in row.steps:
            _take(step, by)
    _record(today, by)
    return today


def wait_for_other_imports() -> None:
    """Rows another import is about to add cannot be locked: imports follow each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('import_partnerships'))")


def _take(step: Step, by: User) -> None:
    record = step.record
    # Commands have no request that would tell the history who it was.
    record._history_user = by
    if step.is_proposed:
        proposing.propose(record, step.changes, by)
        return
    wanted = {name: after for name, (_, after) in step.changes.items()}
    columns = [name for name in wanted if parts.is_column(type(record), name)]
    others = {name: value for name, value in wanted.items() if name not in columns}
    for name in columns:
        parts.set_value(record, name, wanted[name])
    if step.is_new:
        saving.create(record, by, lambda: _write_parts(record, others))
    else:
        saving.save(record, by, columns, lambda: _write_parts(record, others), others)


def _write_parts(record: Any, wanted: dict[str, Any]) -> None:
    for name, value in wanted.items():
        parts.write(record, name, value)


def _record(plan: Plan, by: User) -> None:
    """One entry for the file, beside those of the records it added and changed."""
    AuditEntry.objects.create(
        at=database_moment(),
        actor=by.get_username(),
        actor_name=by.display_name,
        act="导入",
        kind=str(Partnership._meta.verbose_name),
        number="",
        title=plan.file_name[:200],
        detail={action.value: plan.counts[action] for action in Action}
        | {"proposed": plan.proposal_count},
    )
