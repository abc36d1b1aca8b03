"""The library in a real browser: forty pictures from a phone, two at once, one for the body."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Error, expect

from tests.in_browser.conftest import NARROW
from waishi.media.models import Picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

UPLOAD = "/admin/media/picture/upload/"


def photo(number):
    file = io.BytesIO()
    Image.new("RGB", (320, 240), (number * 6 % 256, number, 90)).save(file, "JPEG")
    return {"name": f"IMG_{number:04}.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def choose_first(library):
    """Click the first picture: the window closes itself under the click, often before the
    click is answered."""
    try:
        library.click(".browse-list button >> nth=0")
    except Error:
        if not library.is_closed():
            raise


def test_forty_pictures_come_in_from_a_phone_with_progress(signed_in):
    editor = signed_in("editor", size=NARROW)
    editor.open(UPLOAD)
    no_picture = {"name": "名单.jpg", "mimeType": "image/jpeg", "buffer": b"x"}

    editor.page.set_input_files("#pictures", [*(photo(n) for n in range(1, 41)), no_picture])

    expect(editor.page.locator(".upload-list progress")).to_have_count(41)
    state = editor.page.locator(".upload-state")
    expect(state).to_have_text("共 41 张，已传 40 张，1 张没有收。", timeout=90_000)
    expect(editor.page.locator("[data-state=refused]")).to_contain_text("不是能用的图片")
    assert editor.look()["overflow"] == 0
    # A refusal is an answer.
    editor.wrong.remove(f"422 {editor.server}{UPLOAD}")
    editor.page.click("[data-next]")
    expect(editor.page.locator(".batch-list li")).to_have_count(40)
    assert editor.look()["overflow"] == 0
    editor.page.fill("[name=lines]", "\n".join(f"第{n}张" for n in range(1, 41)))
    editor.page.click("[name=_spread]")
    expect(editor.page.locator(".messagelist")).to_contain_text("一一对应")
    editor.page.click("text=保存 >> nth=-1")
    expect(editor.page.locator(".messagelist")).to_contain_text("40 张图片已保存")
    assert Picture.objects.filter(description__startswith="第").count() == 40


def test_two_tabs_bring_the_same_picture_at_once(signed_in):
    editor = signed_in("editor")
    other = editor.context.new_page()
    editor.open(UPLOAD)
    other.goto(editor.server + UPLOAD)

    for page in (editor.page, other):
        page.set_input_files("#pictures", photo(250), no_wait_after=True)

    for page in (editor.page, other):
        expect(page.locator(".batch-list li")).to_have_count(1)
    assert Picture.objects.filter(original_name="IMG_0250.jpg").count() == 1


def test_a_line_that_breaks_is_tried_again(signed_in):
    editor = signed_in("editor")
    editor.open(UPLOAD)
    broken = []

    def break_once(route):
        if route.request.method == "POST" and not broken:
            broken.append(1)
            route.abort()
        else:
            route.continue_()

    editor.page.route(f"**{UPLOAD}", break_once)
    editor.page.set_input_files("#pictures", photo(251))

    expect(editor.page.locator(".batch-list li")).to_have_count(1)
    assert broken


def test_a_picture_for_the_body_is_chosen_from_the_library(signed_in):
    editor = signed_in("editor")
    editor.open("/admin/news/article/add/")
    page = editor.page
    page.click("button.prose-menubar__button[title^=插图] >> nth=0")
    with page.expect_popup() as opened:
        page.click("dialog button:has-text('从图库选择')")
    choose_first(opened.value)
    expect(page.locator("dialog [name=imageUrl]")).to_have_value(re.compile(r"^/media/pictures/"))


def test_the_lead_picture_is_chosen_by_sight_and_can_be_dropped(signed_in):
    editor = signed_in("editor")
    editor.open("/admin/news/article/add/")
    choice = editor.page.locator(".field-lead_picture .picture-choice")
    with editor.page.expect_popup() as opened:
        choice.get_by_role("link", name="从图库选择").click()
    choose_first(opened.value)

    expect(choice.locator("img")).to_be_visible()
    expect(choice.locator("input")).to_be_hidden()
    expect(choice.locator("input")).to_have_value(re.compile(r"^\d+$"))

    choice.get_by_role("button", name="不用图片").click()
    expect(choice.locator("img")).to_have_count(0)
    expect(choice.locator("input")).to_have_value("")


def test_the_focal_point_is_pointed_at(signed_in):
    editor = signed_in("editor")
    editor.open("/admin/media/picture/")
    editor.page.click("#result_list tbody th a >> nth=0")
    picture = editor.page.locator("[data-focal] img")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.8})
    expect(editor.page.locator("#id_focal_x")).to_have_value("25")
    expect(editor.page.locator("#id_focal_y")).to_have_value("80")
