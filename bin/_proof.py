"""bin/test, once it runs inside .venv."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _environment import ROOT, VENV, stop
from _tools import install_from_npm

from waishi.devdb import Cluster, DevdbError

SOURCES = ["waishi", "news", "friendship_cities", "tests", "bin", "bench", "deploy", "manage.py"]
DEBIAN = {"chromium-headless-shell": "chromium-headless-shell", "fonts-noto-cjk": None}
DEBIAN_FOR_CONTAINER = {
    "buildah": "buildah",
    "debootstrap": "debootstrap",
    "nginx-light": "nginx",
}
# A database and files of its own for each worker (tests/conftest.py says what stays together).
WORKERS = [
    "--numprocesses=auto",
    "--maxprocesses=4",
    "--dist=loadscope",
    # It would begin with what has most tests, and end with the longest.
    "--no-loadscope-reorder",
]
# What `check --deploy` looks at is a server's settings, not the tests'.
SERVER = {"HTTPS": "true", "BEHIND_PROXY": "true", "DEBUG": "false"}


def main() -> int:
    """Run every check and every test; say at the end what failed."""
    arguments = sys.argv[1:]
    install = _take(arguments, "--install")
    container = _take(arguments, "--container") or os.environ.get("CI") == "true"
    if install:
        _install(container)
        _install_checker()
    elif missing := _missing():
        stop(f"The tests need {missing}: bin/test --install")
    failed = _check(arguments)
    if container:
        failed += _run("container", [str(ROOT / "deploy" / "prove_container")])
    if failed:
        print(f"\nFailed: {', '.join(failed)}.")
        return 1
    print("\nAll checks and tests passed.")
    return 0


def _check(arguments: list[str]) -> list[str]:
    """On the server that DATABASE_URL names, or on a cluster made for this run."""
    given = os.environ.get("DATABASE_URL")
    with tempfile.TemporaryDirectory(prefix="waishi-tests-") as directory:
        var = str(Path(directory) / "var")
        if given:
            return _check_with(given, var, arguments)
        Path(directory).chmod(0o755)
        try:
            cluster = Cluster(Path(directory) / "pg", durable=False)
            cluster.start()
        except DevdbError as error:
            stop(str(error))
        try:
            return _check_with(cluster.url("owner"), var, arguments)
        finally:
            cluster.remove()


def _check_with(database_url: str, var: str, arguments: list[str]) -> list[str]:
    settings = {
        "DJANGO_SETTINGS_MODULE": "waishi.settings",
        "SECRET_KEY": "only-for-the-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "DATABASE_URL": database_url,
        "VAR_DIR": var,
        "HTTPS": "false",
        "SERVE_MEDIA": "true",
    }
    manage = [sys.executable, "manage.py"]
    steps = [
        ("format", [_tool("ruff"), "format", "--check", "--quiet", *SOURCES], {}),
        ("lint", [_tool("ruff"), "check", "--quiet", *SOURCES], {}),
        ("templates", [_tool("djlint"), "--check", "--lint", "--quiet", "templates"], {}),
        ("types", [_tool("mypy"), "--no-error-summary"], {}),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"], {}),
        ("deployment", [*manage, "check", "--deploy", "--fail-level", "WARNING"], SERVER),
        ("tests", [_tool("pytest"), *WORKERS, *arguments], {}),
    ]
    failed = []
    for name, command, more in steps:
        failed += _run(name, command, settings | more)
    return failed


def _run(name: str, command: list[str], more: dict[str, str] | None = None) -> list[str]:
    """Run one step in the open; the list of what failed, empty or with its name."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, **(more or {})}, check=False)
    print(f"== {name}: {time.monotonic() - began:.1f} s", flush=True)
    return [name] if result.returncode else []


def _tool(name: str) -> str:
    return str(VENV / "bin" / name)


def _take(arguments: list[str], flag: str) -> bool:
    found = flag in arguments
    if found:
        arguments.remove(flag)
    return found


def _missing() -> str:
    """What browser tests need and this machine has not; empty where all is there."""
    from tests.browser import find_chromium

    missing = [] if find_chromium() else ["Chromium"]
    return " and ".join(missing if _has_chinese_fonts() else [*missing, "fonts with Chinese"])


def _has_chinese_fonts() -> bool:
    if not shutil.which("fc-list"):
        return False
    found = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def _install(container: bool) -> None:
    wanted = DEBIAN | (DEBIAN_FOR_CONTAINER if container else {})
    there = not _missing() and all(shutil.which(program) for program in wanted.values() if program)
    if there:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _debian("update")
        _debian("install", "--yes", "--no-install-recommends", "fontconfig", *wanted)
        return
    subprocess.run([_tool("playwright"), "install", "chromium"], cwd=ROOT, check=False)
    if missing := _missing():
        stop(f"The tests need {missing}: as root, apt-get install {' '.join(wanted)}")


def _install_checker() -> None:
    """The W3C's checker and its Java; without them its test is skipped, and says so."""
    from tests.checker import find_checker

    if find_checker():
        return
    if not shutil.which("java") and os.geteuid() == 0 and shutil.which("apt-get"):
        _debian("install", "--yes", "--no-install-recommends", "default-jre-headless")
    if not shutil.which("java") or not install_from_npm("vnu-jar") or not find_checker():
        print("The HTML checker needs Java and npm: without them its test is skipped.")


def _debian(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", *arguments]
    if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode:
        stop(f"apt-get {arguments[0]} failed: see its words above.")
