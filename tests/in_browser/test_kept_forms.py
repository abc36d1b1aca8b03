"""An editor's browser crashes, and the network goes away: what was written is still there."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ADD = "/admin/news/article/add/"
TITLE = "#id_title_zh_hans"
STATE = ".open-form-state"


def write(page, title):
    """Write a title in the form that is open, and wait until it is kept."""
    page.wait_for_selector("[data-keep][data-ready]", state="attached")
    with page.expect_response("**/admin/keep/"):
        page.fill(TITLE, title)
    expect(page.locator(STATE)).to_contain_text("已自动保留")


def forget_all(page):
    """Let go of everything the form offers to bring back."""
    buttons = page.locator("[data-forget]")
    for left in range(buttons.count(), 0, -1):
        buttons.first.click()
        expect(buttons).to_have_count(left - 1)


def test_what_was_written_before_a_crash_is_brought_back(signed_in):
    editor = signed_in("editor")
    editor.open(ADD)
    write(editor.page, "写到一半")

    editor.open(ADD)
    editor.page.click(".open-form-restore")

    expect(editor.page.locator(TITLE)).to_have_value("写到一半")
    editor.open(ADD)
    forget_all(editor.page)
    expect(editor.page.locator(".open-form-restore")).to_have_count(0)
    editor.open(ADD)
    expect(editor.page.locator(".open-form-restore")).to_have_count(0)


def test_what_was_written_without_a_network_is_sent_when_the_form_is_opened_again(signed_in):
    editor = signed_in("editor")
    editor.open(ADD)
    editor.page.wait_for_selector("[data-keep][data-ready]", state="attached")
    editor.page.route("**/admin/keep/", lambda route: route.abort())
    editor.page.fill(TITLE, "断网时写的")
    expect(editor.page.locator(STATE)).to_contain_text("先留在这台电脑上")
    editor.page.unroute("**/admin/keep/")
    editor.wrong.clear()

    editor.open(ADD)
    editor.page.click(".open-form-restore")

    expect(editor.page.locator(TITLE)).to_have_value("断网时写的")


def test_two_tabs_and_what_nobody_brought_back_keep_what_each_wrote(signed_in):
    editor = signed_in("editor")
    editor.open(ADD)
    forget_all(editor.page)
    other = editor.context.new_page()
    other.goto(editor.server + ADD)

    write(editor.page, "这一页写的")
    write(other, "另一页写的")
    write(editor.page, "这一页又写的")
    editor.open(ADD)
    write(editor.page, "没有恢复就写的")

    editor.open(ADD)
    titles = set()
    for number in range(editor.page.locator(".open-form-restore").count()):
        editor.open(ADD)
        editor.page.locator(".open-form-restore").nth(number).click()
        titles.add(editor.page.input_value(TITLE))
    assert titles == {"这一页又写的", "另一页写的", "没有恢复就写的"}
    editor.open(ADD)
    forget_all(editor.page)
