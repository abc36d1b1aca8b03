"""Telling every reader at once: the one road to the public that one person may take.

A consular warning at three at night cannot wait for a second person. It gets its
reason in writing, stays flagged, and waits for another's confirmation like any
proposal; whoever returns it takes it down.
"""

from django.db import transaction

from waishi.accounts.models import User
from waishi.publishing import audit
from waishi.publishing.checking.records import refuse_blocking_record
from waishi.publishing.moments import database_moment
from waishi.publishing.proposing import ProposalRefused, propose
from waishi.site.models import AlertBanner

PERMISSION = "site.put_live_at_once"


@transaction.atomic
def put_live_at_once(banner: AlertBanner, by: User, reason: str) -> None:
    """Make a saved banner public now, flagged until another person confirms it."""
    banner = AlertBanner.objects.select_for_update().get(pk=banner.pk)
    _check(banner, by, reason)
    propose(banner, {"is_unconfirmed": (True, False)}, by)
    banner.is_public = banner.is_unconfirmed = True
    banner.urgent_reason = reason.strip()
    banner.urgent_by = by
    banner.version += 1
    banner.save(
        update_fields=["is_public", "is_unconfirmed", "urgent_reason", "urgent_by", "version"]
    )
    audit.record(by, "先行发布", banner, reason=banner.urgent_reason)


def _check(banner: AlertBanner, by: User, reason: str) -> None:
    if not by.holds(PERMISSION):
        raise ProposalRefused("您没有先行发布的权限。")
    if not reason.strip():
        raise ProposalRefused("先行发布须写明理由。")
    if banner.is_public:
        raise ProposalRefused("该横幅已经公开。")
    if banner.ends_at <= database_moment():
        raise ProposalRefused("停止显示的时间已经过去。")
    refuse_blocking_record(banner)
