"""From a released body to the HTML of its page."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from waishi.media.models import Picture

FIGURE = r"<figure[^>]*>\s*<img[^>]*>\s*(?:<figcaption>.*?</figcaption>)?\s*</figure>"
FIGURES = re.compile(rf"(?:{FIGURE}\s*)+", re.S)
ONE_FIGURE = re.compile(
    r"<figure[^>]*>\s*<img(?P<attributes>[^>]*)>\s*(?:<figcaption>(?P<caption>.*?)</figcaption>)?\s*</figure>",
    re.S,
)
SOURCE_OF_IMAGE = re.compile(r'\bsrc="([^"]*)"')
ALT_OF_IMAGE = re.compile(r'\balt="([^"]*)"')
SHORT_LINES = re.compile(r"<p>((?:(?!</p>).)*?<br>(?:(?!</p>).)*?<br>.*?)</p>", re.S)
TABLE = re.compile(r"<table>.*?</table>", re.S)
# Lines of verse are short: a paragraph that merely breaks is none.
LONGEST_LINE = {"zh-hans": 18, "en": 60}
COLUMN = "(min-width: 48rem) 41rem, 100vw"
HALF_COLUMN = "(min-width: 48rem) 20rem, 50vw"


def pictures_in(html: str) -> set[str]:
    """The stored names of all pictures in a body."""
    return {
        source.removeprefix(settings.MEDIA_URL)
        for source in SOURCE_OF_IMAGE.findall(html)
        if source.startswith(settings.MEDIA_URL)
    }


def render_body(html: str, language: str, pictures: Iterable[Picture]) -> SafeString:
    """The body with its pictures in the right widths, groups, verse and wide tables.

    `html` was cleaned when it was saved and again when it was released.
    """
    known = {picture.file: picture for picture in pictures}
    html = FIGURES.sub(lambda run: _figures(run[0], language, known), html)
    html = SHORT_LINES.sub(lambda paragraph: _verse(paragraph, language), html)
    html = TABLE.sub(r'<div class="table" role="region" tabindex="0">\g<0></div>', html)
    return mark_safe(html)


def _figures(html: str, language: str, known: dict[str, Picture]) -> str:
    """One figure, or a group of several that follow each other."""
    found = list(ONE_FIGURE.finditer(html))
    sizes = COLUMN if len(found) == 1 else HALF_COLUMN
    figures = mark_safe("".join(_figure(one, language, known, sizes) for one in found))
    if len(found) == 1:
        return figures
    return format_html('<div class="pictures" data-count="{}">{}</div>', len(found), figures)


def _figure(one: re.Match, language: str, known: dict[str, Picture], sizes: str) -> SafeString:
    source = SOURCE_OF_IMAGE.search(one["attributes"])
    alt = ALT_OF_IMAGE.search(one["attributes"])
    picture = known.get(source[1].removeprefix(settings.MEDIA_URL)) if source else None
    if picture is None:
        return mark_safe(one[0])
    return render_to_string(
        "media/_figure.html",
        {
            "picture": picture,
            # Both come from cleaned HTML, where they are escaped already.
            "alt": mark_safe(alt[1] if alt else ""),
            "caption": mark_safe(one["caption"] or ""),
            "credit": picture.credit,
            "sizes": sizes,
        },
    )


def _verse(paragraph: re.Match, language: str) -> str:
    lines = [strip_tags(line).strip() for line in paragraph[1].split("<br>")]
    if max(map(len, lines)) > LONGEST_LINE[language]:
        return paragraph[0]
    return f'<p class="verse">{paragraph[1]}</p>'
