"""The frame of every page, and the moment it speaks of, in one statement.

The moment and the change counter are read together, on the connection the page
is rendered from: what a page says holds for exactly that pair.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial, wraps
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Expression, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Now
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from waishi.publishing.models import ChangeCounter
from waishi.site import frame_parts, pages
from waishi.site.languages import PREFIXES, address_in
from waishi.site.models import LinkGroup
from waishi.site.schedule import next_moment
from waishi.site.statements import Statement
from waishi.site.traditional import derive

Part = Callable[[str, Expression], Combinable]
# What other rooms add to the frame (the sections of the menu), by name.
_parts: dict[str, Part] = {}


@dataclass(frozen=True)
class Frame:
    """What every page shows around its own content."""

    counter: int
    moment: datetime
    next_moment: datetime
    language: str
    identity: dict[str, Any]
    figures: list[dict[str, Any]]
    links: list[dict[str, Any]]
    banners: list[dict[str, Any]]
    in_mourning: bool
    parts: dict[str, Any]

    @property
    def is_demonstration(self) -> bool:
        """Whether the page must say that this is no government site."""
        return self.identity.get("is_demonstration", True)

    @property
    def consulates(self) -> list[dict[str, Any]]:
        """The groups of links that list consulates; they have a page of their own."""
        return self._links_of(LinkGroup.Kind.CONSULATES)

    @property
    def services(self) -> list[dict[str, Any]]:
        """The groups of links to where things are done."""
        return self._links_of(LinkGroup.Kind.SERVICES)

    @property
    def hotlines(self) -> list[dict[str, Any]]:
        """The groups of numbers to call."""
        return self._links_of(LinkGroup.Kind.HOTLINES)

    def _links_of(self, kind: LinkGroup.Kind) -> list[dict[str, Any]]:
        return [group for group in self.links if group["kind"] == kind]


class WrittenElsewhere(Http404):
    """There is no such page in the language asked for; there is one in `available_in`."""

    def __init__(self, available_in: list[str]) -> None:
        super().__init__()
        self.available_in = available_in


class PublicRequest(HttpRequest):
    """A request of a public page, once it has its frame."""

    # What its texts are written in, and what its address says.
    language: str
    address_language: str
    frame: Frame
    moment: datetime
    # Until when the page holds if nothing is changed; a view may make it earlier.
    holds_until: datetime
    # `?before=…` of a later page of a list that has this address alone (`site.paging`).
    later_page: str
    # Of previews only: such a page is neither kept nor taken from what is kept, and
    # speaks of the moment `at` where that is not None.
    is_preview: bool
    at: datetime | None


def contribute(name: str, part: Part) -> None:
    """Let another room put `part(language, moment)` into the frame as `frame.parts[name]`."""
    _parts[name] = part


def read_frame(language: str, moment: datetime | None = None, **more: Part) -> Frame:
    """Read the frame, and `more` parts with it, in one statement.

    `moment` None means now, by the database.
    """
    parts = _parts | more
    if more or moment:
        row = Statement.of(_rows(language, Value(moment) if moment else Now(), parts)).row()
    else:
        row = _kept_statement(language, *parts.items()).row()
    return Frame(
        counter=row["n"],
        moment=row["moment"],
        next_moment=row["next_moment"],
        language=language,
        identity=frame_parts.read_identity(row["identity"]),
        figures=[frame_parts.read_figure(figure) for figure in row["figures"]],
        links=row["links"],
        banners=[frame_parts.read_banner(banner) for banner in row["banners"]],
        in_mourning=row["in_mourning"],
        parts={name: row[f"part_{name}"] for name in parts},
    )


@lru_cache(maxsize=16)
def _kept_statement(language: str, *parts: tuple[str, Part]) -> Statement:
    """The statement of every page of a language now: nothing in it differs by request."""
    return Statement.of(_rows(language, Now(), dict(parts)))


def _rows(language: str, at: Expression, parts: dict[str, Part]) -> QuerySet:
    rows = ChangeCounter.objects.annotate(moment=at, next_moment=next_moment(at)).annotate(
        identity=Subquery(frame_parts.identity(language)),
        figures=ArraySubquery(frame_parts.figures(language)),
        links=ArraySubquery(frame_parts.link_groups(language)),
        banners=ArraySubquery(frame_parts.banners(language, at)),
        in_mourning=frame_parts.in_mourning(at),
    )
    return rows.annotate(**{f"part_{name}": part(language, at) for name, part in parts.items()})


View = Callable[..., HttpResponse]


def public_page(
    view: View | None = None,
    *,
    reads: Iterable[str] = (),
    frame: bool = True,
    is_kept: bool = True,
) -> Any:
    """Mark a view as a page for readers: it gets the frame and the moment.

    `reads` names the parameters of the address that the page depends on; it sees
    no other. Such pages touch no session, vary on nothing, are kept until they no
    longer hold (`site.pages`), and may be kept by a cache in front until the end
    of the running second. Without `frame` the view asks for it (`framed`), with what
    it needs itself in the same statement. `is_kept` is False where hardly two readers
    ask the same.
    """
    if view is None:
        return partial(public_page, reads=reads, frame=frame, is_kept=is_kept)

    @require_safe
    @wraps(view)
    def page(request: PublicRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pages.read_only(request, reads)
        may_be_kept = is_kept and not getattr(request, "is_preview", False)
        response = pages.kept(request) if may_be_kept else None
        if response is None:
            if frame:
                framed(request)
            response = finish(request, view(request, *args, **kwargs))
            if may_be_kept:
                pages.keep(request, response)
        etag = response.headers.get("ETag")
        return get_conditional_response(request, etag=etag, response=response) or response

    # Previews open pages that readers have, and nothing else.
    page.is_public_page = True
    return page


def framed(request: PublicRequest, **more: Part) -> PublicRequest:
    """Give the request its frame and moment, once; `more` parts are read with it."""
    if not hasattr(request, "frame"):
        request.frame = read_frame(request.language, getattr(request, "at", None), **more)
        request.moment = request.frame.moment
        request.holds_until = request.frame.next_moment
    return request


def finish(request: PublicRequest, response: HttpResponse) -> HttpResponse:
    """The script and the headers of a public page."""
    derive(request, response)
    patch_cache_control(response, no_cache=True)
    response.headers["X-Accel-Expires"] = pages.end_of_second(request.moment)
    if response.status_code == 200:
        response.headers["ETag"] = pages.etag_of(response.content)
    if request.frame.is_demonstration:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def frame_of_the_page(request: HttpRequest) -> dict[str, Any]:
    """Context of public templates: the frame, the moment, this page and it in other languages."""
    frame = getattr(request, "frame", None)
    if frame is None:
        return {}
    later = getattr(request, "later_page", "")
    addresses = {language: address_in(request.path, language) for language in PREFIXES}
    return {
        "frame": frame,
        "moment": frame.moment,
        "addresses": addresses,
        # A view says here what its record is written in; silence means all.
        "available_in": [],
        "origin": f"{request.scheme}://{request.get_host()}",
        # Without its query, but for the key of a later page of a list: such a page is one
        # of its own, and search engines take no first page for it.
        "page_address": request.build_absolute_uri(request.path + later),
        "is_later_page": bool(later),
    }
