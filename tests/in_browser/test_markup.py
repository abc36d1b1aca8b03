"""The W3C's checker finds nothing on any kind of page, in any language; no browser needed."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import translation

from tests.checker import faults_of, find_checker
from tests.every_kind import kind_of, pages_of_every_kind

pytestmark = pytest.mark.django_db

CHECKER = find_checker()
NEEDS_CHECKER = pytest.mark.skipif(
    CHECKER is None, reason="Java or vnu.jar is missing: bin/test --install"
)
PREFIXES = ("", "/en", "/zh-hant")
OFFERED = re.compile(r'hreflang="[^"]+"\s+href="([^"]+)"')
# Routes of machines, and what answers a script.
NO_PAGES = {"set_language", "shared_text", "search:suggest"}


def read(address):
    return Client().get(address).content.decode()


@pytest.fixture(scope="module")
def pages(accounts_file, django_db_blocker):
    """Prefix, address and markup of some pages of every kind in every language."""
    with django_db_blocker.unblock():
        return [
            (prefix, address, markup)
            for prefix in PREFIXES
            for address, markup in pages_of_every_kind(read, prefix)
        ]


@NEEDS_CHECKER
def test_the_checker_finds_nothing(pages, tmp_path):
    addresses = {}
    for number, (_prefix, address, markup) in enumerate(pages):
        file = tmp_path / f"{number}.html"
        file.write_text(markup, encoding="utf-8")
        addresses[file.name] = address

    faults = faults_of(CHECKER, [tmp_path / name for name in addresses])

    assert [(addresses[name], line, words) for name, line, words in faults] == []


@NEEDS_CHECKER
def test_the_checker_does_find_what_is_wrong(tmp_path):
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!DOCTYPE html><title>x</title><p><div></div></p>", encoding="utf-8")

    assert ("wrong.html", 1) in {fault[:2] for fault in faults_of(CHECKER, [wrong])}


def test_every_language_that_a_page_offers_answers(pages):
    offered = {urlsplit(link).path for page in pages for link in OFFERED.findall(page[2])}

    assert len(offered) > len(pages) / 2
    assert [link for link in sorted(offered) if Client().get(link).status_code != 200] == []


@pytest.mark.parametrize("language", PREFIXES, ids=["Chinese", "English", "traditional"])
def test_following_links_leads_to_every_kind_of_page(pages, language):
    found = {
        kind_of(address.removeprefix(prefix)) for prefix, address, _ in pages if prefix == language
    }

    assert routes_of_pages() - found == set()


def routes_of_pages():
    """The names of all public routes that answer with a page."""
    with translation.override("zh-hans"):
        resolver = get_resolver()
        public = {
            f"{space}:{name}" if space else name
            for space, patterns in spaces_of(resolver)
            for name, route in patterns
            if route.endswith("/") or not route
        }
    return public - NO_PAGES


def spaces_of(resolver, space=""):
    """Each namespace but the office's, with the names and routes in it."""
    own = []
    for pattern in resolver.url_patterns:
        if not hasattr(pattern, "url_patterns"):
            own.append((pattern.name, str(pattern.pattern)))
        elif pattern.app_name != "admin":
            yield from spaces_of(pattern, pattern.namespace or space)
    yield space, own
