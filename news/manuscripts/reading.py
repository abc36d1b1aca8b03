"""What a manuscript says: its title, its text, its pictures with the lines under them.

Word knows paragraphs that look alike, not what they are. What is recognised here is
what offices write again and again; whatever is in doubt stays text.
"""

import re
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import html
from lxml.html import HtmlElement

from news.manuscripts.word import WordFile

# Spaces that Word's typists indent with: of full width, not breaking, of a tab.
BLANKS = " \t\r\n\u00a0\u3000\u200b\ufeff"
LONGEST_TITLE = 80
LONGEST_CAPTION = 120
LONGEST_LINE_OF_VERSE = 18
LEAST_LINES_OF_VERSE = 4
ENDS_A_SENTENCE = "。！？；：，、!?;:,"
CAPTION = re.compile(r"^(?:图|组图|照片|摄影|▲|△|↑|◆|（图|\(图|【图)")
NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、)）])")
CHAPTER = re.compile(r"^[一二三四五六七八九十]{1,3}、")
PASSAGE = re.compile(r"^（[一二三四五六七八九十]{1,3}）")
SOURCE = re.compile(r"^[（(]?(?:稿件)?来源[:：]\s*(?P<source>[^\s　）)]{2,60})")
AUTHOR = re.compile(
    r"(?:^|[\s　（(])(?:文[/／]|(?:作者|撰稿人?|供稿人?|[^\s　：:（(]{0,8}记者)[:：\s　])\s*"
    r"(?P<author>[^\s　）)]{2,20})[）)]?$"
)
DASH = re.compile(r"^(?:——|──|--|—)")
NOTE_LINK = re.compile(r"^#(?:foot|end)note-(?:ref-)?")
# Lines about who wrote it stand at one of the ends.
AT_AN_END = 4


@dataclass
class Manuscript:
    """What a draft is made of; pictures are still numbers of the file's own."""

    title: str = ""
    subtitle: str = ""
    source: str = ""
    author: str = ""
    body: str = ""
    pictures: list[int] = field(default_factory=list)


def read_manuscript(file: WordFile) -> Manuscript:
    """Read what Word gave us, from the first line to the last note."""
    root = html.fragment_fromstring(file.html or "", create_parent="div")
    blocks = [_tidied(block) for block in root]
    blocks = [one for block in blocks for one in _pictures_apart(block)]
    blocks = [block for block in blocks if _is_something(block)]
    manuscript = Manuscript()
    blocks = _take_title(blocks, manuscript)
    blocks = _take_people(blocks, manuscript)
    blocks = _captioned(blocks)
    blocks = _with_headings(blocks)
    blocks = _with_notes(blocks)
    blocks = _with_verse(blocks)
    manuscript.pictures = [_number(image) for block in blocks for image in block.iter("img")]
    manuscript.body = "\n".join(_markup(block) for block in blocks)
    return manuscript


def text_of(block: HtmlElement) -> str:
    """What a block says, without the blanks around it."""
    return block.text_content().strip(BLANKS)


def _tidied(block: HtmlElement) -> HtmlElement:
    """The block without the blanks it begins and ends with."""
    block.tail = None
    if block.tag == "p":
        _strip_beginning(block)
        _strip_end(block)
    return block


def _strip_beginning(element: HtmlElement) -> bool:
    """Whether text was reached; blanks before it are taken away."""
    element.text = (element.text or "").lstrip(BLANKS)
    if element.text:
        return True
    for child in element:
        if child.tag in ("img", "br") or _strip_beginning(child):
            return True
        child.tail = (child.tail or "").lstrip(BLANKS)
        if child.tail:
            return True
    return False


def _strip_end(element: HtmlElement) -> None:
    if len(element):
        last = element[-1]
        last.tail = (last.tail or "").rstrip(BLANKS)
        if not last.tail and last.tag not in ("img", "br"):
            _strip_end(last)
    else:
        element.text = (element.text or "").rstrip(BLANKS)


def _pictures_apart(block: HtmlElement) -> list[HtmlElement]:
    """The block's pictures as figures of their own, before what it says."""
    if block.tag not in ("p", "h1", "h2", "h3", "h4", "h5", "h6"):
        return [block]
    figures = []
    for image in list(block.iter("img")):
        figure = html.Element("figure")
        alone = deepcopy(image)
        alone.tail = None
        if _is_file_name(alone.get("alt", "")):
            alone.set("alt", "")
        figure.append(alone)
        figures.append(figure)
        image.drop_tree()
    return [*figures, block] if text_of(block) else figures


def _is_file_name(alt: str) -> bool:
    """What programs write for want of a description: a name of a file, or of themselves."""
    return bool(re.search(r"\.(?:jpe?g|png|gif|webp|bmp|heic)$|^图片 ?\d*$|生成", alt, re.I))


def _is_something(block: HtmlElement) -> bool:
    return bool(text_of(block)) or block.find(".//img") is not None or block.tag == "hr"


def _take_title(blocks: list[HtmlElement], manuscript: Manuscript) -> list[HtmlElement]:
    """The first line, where it looks like a title; the one below, where it begins with a dash."""
    texts = [block for block in blocks if block.tag != "figure"][:2]
    if not texts or not _looks_like_a_title(texts[0]):
        return blocks
    manuscript.title = re.sub(r"\s*\n\s*", "", text_of(texts[0]))
    taken = texts[:1]
    if len(texts) > 1 and _looks_like_a_subtitle(texts[1]):
        manuscript.subtitle = text_of(texts[1])
        taken = texts
    return [block for block in blocks if block not in taken]


