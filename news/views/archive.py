"""Archives: what was published in a year or a month, and the ways to other ones."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from news.archives import (
    OF_ALL,
    OF_SECTION,
    Period,
    months_held,
    read_held,
    years_held,
)
from news.menu import family_of
from news.models import Section
from news.views.lists import page_of, releases_of
from waishi.site.frame import PublicRequest, public_page


@public_page(reads=["before"])
def article_archive(request: PublicRequest, year: int, month: int | None = None) -> HttpResponse:
    period = Period(year, month)
    years, months = read_held(
        years_held(request.language, request.moment, OF_ALL),
        months_held(request.language, request.moment, OF_ALL, year),
    )
    _must_hold(period, months)
    page = page_of(request, releases_of(request).between(period.start, period.end))
    context = {"period": period, "years": years, "months": months[::-1], "page": page}
    return render(request, "news/article_archive.html", context)


@public_page(reads=["before"])
def section_archive(
    request: PublicRequest, slug: str, year: int, month: int | None = None
) -> HttpResponse:
    period = Period(year, month)
    sections = Section.objects.public().annotate(
        years=years_held(request.language, request.moment, OF_SECTION),
        months=months_held(request.language, request.moment, OF_SECTION, year),
    )
    section = get_object_or_404(sections, slug=slug)
    _must_hold(period, section.months)
    releases = releases_of(request).in_section(section).between(period.start, period.end)
    context = {
        "section": section,
        "parent": family_of(section, request.frame.parts["sections"])[0],
        "period": period,
        "years": section.years,
        "months": section.months[::-1],
        "page": page_of(request, releases),
    }
    return render(request, "news/section_archive.html", context)


def _must_hold(period: Period, months: list[int]) -> None:
    """A year or month of nothing has no page."""
    if not months or (period.month and period.month not in months):
        raise Http404
