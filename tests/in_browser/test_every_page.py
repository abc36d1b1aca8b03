"""Every kind of page in a real browser, in both languages, on a phone and on a desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.in_browser.conftest import NARROW, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["phone", "desk"])
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])
PAGES = [
    "/",
    "/about/",
    "/reading/",
    "/news/",
    "/topics/",
    "/friendship-cities/",
    "/friendship-cities/?kind=sister_city&continent=europe",
    "/hong-kong-macao/",
    "/visits/",
    "/visits/?year=2021",
    "/events/",
    "/countries/fr/",
]
# One page of each kind is found as a reader finds it: by a link on another page.
LINKED = {
    "a section": ("/news/", r"/news/[a-z][a-z-]*/"),
    "an article": ("/news/", r"/news/\d+/"),
    "a topic": ("/topics/", r"/topics/[a-z0-9-]+/"),
    "a partnership": ("/friendship-cities/", r"/friendship-cities/[a-z0-9-]+/"),
    "a visit": ("/visits/", r"/visits/\d+/"),
    "an event": ("/events/", r"/events/\d+/"),
}


def first_link(visitor, prefix, pattern):
    """The first link of the page's own content whose address fits."""
    links = visitor.page.eval_on_selector_all(
        "main a[href]", "links => links.map(link => link.getAttribute('href'))"
    )
    return next(link for link in links if re.fullmatch(prefix + pattern, link))


@SIZES
@LANGUAGES
def test_every_kind_of_page_opens_without_a_fault(visit, prefix, size):
    reader = visit(size)
    linked = {}
    for kind, (address, pattern) in LINKED.items():
        reader.open(prefix + address)
        linked[kind] = first_link(reader, prefix, pattern)

    for address in [*(prefix + page for page in PAGES), *linked.values()]:
        response = reader.open(address)
        found = reader.look()

        assert response.status == 200, address
        assert found["lang"] == ("en" if prefix else "zh-Hans"), address
        assert found["headings"] == 1, address
        assert found["overflow"] <= 0, address
        assert found["silent"] == [], address
        assert found["broken"] == [], address
        assert found["styled"] > 0, address
    assert reader.context.cookies() == []


@SIZES
@LANGUAGES
def test_a_page_that_is_not_found_looks_like_a_page_of_the_site(visit, prefix, size):
    reader = visit(size)

    response = reader.open(prefix + "/news/999999/")

    found = reader.look()
    assert response.status == 404
    assert (found["headings"], found["overflow"] <= 0, found["styled"] > 0) == (1, True, True)


@LANGUAGES
def test_every_article_of_the_demonstration_fits_a_phone(visit, prefix):
    reader = visit(NARROW)
    addresses, page = [], prefix + "/news/"
    while page:
        reader.open(page)
        addresses += reader.page.eval_on_selector_all(
            "main a[href*='/news/']", "links => links.map(link => link.getAttribute('href'))"
        )
        further = reader.page.query_selector("a[rel=next]")
        page = prefix + "/news/" + further.get_attribute("href") if further else ""
    articles = {one for one in addresses if re.fullmatch(prefix + r"/news/\d+/", one)}
    assert len(articles) >= 12

    for address in sorted(articles):
        reader.open(address)
        found = reader.look()
        assert (address, found["overflow"]) == (address, 0)
        assert found["silent"] == []


@LANGUAGES
def test_the_first_tab_leads_past_the_frame_into_the_text(visit, prefix):
    reader = visit()
    reader.open(prefix + "/")

    reader.page.keyboard.press("Tab")
    expect(reader.page.locator(".skip-link")).to_be_focused()
    reader.page.keyboard.press("Enter")

    assert reader.page.url.endswith("#main")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.closest('main') !== null")


@LANGUAGES
def test_the_keyboard_alone_reaches_and_opens_the_first_headline(visit, prefix):
    reader = visit()
    reader.open(prefix + "/news/")

    assert reader.press_until(f"main a[href^='{prefix}/news/']:not([href$='/news/'])")
    outline = reader.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    reader.page.keyboard.press("Enter")

    reader.page.wait_for_url(re.compile(r"/news/[^/]+/$"))
    assert outline != "none"


def test_a_reader_goes_to_the_other_language_and_back(visit):
    reader = visit()
    reader.open("/friendship-cities/")

    reader.page.click("a[hreflang=en]")
    assert reader.look()["lang"] == "en"
    reader.page.click("a[hreflang=zh-Hans]")

    assert reader.look()["lang"] == "zh-Hans"
    assert reader.page.url.endswith("/friendship-cities/")


def test_the_site_is_read_without_scripts(visit):
    reader = visit(java_script_enabled=False)

    for address in ("/", "/news/", "/friendship-cities/"):
        assert reader.open(address).status == 200
        expect(reader.page.locator("main h1, main h2").first).to_be_visible()
