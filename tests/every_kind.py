"""Every kind of public page, found as a reader finds it: by following links.

A kind is a route, plain or with what its query asks for; a new route that anything links
to is therefore tried without being listed anywhere.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation

# What no page links to: pages that are not there, and answers to what a reader types.
UNLINKED = ["/news/999999/", "/search/", "/search/?q=2021", "/search/?q=nothing-like-it"]
NOT_PAGES = re.compile(r"/(admin|media|static|preview)/|\.(xml|txt|atom|ics|svg|css|js)$")
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')

Read = Callable[[str], str]


def pages_of_every_kind(read: Read, prefix: str, most: int = 3) -> Iterator[tuple[str, str]]:
    """Address and markup of up to `most` pages of each kind, under "", "/en" or "/zh-hant".

    What `read` answers nothing for is no page: it leads on to another.
    """
    unlinked = [prefix + address for address in UNLINKED]
    waiting = deque([f"{prefix}/", *unlinked])
    found, seen = Counter[str](), set(waiting)
    while waiting:
        address = waiting.popleft()
        kind = address if address in unlinked else kind_of(address.removeprefix(prefix))
        if not kind or found[kind] >= most:
            continue
        markup = read(address)
        if not markup:
            continue
        found[kind] += 1
        yield address, markup
        links = [link for link in _links(address, markup, prefix) if link not in seen]
        waiting += dict.fromkeys(links)
        seen |= set(links)


def kind_of(address: str) -> str:
    """The route of an address without prefix, and what it asks for; empty where no page is."""
    asked = urlsplit(address)
    if NOT_PAGES.search(asked.path):
        return ""
    try:
        with translation.override("zh-hans"):
            route = resolve(asked.path).view_name
    except Resolver404:
        return ""
    names = [name for name, _value in parse_qsl(asked.query)]
    return f"{route} {names[0] if len(names) == 1 else 'and more'}" if names else route


def _links(address: str, markup: str, prefix: str) -> Iterator[str]:
    """Where the page's links lead within its own language, without their fragments."""
    for link in LINK.findall(markup):
        target = urlsplit(urljoin(address, unescape(link)))
        inside = target.path.startswith(f"{prefix}/")
        foreign = not prefix and re.match(r"/(en|zh-hant)/", target.path)
        if inside and not foreign and not target.netloc and not target.scheme:
            yield target._replace(fragment="").geturl()
