"""Sections and archives as pages name and reach them."""

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from news.archives import Period
from news.models import Section
from waishi.dates import PartialDate
from waishi.languages import ENGLISH
from waishi.site.templatetags.site_tags import day_in_words

register = template.Library()


@register.simple_tag
def archive_url(section: Section | None, year: int, month: int | None = None) -> str:
    """The archive of a year or month, of one section or of all.

    {% archive_url section 2021 12 %}
    """
    named = {"year": year} | ({"month": month} if month else {})
    if section is None:
        return reverse("news:article_archive", kwargs=named)
    return reverse("news:section_archive", kwargs={"slug": section.slug, **named})


@register.filter
def period_name(period: Period) -> str:
    """2021年12月, or December 2021."""
    return day_in_words(PartialDate(period.year, period.month))


@register.filter
def month_name(month: int) -> str:
    """12月, or December."""
    said = day_in_words(PartialDate(2000, month))
    return said.removesuffix(" 2000") if get_language() == ENGLISH else said.removeprefix("2000年")


@register.filter
def layout_template(section: Section) -> str:
    """The piece that shows a section's releases in its layout."""
    return f"news/_layout_{section.layout}.html"
