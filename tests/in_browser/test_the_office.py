"""The office in a real browser: its screens, and the whole way of a text to its readers."""

import re

import pytest
from playwright.sync_api import expect

from news.models import Article
from tests.in_browser.conftest import WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TITLE = "重庆与恩贾梅纳签署友城协议"
ENGLISH_TITLE = "Chongqing and N'Djamena sign an agreement"
REGISTER = ["partnership", "visit", "event", "city", "agreement", "country"]


def test_the_screens_of_the_office_open_without_a_fault(signed_in):
    editor = signed_in("editor")
    screens = [
        "/admin/news/article/",
        "/admin/news/article/add/",
        "/admin/news/section/",
        "/admin/media/picture/",
        "/admin/media/picture/add/",
        "/admin/publishing/proposal/",
        "/admin/publishing/review/",
    ]

    for address in screens:
        assert editor.open(address).status == 200, address
        assert editor.look()["lang"].lower() == "zh-hans"

    editor.open("/admin/news/article/")
    editor.page.click("#result_list tbody th a >> nth=0")
    expect(editor.page.locator("#id_title_zh_hans")).to_be_visible()
    editor.page.click("text=审签与发布")
    expect(editor.page.locator(".review-tabs a")).to_have_count(2)


def test_the_forms_of_the_register_open_without_a_fault(signed_in):
    registrar = signed_in("registrar")

    for model in REGISTER:
        for view in ("", "add/"):
            address = f"/admin/friendship_cities/{model}/{view}"
            assert registrar.open(address).status == 200, address
        registrar.open(f"/admin/friendship_cities/{model}/")
        registrar.page.click("#result_list tbody th a >> nth=0")
        expect(registrar.page.locator("#id_source")).to_have_count(1)


def test_the_language_tabs_show_one_language_and_work_by_keyboard(signed_in):
    editor = signed_in("editor")
    editor.open("/admin/news/article/add/")
    chinese = editor.page.locator("#id_title_zh_hans")
    english = editor.page.locator("#id_title_en")
    expect(chinese).to_be_visible()
    expect(english).to_be_hidden()

    assert editor.press_until(".skip-to-content-link")
    editor.page.keyboard.press("Enter")
    assert editor.press_until(".office-languages button[value=en]")
    editor.page.keyboard.press("Enter")

    expect(english).to_be_visible()
    expect(chinese).to_be_hidden()
    editor.page.click(".office-languages button[value='']")
    expect(chinese).to_be_visible()
    expect(english).to_be_visible()


def test_a_heading_of_the_first_level_is_pasted_as_one_of_the_second(signed_in):
    editor = signed_in("editor")
    editor.open("/admin/news/article/add/")
    body = editor.page.locator(".field-body_zh_hans [contenteditable]")
    body.click()

    body.evaluate("""field => {
        const data = new DataTransfer();
        data.setData("text/html", "<h1>大标题</h1><p>正文</p>");
        const said = {clipboardData: data, bubbles: true, cancelable: true};
        field.dispatchEvent(new ClipboardEvent("paste", said));
    }""")

    expect(body.locator("h2")).to_have_text("大标题")


def test_a_text_goes_its_whole_way_to_its_readers_and_is_taken_down(visit, signed_in):
    number = write_and_submit(signed_in("editor"))
    reader = visit(WIDE)
    assert reader.open(f"/news/{number}/").status == 404

    for reviewer in ("reviewer1", "reviewer2", "reviewer3"):
        approve(signed_in(reviewer), number, "zh-hans")

    assert reader.open(f"/news/{number}/").status == 200
    expect(reader.page.locator("h1")).to_have_text(TITLE)
    expect(reader.page.locator(".prose")).to_contain_text("2021年10月12日在线签署。")
    expect(reader.page.locator(".prose strong")).to_have_text("恩贾梅纳")
    assert reader.open(f"/en/news/{number}/").status == 404

    translate_and_submit(signed_in("translator1"), number)
    approve(signed_in("translator2"), number, "en")

    assert reader.open(f"/en/news/{number}/").status == 200
    expect(reader.page.locator("h1")).to_have_text(ENGLISH_TITLE)

    take_down(signed_in("reviewer1"), number, "zh-hans")

    assert reader.open(f"/news/{number}/").status == 410
    assert reader.open(f"/en/news/{number}/").status == 200


