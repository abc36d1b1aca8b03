"""Links to our own pages and files: judged by what they name, never by asking ourselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.urls import Resolver404, resolve
from django.utils import translation

from waishi.languages import LANGUAGES, column
from waishi.publishing.checking.findings import Finding, Level

if TYPE_CHECKING:
    from waishi.publishing.checking.checks import Checked

# For the things of one page that are named in links: whether readers see them.
Targets = Callable[[set[Any], str, datetime], dict[Any, bool]]
_targets: dict[str, Targets] = {}
NO_PAGE = "本站没有这个页面"
NO_FILE = "本站没有这个文件"
NOT_PUBLIC = "链接的页面读者现在看不到"
HIDDEN = "链接到后台，读者打不开"


def targets_come_from(page: str, targets: Targets) -> None:
    """Let another room say which things its page `page` can show."""
    _targets[page] = targets


def faults_of_inner_links(checked: Checked) -> Iterator[Finding]:
    """Nothing there: stopped. There, but not public yet: asked about."""
    asked: dict[tuple[str, str], dict[Any, list[tuple[str, str]]]] = defaultdict(dict)
    for name in checked.text.prose:
        field = column(name, checked.language)
        for link in checked.prose[name].links:
            path = own_path(link.address)
            if path is None:
                continue
            said = _without_asking(path)
            if said:
                yield Finding("inner_link", Level.BLOCKING, field, "站内链接", said, link.address)
            elif found := _named(path):
                page, thing, language = found
                asked[page, language].setdefault(thing, []).append((field, link.address))
    for (page, language), things in asked.items():
        seen = _targets[page](set(things), language, checked.moment)
        for thing, links in things.items():
            for field, address in links:
                yield from _told(seen.get(thing), field, address)


def own_path(address: str) -> str | None:
    """The path, where the address is one of ours; an address nobody can read is one of nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.hostname and parts.hostname not in settings.ALLOWED_HOSTS:
        return None
    if parts.scheme not in ("", "http", "https") or not parts.path.startswith("/"):
        return None
    return unquote(parts.path)


def _without_asking(path: str) -> str:
    """What is wrong by the address alone; empty where nothing is, or the database knows."""
    if path.startswith(settings.MEDIA_URL):
        return "" if _is_file(path.removeprefix(settings.MEDIA_URL)) else NO_FILE
    if path.startswith("/admin/"):
        return HIDDEN
    return "" if _match(path) else NO_PAGE


def _is_file(name: str) -> bool:
    try:
        return default_storage.exists(name)
    except SuspiciousFileOperation:
        return False


def _named(path: str) -> tuple[str, Any, str] | None:
    """The page, the thing and the language that an address names."""
    found = None if path.startswith(settings.MEDIA_URL) else _match(path)
    if found is None or found[0].view_name not in _targets:
        return None
    match, language = found
    return match.view_name, next(iter(match.kwargs.values())), language


def _match(path: str) -> tuple[Any, str] | None:
    for language in (*LANGUAGES, *(code for code, _ in settings.LANGUAGES)):
        with translation.override(language):
            try:
                return resolve(path), language
            except Resolver404:
                continue
    return None


def _told(is_public: bool | None, field: str, address: str) -> Iterator[Finding]:
    if is_public is None:
        yield Finding("inner_link", Level.BLOCKING, field, "站内链接", NO_PAGE, address)
    elif not is_public:
        yield Finding("inner_link", Level.WARNING, field, "站内链接", NOT_PUBLIC, address)
