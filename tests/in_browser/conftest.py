"""The demonstration, loaded once, behind a real server, in a real browser."""

import io
import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axes.models import AccessLog
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Response,
    expect,
    sync_playwright,
)

from friendship_cities.countries import load_countries
from news.demonstration.clearing import clear_demonstration
from tests.browser import ARGUMENTS, find_chromium
from tests.news.test_load_demo import remove_what_installations_have
from waishi.accounts.roles import set_up_roles

NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# The tests wait for what they look for, never for a time; a busy machine takes longer.
PATIENCE = 30_000


@dataclass
class Visitor:
    """Somebody at a browser, and everything that went wrong in front of them."""

    context: BrowserContext
    page: Page
    server: str
    wrong: list[str] = field(default_factory=list)

    def open(self, address: str) -> Response:
        """Go to an address of the site."""
        response = self.page.goto(self.server + address)
        assert response is not None
        return response

    def look(self) -> dict:
        """What a reader, a screen reader and a keyboard find on the page."""
        return self.page.evaluate(LOOK)

    def press_until(self, selector: str, most: int = 80) -> bool:
        """Press Tab until the focus is on what `selector` names."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return True
        return False


LOOK = """() => ({
    lang: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    silent: [...document.images].filter(i => !i.hasAttribute("alt")).map(i => i.src),
    broken: [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src),
    styled: document.styleSheets.length,
})"""


@pytest.fixture(scope="package")
def accounts_file(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once for all tests here, and the file of its accounts."""
    path = tmp_path_factory.mktemp("demonstration") / "accounts"
    with django_db_blocker.unblock():
        set_up_roles()
        load_countries()
        call_command("load_demo", accounts_file=path, stdout=io.StringIO())
        yield path
        Session.objects.all().delete()
        AccessLog.objects.all().delete()
        clear_demonstration(with_everything=True)
        remove_what_installations_have()


@pytest.fixture(scope="package")
def server(accounts_file, django_db_blocker):
    """The address of a server of this process that serves the demonstration."""
    with django_db_blocker.unblock():
        thread = LiveServerThread("127.0.0.1", _StaticFilesHandler)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait(30)
        assert thread.error is None
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()


@pytest.fixture(scope="package")
def people(accounts_file):
    """The password of each account of the demonstration."""
    lines = accounts_file.read_text(encoding="utf-8").splitlines()
    return {name: password for name, password, _role in (line.split("\t") for line in lines)}


@pytest.fixture(scope="package")
def chromium():
    """One browser for all tests here."""
    # Playwright runs a loop in this thread, in which Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(chromium: Browser, server):
    """Let somebody sit down at a browser of their own; at the end nothing may be wrong."""
    visitors = []

    def sit_down(size=WIDE, **options) -> Visitor:
        context = chromium.new_context(viewport=size, locale="de-DE", **options)
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context, context.new_page(), server)
        watch(visitor)
        visitors.append(visitor)
        return visitor

    yield sit_down
    for visitor in visitors:
        visitor.context.close()
    assert [one for visitor in visitors for one in visitor.wrong] == []


@pytest.fixture
def signed_in(visit, people):
    """Let a person of the office come in by the real door."""

    def come_in(name: str, **options) -> Visitor:
        visitor = visit(**options)
        visitor.open("/admin/")
        visitor.page.fill("#id_username", name)
        visitor.page.fill("#id_password", people[name])
        visitor.page.click("[type=submit]")
        visitor.page.wait_for_selector("#user-tools")
        return visitor

    return come_in


def watch(visitor: Visitor) -> None:
    """Write down errors, refusals of the policy, lost files and other hosts."""
    page, host = visitor.page, urlsplit(visitor.server).netloc

    def note_answer(response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if response.status >= (500 if is_page else 400):
            visitor.wrong.append(f"{response.status} {response.url}")

    def note_request(request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in ("data", "blob") and asked.netloc != host:
            visitor.wrong.append(f"another host: {request.url}")

    def note_message(message) -> None:
        # A page that is not found is what some tests look for.
        expected = "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not expected:
            visitor.wrong.append(f"{page.url}: {message.text}")

    page.on("console", note_message)
    page.on("pageerror", lambda error: visitor.wrong.append(f"{page.url}: {error}"))
    page.on("request", note_request)
    page.on("response", note_answer)
