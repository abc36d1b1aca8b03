"""How the rows of the demonstration are told from those of people.

The load ends by one audit entry that holds the highest number of every kind of
record: what has a higher one was added by people. The demonstration comes into an
empty database only, so whatever is not higher is its own. Where the audit has let
that entry go (after a year at least), the demonstration can no longer be cleared.
"""

from typing import Any

from django.apps import apps
from django.db.models import Max, Model

from friendship_cities.models import Country
from waishi.accounts.models import User
from waishi.publishing import audit
from waishi.publishing.models import AuditEntry, ChangeCounter, Versioned, WordRule
from waishi.search.models import ChangedRecord, SearchEntry
from waishi.site.models import SiteIdentity

LOADED = "载入演示内容"
OUR_APPS = ("waishi.", "news", "friendship_cities")
# What every installation has, demonstration or not; of the audit only a part goes, and
# how records are found follows the records by itself.
KEPT: tuple[type[Model], ...] = (
    Country,
    Country.history.model,
    ChangeCounter,
    AuditEntry,
    ChangedRecord,
    SearchEntry,
    WordRule,
)


class Refused(Exception):
    """Why the demonstration is not loaded or cleared, in a sentence for the operator."""


def own_models() -> list[type[Model]]:
    """Every table a demonstration fills, links between records included."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith(OUR_APPS)
        for model in config.get_models(include_auto_created=True)
        if model not in KEPT
    ]


def rows_by_model() -> dict[str, int]:
    """How many rows stand in each table that is not empty."""
    counts = {model._meta.label: model._base_manager.count() for model in own_models()}
    return {label: count for label, count in counts.items() if count}


def last_audit_entry() -> int:
    """The highest number of the audit."""
    return AuditEntry.objects.aggregate(highest=Max("pk"))["highest"] or 0


def mark_loaded(identity: SiteIdentity, audit_after: int) -> None:
    """Write down what the demonstration consists of; `audit_after` was written before it."""
    highest = {model._meta.label: _highest(model) for model in _kinds_people_add()}
    audit.record(None, LOADED, identity, audit_after=audit_after, highest=highest)


def find_mark() -> dict[str, Any] | None:
    """What `mark_loaded` wrote down; None where no demonstration was loaded."""
    entry = AuditEntry.objects.filter(act=LOADED).first()
    return entry and entry.detail


def added_since(mark: dict[str, Any]) -> dict[str, int]:
    """How many records of each kind people added to the demonstration."""
    counts = {
        model._meta.label: model._base_manager.filter(
            pk__gt=mark["highest"].get(model._meta.label, 0)
        ).count()
        for model in _kinds_people_add()
    }
    return {label: count for label, count in counts.items() if count}


def told(counts: dict[str, int]) -> str:
    """Counts as a list for the operator."""
    return ", ".join(f"{label} {count}" for label, count in counts.items())


def _kinds_people_add() -> list[type[Model]]:
    """Accounts and every record that has versions; the rest hangs on these."""
    return [model for model in own_models() if issubclass(model, User | Versioned)]


def _highest(model: type[Model]) -> int:
    return model._base_manager.aggregate(highest=Max("pk"))["highest"] or 0
