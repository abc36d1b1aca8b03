"""What the site holds, for search engines: an index, and a file per kind and range of keys.

A room says what it holds (`holds`). A file lists what is public in the language of its
address, with the same page in the other language where that is public too. Ranges are
fixed numbers of keys, so that a new record changes one file and moves none.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Expression, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, JSONObject
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import escape

from waishi.languages import LANGUAGES
from waishi.site.frame import Frame, Part, PublicRequest, framed, public_page
from waishi.site.languages import TRADITIONAL, address_in

# Well below the 50,000 that a file may hold.
KEYS_IN_A_FILE = 10_000
TAGS = {"zh-hans": "zh-Hans", "en": "en"}
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True)
class Kind:
    """One kind of pages: its records, and where each is.

    `rows(language, moment)` are the records public in a language, with `languages`
    (all that they are public in), `changed` (when, or null) and `key` (what stands
    in the address). `number` is the column that ranges go by.
    """

    view: str
    rows: Callable[[str, Expression], QuerySet]
    number: str = "pk"


_kinds: dict[str, Kind] = {}
# Pages that stand alone, and whether they stand now.
_pages: dict[str, Callable[[Frame], Any]] = {}


def holds(name: str, kind: Kind) -> None:
    """Let a room's records be found."""
    _kinds[name] = kind


def has_pages(*views: str) -> None:
    """Let pages that stand alone, in every language, be found; by their names."""
    _pages.update(dict.fromkeys(views, lambda frame: True))


def has_page_while(view: str, stands: Callable[[Frame], Any]) -> None:
    """Let a page be found while it stands in the language of the frame."""
    _pages[view] = stands


@public_page(frame=False)
def sitemap(request: PublicRequest) -> HttpResponse:
    _not_derived(request)
    framed(request, **{name: _ranges(kind) for name, kind in _kinds.items()})
    files = [reverse("sitemap_of_pages")] if _pages else []
    for name in _kinds:
        ranges = sorted(request.frame.parts[name])
        files += [reverse("sitemap_of_records", args=[name, number]) for number in ranges]
    lines = [f"<sitemap><loc>{_absolute(request, file)}</loc></sitemap>" for file in files]
    return _xml(f'<sitemapindex xmlns="{NAMESPACE}">', lines, "</sitemapindex>")


@public_page
def sitemap_of_pages(request: PublicRequest) -> HttpResponse:
    _not_derived(request)
    standing = [view for view, stands in _pages.items() if stands(request.frame)]
    return _urls(request, ((reverse(view), LANGUAGES, None) for view in standing))


@public_page(frame=False)
def sitemap_of_records(request: PublicRequest, name: str, number: int) -> HttpResponse:
    _not_derived(request)
    kind = _kinds.get(name)
    # A number no key can have would not fit the database's either.
    if kind is None or number > 10**12:
        raise Http404
    framed(request, records=_records(kind, number))
    found = request.frame.parts["records"]
    if not found:
        raise Http404
    return _urls(request, _addresses(kind, found))


def _ranges(kind: Kind) -> Part:
    """Which ranges hold something, as a part of the frame."""

    def part(language: str, moment: Expression) -> ArraySubquery:
        number = Cast(F(kind.number) / Value(KEYS_IN_A_FILE), IntegerField())
        rows = kind.rows(language, moment).order_by().annotate(range=number)
        return ArraySubquery(rows.values("range").distinct())

    return part


def _records(kind: Kind, number: int) -> Part:
    """The records of one range, as a part of the frame."""

    def part(language: str, moment: Expression) -> ArraySubquery:
        first = number * KEYS_IN_A_FILE
        within = {f"{kind.number}__gte": first, f"{kind.number}__lt": first + KEYS_IN_A_FILE}
        rows = kind.rows(language, moment).filter(**within).order_by(kind.number)
        described = JSONObject(key=F("key"), languages=F("languages"), changed=F("changed"))
        return ArraySubquery(rows.annotate(j=described).values("j"))

    return part


def _addresses(kind: Kind, found: list[dict[str, Any]]) -> Iterator[tuple]:
    for row in found:
        yield reverse(kind.view, args=[row["key"]]), row["languages"], row["changed"]


def _urls(request: PublicRequest, rows: Iterator[tuple]) -> HttpResponse:
    lines = [_url(request, *row) for row in rows]
    opening = f'<urlset xmlns="{NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    return _xml(opening, lines, "</urlset>")


def _url(request: PublicRequest, address: str, languages: Any, changed: str | None) -> str:
    parts = [f"<loc>{_absolute(request, address)}</loc>"]
    if changed:
        at = datetime.fromisoformat(changed).astimezone(UTC).replace(microsecond=0)
        parts.append(f"<lastmod>{at.isoformat()}</lastmod>")
    if len(languages) > 1:
        for language in LANGUAGES:
            there = _absolute(request, address_in(address, language))
            parts.append(
                f'<xhtml:link rel="alternate" hreflang="{TAGS[language]}" href="{there}"/>'
            )
    return "<url>" + "".join(parts) + "</url>"


def _xml(opening: str, lines: list[str], closing: str) -> HttpResponse:
    content = OPENING + "\n".join([opening, *lines, closing]) + "\n"
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


def _absolute(request: PublicRequest, address: str) -> str:
    return escape(f"{request.scheme}://{request.get_host()}{address}")


def _not_derived(request: PublicRequest) -> None:
    """What is derived stands in no machine's list."""
    if request.address_language == TRADITIONAL:
        raise Http404
