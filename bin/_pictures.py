"""bin/pictures_of_the_guide, once it runs inside .venv."""

import io
import os
import sys
import urllib.error
import urllib.request

from _environment import ROOT, stop
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import ARGUMENTS, find_chromium

ACCOUNTS = ROOT / "var" / "demo" / "accounts.txt"
PICTURES = ROOT / "docs" / "pictures"
ARTICLE = "麦德林"
PARTNERSHIP = "图卢兹"
PHONE, DESK, WIDE = 360, 1040, 1280
MOST_BYTES = 60_000


def main() -> int:
    """Take every picture; the demonstration must be there already."""
    address = f"http://localhost:{sys.argv[1] if len(sys.argv) > 1 else 8000}"
    try:
        urllib.request.urlopen(f"{address}/healthz/ready", timeout=5).close()
    except (urllib.error.URLError, OSError):
        stop("No demonstration answers: first, in another terminal, bin/demo --fresh")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=[*ARGUMENTS, "--lang=zh-CN"],
            env={**os.environ, "LANGUAGE": "zh_CN"},
        )
        office = Office(browser, address)
        for take in (_public, _writing, _importing, _reviewing, _changing, _conflict, _register):
            take(office)
        browser.close()
    return 0


class Office:
    """The people of the demonstration, each in a browser of their own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        lines = ACCOUNTS.read_text().splitlines()
        self.passwords = dict(line.split("\t")[:2] for line in lines)

    def open(self, path: str, width: int = DESK) -> Page:
        """A page without anybody signed in."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900 if width > PHONE else 720},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        page = context.new_page()
        page.goto(self.address + path)
        return page

    def enter(self, username: str, width: int = DESK) -> Page:
        """The desk of one person, without the list of everything at its side."""
        page = self.open("/admin/", width)
        page.evaluate("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
        page.fill("#id_username", username)
        page.fill("#id_password", self.passwords[username])
        page.click("[type=submit]")
        page.wait_for_selector("#user-tools")
        return page

    def go(self, page: Page, path: str) -> Page:
        """Another page of the office, once what its scripts add is there."""
        page.goto(self.address + path)
        page.wait_for_timeout(600)
        return page

    def find(self, page: Page, kind: str, words: str) -> Page:
        """Open the first record of a kind that the office's own search finds."""
        page.goto(f"{self.address}/admin/{kind}/?q={words}")
        page.click("#result_list tbody tr:first-child th a")
        page.wait_for_timeout(600)
        return page


def keep(page: Page, name: str, top: int = 0, height: int = 700) -> None:
    """Store a part of the page as it looks, small enough to be read on a slow line."""
    area = {"x": 0, "y": top, "width": page.viewport_size["width"], "height": height}
    _store(page.screenshot(full_page=True, clip=area), name)


def keep_screen(page: Page, name: str) -> None:
    """Store what stands on the screen, with what sticks to its edges."""
    _store(page.screenshot(), name)


def _store(taken: bytes, name: str) -> None:
    picture, path = Image.open(io.BytesIO(taken)), PICTURES / f"{name}.webp"
    for quality in (78, 60, 45, 30, 20):
        picture.save(path, quality=quality, method=6)
        if path.stat().st_size <= MOST_BYTES:
            break
    print(f"docs/pictures/{name}.webp")


def top_of(page: Page, selector: str) -> int:
    """Where on the page something begins, with a little air."""
    box = page.locator(selector).first.bounding_box()
    return int(box["y"] + page.evaluate("scrollY")) - 16


def _public(office: Office) -> None:
    for width, name, height in ((WIDE, "", 1400), (PHONE, "-phone", 1200)):
        page = office.open("/", width)
        keep(page, f"home{name}", height=height)
        if width == WIDE:
            keep(page, "network", top=top_of(page, ".band") + 16, height=816)
        page.goto(office.address + page.locator("main a[href^='/news/']").evaluate_all(A_STORY))
        keep(page, f"story{name}", height=height)


# The first list entry that leads to an article.
A_STORY = r"""links => links.map(one => one.getAttribute("href"))
    .find(address => /^\/news\/\d+\/$/.test(address))"""


def _writing(office: Office) -> None:
    page = office.enter("editor")
    keep(page, "desk", height=640)
    office.go(page, "/admin/news/article/add/")
    keep(page, "article", height=1200)
    office.find(page, "news/article", "检查示例")
    page.click(".object-tools a >> text='检查'")
    page.wait_for_selector(".office-check")
    keep(page, "check", top_of(page, ".office-check"), 560)
    page.goto(office.address + "/admin/news/article/")
    keep(page, "articles", height=620)
    office.go(page, "/admin/media/picture/upload/")
    keep(page, "upload", height=420)
    office.find(page, "media/picture", "")
    keep(page, "picture", height=560)
    office.go(page, "/admin/translations/")
    page.click("text=未译")
    page.wait_for_timeout(600)
    keep(page, "translations", height=560)


def _importing(office: Office) -> None:
    page = office.enter("editor")
    office.go(page, "/admin/news/article/import-word/")
    keep(page, "import", height=480)


def _reviewing(office: Office) -> None:
    editor = office.find(office.enter("editor"), "news/article", ARTICLE)
    editor.fill("#id_summary_zh_hans", "")
    editor.click("[name='_submit_zh-hans']")
    editor.wait_for_url("**/review/**")
    review = editor.url.split("#")[0]
    phone = office.enter("reviewer1", PHONE)
    office.go(phone, "/admin/queue/")
    keep_screen(phone, "queue")
    phone.click(f".queue-page a:has-text('{ARTICLE}')")
    phone.wait_for_timeout(600)
    keep_screen(phone, "review-phone")
    keep(office.go(office.enter("reviewer1"), review.removeprefix(office.address)), "review")
    _approve(phone)
    second = office.enter("reviewer2")
    second.goto(review)
    _approve(second)
    final = office.enter("reviewer3")
    final.goto(review)
    final.locator(".review-decision summary").click()
    _store(final.locator(".review-decision").screenshot(), "release")
    _approve(final)
    final.goto(review.replace("/review/", "/preview/"))
    final.wait_for_timeout(1500)
    keep(final, "preview", height=900)


def _approve(page: Page) -> None:
    for box in page.locator("form:has([name=_approve]) [name=accepted]").all():
        box.check()
    page.click("[name=_approve]")
    page.wait_for_selector(".messagelist")


def _changing(office: Office) -> None:
    """What is public, mended and taken down: the pages only, nothing is left behind."""
    editor = office.find(office.enter("editor"), "news/article", ARTICLE)
    editor.click("text=公开情况与历史")
    editor.wait_for_url("**/releases/")
    number = editor.url.split("/")[-3]
    keep(editor, "releases", height=760)
    office.go(editor, f"/admin/erratum/?page={number}")
    editor.fill("#before-1", "在线签署")
    editor.fill("#after-1", "线上签署")
    editor.check("[name=everywhere]")
    editor.click("text=提请另一人同意")
    editor.wait_for_url("**/erratum/*/")
    phone = office.enter("reviewer1", PHONE)
    phone.goto(editor.url)
    keep_screen(phone, "erratum")
    editor.click("[name=_return]")
    office.go(phone, f"/admin/withdraw/?page={number}")
    keep(phone, "withdraw", height=720)
    office.go(editor, "/admin/calendar/")
    keep(editor, "calendar", height=1040)


def _conflict(office: Office) -> None:
    first, second = office.enter("editor"), office.enter("reviewer1")
    for page in (first, second):
        office.find(page, "news/article", ARTICLE)
    for page, words in ((first, "甲的改动"), (second, "乙的改动")):
        page.fill("#id_summary_zh_hans", words)
        page.click("[name=_continue]")
        page.wait_for_timeout(1500)
    keep(second, "conflict", height=900)


def _register(office: Office) -> None:
    page = office.find(office.enter("registrar"), "friendship_cities/partnership", PARTNERSHIP)
    keep(page, "standing", top_of(page, "#standings-group"), 480)
    page.fill("[name=standings-0-remark]", "月份见出处，日期待查")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist")
    other = office.enter("reviewer2", PHONE)
    office.go(other, "/admin/queue/")
    other.click(f".queue-page a:has-text('{PARTNERSHIP}')")
    other.wait_for_timeout(600)
    keep_screen(other, "proposal")
