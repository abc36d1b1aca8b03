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


# The one without windows costs a third of the processor.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PLAYWRIGHTS = ("chromium_headless_shell-*/*/*headless?shell", "chromium-*/chrome-linux*/chrome")


def find_chromium() -> str | None:
    """The browser's program, or None where there is none."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    kept = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright"
    installed = [str(path) for kind in PLAYWRIGHTS for path in sorted(Path(kept).glob(kind))[-1:]]
    return installed[0] if installed else None
