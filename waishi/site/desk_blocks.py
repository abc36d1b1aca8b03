"""What reviewing, proposals and links to other sites contribute to the first page."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Expression, F, QuerySet, Window
from django.db.models.functions import JSONObject
from django.urls import reverse

from waishi.accounts.models import User
from waishi.languages import NAMES
from waishi.publishing.models import EmergencyRelease, LinkState, QueueEntry
from waishi.publishing.notices import address_of
from waishi.publishing.standing_in import authorities_of
from waishi.publishing.templatetags.desk_tags import waited
from waishi.site.desk import ROWS, Block, Item, Rows, Source

DECIDES = ("publishing.review_", "publishing.decide_proposal", "publishing.stand_in")


def waiting_for(user: User, moment: Expression) -> QuerySet | None:
    """What the person can decide now."""
    if not any(held.startswith(DECIDES) for held in user.held_permissions):
        return None
    names = ("title", "object_id", "language", "stage", "since", "urgency")
    waiting = QueueEntry.objects.awaiting(user, authorities_of(user)).most_urgent_first()
    described = JSONObject(
        kind=F("content_type_id"), total=Window(Count("pk")), **{name: F(name) for name in names}
    )
    return waiting.annotate(j=described).values("j")[:ROWS]


def waiting_block(rows: Rows, moment: datetime) -> Block:
    count = rows[0]["total"] if rows else 0
    items = [_waiting(row, moment) for row in rows]
    empty = "现在没有等您处理的。"
    return Block("待我处理", items, more=reverse("admin:queue"), count=count, empty=empty)


def sent_for(user: User, moment: Expression) -> QuerySet | None:
    """What the person handed over and others have in hand, longest waiting first."""
    names = ("title", "object_id", "language", "stage", "since")
    sent = QueueEntry.objects.visible_to(user).sent_by_person(user).order_by("since", "pk")
    described = JSONObject(kind=F("content_type_id"), **{name: F(name) for name in names})
    return sent.annotate(j=described).values("j")[:ROWS]


def sent_block(rows: Rows, moment: datetime) -> Block:
    items = [_waiting(row, moment) for row in rows]
    return Block("我送审的", items, more=f"{reverse('admin:queue')}?tab=sent")


def _waiting(row: dict[str, Any], moment: datetime) -> Item:
    """What waits, for which stage, since when; its urgency where that was asked for."""
    entry = QueueEntry(
        title=row["title"],
        content_type_id=row["kind"],
        object_id=row["object_id"],
        language=row["language"],
        stage=row["stage"],
        urgency=row.get("urgency", QueueEntry.Urgency.NORMAL),
    )
    note = f"{entry.get_stage_display()} · {waited(datetime.fromisoformat(row['since']), moment)}"
    mark = entry.get_urgency_display() if entry.urgency else ""
    return Item(entry.title, address_of(entry), note, mark)


def emergencies_for(user: User, moment: Expression) -> QuerySet | None:
    """Texts that went out before their reviews."""
    if not user.holds("publishing.view_emergencyrelease") or not user.handles_any_text:
        return None
    described = JSONObject(
        title=F("title"),
        kind=F("content_type_id"),
        number=F("object_id"),
        language=F("language"),
        by=F("released_by__display_name"),
        at=F("released_at"),
        reason=F("reason"),
    )
    flagged = EmergencyRelease.objects.visible_to(user).unsettled().order_by("released_at")
    return flagged.annotate(j=described).values("j")[:ROWS]


def emergencies_block(rows: Rows, moment: datetime) -> Block:
    items = []
    for row in rows:
        entry = QueueEntry(
            content_type_id=row["kind"], object_id=row["number"], language=row["language"]
        )
        said = f"{NAMES[row['language']]} · {row['by']}：{row['reason'][:60]}"
        items.append(Item(row["title"], address_of(entry), said, "待补审"))
    return Block("紧急发布，还没有补审", items)


def links_for(user: User, moment: Expression) -> QuerySet | None:
    """Links of texts to other sites that a person should look at, the longest broken first."""
    if not user.holds("publishing.view_linkstate"):
        return None
    broken = LinkState.objects.visible_to(user).troubled().order_by("first_failed_at", "pk")
    names = ("id", "address", "state")
    described = JSONObject(total=Window(Count("pk")), **{name: F(name) for name in names})
    return broken.annotate(j=described).values("j")[:ROWS]


def links_block(rows: Rows, moment: datetime) -> Block:
    items = [
        Item(
            row["address"],
            reverse("admin:publishing_linkstate_change", args=[row["id"]]),
            LinkState.State(row["state"]).label,
        )
        for row in rows
    ]
    count = rows[0]["total"] if rows else 0
    more = reverse("admin:publishing_linkstate_changelist")
    return Block("断链", items, more=more, count=count)


WAITING = Source("waiting", waiting_for, waiting_block)
SENT = Source("sent", sent_for, sent_block)
EMERGENCIES = Source("emergencies", emergencies_for, emergencies_block)
LINKS = Source("links", links_for, links_block)
