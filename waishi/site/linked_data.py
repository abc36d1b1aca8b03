"""What machines read of a page, as schema.org has it (JSON-LD).

A data block, `<script type="application/ld+json">`, is no script: browsers neither
run it nor ask the policy about it. What stands in it is written by people, so that
nothing in it may end the element.
"""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from waishi.dates import PartialDate
from waishi.publishing.checking.passages import read_prose
from waishi.zones import zone_of

Described = dict[str, Any]

# `<` could end the element, `&` and `>` could start what a reader of HTML 4 decodes,
# and JavaScript once took U+2028 and U+2029 for ends of lines.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def data_block(described: Described) -> SafeString:
    """The one element that carries `described`; whatever is empty is left out."""
    text = json.dumps(_filled({"@context": "https://schema.org", **described}), ensure_ascii=False)
    return format_html(
        '<script type="application/ld+json">{}</script>', SafeString(text.translate(ESCAPES))
    )


def _filled(value: Any) -> Any:
    """`value` without what says nothing."""
    if isinstance(value, dict):
        kept = {name: _filled(part) for name, part in value.items()}
        return {name: part for name, part in kept.items() if part not in (None, "", [], {})}
    if isinstance(value, list):
        return [_filled(part) for part in value]
    return value


def origin_of(request: HttpRequest) -> str:
    """Scheme and host of this page, before any path of ours."""
    return f"{request.scheme}://{request.get_host()}"


def moment(at: datetime) -> str:
    """A moment in Shanghai, to the second."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def organisation(identity: Described, origin: str) -> Described:
    """The office; a demonstration speaks for no government."""
    is_demonstration = identity.get("is_demonstration", True)
    mark = identity.get("mark")
    return {
        "@type": "Organization" if is_demonstration else "GovernmentOrganization",
        "name": identity.get("name"),
        "alternateName": [one["name"] for one in identity.get("other_names", [])],
        "url": f"{origin}/",
        "logo": origin + mark["url"] if mark else None,
        "address": identity.get("address"),
        "telephone": identity.get("telephone"),
        "email": identity.get("email"),
    }


def website(identity: Described, origin: str, home: str, search: str) -> Described:
    """The site, and the path where it is searched."""
    action = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{origin}{search}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    return {
        "@type": "WebSite",
        "name": identity.get("name"),
        "description": identity.get("tagline"),
        "url": origin + home,
        "publisher": organisation(identity, origin),
        "potentialAction": action,
    }


def breadcrumb(origin: str, places: list[tuple[str, str]]) -> Described:
    """The way from the home page to this one: (name, path) of each place."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": origin + path}
        for number, (name, path) in enumerate(places, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def day_and_time(day: PartialDate | None, time: Any, zone_name: str) -> str | None:
    """As far as it is known: a year, a month, a day, or a moment of a named zone."""
    if day is None:
        return None
    if time is None or not day.is_exact:
        return str(day)
    known = datetime.combine(day.first_day, time, zone_of(zone_name))
    return known.isoformat(timespec="minutes")


def plain(html: str | None) -> str:
    """Rich text without its markup, on one line."""
    return " ".join(read_prose(html or "").words.split())
