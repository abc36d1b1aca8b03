"""What a page says of its own age: what changed since, and whether it may be out of date."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import ngettext

from news.models import ArticleRelease


@dataclass(frozen=True)
class Change:
    """A change readers are told of (更新说明), and from when they read the changed text."""

    note: str
    made_at: datetime


@dataclass(frozen=True)
class Age:
    """How long ago a text was released, or last changed in a way readers are told of."""

    said: str
    is_of_change: bool


def changes_of(release: ArticleRelease) -> list[Change]:
    """The changes up to this release, newest first.

    What the first release says is no change, and neither is a note that was left
    as it stood: a minor change is silent.
    """
    told = release.changes[::-1]
    noted = [
        Change(after["note"], datetime.fromisoformat(after["made_at"]))
        for before, after in pairwise(told)
        if after["note"] not in ("", before["note"])
    ]
    return noted[::-1]


def age_of(release: ArticleRelease, changes: list[Change], moment: datetime) -> Age | None:
    """The age that is worth a warning, by the rule of its section; None for a text in its time."""
    wanted = release.section.age_notice_after
    if not wanted:
        return None
    begun = max([release.dated_at, *(change.made_at for change in changes)])
    months = full_months(begun, moment)
    if months < wanted:
        return None
    years = months // 12
    said = (
        ngettext("%(count)s 年前", "%(count)s 年前", years) % {"count": years}
        if years
        else ngettext("%(count)s 个月前", "%(count)s 个月前", months) % {"count": months}
    )
    return Age(said, begun != release.dated_at)


def full_months(since: datetime, until: datetime) -> int:
    """How many whole months lie between two moments, by the calendar in Shanghai."""
    first, last = timezone.localtime(since), timezone.localtime(until)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)
