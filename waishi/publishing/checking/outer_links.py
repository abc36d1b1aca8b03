"""Links to other sites that were asked and did not answer as they should."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from waishi.languages import column
from waishi.publishing.checking.findings import Finding, Level

if TYPE_CHECKING:
    from waishi.publishing.checking.checks import Checked


def faults_of_outer_links(checked: Checked) -> Iterator[Finding]:
    """By what the last look found: nobody waits for another site while releasing.

    A link that now leads to somebody else's domain stops: such a page can show
    anything (国办秘函〔2019〕19号, 单项否决, counts links, too).
    """
    # Models, which read this room's words while they are made.
    from waishi.publishing.links.watching import outer_links
    from waishi.publishing.models import LinkState

    addresses = outer_links(checked.text, checked.document)
    if not addresses:
        return
    for state in LinkState.objects.troubled().filter(address__in=addresses):
        elsewhere = state.state == LinkState.State.ELSEWHERE
        level = Level.BLOCKING if elsewhere else Level.WARNING
        told = {
            LinkState.State.ELSEWHERE: f"现在转到别的网站：{state.final_address[:80]}",
            LinkState.State.RETITLED: f"对方标题由“{state.first_title}”变为“{state.title}”",
            LinkState.State.GONE: f"对方说页面不在了（{state.http_status}）",
            LinkState.State.SILENT: f"连续{state.failures}次没有应答",
        }[LinkState.State(state.state)]
        field = _field(checked, state.address)
        yield Finding("outer_link", level, field, "外部链接", told, state.address[:120])


def _field(checked: Checked, address: str) -> str:
    """The form element the link stands in."""
    for name in checked.text.prose:
        if any(link.address == address for link in checked.prose[name].links):
            return column(name, checked.language)
    return next(name for name, value in checked.document.items() if value == address)