def _looks_like_a_subtitle(block: HtmlElement) -> bool:
    return "subtitle" in block.get("class", "") or bool(DASH.match(text_of(block)))


def _looks_like_a_title(block: HtmlElement) -> bool:
    said = text_of(block)
    if not said or len(said) > LONGEST_TITLE:
        return False
    if block.tag == "h1":
        return True
    is_set_apart = "centred" in block.get("class", "") or _is_bold(block)
    return block.tag == "p" and is_set_apart and said[-1] not in ENDS_A_SENTENCE


def _is_bold(block: HtmlElement) -> bool:
    bold = "".join(one.text_content() for one in block.iter("strong"))
    return bool(bold.strip(BLANKS)) and bold.strip(BLANKS) == text_of(block)


def _take_people(blocks: list[HtmlElement], manuscript: Manuscript) -> list[HtmlElement]:
    """Short lines at either end that only say who published or wrote it."""
    ends = blocks[:AT_AN_END] + blocks[-AT_AN_END:]
    taken = []
    for block in ends:
        said = text_of(block)
        if block.tag != "p" or len(said) > 60 or block in taken:
            continue
        source, author = SOURCE.search(said), AUTHOR.search(said)
        if source and not manuscript.source:
            manuscript.source = source["source"]
        elif not author or len(said) > 30 or manuscript.author:
            continue
        if author and not manuscript.author:
            manuscript.author = author["author"]
        taken.append(block)
    return [block for block in blocks if block not in taken]


def _captioned(blocks: list[HtmlElement]) -> list[HtmlElement]:
    """The line under a picture as its caption."""
    found: list[HtmlElement] = []
    for block in blocks:
        above = found[-1] if found else None
        is_under = above is not None and above.tag == "figure" and above.find("figcaption") is None
        if is_under and above is not None and _looks_like_a_caption(block):
            caption = html.Element("figcaption")
            caption.text = text_of(block)
            above.append(caption)
        else:
            found.append(block)
    return found


def _looks_like_a_caption(block: HtmlElement) -> bool:
    said = text_of(block)
    if block.tag != "p" or len(said) > LONGEST_CAPTION:
        return False
    kind = block.get("class", "")
    return "caption" in kind or "centred" in kind or bool(CAPTION.match(said))


def _with_headings(blocks: list[HtmlElement]) -> list[HtmlElement]:
    """Headings from the second level down, those that are only bold lines with a number too."""
    deepest = 1 if any(block.tag == "h1" for block in blocks) else 0
    for block in blocks:
        if re.fullmatch(r"h[1-6]", block.tag):
            block.tag = f"h{min(4, max(2, int(block.tag[1]) + deepest))}"
        elif block.tag == "p" and _is_bold(block) and len(text_of(block)) <= 40:
            if CHAPTER.match(text_of(block)):
                _make_plain(block, "h2")
            elif PASSAGE.match(text_of(block)):
                _make_plain(block, "h3")
    return blocks


def _make_plain(block: HtmlElement, tag: str) -> None:
    said = text_of(block)
    block.clear()
    block.tag, block.text = tag, said


def _with_notes(blocks: list[HtmlElement]) -> list[HtmlElement]:
    """Footnotes under a heading of their own; their marks stay, in brackets, without links."""
    for block in blocks:
        for link in list(block.iter("a")):
            if not NOTE_LINK.match(link.get("href", "")):
                continue
            if (link.text or "").strip() == "↑":
                link.drop_tree()
            else:
                link.drop_tag()
    last = blocks[-1] if blocks else None
    is_notes = last is not None and last.tag == "ol" and last.find("./li[@id]") is not None
    if last is None or not is_notes:
        return blocks
    heading = html.Element("h2")
    heading.text = "注释"
    return [*blocks[:-1], heading, last]


def _with_verse(blocks: list[HtmlElement]) -> list[HtmlElement]:
    """Short lines in succession as one paragraph of lines: verse, not paragraphs."""
    found: list[HtmlElement] = []
    lines: list[HtmlElement] = []
    for block in [*blocks, html.Element("hr")]:
        if _is_line(block):
            lines.append(block)
            continue
        found += _verse(lines) if len(lines) >= LEAST_LINES_OF_VERSE else lines
        lines = []
        found.append(block)
    return found[:-1]


def _is_line(block: HtmlElement) -> bool:
    said = text_of(block)
    return (
        block.tag == "p"
        and 0 < len(said) <= LONGEST_LINE_OF_VERSE
        and said[-1] not in "：:"
        and not NUMBERED.match(said)
        and block.find(".//img") is None
    )


def _verse(lines: list[HtmlElement]) -> list[HtmlElement]:
    verse = html.Element("p")
    verse.text = text_of(lines[0])
    for line in lines[1:]:
        broken = html.Element("br")
        broken.tail = text_of(line)
        verse.append(broken)
    return [verse]


def _number(image: HtmlElement) -> int:
    return int(image.get("src", "picture:0").removeprefix("picture:"))


def _markup(block: HtmlElement) -> str:
    return html.tostring(block, encoding="unicode", with_tail=False)
