"""Asking another site for one page, safely: slowly, little of it, never inside our own net."""

import http.client
import re
import socket
import ssl
import time
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from waishi.publishing.links.addresses import MayConnect, addresses_of, is_public

TIMEOUT = 10
LONGEST = 30
MOST_BYTES = 256 * 1024
MOST_REDIRECTS = 5
NAME = "waishi-link-check/1.0"
TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)


class NotAsked(Exception):
    """The address is none that may be asked from here."""


@dataclass(frozen=True)
class Answer:
    """What came back; `status` is 0 where nothing did, and `problem` says why."""

    status: int
    address: str
    title: str = ""
    problem: str = ""


def fetch(address: str, may_connect: MayConnect = is_public) -> Answer:
    """Follow the address to its end and read the page's title."""
    ends = time.monotonic() + LONGEST
    for _ in range(MOST_REDIRECTS + 1):
        try:
            answer, onwards = _ask(address, may_connect, ends)
        except NotAsked:
            return Answer(0, address, problem="不能查：地址不在公网上")
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(0, address, problem=f"没有应答（{type(error).__name__}）")
        if not onwards:
            return answer
        address = urljoin(address, onwards)
    return Answer(0, address, problem="反复跳转")


def _ask(address: str, may_connect: MayConnect, ends: float) -> tuple[Answer, str]:
    """One question; the answer, and where it sends us."""
    connection, path = _connect(address, may_connect)
    try:
        headers = {"User-Agent": NAME, "Accept": "text/html,*/*;q=0.5", "Connection": "close"}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        onwards = response.getheader("Location", "") if 300 <= response.status < 400 else ""
        is_page = "html" in response.getheader("Content-Type", "")
        title = "" if onwards or not is_page else _title(response, ends)
        return Answer(response.status, address, title), onwards
    finally:
        connection.close()


def _connect(address: str, may_connect: MayConnect) -> tuple[http.client.HTTPConnection, str]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise NotAsked(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    ips = addresses_of(parts.hostname, port)
    if not ips or not all(may_connect(ip, port) for ip in ips):
        raise NotAsked(address)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=TIMEOUT)
    # To the very address that was judged: a second look-up could say another.
    sock = socket.create_connection((ips[0], port), timeout=TIMEOUT)
    if parts.scheme == "https":
        sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
    connection.sock = sock
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return connection, _ascii(path)


def _ascii(path: str) -> str:
    return "".join(
        one if one.isascii() else "".join(f"%{b:02X}" for b in one.encode()) for one in path
    )


def _title(response: http.client.HTTPResponse, ends: float) -> str:
    """The title, from as much of the page as is needed and no more."""
    read = b""
    while len(read) < MOST_BYTES and time.monotonic() < ends and not TITLE.search(read):
        piece = response.read1(16 * 1024)
        if not piece:
            break
        read += piece
    found = TITLE.search(read)
    if not found:
        return ""
    named = CHARSET.search(response.getheader("Content-Type", "").encode()) or CHARSET.search(read)
    return " ".join(unescape(_decoded(found[1], named)).split())[:200]


def _decoded(title: bytes, named: re.Match[bytes] | None) -> str:
    charset = named[1].decode("ascii", "ignore").lower() if named else "utf-8"
    charset = "gb18030" if charset.startswith("gb") else charset
    try:
        return title.decode(charset, "replace")
    except LookupError:
        return title.decode("utf-8", "replace")
