"""The first day of a newcomer: each step is taken by what the screen before it offers.

From a first line and a manuscript to a page, a slip mended, a page taken down on a
phone and put back. No address is typed that the office does not show.
"""

import io
import re

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from PIL import Image, ImageDraw
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 360, "height": 740}
TITLE = "重庆与奈良青年交流座谈会"
MISTYPED, RIGHT = "座淡", "座谈"


def test_a_newcomer_finds_the_whole_way(visit, signed_in, tmp_path):
    editor = signed_in("editor")
    write(editor)
    import_manuscript(editor, tmp_path)
    mend_what_the_check_finds(editor)
    number = submit(editor)

    approve_on_a_phone(signed_in("reviewer1", size=PHONE))
    approve(signed_in("reviewer2"), "已通过，待三审。")
    third = signed_in("reviewer3")
    approve(third, "已通过并签发，读者现在可以看到。")
    third.page.click(".review-panel >> text=读者现在看到 >> a")
    expect(third.page.locator("h1")).to_have_text(TITLE)
    reader = visit(PHONE)
    reader.open(f"/news/{number}/")
    expect(reader.page.locator(".prose")).to_contain_text(MISTYPED)

    propose_to_mend(editor)
    phone = signed_in("reviewer2", size=PHONE)
    agree_to_mend(phone)
    reader.page.reload()
    expect(reader.page.locator(".prose")).to_contain_text(RIGHT)
    expect(reader.page.locator(".prose")).not_to_contain_text(MISTYPED)

    take_down_by_its_address(phone, reader.page.url)
    assert reader.open(f"/news/{number}/").status == 410
    expect(reader.page.locator("h1")).to_have_text("这一页已撤下")
    put_back(phone)
    assert reader.open(f"/news/{number}/").status == 200


def fits(visitor, landmark="#content-main"):
    """The page is there, and nothing of it stands beyond the edge of the screen."""
    visitor.page.wait_for_selector(landmark)
    assert visitor.look()["overflow"] == 0, visitor.page.url


def first_page(visitor):
    visitor.page.click("#site-name a")
    fits(visitor, ".desk")
    return visitor.page


def write(editor):
    """A door, five fields, and the check says what is still missing."""
    page = first_page(editor)
    page.click(".desk-doors a:has-text('写稿')")
    page.fill("#id_title_zh_hans", "重庆青年访问奈良")
    body = page.locator(".field-body_zh_hans [contenteditable=true]")
    body.click()
    body.press_sequentially("交流团参观了东大寺。")
    page.select_option("#id_section", label="要闻")
    page.fill("#id_source_zh_hans", "")
    page.fill("#id_source_zh_hans", "市外办")
    page.click("text=保存并检查")
    page.wait_for_url("**/change/?check=1")
    expect(page.locator(".office-check")).to_contain_text("摘要")


def import_manuscript(editor, folder):
    """A door, a file, a section: a draft with its pictures in it."""
    page = first_page(editor)
    page.click(".desk-doors a:has-text('导入Word')")
    page.set_input_files("input[type=file]", manuscript(folder))
    page.select_option("select[name=section]", label="要闻")
    page.click("text=导入为草稿")
    page.wait_for_url(re.compile(r"/article/\d+/change/"))
    expect(page.locator("#id_title_zh_hans")).to_have_value(TITLE)


def mend_what_the_check_finds(editor):
    """A refusal shows the list; its links lead to what is to be mended."""
    page = editor.page
    page.click("text=保存并送审中文稿")
    page.wait_for_url("**/change/?check=1")
    blocking = page.locator(".finding[data-level=blocking] a")
    expect(blocking).to_have_text(["正文第1张图替代文字", "正文第2张图替代文字"])
    pictures = page.locator(".field-body_zh_hans [contenteditable=true] img")
    for place, words in enumerate(["博物馆门前的合影", "两排座位的会议室"]):
        blocking.nth(place).click()
        pictures.nth(place).dblclick()
        page.fill("dialog [name=altText]", words)
        page.click("dialog button:has-text('更新')")
    page.fill("#id_summary_zh_hans", "两市青年在重庆座谈。")


