"""An article's words, with the elements of its form they stand in."""

from collections.abc import Iterator
from typing import Any

from waishi.languages import column
from waishi.publishing.checking.passages import Passage, read_prose

TRANSLATED = {
    "title": "标题",
    "short_title": "短标题",
    "subtitle": "副标题",
    "summary": "摘要",
    "lead_picture_alt": "题图替代文字",
    "source": "来源",
    "change_note": "更新说明",
}
SHARED = {"author": "作者", "responsible_editor": "责任编辑"}


def passages_of_article(document: dict[str, Any]) -> list[Passage]:
    """All the words of a document, in the order of the form."""
    return [passage for passage in _passages(document) if passage.words]


def _passages(document: dict[str, Any]) -> Iterator[Passage]:
    language = document["language"]
    for name, label in TRANSLATED.items():
        yield Passage(column(name, language), label, document[name])
    yield from _of_the_body(document["body"], column("body", language))
    for place, use in enumerate(document["gallery"]):
        for name, label in {"alt": "替代文字", "caption": "图说"}.items():
            field = f"gallery-{place}-{column(name, language)}"
            yield Passage(field, f"组图第{place + 1}张{label}", use[name])
    for place, video in enumerate(document["videos"]):
        field = f"videos-{place}-{column('caption', language)}"
        for name, label in {"caption": "说明", "transcript": "文字稿"}.items():
            yield Passage(field, f"视频第{place + 1}段{label}", video[name])
    for place, attachment in enumerate(document["attachments"]):
        field = f"attachments-{place}-{column('title', language)}"
        yield Passage(field, f"附件{place + 1}名称", attachment["title"])
        yield Passage(field, f"附件{place + 1}文件名", attachment["name"], is_shared=True)
    for name, label in SHARED.items():
        yield Passage(name, label, document[name], is_shared=True)


def _of_the_body(html: str, field: str) -> Iterator[Passage]:
    prose = read_prose(html)
    # As one: a quotation can be of several paragraphs.
    yield Passage(field, "正文", prose.words)
    for place, picture in enumerate(prose.pictures, start=1):
        yield Passage(field, f"正文第{place}张图替代文字", picture.alt)
