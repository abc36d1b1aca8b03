"""Archives: what was published in a year or a month, and the ways to other ones."""

from django.http import HttpResponse
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
from waishi.languages import LANGUAGES, column
from waishi.site.frame import PublicRequest, WrittenElsewhere, public_page


@public_page(reads=["before"])
def article_archive(request: PublicRequest, year: int, month: int | None = None) -> HttpResponse:
    period = Period(year, month)
    years, *months = read_held(
        years_held(request.language, request.moment, OF_ALL),
        *(months_held(code, request.moment, OF_ALL, year) for code in LANGUAGES),
    )
    held = dict(zip(LANGUAGES, months, strict=True))
    context = {
        "available_in": _available_in(request, period, held),
        "period": period,
        "years": years,
        "months": held[request.language][::-1],
        "page": page_of(request, releases_of(request).between(period.start, period.end)),
    }
    return render(request, "news/article_archive.html", context)


@public_page(reads=["before"])
def section_archive(
    request: PublicRequest, slug: str, year: int, month: int | None = None
) -> HttpResponse:
    period = Period(year, month)
    months = {
        column("months", code): months_held(code, request.moment, OF_SECTION, year)
        for code in LANGUAGES
    }
    years = years_held(request.language, request.moment, OF_SECTION)
    section = get_object_or_404(Section.objects.public().annotate(years=years, **months), slug=slug)
    held = {code: getattr(section, column("months", code)) for code in LANGUAGES}
    releases = releases_of(request).in_section(section).between(period.start, period.end)
    context = {
        "available_in": _available_in(request, period, held),
        "section": section,
        "parent": family_of(section, request.frame.parts["sections"])[0],
        "period": period,
        "years": section.years,
        "months": held[request.language][::-1],
        "page": page_of(request, releases),
    }
    return render(request, "news/section_archive.html", context)


def _available_in(request: PublicRequest, period: Period, held: dict[str, list[int]]) -> list[str]:
    """The languages that hold something of the period; where there is nothing is no page."""
    languages = [
        code for code, months in held.items() if months and (period.month or months[0]) in months
    ]
    if request.language not in languages:
        raise WrittenElsewhere(languages)
    return languages
