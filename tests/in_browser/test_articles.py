"""Articles and sections in a real browser: pictures by keyboard, without script, at 400 %."""

import re

import pytest
from playwright.sync_api import expect

from tests.in_browser.conftest import NARROW
from tests.in_browser.test_every_page import first_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# 1280 pixels at 400 % are 320 (WCAG 2.2, 1.4.10).
AT_400_PERCENT = {"width": 320, "height": 256}
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])


def open_with_pictures(reader, prefix=""):
    """The first article on the way that has a group of pictures."""
    reader.open(prefix + "/news/headlines/")
    addresses = reader.page.eval_on_selector_all(
        "main .card h2 a", "links => links.map(link => link.getAttribute('href'))"
    )
    for address in addresses:
        reader.open(address)
        if (strips := reader.page.locator(".group-strip")).count():
            strips.first.scroll_into_view_if_needed()
            return
    raise AssertionError("no article with a group of pictures")


def test_a_group_is_looked_through_with_the_arrow_keys(visit):
    reader = visit(NARROW)
    open_with_pictures(reader)
    second = reader.page.locator(".group-strip").first.locator("li").nth(1)

    assert reader.press_until(".group-strip")
    reader.page.keyboard.press("ArrowRight")
    expect(second).to_be_in_viewport(ratio=0.9)
    reader.page.keyboard.press("ArrowLeft")

    expect(second).not_to_be_in_viewport(ratio=0.5)
    assert reader.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_the_buttons_of_a_group_go_on_and_stop_at_its_end(visit):
    reader = visit(NARROW)
    open_with_pictures(reader)
    on = reader.page.locator(".group-ways > button").nth(1)
    pictures = reader.page.locator(".group-strip").first.locator("li")

    for place in range(1, pictures.count()):
        on.click()
        expect(pictures.nth(place)).to_be_in_viewport(ratio=0.9)

    expect(on).to_have_attribute("aria-disabled", "true")


def test_a_group_is_whole_without_script(visit):
    reader = visit(NARROW, java_script_enabled=False)
    reader.open("/news/headlines/")
    reader.page.click("main .card h2 a >> nth=0")

    expect(reader.page.locator("h1")).to_be_visible()
    expect(reader.page.locator(".group-ways")).to_have_count(0)
    for button in reader.page.locator("main button").all():
        expect(button).to_be_hidden()
    expect(reader.page.locator(".share img")).to_be_visible()


@LANGUAGES
def test_sections_archives_and_articles_are_read_at_400_percent(visit, prefix):
    reader = visit(AT_400_PERCENT)
    reader.open(prefix + "/news/")
    article = first_link(reader, prefix, r"/news/\d+/")
    archive = first_link(reader, prefix, r"/news/all/\d+/")

    for address in (
        prefix + "/news/services/",
        prefix + "/news/policies/",
        prefix + "/news/where-to-apply/",
        article,
        archive,
    ):
        assert reader.open(address).status == 200
        found = reader.look()
        assert (address, found["headings"], found["overflow"] <= 0) == (address, 1, True)


def test_an_archive_is_reached_from_a_section_and_left_by_its_months(visit):
    reader = visit()
    reader.open("/news/office-news/")

    reader.page.click(".years a >> nth=0")
    reader.page.wait_for_url(re.compile(r"/news/office-news/\d{4}/$"))
    reader.page.click(".years ul >> nth=1 >> a >> nth=0")

    reader.page.wait_for_url(re.compile(r"/news/office-news/\d{4}/\d{2}/$"))
    expect(reader.page.locator("main .rows li").first).to_be_visible()
