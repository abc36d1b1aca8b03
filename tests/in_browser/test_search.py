"""Searching in a real browser: by keyboard, on a phone, and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.in_browser.conftest import NARROW, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["phone", "desk"])
BOX = "header input[name=q]"


def test_a_title_is_chosen_by_the_keyboard_alone(visit):
    reader = visit()
    reader.open("/")
    assert reader.press_until(BOX)
    box = reader.page.locator(BOX)

    reader.page.keyboard.insert_text("麦德林")
    expect(reader.page.get_by_role("option").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    reader.page.keyboard.press("ArrowDown")
    chosen = reader.page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    pair = chosen.inner_text().split("—")
    reader.page.keyboard.press("Enter")

    expect(reader.page.locator("h1")).to_contain_text(pair[-1])


def test_escape_closes_the_titles_and_enter_searches(visit):
    reader = visit()
    reader.open("/news/")
    reader.page.locator(BOX).focus()
    reader.page.keyboard.insert_text("友城")
    expect(reader.page.get_by_role("option").first).to_be_visible()

    reader.page.keyboard.press("Escape")
    expect(reader.page.get_by_role("option")).to_have_count(0)
    reader.page.keyboard.press("Enter")

    reader.page.wait_for_url(re.compile(r"/search/\?q="))
    expect(reader.page.locator("mark").first).to_have_text("友城")


@SIZES
@pytest.mark.parametrize(
    ("prefix", "words", "wrong"),
    [("", "友城", "麦德琳签署 慕尼黑"), ("/en", "sister cities", "Medelin")],
    ids=["Chinese", "English"],
)
def test_searching_works_without_script(visit, size, prefix, words, wrong):
    reader = visit(size, java_script_enabled=False)
    reader.open(f"{prefix}/")
    reader.page.fill(BOX, words)
    reader.page.press(BOX, "Enter")
    expect(reader.page.locator("main mark").first).to_be_visible()

    reader.page.fill("main input[name=q]", wrong)
    reader.page.click("main form button")

    expect(reader.page.locator(".nothing")).to_be_visible()
    reader.page.locator(".search-help ul").first.locator("a").first.click()
    expect(reader.page.locator("h1")).to_have_count(1)


@SIZES
@pytest.mark.parametrize(
    "address", ["/search/", "/search/?q=友城", "/search/?q=没有这个词", "/en/search/?q=Chongqing"]
)
def test_the_search_page_has_no_fault(visit, size, address):
    reader = visit(size)

    assert reader.open(address).status == 200

    found = reader.look()
    assert (found["headings"], found["overflow"] <= 0) == (1, True)


def test_filters_and_order_keep_the_words(visit):
    reader = visit()
    reader.open("/search/?q=友城")

    reader.page.get_by_role("link", name="最新").click()
    reader.page.locator(".search-filters > summary").click()
    reader.page.get_by_role("link", name=re.compile("来访出访 *[0-9]")).click()

    expect(reader.page.locator("main input[name=q]")).to_have_value("友城")
    assert "sort=date" in reader.page.url
    assert "kind=visit" in reader.page.url
    expect(reader.page.locator(".search-filters")).to_have_attribute("open", "")
