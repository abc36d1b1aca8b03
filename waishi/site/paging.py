"""Long lists, page by page, by key.

A page is asked for by the key of the row before it, so that it costs the same on
page 1 and page 1,000 and nothing slips while new rows arrive. A bad key is the
first page.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode

ROWS = 20
KEY = re.compile(r"(?P<at>[0-9T:.+Z-]{10,40})~(?P<number>\d{1,18})")


@dataclass(frozen=True)
class Page:
    """One page of a list."""

    rows: Sequence[Any]
    is_first: bool
    first_url: str
    next_url: str


def moment_of_key(text: str) -> datetime:
    """The moment a key speaks of; ValueError or OverflowError where it is none."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def is_first_page(request: HttpRequest) -> bool:
    """Whether a list of moments is asked for from its beginning; a bad key asks for that."""
    return _read_key(request.GET.get("before", ""), moment_of_key) is None


def page_by_key(
    request: Any,
    rows: QuerySet,
    *,
    dated: str,
    number: str,
    read: Callable[[str], date] = moment_of_key,
    size: int = ROWS,
    keep: Sequence[str] = (),
    parameter: str = "before",
) -> Page:
    """The page of `rows` (ordered by -dated, -number) that `?before=` asks for.

    `read` reads the part of a key that is `dated`. `keep` names the query
    parameters that go on to the next page; where two lists share a page, each has
    its own `parameter`.
    """
    before = _read_key(request.GET.get(parameter, ""), read)
    if before:
        at, last_number = before
        rows = rows.filter(
            Q(**{f"{dated}__lt": at}) | Q(**{dated: at, f"{number}__lt": last_number})
        )
        if not any(request.GET.get(name) for name in keep):
            # A later page of the whole list is known by its key; one of a choice by the list.
            request.later_page = _query({parameter: f"{_plain(at)}~{last_number}"})
    found = list(rows[: size + 1])
    kept = {name: request.GET[name] for name in keep if name in request.GET}
    next_url = ""
    if len(found) > size:
        last = found[size - 1]
        key = f"{_plain(getattr(last, dated))}~{getattr(last, number)}"
        next_url = _query({**kept, parameter: key})
    first_url = request.path + (_query(kept) if kept else "")
    return Page(found[:size], before is None, first_url, next_url)


def _query(said: dict[str, str]) -> str:
    return "?" + urlencode(said)


def _plain(value: date | datetime) -> str:
    return value.isoformat()


def _read_key(text: str, read: Callable[[str], date]) -> tuple[date, int] | None:
    """The key, or None for anything that is none."""
    parts = KEY.fullmatch(text.replace(" ", "+"))
    if not parts:
        return None
    try:
        return read(parts["at"]), int(parts["number"])
    except (ValueError, OverflowError):
        return None
