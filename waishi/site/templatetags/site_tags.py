"""What every page says in one way: days, moments, figures, rich text."""

import calendar
import re
from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override

from waishi.dates import PartialDate
from waishi.languages import ENGLISH, SOURCE, text_in
from waishi.site import leaving, linked_data
from waishi.site.foreign_runs import mark_html, mark_text
from waishi.site.languages import language_of_texts
from waishi.site.models.identity import POLICE_NUMBER

register = template.Library()

ENGLISH_MONTHS = list(calendar.month_name)[1:]


@register.simple_tag
def day(value: PartialDate | date | None, style: str = "short") -> SafeString:
    """A day as far as it is known.

    {% day visit.starts_on %} → 2021-09 · {% day visit.starts_on "long" %} → 2021年9月
    """
    if value is None or value == "":
        return SafeString("")
    known = value if isinstance(value, PartialDate) else PartialDate.of(value)
    said = str(known) if style == "short" else day_in_words(known)
    return format_html('<time datetime="{}">{}</time>', str(known), said)


def day_in_words(known: PartialDate) -> str:
    """1982年12月3日, or 3 December 1982."""
    if get_language() != ENGLISH:
        parts = [f"{known.year}年"]
        parts += [f"{known.month}月"] if known.month else []
        parts += [f"{known.day}日"] if known.day else []
        return "".join(parts)
    named = [str(known.day)] if known.day else []
    named += [ENGLISH_MONTHS[known.month - 1]] if known.month else []
    return " ".join([*named, str(known.year)])


@register.simple_tag
def moment_of(value: datetime | None) -> SafeString:
    """A moment in Shanghai, as 47号 wants it: 2021-09-15 18:30."""
    if value is None:
        return SafeString("")
    local = timezone.localtime(value)
    # Not |date:"c": it prints microseconds, which is no valid HTML.
    machine = local.replace(microsecond=0).isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, f"{local:%Y-%m-%d %H:%M}")


@register.simple_tag
def list_date(release: Any) -> SafeString:
    """The day a list shows of a release: the original one, or that of its first release."""
    if release.original_on:
        return day(release.original_on)
    return day(timezone.localtime(release.dated_at).date())


@register.simple_tag(takes_context=True)
def stated(context: Any, subject: str, year: int | None = None) -> dict[str, Any] | None:
    """The figure somebody stated of a subject: of a year's end, or the latest.

    {% stated "sister_cities" 2021 as figure %}
    """
    known = [figure for figure in context["frame"].figures if figure["subject"] == subject]
    if year:
        known = [figure for figure in known if figure["last_day"] == f"{year}-12-31"]
    return known[-1] if known else None


@register.simple_tag
def police_register(number: str) -> str:
    """The entry of 渝公网安备 00000000000000号 in the register of the police."""
    found = re.search(POLICE_NUMBER, number)
    if not found:
        return "https://beian.mps.gov.cn/"
    return f"http://www.beian.gov.cn/portal/registerSystemInfo?recordcode={found[0]}"


@register.simple_tag
def report_of_a_fault(site_code: str, page: str) -> str:
    """Where a reader reports a fault of `page` (我为政府网站找错)."""
    asked = urlencode({"site_code": site_code, "url": page})
    return f"https://zfwzgl.www.gov.cn/exposure/jiucuo.html?{asked}"


@register.simple_block_tag
def one_line(content: str) -> SafeString:
    """What a block says, on one line and fit for an attribute.

    {% one_line as page_title %}{% block title %}{% endblock %}{% endone_line %}
    """
    # Escaped by the template that rendered it, but for quotes in literal words.
    return SafeString(" ".join(content.split()).replace('"', "&quot;"))


@register.simple_tag
def data_block(described: dict[str, Any]) -> SafeString:
    """What machines read of the page: {% data_block described %}."""
    return linked_data.data_block(described)


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: Any) -> SafeString:
    """The breadcrumb beside it, for machines."""
    origin = linked_data.origin_of(context.request)
    above = [(context.get(f"label{n}"), context.get(f"url{n}")) for n in ("", "_2", "_3")]
    places = [(gettext("首页"), reverse("home")), *(place for place in above if place[1])]
    here = (context["here"], context.request.path)
    return linked_data.data_block(linked_data.breadcrumb(origin, [*places, here]))


@register.simple_tag(takes_context=True)
def website_data(context: Any) -> SafeString:
    """The site itself, for machines; on the home page."""
    request, identity = context.request, context["frame"].identity
    return linked_data.data_block(
        linked_data.website(
            identity, linked_data.origin_of(request), request.path, reverse("search:search")
        )
    )


@register.filter
def prose(html: str | None) -> SafeString:
    """Rich text that was cleaned when it was saved; the one place that trusts it."""
    return mark_safe(html or "")


@register.filter
def foreign_runs(text: str | None) -> SafeString:
    """Text whose foreign words wear their language: 釜山（<span lang="ko">부산</span>）."""
    language = language_of_texts(get_language() or SOURCE)
    if isinstance(text, SafeString):
        return mark_safe(mark_html(text, language))
    return mark_text(text or "", language)


@register.simple_tag(takes_context=True)
def link_away(context: Any, address: str, label: str) -> SafeString:
    """A link to another site, marked where it leads away from government sites.

    {% link_away document.source_url document.source %}
    """
    # Pieces included with `only` have no frame in their context, but their request has.
    frame = getattr(getattr(context, "request", None), "frame", None)
    own_host = frame.identity.get("domain", "") if frame else ""
    return leaving.link_away(address, foreign_runs(label), own_host)


@register.filter
def html_language(code: str) -> str:
    """A language of ours as HTML names it: zh-hans → zh-Hans."""
    return "zh-Hans" if code == SOURCE else code


@register.filter
def in_language(record: Any, name_and_language: str) -> str:
    """A record's text in a named language: {{ city|in_language:"name en" }}."""
    name, language = name_and_language.split()
    return text_in(record, name, language)


@register.simple_tag
def written_url(name: str, *args: Any) -> str:
    """An address that exists only in the languages texts are written in.

    {% written_url "section_feed" section.slug %}
    """
    with override(language_of_texts(get_language())):
        return reverse(name, args=args)


@register.filter
def written_in(addresses: dict[str, str], languages: list[str] | None) -> dict[str, str]:
    """The addresses of a page in the languages it is written in; all where that is not said.

    {{ addresses|written_in:available_in }}
    """
    if not languages:
        return addresses
    return {
        language: address
        for language, address in addresses.items()
        if language_of_texts(language) in languages
    }


@register.filter
def grouped(number: int | None) -> str:
    """12345 → 12,345."""
    # By threes in both languages; Django groups Chinese numbers by fours.
    return "" if number is None else f"{number:,}"


@register.filter
def file_size(size: int) -> str:
    """Bytes as people read them: 1.2 MB."""
    kilobytes = size / 1024
    return f"{kilobytes / 1024:.1f} MB" if kilobytes >= 1000 else f"{max(kilobytes, 1):.0f} KB"


@register.filter
def file_type(name: str) -> str:
    """What kind of file a name says it is: notice.pdf → PDF."""
    return name.rsplit(".", 1)[-1].upper()
