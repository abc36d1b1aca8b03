"""Public pages kept in the process, each under the change counter it was rendered at.

A page holds as long as the counter stands where it stood and no scheduled moment has
come. The counter was read first, on the connection the page was rendered from: what is
kept is at least as new as the number it is kept under.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from waishi.site.changes import Known, known

Key = tuple[str, ...]
KEPT_STATUSES = frozenset([200, 301, 302, 410])
# What a page takes beside its bytes.
OVERHEAD = 2048


class UndeclaredParameter(Exception):
    """A page asked for a parameter that it did not say it reads."""


class Parameters(QueryDict):
    """The query of a page: only what the page says it reads.

    Whatever else an address carries is as if it were not there, so that it can
    neither change a page nor be part of the key the page is kept under.
    """

    def __init__(self, query: QueryDict, reads: Iterable[str]) -> None:
        super().__init__(mutable=True)
        self.reads = frozenset(reads)
        for name in sorted(self.reads & query.keys()):
            super().setlist(name, query.getlist(name)[-1:])
        self._mutable = False

    def __getitem__(self, name):
        if name not in self.reads:
            raise UndeclaredParameter(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        if name not in self.reads:
            raise UndeclaredParameter(name)
        return super().__contains__(name)


@dataclass(frozen=True)
class Page:
    """An answer, and how long it holds."""

    counter: int
    holds_until: datetime
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def size(self) -> int:
        """About how much memory it takes."""
        return len(self.content) + OVERHEAD

    def holds(self, now: Known) -> bool:
        """Whether it is still what a new rendering would say."""
        return self.counter == now.counter and now.moment < self.holds_until


class Shelf:
    """Pages up to so many bytes; what nobody asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Key, now: Known) -> Page | None:
        """The page, if it holds; one that does not is let go."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if not page.holds(now):
                # A rendering under way may have heard of a change before we did.
                if page.counter <= now.counter:
                    self._remove(key)
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Page) -> None:
        """Keep a page, unless a newer one stands there or it is too large."""
        with self._lock:
            before = self._pages.get(key)
            if before and before.counter > page.counter:
                return
            if before:
                self._remove(key)
            if page.size > self.most // 8:
                return
            self._pages[key] = page
            self.size += page.size
            while self.size > self.most:
                self._remove(next(iter(self._pages)))

    def _remove(self, key: Key) -> None:
        self.size -= self._pages.pop(key).size


shelf = Shelf(settings.PAGE_CACHE_MEGABYTES * 1024 * 1024)


def read_only(request: HttpRequest, reads: Iterable[str]) -> None:
    """Take from the request's query whatever its page does not read."""
    parameters: Any = Parameters(request.GET, reads)
    request.GET = parameters
    request.META["QUERY_STRING"] = parameters.urlencode()


def kept(request: HttpRequest) -> HttpResponse | None:
    """The page asked for, if one is kept that still holds."""
    if not shelf.most:
        return None
    now = known()
    page = shelf.find(_key(request), now)
    if page is None:
        return None
    response = HttpResponse(page.content, status=page.status, headers=page.headers)
    response.headers["X-Accel-Expires"] = end_of_second(now.moment)
    return response


def keep(request: HttpRequest, response: HttpResponse) -> None:
    """Keep a page that was rendered, until its frame no longer holds."""
    if not shelf.most or response.status_code not in KEPT_STATUSES or response.cookies:
        return
    page = Page(
        counter=request.frame.counter,
        holds_until=request.holds_until,
        status=response.status_code,
        headers=dict(response.headers),
        content=response.content,
    )
    shelf.put(_key(request), page)


def end_of_second(moment: datetime) -> str:
    """Until when a cache in front may keep a page: the end of the running second."""
    return f"@{int(moment.timestamp())}"


def etag_of(content: bytes) -> str:
    """Tells one page from another by its bytes; weak, for it is compressed on its way."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:24]}"'


def _key(request: HttpRequest) -> Key:
    # Host and scheme stand in the page, in the addresses it gives of itself.
    return (request.scheme or "", request.get_host(), request.path, request.META["QUERY_STRING"])
