"""Writing down who did what."""

from typing import Any

from django.db import models

from waishi.accounts.models import User
from waishi.publishing.models import AuditEntry
from waishi.publishing.moments import database_moment

SYSTEM = ("system", "系统")


def record(by: User | None, act: str, thing: models.Model, **detail: Any) -> None:
    """Add one entry to the audit; `by` is None for jobs and commands."""
    AuditEntry.objects.create(
        at=database_moment(),
        actor=by.get_username() if by else SYSTEM[0],
        actor_name=by.display_name if by else SYSTEM[1],
        act=act,
        kind=str(thing._meta.verbose_name),
        number=str(thing.pk),
        title=str(thing)[:200],
        detail=detail,
    )
