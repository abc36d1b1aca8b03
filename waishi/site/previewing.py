"""Public pages as readers will have them, for people who may see them before.

A preview is made by the very view that readers get, asked as by a reader: without
account, session or cookie, at another moment or with a text that is not public yet in
the place of one page. Afterwards its links are put under the prefix of the preview. It
is never kept by anybody, the cache of pages included.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from csp.constants import SELF
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import translation

from waishi.site.frame import PublicRequest
from waishi.site.inside import Inside
from waishi.site.languages import language_of, language_of_texts
from waishi.site.linked_data import origin_of
from waishi.site.views import not_found

# What a page must not know of the person who looks.
PERSONAL = ("HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_AUTHORIZATION")
CLOSED = {
    "Cache-Control": "no-store",
    "X-Accel-Expires": "0",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}
# Written anew, or true of the public page only.
DROPPED = ("ETag", "Content-Length", "Cache-Control")

Page = Callable[[Any], HttpResponse]


@dataclass(frozen=True)
class Preview:
    """How pages are shown before their time.

    `at` is the moment they speak of, None for now; `instead` gives the page of an
    address another maker; `mark` is HTML that says at the top what this is.
    """

    prefix: str
    mark: str = ""
    at: datetime | None = None
    instead: Callable[[PublicRequest], Page | None] = lambda request: None

    def answer(self, request: HttpRequest, path: str) -> HttpResponse:
        """The public page at `path`, for the person who asks."""
        asked = _as_a_reader(request, path, self.at)
        with translation.override(asked.address_language):
            response = self._page(asked)
        return self._closed(asked, response)

    def _page(self, asked: PublicRequest) -> HttpResponse:
        try:
            if page := self.instead(asked):
                return page(asked)
            found = resolve(asked.path)
            if not getattr(found.func, "is_public_page", False):
                raise Http404
            asked.resolver_match = found
            return found.func(asked, *found.args, **found.kwargs)
        except Http404 as error:
            return not_found(asked, error)

    def _closed(self, asked: PublicRequest, response: HttpResponse) -> HttpResponse:
        """What was made, with links that stay here, and kept by nobody."""
        inside = Inside(origin_of(asked), asked.path, self.prefix)
        content_type = response.headers.get("Content-Type", "")
        if "Location" in response.headers:
            response.headers["Location"] = inside.address(response.headers["Location"])[0]
        if content_type.startswith("text/html"):
            response.content = inside.page(response.content.decode(), self.mark).encode()
        elif content_type.startswith("application/json"):
            response.content = _suggestions(inside, response.content)
        for name in DROPPED:
            response.headers.pop(name, None)
        for name, value in CLOSED.items():
            response.headers[name] = value
        response.headers["Content-Language"] = asked.address_language
        return response


def may_be_framed(response: HttpResponse) -> HttpResponse:
    """Let the office's own pages, and nobody else's, show an answer in a frame."""
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": [SELF]}
    return response


def stands_in_a_frame(request: HttpRequest) -> bool:
    """Whether the browser says that a page around this one says what it is."""
    return request.headers.get("Sec-Fetch-Dest") == "iframe"


def _as_a_reader(request: HttpRequest, path: str, at: datetime | None) -> PublicRequest:
    """The same question, as anybody would ask it."""
    environ = {name: value for name, value in request.META.items() if name not in PERSONAL}
    environ |= {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "CONTENT_LENGTH": "0",
        "wsgi.input": BytesIO(),
    }
    asked: Any = WSGIRequest(environ)
    asked.address_language = language_of(asked.path)
    asked.language = language_of_texts(asked.address_language)
    asked.is_preview = True
    asked.at = at
    return asked


def _suggestions(inside: Inside, content: bytes) -> bytes:
    """The titles a search box offers, with addresses inside."""
    said = json.loads(content)
    for title in said.get("titles", []):
        title["url"] = inside.address(title["url"])[0]
    return json.dumps(said).encode()
