"""Two people for every change the public can see in the register and the settings.

One proposes, another decides; what is approved is applied in one transaction, or
refused where the record has changed meanwhile.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from waishi.accounts.models import User
from waishi.publishing import audit, notices, parts, queue, saving
from waishi.publishing.checking.records import refuse_blocking_record
from waishi.publishing.models import NoticeEvent, Proposal, PublicRecord
from waishi.publishing.moments import database_moment


class ProposalRefused(ValidationError):
    """Why a change cannot be proposed or decided so, in a sentence for the person."""


@transaction.atomic
def propose(record: PublicRecord, changes: Mapping[str, tuple[Any, Any]], by: User) -> Proposal:
    """Ask another person to agree to `changes`: field or part → (before, after)."""
    if not changes:
        raise ProposalRefused("没有改动，无须提请。")
    proposal = Proposal.objects.create(
        record=record,
        title=str(record)[:200],
        changes={name: list(pair) for name, pair in changes.items()},
        record_version=record.version,
        proposed_by=by,
        proposed_at=database_moment(),
    )
    queue.place_proposal(proposal)
    notices.tell(NoticeEvent.WAITING, queue.entry_of(proposal, ""))
    audit.record(by, "提请", record, fields=list(changes))
    return proposal


def propose_publication(record: PublicRecord, by: User) -> Proposal:
    """Ask another person to agree that `record` becomes public as it is now."""
    if record.is_public:
        raise ProposalRefused("该记录已经公开。")
    waiting = Proposal.objects.of_record(record).pending()
    if any(proposal.makes_public for proposal in waiting):
        raise ProposalRefused("已有人提请公开，等待复核。")
    refuse_blocking_record(record)
    return propose(record, {"is_public": (False, True)}, by)


@transaction.atomic
def decide(proposal: Proposal, by: User, *, agree: bool, opinion: str = "") -> None:
    """Apply the proposal, or return it; never by the person who proposed it."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    _check_decider(proposal, by)
    if not agree and not opinion.strip():
        raise ProposalRefused("退回须写明意见。")
    proposal.decided_by = by
    proposal.decided_at = database_moment()
    proposal.opinion = opinion.strip()
    proposal.verdict = Proposal.Verdict.APPROVED if agree else Proposal.Verdict.RETURNED
    if agree:
        _apply(proposal)
    else:
        proposal.save()
        _take_back_what_was_not_confirmed(proposal, by)
    queue.place_proposal(proposal)
    audit.record(by, proposal.get_verdict_display(), proposal, opinion=opinion)


@transaction.atomic
def take_back(record: PublicRecord, by: User, reason: str = "") -> None:
    """Make a public record internal at once: one person is enough to protect."""
    if not by.holds("publishing.decide_proposal"):
        raise ProposalRefused("您没有撤回公开记录的权限。")
    record = saving.locked(type(record)._default_manager.all()).get(pk=record.pk)
    if not record.is_public:
        raise ProposalRefused("这条记录没有公开，无须撤回。")
    record.is_public = False
    record.version += 1
    record.save(update_fields=["is_public", "version"])
    audit.record(by, "撤回公开", record, reason=reason)


def _check_decider(proposal: Proposal, by: User) -> None:
    if proposal.verdict != Proposal.Verdict.PENDING:
        raise ProposalRefused("这条提请已有结论。")
    if by.pk == proposal.proposed_by_id:
        raise ProposalRefused("不能复核自己的提请，须由另一人复核。")
    if not by.holds("publishing.decide_proposal"):
        raise ProposalRefused("您没有复核的权限。")
    if not Proposal.objects.visible_to(by).filter(pk=proposal.pk).exists():
        raise ProposalRefused("这条提请说的记录不在您负责的栏目之内。")


def _take_back_what_was_not_confirmed(proposal: Proposal, by: User) -> None:
    """What one person put live at once goes when another does not confirm it."""
    record: Any = proposal.record
    if proposal.confirms_what_is_live and record.is_public and record.is_unconfirmed:
        take_back(record, by, proposal.opinion)


def _apply(proposal: Proposal) -> None:
    model: Any = proposal.content_type.model_class()
    records = model._default_manager.filter(pk=proposal.object_id)
    record = saving.locked(records).first()
    if record is None:
        raise ProposalRefused("这条记录已被删除，请退回。")
    if proposal.makes_public and record.version != proposal.record_version:
        raise ProposalRefused("提请之后记录又有改动，请退回后重新提请。")
    moved = [
        name
        for name, (before, _) in proposal.changes.items()
        if parts.value_of(record, name) != before
    ]
    if moved:
        labels = "、".join(parts.label_of(model, name) for name in moved)
        raise ProposalRefused(f"提请之后“{labels}”又有改动，请退回后重新提请。")
    # Written first: the record's trigger looks for an approved proposal of
    # exactly its next version.
    proposal.applied_version = record.version + 1
    proposal.save()
    wanted = {name: after for name, (_, after) in proposal.changes.items()}
    columns = [name for name in wanted if parts.is_column(model, name)]
    for name in columns:
        parts.set_value(record, name, wanted[name])
    record.full_clean(exclude=None, validate_unique=True)
    others = [name for name in wanted if name not in columns]
    saving.save(
        record,
        proposal.proposed_by,
        columns,
        lambda: parts.write_all(record, {name: wanted[name] for name in others}),
        others,
    )
    # Of exactly what readers are now to see, parts included.
    refuse_blocking_record(record)
