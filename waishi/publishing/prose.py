"""Rich text: what may stand in it, and how it becomes a page.

One list of extensions says what the editor offers and what is let through at
every save and import.
"""

import re

import nh3
from django.conf import settings
from django_prose_editor.config import allowlist_from_extensions, expand_extensions

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Underline": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Figure": True,
    "Caption": True,
    "Image": True,
    "History": True,
    "HTML": True,
    "SpecialCharacters": True,
}
EMPTY = {"", "<p></p>", "<p><br></p>", "<p> </p>", "<p>\xa0</p>"}
# A picture that is not ours was left by a paste: it would be asked from a foreign
# host, or from the writer's own disk.
LOST_PICTURE = re.compile(
    r"<figure[^>]*>\s*<img(?![^>]*\ssrc=)[^>]*>.*?</figure>|<img(?![^>]*\ssrc=)[^>]*>", re.S
)


def _own_pictures_only(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src" and not value.startswith(settings.MEDIA_URL):
        return None
    return value


_allowed = allowlist_from_extensions(expand_extensions(EXTENSIONS))
_cleaner = nh3.Cleaner(
    **_allowed,
    attribute_filter=_own_pictures_only,
    url_schemes={"http", "https", "mailto", "tel"},
)


def clean_prose(html: str) -> str:
    """Rich text without anything the editor does not offer; "" for an empty editor."""
    cleaned = _cleaner.clean(html.replace("\x00", ""))
    cleaned = LOST_PICTURE.sub("", cleaned).strip()
    return "" if cleaned in EMPTY else cleaned
