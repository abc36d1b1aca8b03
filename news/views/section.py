"""All news, and one section of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from news.archives import OF_ALL, OF_SECTION, read_held, years_held
from news.menu import family_of
from news.models import ArticleRelease, Section
from news.views.lists import page_of, releases_of
from waishi.dates import PartialDate
from waishi.site.frame import PublicRequest, public_page
from waishi.site.paging import ROWS, is_first_page

# A guide is read as a whole; what is longer goes on by key.
ROWS_OF_A_GUIDE = 100
MOST_PINNED = 5


@dataclass(frozen=True)
class Chapter:
    """One part of a guide: a section below it, or what the guide holds itself."""

    section: dict[str, Any] | None
    releases: list[ArticleRelease]


@public_page(reads=["before"])
def article_list(request: PublicRequest) -> HttpResponse:
    page = page_of(request, releases_of(request))
    (years,) = read_held(years_held(request.language, request.moment, OF_ALL))
    return render(request, "news/article_list.html", {"page": page, "years": years})


@public_page(reads=["before"])
def section_detail(request: PublicRequest, slug: str) -> HttpResponse:
    section = get_object_or_404(_sections(request), slug=slug)
    parent, below = family_of(section, request.frame.parts["sections"])
    is_guide = section.layout == Section.Layout.GUIDE
    pinned = [_as_release(one) for one in section.pinned] if is_first_page(request) else []
    releases = releases_of(request).exclude(article__in=[one.article_id for one in pinned])
    releases = releases.in_guide(section) if is_guide else releases.in_section(section)
    page = page_of(request, releases, ROWS_OF_A_GUIDE if is_guide else ROWS)
    context = {
        "section": section,
        "parent": parent,
        "subsections": below,
        "pinned": pinned,
        "page": page,
        "chapters": _chapters(page.rows, below) if is_guide and below else [],
        "years": section.years,
    }
    return render(request, "news/section_detail.html", context)


def _sections(request: PublicRequest) -> QuerySet[Section]:
    """Sections with what stands first in them and the years they hold, in one statement."""
    live = ArticleRelease.objects.live_at(request.moment).in_language(request.language)
    standing = Q(section=OuterRef("pk")) | Q(further_section_ids__contains=[OuterRef("pk")])
    pinned = live.pinned_on(timezone.localdate(request.moment)).filter(standing).newest_first()
    names = {name: F(name) for name in ("article_id", "title", "external_url", "dated_at")}
    names |= {"first": F("original_on__first_day"), "last": F("original_on__last_day")}
    described = pinned.annotate(j=JSONObject(**names)).values("j")[:MOST_PINNED]
    return Section.objects.public().annotate(
        pinned=ArraySubquery(described),
        years=years_held(request.language, request.moment, OF_SECTION),
    )


def _as_release(pinned: dict[str, Any]) -> ArticleRelease:
    """What rows show of a release, from the statement that read its section."""
    first, last = pinned.pop("first"), pinned.pop("last")
    if first:
        end = date.fromisoformat(last) + timedelta(days=1)
        pinned["original_on"] = PartialDate.spanning(date.fromisoformat(first), end)
    pinned["dated_at"] = datetime.fromisoformat(pinned["dated_at"])
    return ArticleRelease(**pinned)


def _chapters(releases: Sequence[ArticleRelease], below: list[dict[str, Any]]) -> list[Chapter]:
    """What the guide holds itself, then each section below it in the office's order."""
    numbers = {one["number"] for one in below}
    chapters = [Chapter(None, [one for one in releases if one.section_id not in numbers])]
    for section in below:
        inside = [one for one in releases if one.section_id == section["number"]]
        chapters.append(Chapter(section, inside))
    return [chapter for chapter in chapters if chapter.releases]