def write_and_submit(editor):
    """Write an article with the prose editor; returns its number."""
    page = editor.page
    editor.open("/admin/news/article/add/")
    page.fill("#id_title_zh_hans", TITLE)
    body = page.locator(".field-body_zh_hans [contenteditable=true]")
    body.click()
    body.press_sequentially("2021年10月12日在线签署。")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    body.press_sequentially("恩贾梅纳")
    page.select_option("#id_section", label="要闻")
    page.fill("#id_source_zh_hans", "市外办")
    page.click("input[name='_submit_zh-hans']")
    page.wait_for_url(re.compile(r"/article/\d+/review/"))
    expect(page.locator(".messagelist")).to_contain_text("已保存并送审")
    return re.search(r"/article/(\d+)/", page.url)[1]


def approve(reviewer, number, language):
    """Read the text on its page and press the button."""
    reviewer.open(f"/admin/news/article/{number}/review/?language={language}")
    panel = reviewer.page.locator(f"section[aria-labelledby='panel-{language}']")
    for box in panel.locator("form:has([name=_approve]) input[name=accepted]").all():
        box.check()
    panel.locator("button[name=_approve]").click()
    expect(reviewer.page.locator(".messagelist")).to_contain_text("已通过")


def translate_and_submit(translator, number):
    """Write the English beside the Chinese."""
    page = translator.page
    translator.open(f"/admin/news/article/{number}/translate/")
    expect(page.locator("input[name='_submit_en']")).to_be_visible()
    expect(page.locator(".office-languages")).to_have_count(0)
    translator.open(f"/admin/news/article/{number}/change/")
    page.click(".office-languages button[value=en]")
    page.fill("#id_title_en", ENGLISH_TITLE)
    body = page.locator(".field-body_en [contenteditable=true]")
    body.click()
    body.press_sequentially("Signed online on 12 October 2021.")
    page.fill("#id_source_en", "Foreign Affairs Office")
    page.click("input[name='_submit_en']")
    page.wait_for_url(re.compile(r"/article/\d+/review/"))
    expect(page.locator(".messagelist")).to_contain_text("已保存并送审")


def take_down(reviewer, number, language):
    """Take the page in one language down, with one button and no reason yet."""
    reviewer.open(f"/admin/news/article/{number}/review/?language={language}")
    reviewer.page.click("text=撤下公开的页面")
    for box in reviewer.page.locator("input[name=languages]").all():
        box.set_checked(box.get_attribute("value") == language)
    reviewer.page.click("button:has-text('立即撤下')")
    expect(reviewer.page.locator(".messagelist")).to_contain_text("已撤下")


PRESS_TWICE = "button => { button.click(); setTimeout(() => button.click(), 60); }"


def test_a_button_pressed_twice_does_what_it_says_once(signed_in):
    editor = signed_in("editor")
    editor.open("/admin/friendship_cities/visit/")
    editor.page.click("#result_list tbody th a >> nth=0")
    drafts = Article.objects.count()
    editor.page.click("text=据此写稿")
    editor.page.select_option("#id_section", index=1)

    editor.page.eval_on_selector("#content-main [type=submit]", PRESS_TWICE)

    expect(editor.page.locator(".messagelist")).to_contain_text("已起草")
    assert Article.objects.count() == drafts + 1
    editor.page.wait_for_selector("[data-keep][data-ready]", state="attached")
    editor.page.fill("#id_title_zh_hans", "按了两次")
    editor.page.eval_on_selector("[name=_continue]", PRESS_TWICE)
    expect(editor.page.locator(".messagelist")).to_contain_text("成功修改")
    saved = Article.objects.get(title_zh_hans="按了两次")
    assert saved.version == 2
