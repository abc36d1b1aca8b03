"""Messages to the group robots of 企业微信 and 钉钉, to no other place."""

import base64
import hashlib
import hmac
import ipaddress
import json
import socket
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime
from typing import Any

from django.conf import settings

from waishi.publishing.models import NoticeChannel

PATIENCE = 10  # seconds
MOST_BYTES = 10_000


class NotSent(Exception):
    """Why a message did not arrive, in a sentence for the administrator."""


def check_address(address: str) -> None:
    """Refuse every address but a robot's: https, a listed host.

    Without asking for it: the site itself reaches no name server, its jobs do.
    """
    try:
        parts = urllib.parse.urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotSent("读不懂这个网址。") from None
    if _is_of_our_tests(parts):
        return
    if parts.scheme != "https" or port not in (None, 443) or parts.username or parts.password:
        raise NotSent("网址须以 https:// 开头，不带端口和账号。")
    if parts.hostname not in settings.NOTICE_HOSTS:
        raise NotSent(f"只能发往 {'、'.join(settings.NOTICE_HOSTS)}。")


def _is_of_our_tests(parts: urllib.parse.SplitResult) -> bool:
    """Never elsewhere: the setting is empty and read from no environment."""
    return f"{parts.scheme}://{parts.netloc}" in settings.NOTICE_TEST_SERVERS


def check_it_is_outside(address: str) -> None:
    """Refuse an address whose host leads inside our network."""
    parts = urllib.parse.urlsplit(address)
    if _is_of_our_tests(parts):
        return
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError:
        raise NotSent(f"找不到 {host}。") from None
    for *_, (ip, *_port) in found:
        if not ipaddress.ip_address(str(ip).split("%")[0]).is_global:
            raise NotSent(f"{host} 指向内部网络，不发。")


def payload_of(kind: str, said: str) -> dict[str, Any]:
    """A text message as both robots take it."""
    if kind == NoticeChannel.Kind.WECOM:
        return {"msgtype": "text", "text": {"content": said}}
    return {"msgtype": "text", "text": {"content": said}, "at": {"isAtAll": False}}


def signed(address: str, secret: str, moment: datetime) -> str:
    """The address with the signature 钉钉 asks for: HMAC-SHA256 of time and secret."""
    if not secret:
        return address
    milliseconds = str(int(moment.timestamp() * 1000))
    message = f"{milliseconds}\n{secret}".encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    asked = urllib.parse.urlencode(
        {"timestamp": milliseconds, "sign": base64.b64encode(digest).decode()}
    )
    return f"{address}{'&' if '?' in address else '?'}{asked}"


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """An answer that leads elsewhere is no answer: it would pass the guard by."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def send(channel: NoticeChannel, said: str, moment: datetime) -> None:
    """Send one message; raises NotSent with the reason, which never names the address."""
    check_address(channel.url)
    check_it_is_outside(channel.url)
    is_dingtalk = channel.kind == NoticeChannel.Kind.DINGTALK
    address = signed(channel.url, channel.secret, moment) if is_dingtalk else channel.url
    request = urllib.request.Request(
        address,
        data=json.dumps(payload_of(channel.kind, said)).encode(),
        headers={"Content-Type": "application/json"},
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)
    try:
        with opener.open(request, timeout=PATIENCE) as response:
            answer = json.loads(response.read(MOST_BYTES))
    except urllib.error.HTTPError as error:
        raise NotSent(f"对方答复 {error.code}。") from None
    except (OSError, ValueError) as error:
        raise NotSent(f"没有发出：{type(error).__name__}。") from None
    if not isinstance(answer, dict) or answer.get("errcode") != 0:
        told = str(answer.get("errmsg", ""))[:100] if isinstance(answer, dict) else ""
        raise NotSent(f"对方没有收下：{told}")
