"""待我处理: one page over everything that waits for somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from waishi.accounts.models import User
from waishi.languages import NAMES
from waishi.publishing.models import Proposal, QueueEntry
from waishi.publishing.models.queue import QueueEntryQuerySet
from waishi.publishing.moments import database_moment
from waishi.publishing.notices import address_of
from waishi.publishing.standing_in import authorities_of

TABS = {"mine": "待我处理", "all": "全部在审", "sent": "我送审的"}
EMPTY = {
    "mine": "现在没有等您处理的。",
    "all": "现在没有在审的稿件和提请。",
    "sent": "您送审的都已办完。",
}
ROWS = 30


@dataclass(frozen=True)
class Row:
    """One waiting thing as the page shows it."""

    entry: QueueEntry
    address: str
    kind: str
    language: str
    authors: str


def queue_page(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """What waits for the person, for anybody, or was handed over by them."""
    user: Any = request.user
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in TABS else "mine"
    visible = QueueEntry.objects.visible_to(user)
    authorities = authorities_of(user)
    held = visible.counted_for(user, authorities)
    shown = {
        "mine": visible.awaiting(user, authorities),
        "all": visible,
        "sent": visible.sent_by_person(user),
    }
    number = _page_number(request.GET.get("page", ""))
    wanted = _filtered(shown[tab], request)
    found = list(wanted.most_urgent_first().for_rows()[(number - 1) * ROWS : number * ROWS + 1])
    context = {
        **site.each_context(request),
        "title": "待我处理",
        "moment": database_moment(),
        "tab": tab,
        "tabs": [(name, label, sum(one[name] for one in held)) for name, label in TABS.items()],
        "filters": _filters(held, request),
        "rows": rows_of(found[:ROWS]),
        "empty": EMPTY[tab],
        "previous": _address(request, page=number - 1) if number > 1 else "",
        "following": _address(request, page=number + 1) if len(found) > ROWS else "",
    }
    return TemplateResponse(request, "office/queue.html", context)


def rows_of(entries: Iterable[QueueEntry]) -> list[Row]:
    """The entries with their addresses and the names of those who wrote them."""
    entries = list(entries)
    people = User.objects.in_bulk({number for entry in entries for number in entry.authors})
    return [
        Row(
            entry=entry,
            address=address_of(entry),
            kind=kind_of(entry.content_type_id),
            language=NAMES.get(entry.language, ""),
            authors="、".join(people[one].display_name for one in entry.authors if one in people),
        )
        for entry in entries
    ]


def kind_of(content_type: int) -> str:
    """What a waiting thing is called in the queue: 稿件, or 提请."""
    model = ContentType.objects.get_for_id(content_type).model_class()
    return "提请" if model is Proposal else str(model._meta.verbose_name)


def _filtered(entries: QueueEntryQuerySet, request: HttpRequest) -> QueueEntryQuerySet:
    kind, place = request.GET.get("kind", ""), request.GET.get("place", "")
    language = request.GET.get("language", "")
    if kind.isdecimal() and len(kind) < 10:
        entries = entries.filter(content_type=int(kind))
    if place and "\0" not in place:
        entries = entries.filter(found_in=place[:80])
    if language in NAMES:
        entries = entries.filter(language=language)
    return entries


def _filters(held: list[dict[str, Any]], request: HttpRequest) -> list[dict[str, Any]]:
    """The choices there are among what the person sees."""
    kinds = [(str(kind), kind_of(kind)) for kind in sorted({one["content_type"] for one in held})]
    places = [(place, place) for place in sorted({one["found_in"] for one in held})]
    languages = [
        (code, NAMES[code]) for code in NAMES if any(code == one["language"] for one in held)
    ]
    named = [("kind", "种类", kinds), ("place", "栏目", places), ("language", "语种", languages)]
    return [
        {"name": name, "label": label, "choices": choices, "value": request.GET.get(name, "")}
        for name, label, choices in named
        if len(choices) > 1
    ]


def _page_number(said: str) -> int:
    return int(said) if said.isdecimal() and 0 < len(said) < 5 and int(said) else 1


def _address(request: HttpRequest, **changed: Any) -> str:
    wanted = request.GET.copy()
    for name, value in changed.items():
        wanted[name] = value
    return f"?{wanted.urlencode()}"
