"""bin/screenshots, once it runs inside .venv."""

import os
import re
import shutil
import sys
import urllib.error
import urllib.request

from _environment import ROOT, stop
from playwright.sync_api import Page, sync_playwright

from tests.browser import ARGUMENTS, find_chromium
from tests.every_kind import pages_of_every_kind

FOLDER = ROOT / "var" / "screenshots"
WIDTHS = {390: 844, 1280: 900}
LANGUAGES = {"zh": "", "en": "/en"}


def main() -> int:
    """Take one picture of each kind, language and width; the demonstration must be there."""
    address = f"http://localhost:{sys.argv[1] if len(sys.argv) > 1 else 8000}"
    try:
        urllib.request.urlopen(f"{address}/healthz/ready", timeout=5).close()
    except (urllib.error.URLError, OSError):
        stop("No demonstration answers: first, in another terminal, bin/demo")
    _know_routes()
    shutil.rmtree(FOLDER, ignore_errors=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for language, prefix in LANGUAGES.items():
            pages = [browser.new_page(viewport=_size(width)) for width in WIDTHS]
            _take_all(pages, language, address, prefix)
        browser.close()
    return 0


def _know_routes() -> None:
    """Django's map of the site; nothing is asked of a database."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "waishi.settings",
        "SECRET_KEY": "only-to-know-the-routes-0123456789-abcdefghijklmnop",
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": "postgresql:///unused",
        "VAR_DIR": str(ROOT / "var" / "demo"),
    }
    import django

    django.setup()


def _size(width: int) -> dict:
    return {"width": width, "height": WIDTHS[width]}


def _take_all(pages: list[Page], language: str, address: str, prefix: str) -> None:
    """The same addresses at each width, named by width, language and address."""

    def read(path: str) -> str:
        for page in pages:
            # A way into the large-reading mode leads there, and no page after it.
            page.context.clear_cookies()
            page.goto(address + path)
            _load_all_pictures(page)
            _keep(page, language, path.removeprefix(prefix))
        return pages[0].content()

    for path, _markup in pages_of_every_kind(read, prefix, most=1):
        print(path, flush=True)


def _load_all_pictures(page: Page) -> None:
    """What loads when it is scrolled to is loaded now."""
    page.evaluate("document.querySelectorAll('img[loading]').forEach(i => i.loading = 'eager')")
    page.wait_for_load_state("networkidle")


def _keep(page: Page, language: str, path: str) -> None:
    name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"
    folder = FOLDER / f"{page.viewport_size['width']}-{language}"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name[:80]}.png", full_page=True)
