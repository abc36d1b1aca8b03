"""bin/pictures_of_the_guide, once it runs inside .venv."""

import io
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


def main() -> int:
    """Take every picture; the demonstration must be there already."""
    address = f"http://localhost:{sys.argv[1] if len(sys.argv) > 1 else 8000}"
    try:
        urllib.request.urlopen(f"{address}/healthz/ready", timeout=5).close()
    except (urllib.error.URLError, OSError):
        stop("No demonstration answers: first, in another terminal, bin/demo --fresh")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        office = Office(browser, address)
        _public(office)
        _writing(office)
        _reviewing(office)
        _conflict(office)
        _register(office)
        browser.close()
    return 0


class Office:
    """The people of the demonstration, each in a browser of their own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        lines = ACCOUNTS.read_text().splitlines()
        self.passwords = dict(line.split("\t")[:2] for line in lines)

    def open(self, path: str, width: int = 1040) -> Page:
        """A page without anybody signed in."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        page = context.new_page()
        page.goto(self.address + path)
        return page

    def enter(self, username: str) -> Page:
        """The desk of one person, without the list of everything at its side."""
        page = self.open("/admin/")
        page.evaluate("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
        page.fill("#id_username", username)
        page.fill("#id_password", self.passwords[username])
        page.click("[type=submit]")
        return page

    def find(self, page: Page, kind: str, words: str) -> Page:
        """Open the first record of a kind that the office's own search finds."""
        page.goto(f"{self.address}/admin/{kind}/?q={words}")
        page.click("#result_list tbody tr:first-child th a")
        page.wait_for_timeout(600)
        return page


def keep(page: Page, name: str, top: int = 0, height: int = 700) -> None:
    """Store a part of the page as it looks."""
    area = {"x": 0, "y": top, "width": page.viewport_size["width"], "height": height}
    taken = page.screenshot(full_page=True, clip=area)
    Image.open(io.BytesIO(taken)).save(PICTURES / f"{name}.webp", quality=78, method=6)
    print(f"docs/pictures/{name}.webp")


def top_of(page: Page, selector: str) -> int:
    """Where on the page something begins, with a little air."""
    box = page.locator(selector).first.bounding_box()
    return int(box["y"] + page.evaluate("scrollY")) - 16


def _public(office: Office) -> None:
    page = office.open("/", width=1280)
    keep(page, "home", height=1500)


def _writing(office: Office) -> None:
    page = office.enter("editor")
    keep(page, "desk", height=620)
    page.goto(f"{office.address}/admin/news/article/add/")
    page.wait_for_timeout(600)
    keep(page, "article", height=1200)
    office.find(page, "media/picture", "")
    keep(page, "picture", height=520)


def _reviewing(office: Office) -> None:
    editor = office.find(office.enter("editor"), "news/article", ARTICLE)
    editor.click("[name='_submit_zh-hans']")
    review = editor.url
    for reviewer in ("reviewer1", "reviewer2"):
        page = office.enter(reviewer)
        page.goto(review)
        if reviewer == "reviewer1":
            keep(page, "review", height=860)
        page.click("[name=_approve]")
    final = office.enter("reviewer3")
    final.goto(review)
    keep(final, "release", top_of(final, ".review-form"), 520)


def _conflict(office: Office) -> None:
    first, second = office.enter("editor"), office.enter("reviewer1")
    for page in (first, second):
        office.find(page, "news/article", ARTICLE)
    for page, words in ((first, "甲的改动"), (second, "乙的改动")):
        page.fill("#id_summary_zh_hans", words)
        page.click("[name=_continue]")
        page.wait_for_timeout(600)
    keep(second, "conflict", height=560)


def _register(office: Office) -> None:
    page = office.find(office.enter("registrar"), "friendship_cities/partnership", PARTNERSHIP)
    keep(page, "standing", top_of(page, "#standings-group"), 480)
    page.fill("[name=standings-0-remark]", "月份见出处，日期待查")
    page.click("[name=_save]")
    other = office.find(office.enter("reviewer2"), "publishing/proposal", PARTNERSHIP)
    keep(other, "proposal", height=900)
