"""Links that lead a reader away from government sites.

国办发〔2017〕47号 wants a notice where a link leads to no government site. It
stands at the link itself, in words for those who listen and as a mark for those
who see: a page in between would cost everybody a step, and old readers their way
back.
"""

import re
from urllib.parse import urlsplit

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# .gov.cn, and 政务 in its own script and as it is sent.
GOVERNMENT = re.compile(r"(?:^|\.)(?:gov\.cn|政务(?:\.cn)?|xn--zfr164b(?:\.cn)?)$")
# The other site learns neither which page one came from (noreferrer) nor gets hold
# of it (noopener), and no search engine takes the link for our word (nofollow).
RELATION = "noopener noreferrer nofollow"
LINK = re.compile(r'<a\b[^>]*?\shref="(?P<address>https?://[^"]*)"[^>]*>(?P<label>.*?)</a>', re.S)


def leaves(address: str, own_host: str = "") -> bool:
    """Whether an address leads to a site that is neither ours nor a government's."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".").lower()
    except ValueError:
        return True
    return bool(host) and host != own_host.lower() and not GOVERNMENT.search(host)


def link_away(address: str, label: str, own_host: str = "") -> SafeString:
    """A link to another site, marked if it leads away."""
    if not leaves(address, own_host):
        return format_html('<a href="{}" rel="noopener">{}</a>', address, label)
    return format_html(
        '<a href="{}" rel="{}">{}<span class="leaving">{}</span></a>',
        address,
        RELATION,
        label,
        _("（外部网站）"),
    )


def mark_links(html: str, own_host: str = "") -> str:
    """Cleaned HTML with every link that leads away marked."""
    return LINK.sub(lambda found: _marked(found, own_host), html)


def _marked(link: re.Match, own_host: str) -> str:
    address = link["address"].replace("&amp;", "&")
    # Both come from cleaned HTML, where they are escaped already.
    return link_away(address, SafeString(link["label"]), own_host)
