"""Reading aids: type, contrast, spacing and the large-reading mode, as a reader chose them.

One cookie holds the choice. Pages never read it: `/reading.css`, which every
page links last, is the only answer that depends on it, so that a page has the
same bytes for everybody and every aid works without script.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

PIECES = settings.BASE_DIR / "static" / "css" / "reading"
SETTINGS = "/reading/"
COOKIE = "reading"
YEAR = 365 * 24 * 60 * 60
# The values of each aid; the first is how the site is when nobody chose.
AIDS = {
    "size": ("normal", "large", "larger", "largest"),
    "contrast": ("normal", "high", "night"),
    "spacing": ("normal", "wide", "wider"),
    "mode": ("normal", "large"),
}
LABELS = {
    "mode": gettext_noop("版式"),
    "size": gettext_noop("字号"),
    "contrast": gettext_noop("颜色"),
    "spacing": gettext_noop("行距"),
}
VALUE_LABELS = {
    "mode": (gettext_noop("标准版"), gettext_noop("大字版")),
    "size": (
        gettext_noop("标准"),
        gettext_noop("大"),
        gettext_noop("特大"),
        gettext_noop("最大"),
    ),
    "contrast": (
        gettext_noop("跟随设备"),
        gettext_noop("高对比度（白底黑字）"),
        gettext_noop("高对比度（黑底黄字）"),
    ),
    "spacing": (gettext_noop("标准行距"), gettext_noop("宽"), gettext_noop("更宽")),
}
# The mode gives the whole page its measures; type, spacing and contrast go on from there.
ORDER = ("mode", "size", "spacing", "contrast")
# Longer addresses than any of ours.
LONGEST_WAY_BACK = 1000
# A control character, a backslash or a blank is read in different ways by different browsers.
UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff]")

# Kept by nobody but the reader's browser, which asks whether it still holds.
HEADERS = {"Vary": "Cookie", "Cache-Control": "private, no-cache", "X-Accel-Expires": "0"}

Choice = dict[str, str]


@dataclass(frozen=True)
class Question:
    """One aid on the page of choices: its name, and each value with what it is called."""

    name: str
    label: str
    answers: list[tuple[str, str]]


def questions() -> list[Question]:
    """The aids in the order the page asks for them."""
    return [
        Question(
            name,
            _(label),
            [(v, _(said)) for v, said in zip(AIDS[name], VALUE_LABELS[name], strict=True)],
        )
        for name, label in LABELS.items()
    ]


def choice_of(cookie: str) -> Choice:
    """What a cookie says, for every aid; what it does not say or says wrongly is normal."""
    said = dict(part.split("-", 1) for part in cookie[:200].split(".") if "-" in part)
    return chosen_from(said, {name: values[0] for name, values in AIDS.items()})


def chosen_from(said: Mapping[str, str], before: Choice) -> Choice:
    """The choice before with what is `said` anew, where that is a value of the aid."""
    return {
        name: said.get(name, "") if said.get(name) in values else before[name]
        for name, values in AIDS.items()
    }


def cookie_of(choice: Choice) -> str:
    """The choice as its cookie holds it; empty where all is normal."""
    return ".".join(
        f"{name}-{choice[name]}" for name, values in AIDS.items() if choice[name] != values[0]
    )


def keep(response: HttpResponse, choice: Choice) -> None:
    """Let the reader's browser remember the choice for a year."""
    value = cookie_of(choice)
    if not value:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE, value, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.HTTPS
    )


def way_back(request: HttpRequest) -> str:
    """The page to go back to: one of our own, else the home page of the language.

    Pages, which are the same for all, can name only their path: what a reader
    searched or filtered for comes back where the browser says he is there.
    """
    asked = own_page(request.GET.get("back", ""))
    query = query_of_referer(request, asked) if asked else ""
    return (own_page(f"{asked}?{query}") if query else "") or asked or reverse("home")


def query_of_referer(request: HttpRequest, path: str) -> str:
    """The query of the page the reader came from, if that is the page at `path`."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    is_there = came_from.netloc == request.get_host() and came_from.path == path
    return came_from.query if is_there else ""


def own_page(address: str) -> str:
    """`address` if it is a path of this site; else nothing."""
    if len(address) > LONGEST_WAY_BACK or UNSAFE.search(address):
        return ""
    if not address.startswith("/") or address.startswith("//"):
        return ""
    path, _mark, query = address.partition("?")
    return settings_page(path, query) if path.endswith(SETTINGS) else address


def settings_page(path: str, query: str) -> str:
    """The page of choices with its own way back, but never with another choice."""
    back = own_page(QueryDict(query).get("back", ""))
    return f"{path}?{urlencode({'back': back})}" if back else path


def sheet_of(choice: Choice) -> str:
    """The style sheet of a choice: one piece for every aid."""
    return "\n".join(piece(f"{name}-{choice[name]}") for name in ORDER)


@lru_cache(maxsize=32)
def piece(name: str) -> str:
    """What one value of an aid changes, from `static/css/reading/`."""
    return (PIECES / f"{name}.css").read_text(encoding="utf-8")


def etag_of(sheet: str) -> str:
    """Tells one sheet from another."""
    return f'"{hashlib.sha256(sheet.encode()).hexdigest()[:20]}"'
