"""bin/demo, once it runs inside .venv."""

import argparse
import ctypes
import fcntl
import hashlib
import io
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from _environment import ROOT, stop

from waishi.devdb import Cluster, DevdbError

HOME = ROOT / "var" / "demo"
ACCOUNTS = HOME / "accounts.txt"
LATEST_START = 60


def main() -> int:
    """Prepare, serve until Ctrl-C, stop everything."""
    wanted = _arguments()
    lock = _only_one()
    _port_is_free(wanted.port)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _demonstrate(Cluster(HOME / "pg"), wanted)
    except DevdbError as error:
        stop(str(error))
    except KeyboardInterrupt:
        return 0
    finally:
        lock.close()


def _demonstrate(cluster: Cluster, wanted: argparse.Namespace) -> int:
    started: list[subprocess.Popen] = []
    try:
        if wanted.fresh:
            _forget(cluster)
        print("Starting the database …", flush=True)
        cluster.start()
        _settle(cluster)
        started += _serve(cluster, wanted.port)
        _wait_until_ready(wanted.port, started)
        _tell(wanted.port)
        return _watch(started)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        _stop(started)
        cluster.stop()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/demo", description="Serve a demonstration of waishi on this machine."
    )
    parser.add_argument("--port", default="8000", help="where to listen (8000)")
    parser.add_argument("--fresh", action="store_true", help="forget everything and load anew")
    wanted = parser.parse_args()
    if not wanted.port.isdecimal() or not 1 <= int(wanted.port) <= 65535:
        stop("--port takes a number from 1 to 65535.")
    wanted.port = int(wanted.port)
    return wanted


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _only_one() -> object:
    """Hold a lock for as long as this demonstration runs."""
    try:
        HOME.mkdir(parents=True, exist_ok=True)
        lock = (HOME / "lock").open("w")
    except OSError as error:
        stop(f"Cannot write {HOME}: {error.strerror}.")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stop("A demonstration of this copy is running already: stop it there with Ctrl-C.")
    return lock


def _port_is_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            stop(f"Port {port} needs root: choose another, bin/demo --port 8000")
        except OSError:
            stop(f"Port {port} is taken: choose another, bin/demo --port {port + 1}")


def _forget(cluster: Cluster) -> None:
    cluster.remove()
    for path in HOME.iterdir():
        if path.name != "lock":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _settle(cluster: Cluster) -> None:
    """Tables, roles, countries, static files and, the first time, the demonstration."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "waishi.settings",
        "SECRET_KEY": _secret(),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "DATABASE_URL": cluster.url("owner"),
        "VAR_DIR": str(HOME),
        "HTTPS": "false",
        "SERVE_MEDIA": "true",
        "LOG_LEVEL": "WARNING",
    }
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    print("Preparing …", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    for command in ("set_up_roles", "load_countries", "load_words"):
        call_command(command, stdout=io.StringIO())
    _collect_static_files()
    call_command("load_demo", accounts_file=ACCOUNTS)
    connection.close()


def _secret() -> str:
    """The key of this copy, made once."""
    kept = HOME / "secret"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


def _collect_static_files() -> None:
    """Unless exactly these files were collected before."""
    from django.core.management import call_command

    told = [(ROOT / "requirements" / "runtime.txt").read_bytes()]
    for path in sorted((ROOT / "static").rglob("*")):
        if path.is_file():
            told += [str(path).encode(), path.read_bytes()]
    wanted = hashlib.sha256(b"\0".join(told)).hexdigest()
    stamp = HOME / "static-collected"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(wanted)


def _serve(cluster: Cluster, port: int) -> list[subprocess.Popen]:
    """gunicorn with the web role, the job worker with its own."""
    os.environ["OFFICE_URL"] = f"http://localhost:{port}"
    gunicorn = ["gunicorn", "waishi.wsgi", "--bind", f"127.0.0.1:{port}"]
    gunicorn += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    gunicorn += ["--log-level", "warning"]
    worker = [str(ROOT / "manage.py"), "procrastinate", "worker", "--concurrency", "1"]
    return [
        _start(["-m", *gunicorn], cluster.url("web")),
        _start(worker, cluster.url("jobs")),
    ]


def _start(arguments: list[str], database_url: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url},
        # Ctrl-C is ours; and whatever kills us must not leave them behind.
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )


def _die_with_parent() -> None:
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def _wait_until_ready(port: int, started: list[subprocess.Popen]) -> None:
    deadline = time.monotonic() + LATEST_START
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in started):
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/ready", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise DevdbError("The server did not start: see its words above.")


def _tell(port: int) -> None:
    address = f"http://localhost:{port}"
    print(f"\n  The site      {address}/   and in English {address}/en/")
    print(f"  The office    {address}/admin/\n")
    print(ACCOUNTS.read_text() if ACCOUNTS.exists() else "")
    print("  Ctrl-C stops it; its data stay in var/demo (--fresh starts anew).", flush=True)


def _watch(started: list[subprocess.Popen]) -> int:
    while True:
        for process in started:
            if process.poll() is not None:
                sys.stderr.write(f"{process.args[2]} stopped by itself: see its words above.\n")
                return 1
        time.sleep(0.5)


def _stop(started: list[subprocess.Popen]) -> None:
    for process in started:
        process.terminate()
    for process in started:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
