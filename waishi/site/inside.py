"""Keeps a reader of a preview inside it: every link of the site stands under its prefix."""

import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from waishi.site.markup import ATTRIBUTE, RAW, TOKEN, end_of_raw

# Where an element leads, or what it asks. Sheets, scripts and files stay where they are.
LEADS = {
    "img": {"src"},
    "a": {"href"},
    "area": {"href"},
    "form": {"action", "data-suggest"},
    "button": {"formaction"},
    "input": {"formaction"},
}
AWAY = ' target="_blank" rel="noopener noreferrer"'


@dataclass(frozen=True)
class Inside:
    """Where a preview is: `origin` and `path` of the page as readers have it, and its prefix.

    With an empty prefix nothing leads further inside: every link opens a window of its
    own, so that the preview stays where it was.
    """

    origin: str
    path: str
    prefix: str

    def address(self, address: str) -> tuple[str, bool]:
        """Where a link leads instead, and whether that is outside."""
        if not address or address.startswith(("#", "?")):
            return address, False
        try:
            target = urlsplit(urljoin(self.origin + self.path, address))
        except ValueError:
            return address, True
        if target.scheme not in ("http", "https"):
            return address, False
        is_ours = f"{target.scheme}://{target.netloc}" == self.origin
        if not self.prefix or not is_ours or _is_no_page(target.path):
            return address, True
        return self.prefix + target._replace(scheme="", netloc="").geturl(), False

    def page(self, html: str, mark: str) -> str:
        """The page with its links inside, never listed, and `mark` (HTML) at its top."""
        pieces: list[str] = []
        at = 0
        while token := TOKEN.search(html, at):
            pieces += [html[at : token.start()], self._tag(token, mark)]
            at = token.end()
            name = (token["name"] or "").lower()
            if name in RAW and not token["end"]:
                until = end_of_raw(html, at, name)
                pieces.append(html[at:until])
                at = until
        return "".join([*pieces, html[at:]])

    def _tag(self, token: re.Match[str], mark: str) -> str:
        name = (token["name"] or "").lower()
        if name == "head" and token["end"]:
            return render_to_string("preview/_head.html") + token[0]
        if name == "body" and not token["end"]:
            return token[0] + mark
        if name not in LEADS or token["end"]:
            return token[0]
        return self._with_leads(token, LEADS[name])

    def _with_leads(self, token: re.Match[str], leads: set[str]) -> str:
        start, end = token.span("rest")
        before, after = token.string[token.start() : start], token.string[end : token.end()]
        away: list[str] = []

        def led(attribute: re.Match[str]) -> str:
            key, equals, value = attribute.groups()
            if key.lower() in ("target", "rel"):
                return ""
            if key.lower() not in leads:
                return attribute[0]
            address, is_outside = self.address(unescape(value.strip("\"'")).strip())
            away.extend([AWAY] if is_outside and key.lower() == "href" else [])
            return f'{key}{equals}"{escape(address)}"'

        rest = ATTRIBUTE.sub(led, token["rest"])
        return before + rest + "".join(away[:1]) + after


def _is_no_page(path: str) -> bool:
    """Files, and the office itself."""
    return path.startswith((settings.STATIC_URL, settings.MEDIA_URL, "/admin/"))
