"""A text as a Word file: headings, lists, tables, pictures with their captions."""

import io
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from PIL import Image

from waishi.media.models import Picture

HEADINGS = {"h2": 1, "h3": 2, "h4": 3}
BLOCKS = {"p", "li", "figcaption", *HEADINGS}
LATIN, HAN = "Times New Roman", "FangSong"
WIDTH = Cm(14)


def docx_of(document: dict[str, Any], pictures: Iterable[Picture]) -> bytes:
    """The document of a text as a .docx file, its pictures where they stand."""
    word = new_document()
    known = {picture.file: picture for picture in pictures}
    by_number = {picture.pk: picture for picture in known.values()}
    word.add_heading(document["title"] or "（无标题）", 0)
    for line in (document["subtitle"], _byline(document), document["summary"]):
        if line:
            word.add_paragraph(line)
    _Writer(word, known).feed(document["body"])
    for use in document["gallery"]:
        picture = by_number.get(use["picture"])
        if picture:
            add_picture(word, picture)
            add_caption(word, "　".join(filter(None, [use["caption"], use["credit"]])))
    return bytes_of(word)


def new_document() -> Any:
    """An empty A4 document in the type of official papers."""
    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    style = word.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), HAN)
    return word


def bytes_of(word: Any) -> bytes:
    """The file's bytes."""
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def add_picture(word: Any, picture: Picture) -> None:
    """One picture, no wider than the text; the upload is always there."""
    try:
        with default_storage.open(picture.file) as file:
            word.add_picture(_known_to_word(file), width=WIDTH)
    except FileNotFoundError:
        word.add_paragraph(f"［图片不在：{picture.title}］")


def _known_to_word(file: Any) -> io.BytesIO:
    """The picture as it is kept, but for WebP, which Word does not know."""
    kept = io.BytesIO(file.read())
    with Image.open(kept) as picture:
        if picture.format != "WEBP":
            return kept
        made = io.BytesIO()
        picture.save(made, "PNG")
    return made


def add_caption(word: Any, text: str) -> None:
    """The line under a picture."""
    if text:
        word.add_paragraph(text, style="Caption").alignment = WD_ALIGN_PARAGRAPH.CENTER


def _byline(document: dict[str, Any]) -> str:
    return "　".join(filter(None, [document["source"], document["author"]]))


class _Writer(HTMLParser):
    """Writes cleaned HTML, the only kind there is in a document, into Word."""

    def __init__(self, word: Any, pictures: dict[str, Picture]) -> None:
        super().__init__()
        self.word, self.pictures = word, pictures
        self.lists: list[str] = []
        self.rows: list[list[str]] = []
        self.marks: dict[str, int] = {}
        self.paragraph: Paragraph | None = None
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag == "table":
            self.rows = []
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = []
        elif tag == "img":
            self._picture(dict(attrs))
        elif tag == "br":
            self._break()
        elif tag in BLOCKS and self.cell is None:
            self._begin(tag)
        else:
            self.marks[tag] = self.marks.get(tag, 0) + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in ("td", "th") and self.cell is not None and self.rows:
            self.rows[-1].append("".join(self.cell).strip())
            self.cell = None
        elif tag == "table":
            self._table()
        elif tag in BLOCKS:
            self.paragraph = None
        elif self.marks.get(tag):
            self.marks[tag] -= 1

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)
            return
        if not data.strip() and self.paragraph is None:
            return
        run = (self.paragraph or self._begin("p")).add_run(data)
        run.bold = bool(self.marks.get("strong")) or None
        run.italic = bool(self.marks.get("em")) or None

    def _begin(self, tag: str) -> Paragraph:
        """A paragraph of its own, but for one inside an item of a list, which is the item's."""
        if tag == "p" and self.lists and self.paragraph is not None:
            return self.paragraph
        if tag in HEADINGS:
            self.paragraph = self.word.add_heading("", HEADINGS[tag])
        elif tag == "li":
            style = "List Number" if self.lists and self.lists[-1] == "ol" else "List Bullet"
            self.paragraph = self.word.add_paragraph(style=style)
        elif tag == "figcaption":
            self.paragraph = self.word.add_paragraph(style="Caption")
            self.paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            self.paragraph = self.word.add_paragraph()
        return self.paragraph

    def _break(self) -> None:
        if self.cell is not None:
            self.cell.append("\n")
        elif self.paragraph is not None:
            self.paragraph.add_run().add_break()

    def _picture(self, attributes: dict[str, str | None]) -> None:
        name = (attributes.get("src") or "").removeprefix(settings.MEDIA_URL)
        picture = self.pictures.get(name)
        if picture:
            self.paragraph = None
            add_picture(self.word, picture)

    def _table(self) -> None:
        rows = [row for row in self.rows if row]
        if not rows:
            return
        table = self.word.add_table(len(rows), max(map(len, rows)), style="Table Grid")
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=False):
                cell.text = text
        self.rows, self.paragraph = [], None
