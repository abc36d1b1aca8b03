"""What an article's text lacks: the one list behind submitting, reviewing and releasing."""

from collections.abc import Iterator

from waishi.languages import column
from waishi.publishing.checking import Checked, Finding, Level
from waishi.publishing.checking.demanding import MISSING

# A page without them is no page.
DEMANDED = {"title": "标题", "body": "正文", "source": "来源"}


def missing_texts(checked: Checked) -> Iterator[Finding]:
    """Title, text, source and section stop a release; a missing summary asks for a tick."""
    document, language = checked.document, checked.language
    for name, label in DEMANDED.items():
        is_link = name == "body" and document["external_url"]
        if not document[name] and not is_link:
            yield missing(column(name, language), label)
    if not document["section"]:
        yield missing("section", "栏目")
    if not document["summary"]:
        said = "没有填写，列表和分享时没有说明文字"
        yield Finding("no_summary", Level.WARNING, column("summary", language), "摘要", said)


def missing(field: str, label: str) -> Finding:
    """What a release cannot do without."""
    return Finding(MISSING, Level.BLOCKING, field, label, "没有填写")
