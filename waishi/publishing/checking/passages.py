"""The words of a text, piece by piece, each with the form element it stands in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# Where one sentence cannot go on into the next.
BLOCKS = {"p", "h2", "h3", "h4", "li", "td", "th", "blockquote", "figcaption", "br", "tr", "table"}


@dataclass(frozen=True)
class Passage:
    """A run of words that readers get, where it stands in the form and what staff call it."""

    field: str
    label: str
    words: str
    # Whether all languages show the same: it is held to no language's own rules.
    is_shared: bool = False


@dataclass
class Link:
    """A link in rich text."""

    address: str
    words: str = ""


@dataclass
class InlinePicture:
    """A picture in rich text."""

    address: str
    alt: str
    caption: str = ""


@dataclass
class Prose:
    """What stands in a piece of rich text, apart from its looks."""

    paragraphs: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[InlinePicture] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All of it, a line per paragraph."""
        return "\n".join(self.paragraphs)


def read_prose(html: str) -> Prose:
    """Read rich text: its paragraphs, links and pictures, in their order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    return reader.prose


def plain_text(html: str) -> str:
    """What rich text says, a line per paragraph, with the alternative texts of its pictures."""
    prose = read_prose(html)
    lines = [*prose.paragraphs, *(picture.alt for picture in prose.pictures)]
    return "\n".join(" ".join(line.split()) for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.prose = Prose()
        self._words: list[str] = []
        self._link: Link | None = None
        self._in_caption = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in BLOCKS:
            self.end_paragraph()
        if tag == "a" and said.get("href"):
            self._link = Link(said["href"])
            self.prose.links.append(self._link)
        elif tag == "img" and said.get("src"):
            self.prose.pictures.append(InlinePicture(said["src"], said.get("alt", "")))
        self._in_caption = self._in_caption or tag == "figcaption"

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_paragraph()
        if tag == "a":
            self._link = None
        elif tag == "figcaption":
            self._in_caption = False

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._link:
            self._link.words += data
        if self._in_caption and self.prose.pictures:
            self.prose.pictures[-1].caption += data

    def end_paragraph(self) -> None:
        """Close the paragraph that is being read."""
        words = "".join(self._words).strip()
        if words:
            self.prose.paragraphs.append(words)
        self._words.clear()
