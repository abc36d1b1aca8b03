"""From a released body to the HTML of its page."""

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from waishi.media.models import Picture
from waishi.site.foreign_runs import mark_html
from waishi.site.leaving import mark_links

FIGURE = r"<figure[^>]*>\s*<img[^>]*>\s*(?:<figcaption>.*?</figcaption>)?\s*</figure>"
FIGURES = re.compile(rf"(?:{FIGURE}\s*)+", re.S)
ONE_FIGURE = re.compile(
    r"<figure[^>]*>\s*<img(?P<attributes>[^>]*)>\s*(?:<figcaption>(?P<caption>.*?)</figcaption>)?\s*</figure>",
    re.S,
)
SOURCE_OF_IMAGE = re.compile(r'\bsrc="([^"]*)"')
ALT_OF_IMAGE = re.compile(r'\balt="([^"]*)"')
SHORT_LINES = re.compile(r"<p>((?:(?!</p>).)*?<br\s*/?>.*?)</p>", re.S)
LINE_BREAK = re.compile(r"<br\s*/?>")
DIGIT = re.compile(r"[0-9０-９]")
TABLE = re.compile(r"<table>.*?</table>", re.S)
HEADING = re.compile(r"<h2>(.*?)</h2>", re.S)
# Lines of verse are short: a paragraph that merely breaks is none.
LONGEST_LINE = {"zh-hans": 18, "en": 60}
COLUMN = "(min-width: 48em) 41rem, 100vw"
# In a strip a picture fills most of the column, and leaves the next one to be seen.
IN_GROUP = "(min-width: 48em) 36rem, 88vw"


def pictures_in(html: str) -> set[str]:
    """The stored names of all pictures in a body."""
    return {
        source.removeprefix(settings.MEDIA_URL)
        for source in SOURCE_OF_IMAGE.findall(html)
        if source.startswith(settings.MEDIA_URL)
    }


def render_body(
    html: str, language: str, pictures: Iterable[Picture], own_host: str = ""
) -> SafeString:
    """The body with its pictures in the right widths, groups, verse and wide tables.

    `html` was cleaned when it was saved and again when it was released.
    """
    known = {picture.file: picture for picture in pictures}
    html = mark_html(mark_links(html, own_host), language)
    html = FIGURES.sub(lambda run: _figures(run[0], known), html)
    html = SHORT_LINES.sub(lambda paragraph: _short_lines(paragraph, language), html)
    # Wide tables are scrolled, by keyboard too; who listens is told what it is.
    region = f'<div class="table" role="group" aria-label="{_("表格")}" tabindex="0">'
    html = TABLE.sub(rf"{region}\g<0></div>", html)
    numbers = iter(range(1, len(html)))
    html = HEADING.sub(lambda found: f'<h2 id="part-{next(numbers)}">{found[1]}</h2>', html)
    return mark_safe(html)


def headings_in(html: str) -> list[dict[str, str]]:
    """The chapters of a body, as its table of contents names and reaches them."""
    return [
        {"title": mark_safe(strip_tags(title)), "url": f"#part-{number}"}
        for number, title in enumerate(HEADING.findall(html), 1)
    ]


def _figures(html: str, known: dict[str, Picture]) -> str:
    """One figure, or a group of several that follow each other."""
    found = list(ONE_FIGURE.finditer(html))
    uses = [use for one in found if (use := _use(one, known))]
    if len(uses) < len(found):
        return html
    if len(uses) == 1:
        return render_to_string("media/_figure.html", {**uses[0], "sizes": COLUMN})
    return render_to_string("media/_group.html", {"uses": uses, "sizes": IN_GROUP})


def _use(one: re.Match, known: dict[str, Picture]) -> dict[str, Any] | None:
    """A figure of the body as a gallery has its own; None for a picture that is not known."""
    source = SOURCE_OF_IMAGE.search(one["attributes"])
    alt = ALT_OF_IMAGE.search(one["attributes"])
    picture = known.get(source[1].removeprefix(settings.MEDIA_URL)) if source else None
    if picture is None:
        return None
    return {
        "picture": picture,
        # Both come from cleaned HTML, where they are escaped already.
        "alt": mark_safe(alt[1] if alt else ""),
        "caption": mark_safe(one["caption"] or ""),
        "credit": picture.credit,
    }


def _short_lines(paragraph: re.Match, language: str) -> str:
    """Short lines broken by hand keep their breaks: no indent, not justified.

    With figures in them they are an address or a telephone number; without, they
    are verse, and are set as verse.
    """
    lines = [strip_tags(line).strip() for line in LINE_BREAK.split(paragraph[1])]
    if max(map(len, lines)) > LONGEST_LINE[language]:
        return paragraph[0]
    kind = "lines" if any(map(DIGIT.search, lines)) else "verse"
    return f'<p class="{kind}">{paragraph[1]}</p>'