def submit(editor):
    page = editor.page
    page.click("text=保存并送审中文稿")
    page.wait_for_url(re.compile(r"/review/"))
    expect(page.locator(".messagelist")).to_contain_text("已保存并送审")
    expect(page.locator(".review-note")).to_contain_text("待我处理")
    return re.search(r"/article/(\d+)/", page.url)[1]


def open_what_waits(reviewer):
    page = first_page(reviewer)
    page.click(".desk-doors a:has-text('待我处理')")
    fits(reviewer, ".queue-page")
    page.click(f".queue-page a:has-text('{TITLE}')")
    page.wait_for_url("**/review/**")
    fits(reviewer)
    return page


def approve_on_a_phone(reviewer):
    """The text, the buttons at hand, and beside them what is still to be ticked."""
    page = open_what_waits(reviewer)
    expect(page.locator("[name=_approve]")).to_be_in_viewport()
    page.click(".review-first a")
    boxes = page.locator("#findings input[name=accepted]")
    expect(boxes.first).to_be_in_viewport()
    for box in boxes.all():
        box.check()
    page.click("[name=_approve]")
    expect(page.locator(".messagelist")).to_contain_text("已通过，待二审。")
    fits(reviewer)


def approve(reviewer, told):
    page = open_what_waits(reviewer)
    page.click("[name=_approve]")
    expect(page.locator(".messagelist")).to_contain_text(told)


def propose_to_mend(editor):
    page = first_page(editor)
    page.click(".desk-ways a:has-text('稿件')")
    page.click(f"#result_list a:has-text('{TITLE}')")
    page.click("text=公开情况与历史")
    page.click(".releases-tools a:has-text('勘误')")
    page.fill("#before-1", MISTYPED)
    page.fill("#after-1", RIGHT)
    page.click("text=提请另一人同意")
    page.wait_for_url(re.compile(r"/erratum/\d+/"))


def agree_to_mend(reviewer):
    page = first_page(reviewer)
    page.click(".desk-doors a:has-text('待我处理')")
    page.click(f".queue-page a:has-text('{TITLE}')")
    expect(page.locator("ins")).to_contain_text("谈")
    fits(reviewer)
    page.click("text=同意，立即更正")
    expect(page.locator(".messagelist")).to_contain_text("读者现在看到的是更正后的页面")


def take_down_by_its_address(reviewer, address):
    page = first_page(reviewer)
    page.click(".desk-ways a:has-text('撤稿')")
    fits(reviewer, "#page")
    page.fill("#page", address)
    page.click("text=找到这一页")
    page.wait_for_url("**/withdraw/?page=**")
    fits(reviewer)
    page.click("button:has-text('立即撤下')")
    expect(page.locator(".messagelist")).to_contain_text("读者现在已看不到原文")
    fits(reviewer)


def put_back(reviewer):
    reviewer.page.click("text=恢复这一页")
    expect(reviewer.page.locator(".messagelist")).to_contain_text("读者现在可以看到")


def manuscript(folder):
    """What a colleague sends: title, source, text, two pictures with a line under each."""
    document = Document()
    centred(document, TITLE).runs[0].bold = True
    document.add_paragraph("来源：市外办")
    document.add_paragraph(f"两市青年参观了博物馆，并{MISTYPED}交流。")
    for shade, caption in ((90, "参观结束后合影"), (150, "座谈会现场")):
        centred(document, "").add_run().add_picture(drawn(shade), width=Cm(12))
        centred(document, caption)
    document.add_paragraph("双方约定继续往来。")
    path = folder / "来稿.docx"
    document.save(path)
    return path


def centred(document, words):
    paragraph = document.add_paragraph(words)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def drawn(shade):
    picture = Image.new("RGB", (900, 600), (shade, 200, 210))
    ImageDraw.Draw(picture).rectangle((150, 250, 750, 550), fill=(shade, 110, 100))
    file = io.BytesIO()
    picture.save(file, "JPEG")
    return file
