"""New versions: a better file of a picture is a picture of its own.

What readers see of a release never changes; drafts that use the old one are offered
the new one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from waishi.accounts.models import User
from waishi.media.library import add_picture
from waishi.media.models import Picture
from waishi.publishing import saving

KEPT = (
    "title",
    "description",
    "kind",
    "credit_zh_hans",
    "credit_en",
    "source",
    "permission_until",
    "contains_map",
    "map_approval",
    "focal_x",
    "focal_y",
)


@dataclass(frozen=True)
class Switch:
    """How the drafts of a room take another picture.

    `drafts` are those a person may change that use a picture; `switch` puts one
    picture for the other in one of them, by `publishing.saving`.
    """

    drafts: Callable[[Picture, User], QuerySet]
    switch: Callable[[Any, Picture, Picture, User], None]


_switches: list[Switch] = []


def drafts_can_switch(switch: Switch) -> None:
    """Let a room's drafts be offered the new version of a picture."""
    _switches.append(switch)


@transaction.atomic
def add_version(old: Picture, upload: BinaryIO, name: str, by: User) -> Picture:
    """A new picture in the place of `old`, of which the same is said."""
    locked = saving.locked(Picture.objects.all()).get(pk=old.pk)
    if hasattr(locked, "replaced_by"):
        raise ValidationError("这张图片已有新版本，请在新版本上再传。")
    said = {field: getattr(locked, field) for field in KEPT if field != "title"}
    new = add_picture(upload, locked.title, by, original_name=name[:200], replaces=locked, **said)
    if new.replaces_id != locked.pk:
        raise ValidationError("图库里已有这个文件，请直接使用。")
    return new


def drafts_with(old: Picture, user: User) -> list[Any]:
    """The drafts that could take the new version."""
    return [draft for switch in _switches for draft in switch.drafts(old, user)]


@transaction.atomic
def switch_drafts(old: Picture, new: Picture, numbers: list[int], by: User) -> int:
    """Put the new version into the drafts a person chose; says in how many."""
    chosen = [
        (switch, draft)
        for switch in _switches
        for draft in switch.drafts(old, by).filter(pk__in=numbers)
    ]
    for switch, draft in chosen:
        switch.switch(draft, old, new, by)
    return len(chosen)
