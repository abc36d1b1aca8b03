"""Where the Chinese texts of an HTML page are; every other byte of it stays as it was."""

import json
import re
from collections.abc import Callable
from typing import Any

Convert = Callable[[str], str]

# Possessive, so that a page full of open quotes costs no more than another. What
# begins like a tag and never ends is markup to the end of the page.
TOKEN = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | <[!?][^>]*+(?:>|\Z)
      | <(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)
        (?P<rest>(?:[^>"']|"[^"]*+"|'[^']*+')*+)(?:>|.*\Z)""",
    re.DOTALL | re.VERBOSE,
)
ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)(\s*=\s*)("[^"]*+"|'[^']*+'|[^\s"'>]++)""")
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ],
)
# In these a `<` is text until the element's own end tag.
RAW = frozenset(["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"])
NOT_PROSE = (RAW - {"title"}) | {"code", "kbd", "samp", "var"}
# Attributes that people read or hear.
SPOKEN = frozenset(
    [
        "alt",
        "title",
        "aria-label",
        "aria-description",
        "placeholder",
        "label",
        # What our own scripts say.
        "data-copied",
        "data-previous",
        "data-next",
    ],
)
# The regulation's `ColumnType` is a word of a fixed list, and no text.
SPOKEN_METAS = frozenset(
    [
        "description",
        "keywords",
        "author",
        "og:title",
        "og:description",
        "og:site_name",
        "og:image:alt",
        "article:section",
        "sitename",
        "columnname",
        "columndescription",
        "columnkeywords",
        "articletitle",
        "contentsource",
    ]
)
SPOKEN_KEYS = frozenset(
    [
        "name",
        "alternateName",
        "headline",
        "description",
        "articleSection",
        "caption",
        "keywords",
        "jobTitle",
        "disambiguatingDescription",
    ]
)
# As Django's json_script: nothing in a text can end the element.
SAFE_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


class Translation:
    """One page with its Chinese texts given to `convert`.

    Texts are text nodes, the attributes people read, and the human words of meta
    elements and JSON-LD. Not texts: whatever stands in an element whose `lang` is
    not Chinese or that says `translate="no"`, scripts, code, and what a form would
    send. Elements marked as Chinese are marked as `marked_as`.
    """

    def __init__(self, convert: Convert, marked_as: str) -> None:
        self.convert = convert
        self.marked_as = marked_as
        # Open elements, each with whether its texts are to be converted.
        self.open: list[tuple[str, bool]] = [("", True)]

    def page(self, html: str) -> str:
        """The page, converted."""
        pieces: list[str] = []
        at = 0
        while token := TOKEN.search(html, at):
            pieces += [self._text(html[at : token.start()]), self._markup(token)]
            at = token.end()
            name = (token["name"] or "").lower()
            if name in RAW and not token["end"]:
                until = end_of_raw(html, at, name)
                pieces.append(self._raw(token["rest"], html[at:until]))
                at = until
        return "".join([*pieces, self._text(html[at:])])

    def _text(self, text: str) -> str:
        return self.convert(text) if text and self.open[-1][1] else text

    def _raw(self, attributes: str, text: str) -> str:
        if self.open[-1][0] == "script" and _of(attributes, "type") == "application/ld+json":
            return self._json(text)
        return self._text(text)

    def _markup(self, token: re.Match[str]) -> str:
        if not token["name"]:
            return token[0]
        name = token["name"].lower()
        if token["end"]:
            self._close(name)
            return token[0]
        is_text = self._is_text(name, token["rest"])
        if name not in VOID and not token["rest"].endswith("/"):
            self.open.append((name, is_text and name not in NOT_PROSE))
        return self._attributes(name, token) if is_text else token[0]

    def _close(self, name: str) -> None:
        """Close the newest element of that name, and what was left open in it."""
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place][0] == name:
                del self.open[place:]
                return

    def _is_text(self, name: str, attributes: str) -> bool:
        if _of(attributes, "translate") == "no":
            return False
        # Without a value of its own an option sends its text.
        if name == "option" and _of(attributes, "value") is None:
            return False
        language = _of(attributes, "lang")
        if language is None:
            return self.open[-1][1]
        return language.lower().split("-")[0] == "zh"

    def _attributes(self, name: str, token: re.Match[str]) -> str:
        """The tag with the attributes that people read converted."""
        start, end = token.span("rest")
        before, after = token.string[token.start() : start], token.string[end : token.end()]
        said = (_of(token["rest"], "name") or _of(token["rest"], "property") or "").lower()
        spoken = SPOKEN | {"content"} if name == "meta" and said in SPOKEN_METAS else SPOKEN

        def converted(attribute: re.Match[str]) -> str:
            key, equals, value = attribute.groups()
            if key.lower() == "lang":
                return f'{key}{equals}"{self.marked_as}"'
            return key + equals + (self.convert(value) if key.lower() in spoken else value)

        return before + ATTRIBUTE.sub(converted, token["rest"]) + after

    def _json(self, text: str) -> str:
        """JSON-LD with its human words converted and its language named."""
        try:
            said = json.loads(text)
        except ValueError:
            return text
        return json.dumps(self._words(said), ensure_ascii=False).translate(SAFE_IN_SCRIPT)

    def _words(self, said: Any, key: str = "") -> Any:
        if isinstance(said, dict):
            return {name: self._words(value, name) for name, value in said.items()}
        if isinstance(said, list):
            return [self._words(value, key) for value in said]
        if isinstance(said, str) and key == "inLanguage" and said.startswith("zh"):
            return self.marked_as
        return self.convert(said) if isinstance(said, str) and key in SPOKEN_KEYS else said


def _of(attributes: str, wanted: str) -> str | None:
    """The value of one attribute; None where there is none."""
    for name, _, value in ATTRIBUTE.findall(attributes):
        if name.lower() == wanted:
            return value.strip("\"'")
    return None


def end_of_raw(html: str, at: int, name: str) -> int:
    """Where the element's own end tag begins, or the end of the page."""
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, at)
    return end.start() if end else len(html)
