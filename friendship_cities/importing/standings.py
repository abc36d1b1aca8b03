"""What a row says of the kind, status and age of a partnership, as standings.

An import never replaces one kind or status by another: that is history, and is
entered by hand as a further standing.
"""

from dataclasses import dataclass, field
from datetime import date

from friendship_cities.importing.refusals import RefusedRow
from friendship_cities.importing.rows import RegisterRow
from friendship_cities.models import Standing
from friendship_cities.models.partnership import Kind, Status
from waishi.dates import PartialDate
from waishi.publishing import parts

OTHER_KIND = (
    "台账里的性质是“{known}”，这一行写“{stated}”：性质的变化请在台账里另加一条“性质与状态”，"
    "不能用导入覆盖"
)
OTHER_STATUS = (
    "台账里的状态是“{known}”，这一行写“{stated}”：状态的变化请在台账里另加一条“性质与状态”，"
    "不能用导入覆盖"
)
NOT_YET = "结好时间 {day} 还没有到"
NO_REASON = "状态写“{stated}”，须在备注里写明内部原因"
END_UNCLEAR = "状态写“{stated}”，结好时间 {day} 却还没有过完，请手工登记"
AFTER_THE_NEXT = "结好时间 {day} 晚于台账里下一条“性质与状态”，请手工核对"
NO_KIND = "没有写类型，登记为“性质待确认”"
ATTESTED = "没有写结好时间，登记为 {day} 已有（最早见于）"
LESS_PRECISE = "台账里的结好时间 {known} 更精确，不改为 {stated}"

# The words of the published list: named by a source up to the end of 2021.
LISTED = "listed"
LISTED_BY = PartialDate(2021)
NOT_ALIVE = {Status.DORMANT, Status.SUSPENDED, Status.ENDED}

NewRow = dict[str, str]


@dataclass
class StandingPlan:
    """The rows of a partnership's standings before and after, and how to tell it."""

    before: list[parts.Row] = field(default_factory=list)
    after: list[parts.Row] = field(default_factory=list)
    details: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def first_standings(row: RegisterRow, source: str, certainty: str, day: date) -> StandingPlan:
    """The standings of a partnership that has none."""
    if row.established and row.established.first_day > day:
        raise RefusedRow(NOT_YET.format(day=row.established))
    plan = StandingPlan()
    if not row.kind:
        plan.notes.append(NO_KIND)
    kind = Kind(row.kind or Kind.TO_BE_CONFIRMED)
    plan.details.append(("性质", "", kind.label))
    common = {"kind": kind.value, "source": source, "certainty": certainty}
    ended = _ended(row, day)
    if row.established:
        plan.after.append(_row(common, from_on=str(row.established)))
        plan.details.append(("结好时间", "", str(row.established)))
    elif not ended:
        seen = str(LISTED_BY if row.status == LISTED else PartialDate.of(day))
        plan.after.append(_row(common, attested_on=seen))
        plan.details.append(("最早见于", "", seen))
        plan.notes.append(ATTESTED.format(day=seen))
    if ended:
        seen = str(PartialDate.of(day))
        plan.after.append(_row(common, **ended, attested_on=seen))
        plan.details.append((f"状态（{seen} 已是）", "", Status(row.status).label))
    return plan


def changed_standings(
    row: RegisterRow, standings: list[Standing], source: str, day: date
) -> StandingPlan:
    """What a row changes in the standings of a known partnership: at most a date."""
    newest = max(standings, key=_order)
    _refuse_other(row, newest)
    plan = StandingPlan()
    first = min((s for s in standings if s.kind == newest.kind), key=_order)
    if not row.established or row.established == first.from_on:
        return plan
    if first.from_on and _contains(row.established, first.from_on):
        plan.notes.append(LESS_PRECISE.format(known=first.from_on, stated=row.established))
        return plan
    _check_order(row.established, first, standings, day)
    plan.before = [parts.row_of(s, "partnership") for s in sorted(standings, key=lambda s: s.pk)]
    plan.after = [dict(stored) for stored in plan.before]
    changed = next(stored for stored in plan.after if stored["pk"] == first.pk)
    changed["from_on"] = str(row.established)
    changed["source"] = with_line(first.source, source)
    plan.details.append(("结好时间", str(first.from_on or ""), str(row.established)))
    return plan


def with_line(known: str, stated: str) -> str:
    """`known`, with `stated` as a further line where it does not say so yet."""
    return known if stated in known else "\n".join(filter(None, (known, stated)))


def _row(common: NewRow, **more: str) -> NewRow:
    return {"status": Status.IN_FORCE.value, "from_on": "", "attested_on": "", **common, **more}


def _ended(row: RegisterRow, day: date) -> NewRow:
    """Status and reason of a tie that is not alive, as of the day of the import."""
    if row.status not in NOT_ALIVE:
        return {}
    stated = Status(row.status).label
    if not row.remark:
        raise RefusedRow(NO_REASON.format(stated=stated))
    if row.established and row.established.last_day > day:
        raise RefusedRow(END_UNCLEAR.format(stated=stated, day=row.established))
    return {"status": row.status, "reason": row.remark}


def _refuse_other(row: RegisterRow, newest: Standing) -> None:
    reasons = []
    if row.kind and row.kind != newest.kind:
        known, stated = newest.get_kind_display(), Kind(row.kind).label
        reasons.append(OTHER_KIND.format(known=known, stated=stated))
    if row.status in Status.values and row.status != newest.status:
        known, stated = newest.get_status_display(), Status(row.status).label
        reasons.append(OTHER_STATUS.format(known=known, stated=stated))
    if reasons:
        raise RefusedRow(*reasons)


def _check_order(
    stated: PartialDate, first: Standing, standings: list[Standing], day: date
) -> None:
    """A new date must not change which standing follows which."""
    if stated.first_day > day:
        raise RefusedRow(NOT_YET.format(day=stated))
    later = [s for s in standings if _order(s) > _order(first)]
    if any(stated.last_day > s.effective_on for s in later):
        raise RefusedRow(AFTER_THE_NEXT.format(day=stated))


def _order(standing: Standing) -> tuple[date, int]:
    return standing.effective_on, standing.pk


def _contains(wider: PartialDate, narrower: PartialDate) -> bool:
    return wider.first_day <= narrower.first_day and narrower.last_day <= wider.last_day
