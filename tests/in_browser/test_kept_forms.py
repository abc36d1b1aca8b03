"""An editor's browser crashes, and the network goes away: what was written is still there."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TITLE = "#id_title_zh_hans"
STATE = ".open-form-state"


def test_what_was_written_before_a_crash_is_brought_back(signed_in):
    editor = signed_in("editor")
    editor.open("/admin/news/article/add/")
    editor.page.wait_for_selector("[data-keep][data-ready]", state="attached")
    editor.page.fill(TITLE, "写到一半")
    expect(editor.page.locator(STATE)).to_contain_text("已自动保留")

    editor.open("/admin/news/article/add/")
    editor.page.click(".open-form-restore")

    expect(editor.page.locator(TITLE)).to_have_value("写到一半")
    editor.open("/admin/news/article/add/")
    editor.page.click("[data-forget]")
    expect(editor.page.locator(".open-form-restore")).to_have_count(0)


def test_what_was_written_without_a_network_is_sent_when_the_form_is_opened_again(signed_in):
    editor = signed_in("editor")
    editor.open("/admin/news/article/add/")
    editor.page.wait_for_selector("[data-keep][data-ready]", state="attached")
    editor.page.route("**/admin/keep/", lambda route: route.abort())
    editor.page.fill(TITLE, "断网时写的")
    expect(editor.page.locator(STATE)).to_contain_text("先留在这台电脑上")
    editor.page.unroute("**/admin/keep/")
    editor.wrong.clear()

    editor.open("/admin/news/article/add/")
    editor.page.click(".open-form-restore")

    expect(editor.page.locator(TITLE)).to_have_value("断网时写的")
