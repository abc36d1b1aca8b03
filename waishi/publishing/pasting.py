"""What a paste from Word, WPS or WeChat leaves behind, made into what its writer meant.

Runs at every save and import, before anything that the editor does not offer is
taken away (`prose.clean_prose`). Running it again changes nothing.
"""

import re

from lxml import html
from lxml.html import HtmlElement

# Spaces that typists indent with: of full width, not breaking, of a tab.
BLANKS = " \t\r\n\u00a0\u3000\u200b\ufeff"
BLOCKS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "figure", "blockquote",
    "hr", "div", "section", "article", "pre",
}  # fmt: skip
# What XML has no place for (XML 1.0, 2.2), and lxml takes no text with; written out, or by
# its number.
CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d);?"
    r"|&#x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]);?",
    re.IGNORECASE,
)
# Word's own names, and what is left of them.
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", "strike": "s", "del": "s"}
GONE = {"script", "style", "meta", "link", "title", "xml", "iframe", "object", "embed", "form"}
# Bullets and numbers that Word writes as text: told from a writer's own by their
# spaces, which nobody types after a number.
BULLET = re.compile(r"^[·•●○▪■◆◇§Ø\uf0b7\uf06c\uf0d8]\s+")
NUMBER = re.compile(r"^(\d{1,2})[.．)）、](?:\s{2,}|[\u00a0\t]+\s*)")


def tidy_paste(text: str) -> str:
    """The same text without the marks of where it was written; "" for nothing."""
    text = CONTROLS.sub("", text)
    if not text.strip():
        return ""
    # The comment, which goes, keeps lxml from taking it for a page and wanting one body.
    root = html.fragment_fromstring(f"<!---->{text}", create_parent="div")
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in GONE or ":" in element.tag:
            _drop(element)
    for element in root.iter(*RENAMED):
        element.tag = RENAMED[element.tag]
    _unfold(root)
    _wrap_loose_text(root)
    blocks = [one for block in root for one in _pictures_apart(_stripped(block))]
    blocks = [block for block in blocks if not _is_empty(block)]
    return "".join(html.tostring(one, encoding="unicode") for one in _with_lists(blocks))


def _drop(element: HtmlElement) -> None:
    if element.getparent() is None:
        return
    # `<o:p>` and its kin are Word's empty shells around real text.
    if isinstance(element.tag, str) and ":" in element.tag:
        element.drop_tag()
    else:
        element.drop_tree()


def _unfold(root: HtmlElement) -> None:
    """WeChat's sections in sections: those that hold text are paragraphs, the others go."""
    for element in list(root.iter("div", "section", "article", "pre")):
        if element is root:
            continue
        if any(child.tag in BLOCKS for child in element.iter() if child is not element):
            _wrap_loose_text(element)
            element.drop_tag()
        else:
            element.tag = "p"


def _wrap_loose_text(parent: HtmlElement) -> None:
    """Text and inline elements between blocks become paragraphs."""
    children, loose = list(parent), html.Element("p")
    loose.text, parent.text = parent.text, None
    found: list[HtmlElement] = []
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag not in BLOCKS:
            loose.append(child)
            child.tail = tail
            continue
        found += [loose, child]
        loose = html.Element("p")
        loose.text = tail
    for block in [*found, loose]:
        if block.tag in BLOCKS and not (block.tag == "p" and _is_empty(block)):
            parent.append(block)


def _stripped(block: HtmlElement) -> HtmlElement:
    """A paragraph or heading without the blanks and line breaks at its ends."""
    if block.tag in ("p", "h2", "h3", "h4"):
        _strip_beginning(block)
        _strip_end(block)
    return block


def _strip_beginning(element: HtmlElement) -> bool:
    """Take away blanks and breaks before the first text; whether text was reached."""
    element.text = (element.text or "").lstrip(BLANKS)
    if element.text:
        return True
    for child in list(element):
        if child.tag == "img" or (child.tag != "br" and _strip_beginning(child)):
            return True
        tail = (child.tail or "").lstrip(BLANKS)
        if child.tag == "br":
            child.drop_tree()
            element.text = tail
        else:
            child.tail = tail
        if tail:
            return True
    return False


def _strip_end(element: HtmlElement) -> None:
    while len(element):
        last = element[-1]
        last.tail = (last.tail or "").rstrip(BLANKS)
        if last.tail or last.tag == "img":
            return
        if last.tag != "br":
            _strip_end(last)
            return
        last.drop_tree()
    element.text = (element.text or "").rstrip(BLANKS)


def _pictures_apart(block: HtmlElement) -> list[HtmlElement]:
    """Pictures out of the paragraph they stand in, so that neighbours become a group."""
    if block.tag not in ("p", "h2", "h3", "h4"):
        return [block]
    figures = []
    for image in list(block.iter("img")):
        figure = html.Element("figure")
        image.drop_tree()
        image.tail = None
        figure.append(image)
        figures.append(figure)
    return [*figures, block]


def _is_empty(block: HtmlElement) -> bool:
    has_something = block.tag == "hr" or block.find(".//img") is not None
    return not has_something and not block.text_content().strip(BLANKS)


def _with_lists(blocks: list[HtmlElement]) -> list[HtmlElement]:
    """Paragraphs that Word numbered or marked itself, two or more in succession, as lists."""
    found: list[HtmlElement] = []
    run: list[HtmlElement] = []
    for block in [*blocks, html.Element("hr")]:
        if run and _goes_on(run, block):
            run.append(block)
            continue
        found += [_list_of(run)] if len(run) > 1 else run
        run = [block] if _begins_a_list(block) else []
        if not run:
            found.append(block)
    return found[:-1]


def _begins_a_list(block: HtmlElement) -> bool:
    return block.tag == "p" and bool(BULLET.match(block.text or "") or _number_of(block) == 1)


def _goes_on(run: list[HtmlElement], block: HtmlElement) -> bool:
    if block.tag != "p":
        return False
    if _number_of(run[0]):
        return _number_of(block) == len(run) + 1
    return bool(BULLET.match(block.text or ""))


def _number_of(block: HtmlElement) -> int:
    found = NUMBER.match(block.text or "")
    return int(found[1]) if found else 0


def _list_of(run: list[HtmlElement]) -> HtmlElement:
    whole = html.Element("ol" if _number_of(run[0]) else "ul")
    for block in run:
        block.text = NUMBER.sub("", BULLET.sub("", block.text or ""), count=1)
        item = html.Element("li")
        item.append(block)
        whole.append(item)
    return whole
