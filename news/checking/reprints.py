"""What was first published elsewhere says where and when."""

from collections.abc import Iterator

from news.checking.missing import missing
from waishi.publishing.checking import Checked, Finding


def faults_of_reprint(checked: Checked) -> Iterator[Finding]:
    """A reprint without address or time; an old text's own day is as much as is known."""
    document = checked.document
    when = document["source_published_at"] or document["original_on"]
    if document["source_url"] and not when:
        yield missing("source_published_at", "转载时间")
    if document["source_published_at"] and not document["source_url"]:
        yield missing("source_url", "转载网址")
