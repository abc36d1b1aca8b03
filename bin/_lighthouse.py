"""bench/lighthouse, once it runs inside .venv."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import _demonstration
from _environment import stop
from _tools import TOOLS, install_from_npm

from tests.browser import ARGUMENTS, find_chromium
from waishi.devdb import Cluster

PORT = 8129
LATEST_PICTURES = 300
PAGES = [
    "/",
    "/news/headlines/",
    "/news/1/",
    "/friendship-cities/",
    "/friendship-cities/toulouse/",
]
# Hundredths, as Lighthouse shows them.
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
PROGRAM = TOOLS / "node_modules" / ".bin" / "lighthouse"


def main() -> int:
    """Measure every page once; 1 where one of them stays below."""
    if not PROGRAM.exists() and not install_from_npm("lighthouse"):
        stop("Lighthouse could not be installed: it needs npm (apt-get install npm).")
    print(f"{'page':<34}{''.join(f'{name:>16}' for name in LEAST)}", flush=True)
    with _site_that_is_no_demonstration() as address:
        good = [_measure(address, page) for page in sys.argv[1:] or PAGES]
    return 0 if all(good) else 1


@contextmanager
def _site_that_is_no_demonstration() -> Iterator[str]:
    """A demonstration of its own on a free port, told to be none."""
    with tempfile.TemporaryDirectory(prefix="waishi-lighthouse-") as directory:
        Path(directory).chmod(0o755)
        _demonstration.HOME = Path(directory)
        _demonstration.ACCOUNTS = Path(directory) / "accounts.txt"
        cluster = Cluster(Path(directory) / "pg", durable=False)
        started: list[subprocess.Popen] = []
        try:
            cluster.start()
            _demonstration._settle(cluster)
            _end_demonstration()
            started = _demonstration._serve(cluster, PORT)
            _demonstration._wait_until_ready(PORT, started)
            _wait_for_pictures()
            yield f"http://localhost:{PORT}"
        finally:
            _demonstration._stop(started)
            cluster.remove()


def _end_demonstration() -> None:
    """Two people agree, as they must; only in the database that is thrown away."""
    from django.db import connection

    from waishi.accounts.models import User
    from waishi.publishing.proposing import decide, propose
    from waishi.site.models import SiteIdentity

    identity = SiteIdentity.objects.get()
    proposer, decider = (User.objects.get(username=name) for name in ("registrar", "reviewer3"))
    change = propose(identity, {"is_demonstration": (True, False)}, proposer)
    decide(change, decider, agree=True)
    connection.close()


def _wait_for_pictures() -> None:
    """Until the worker has made every width, phones are sent whole uploads."""
    from django.db import connection
    from procrastinate.contrib.django.models import ProcrastinateJob

    waiting = ProcrastinateJob.objects.filter(
        task_name="media.render_picture", status__in=["todo", "doing"]
    )
    deadline = time.monotonic() + LATEST_PICTURES
    while waiting.exists() and time.monotonic() < deadline:
        time.sleep(1)
    connection.close()


def _measure(address: str, page: str) -> bool:
    """Print the four figures of a page, and what cost it points."""
    # As the next reader gets it, from the kept pages.
    urllib.request.urlopen(address + page, timeout=60).close()
    report = _report_on(address + page)
    scores = {name: round(report["categories"][name]["score"] * 100) for name in LEAST}
    print(f"{page:<34}{''.join(f'{scores[name]:>16}' for name in LEAST)}", flush=True)
    low = [name for name, least in LEAST.items() if scores[name] < least]
    for name in low:
        print("\n".join(f"    {name}: {fault}" for fault in _faults(report, name)), flush=True)
    return not low


def _report_on(address: str) -> dict:
    """Lighthouse's report as on a phone with its slow line and processor."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "report.json"
        command = [str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={path}"]
        command += [f"--only-categories={','.join(LEAST)}"]
        command += [f"--chrome-flags={' '.join(['--headless=new', *ARGUMENTS])}"]
        chromium = {"CHROME_PATH": find_chromium() or ""}
        subprocess.run(command, env=os.environ | chromium, check=True)
        return json.loads(path.read_text())


def _faults(report: dict, category: str) -> list[str]:
    """The audits of a category that are not perfect, with what they measured."""
    audits = [report["audits"][ref["id"]] for ref in report["categories"][category]["auditRefs"]]
    return [
        f"{audit['title']} {audit.get('displayValue', '')}".strip()
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    ]
