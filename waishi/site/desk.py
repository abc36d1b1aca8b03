"""The first page of the office: five doors, and what there is to do today.

Rooms contribute; everything is read in one statement, as the frame of the public
pages is, so the page costs the same whatever it shows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Expression, QuerySet
from django.db.models.functions import Now
from django.urls import NoReverseMatch, reverse

from waishi.accounts.models import User
from waishi.publishing.models import ChangeCounter

ROWS = 6

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Door:
    """One of the first things on the page; not shown where it leads nowhere.

    `addresses` are names, the best first: a page that is not there yet is passed over.
    """

    label: str
    hint: str
    addresses: tuple[str, ...]
    permission: str = ""
    # Whoever holds this has better doors: nobody has more than five.
    unless: str = ""


DOORS = (
    Door("写稿", "新写一篇", ("admin:news_article_add",), "news.add_article"),
    Door(
        "传图片",
        "放进图库",
        ("admin:media_picture_upload", "admin:media_picture_add"),
        "media.add_picture",
    ),
    Door("导入Word", "变成稿件", ("admin:news_article_import_word",), "news.add_article"),
    Door(
        "翻译台",
        "译文与中文对照",
        ("admin:translations",),
        "publishing.translate_en",
        unless="news.add_article",
    ),
    Door("待我处理", "审核与复核", ("admin:queue",)),
    Door("看网站", "读者看到的", ("home",)),
)


# Below the doors: where one goes when something public is wrong, or has to be found.
WAYS = (
    Door("稿件", "", ("admin:news_article_changelist",), "news.view_article"),
    Door("图库", "", ("admin:media_picture_changelist",), "media.view_picture"),
    Door("日历", "", ("admin:calendar",), "news.view_articlerelease"),
    Door("勘误", "", ("admin:erratum",), "news.view_article"),
    Door("撤稿", "", ("admin:withdraw",), "publishing.withdraw_text"),
)


@dataclass(frozen=True)
class Item:
    """One line of a block: what, where it is dealt with, and why it stands here."""

    title: str
    address: str
    note: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Block:
    """A part of the page; one without items is not shown unless it says so itself."""

    title: str
    items: list[Item] = field(default_factory=list)
    more: str = ""
    count: int = 0
    empty: str = ""


@dataclass(frozen=True)
class Source:
    """What a room contributes.

    `rows` selects for a person, at a moment, one JSON value a row (named `j`), or
    None where it does not concern them; `block` says it in words.
    """

    name: str
    rows: Callable[[User, Expression], QuerySet | None]
    block: Callable[[Rows, datetime], Block]


_sources: dict[str, tuple[int, Source]] = {}


def contribute(source: Source, *, position: int) -> None:
    """Let the first page show `source`; the lowest position stands first."""
    _sources[source.name] = (position, source)


def doors_for(user: User) -> list[tuple[Door, str]]:
    """The doors that stand open for the person, each with its address."""
    return _open_to(user, DOORS)


def ways_for(user: User) -> list[tuple[Door, str]]:
    """The smaller ways below the doors, likewise."""
    return _open_to(user, WAYS)


def _open_to(user: User, doors: tuple[Door, ...]) -> list[tuple[Door, str]]:
    held = [door for door in doors if not door.permission or user.has_perm(door.permission)]
    held = [door for door in held if not (door.unless and user.has_perm(door.unless))]
    found = [(door, _address(door)) for door in held]
    return [(door, address) for door, address in found if address]


def blocks_for(user: User) -> list[Block]:
    """What the page says to the person, in one statement."""
    ordered = [source for _, source in sorted(_sources.values(), key=lambda one: one[0])]
    wanted = {source: source.rows(user, Now()) for source in ordered}
    selected = {
        f"rows_{source.name}": ArraySubquery(rows)
        for source, rows in wanted.items()
        if rows is not None
    }
    row = ChangeCounter.objects.annotate(moment=Now(), **selected).get()
    # What can hold no row is not asked, and None.
    blocks = [
        source.block(getattr(row, f"rows_{source.name}") or [], row.moment)
        for source, rows in wanted.items()
        if rows is not None
    ]
    return [block for block in blocks if block.items or block.empty]


def _address(door: Door) -> str:
    for name in door.addresses:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""
