"""A released text for the WeChat editor, which keeps styles only where they stand in the tags."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from lxml import html
from lxml.html import HtmlElement

TEXT = "font-size:16px;line-height:1.75;color:#16242b;letter-spacing:0.5px;"
# Dark enough on white and on the dark ground WeChat makes of it.
STYLES = {
    "p": f"margin:0 0 1em;text-align:justify;{TEXT}",
    "h2": "margin:1.6em 0 0.8em;font-size:19px;line-height:1.4;font-weight:bold;color:#0f4c5c;",
    "h3": "margin:1.4em 0 0.7em;font-size:17px;line-height:1.4;font-weight:bold;color:#16242b;",
    "h4": "margin:1.2em 0 0.6em;font-size:16px;line-height:1.4;font-weight:bold;color:#16242b;",
    "ul": f"margin:0 0 1em;padding-left:1.5em;{TEXT}",
    "ol": f"margin:0 0 1em;padding-left:1.5em;{TEXT}",
    "li": "margin:0 0 0.4em;",
    "blockquote": "margin:0 0 1em;padding:0 0 0 1em;border-left:3px solid #0f4c5c;color:#52616a;",
    "table": "width:100%;margin:0 0 1em;border-collapse:collapse;font-size:14px;line-height:1.5;",
    "th": "padding:6px 8px;border:1px solid #d9d4c8;background-color:#f5f3ee;text-align:left;",
    "td": "padding:6px 8px;border:1px solid #d9d4c8;",
    "hr": "margin:1.6em 0;border:0;border-top:1px solid #d9d4c8;",
    "strong": "font-weight:bold;",
}
PLACE = "margin:0 0 0.4em;padding:12px;border:1px dashed #52616a;text-align:center;color:#52616a;"
CAPTION = "margin:0 0 1.2em;text-align:center;font-size:14px;line-height:1.5;color:#52616a;"
SIGNATURE = {"source": "来源", "author": "作者", "responsible_editor": "责任编辑"}
# Of a link only its words stay: WeChat lets no article lead out of itself.
UNWRAPPED = ("a", "u")


@dataclass(frozen=True)
class ForWechat:
    """The text with its styles, and the stored names of its pictures in their order."""

    html: str
    files: list[str]


def for_wechat(document: dict[str, Any], gallery: list[tuple[str, str]]) -> ForWechat:
    """What the WeChat editor is given of a released document.

    `gallery` holds the stored name and the caption of each picture after the text.
    WeChat takes no pictures along with a paste: a line says where each belongs.
    """
    root = html.fragment_fromstring(document["body"] or "", create_parent="section")
    files: list[str] = []
    for figure in list(root.iter("figure")):
        image, caption = figure.find(".//img"), figure.find("figcaption")
        said = caption.text_content() if caption is not None else ""
        if image is not None:
            files.append(image.get("src", "").removeprefix(settings.MEDIA_URL))
            _replace(figure, _place(len(files), said))
    for file, caption_text in gallery:
        files.append(file)
        root.extend(_place(len(files), caption_text))
    for element in list(root.iter(*UNWRAPPED)):
        element.drop_tag()
    for element in root.iter(*STYLES):
        if not element.get("style"):
            element.set("style", STYLES[element.tag])
    root.set("style", TEXT)
    root.extend(_signature(document))
    return ForWechat(_markup(root), files)


def _place(number: int, caption: str) -> list[HtmlElement]:
    """Where a picture belongs, and what stands under it."""
    place = html.Element("p", style=PLACE)
    place.text = f"【此处插入图 {number}】"
    if not caption:
        return [place]
    below = html.Element("p", style=CAPTION)
    below.text = caption
    return [place, below]


def _replace(figure: HtmlElement, others: list[HtmlElement]) -> None:
    for one in others:
        figure.addprevious(one)
    figure.drop_tree()


def _signature(document: dict[str, Any]) -> list[HtmlElement]:
    said = [f"{label}：{document[name]}" for name, label in SIGNATURE.items() if document.get(name)]
    if not said:
        return []
    signed = html.Element("p", style=CAPTION.replace("center", "right"))
    signed.text = "　".join(said)
    return [signed]


def _markup(root: HtmlElement) -> str:
    return re.sub(r"\n+", "", html.tostring(root, encoding="unicode", with_tail=False))
