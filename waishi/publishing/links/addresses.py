"""Which addresses may be asked, and to whom they belong."""

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

# Under these a name is registered one level further down. Not the whole Public
# Suffix List: the countries whose sites the office links to. Anything else counts
# as registered directly under its last label.
SECOND_LEVEL = {
    *(f"{name}.cn" for name in ["com", "gov", "org", "net", "edu", "ac", "mil"]),
    *(f"{name}.{place}" for place in ("hk", "mo", "tw") for name in ["com", "gov", "org", "edu"]),
    *(f"{name}.uk" for name in ["co", "gov", "ac", "org"]),
    *(f"{name}.jp" for name in ["co", "go", "ac", "or", "lg"]),
    *(f"{name}.kr" for name in ["co", "go", "ac", "or"]),
    *(f"{name}.{place}" for place in ("au", "sg", "my", "br", "tr") for name in ["com", "gov"]),
}
PORTS = {80, 443}
MayConnect = Callable[[str, int], bool]


def registered_domain(address: str) -> str:
    """`https://zfwb.cq.gov.cn/a` → `cq.gov.cn`: what somebody registered."""
    labels = (urlsplit(address).hostname or "").rstrip(".").split(".")
    wanted = 3 if ".".join(labels[-2:]) in SECOND_LEVEL else 2
    return ".".join(labels[-wanted:])


def is_public(ip: str, port: int) -> bool:
    """Whether the Internet may be asked there: no machine of our own, no odd service.

    Checked of the very address that is connected to, so that no name can lead
    elsewhere between the question and the answer.
    """
    address = ipaddress.ip_address(ip.split("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    address = mapped or address
    return port in PORTS and address.is_global and not address.is_multicast


def addresses_of(host: str, port: int) -> list[str]:
    """The IP addresses of a name; raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))
