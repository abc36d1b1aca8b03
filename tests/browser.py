"""The browser of the tests: Debian's Chromium, or Playwright's own."""

import os
import shutil
from pathlib import Path

# No sandbox where the tests run as root; no request of Chromium's own.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """The browser's program, or None where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    kept = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright"
    installed = sorted(Path(kept).glob("chromium-*/chrome-linux*/chrome"))
    return str(installed[-1]) if installed else None
