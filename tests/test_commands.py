"""What the two commands, the server and the worker say where something is missing: one line."""

import ast
import fcntl
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = {
    "SECRET_KEY": "only-for-the-tests-only-for-the-tests-only-for-the-tests",
    "ALLOWED_HOSTS": "localhost",
    "DATABASE_URL": "postgres://waishi_web:very-secret@127.0.0.1:1/waishi",
}
PREPARE = """
import sys
from pathlib import Path
sys.path[:0] = ["bin", "."]
place = Path(sys.argv.pop(1))
import _environment
"""


def run(*command, **environment):
    return subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def run_command(code, place, *arguments, **environment):
    """Run `code` with bin/ at hand, `place` as an empty directory and `sys.argv` of a command."""
    return run(sys.executable, "-c", PREPARE + code, place, *arguments, **environment)


def refused(result):
    """The one line in which a command stopped."""
    assert result.returncode == 1, result.stderr
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr.strip()


# The two commands ----------------------------------------------------------------


def test_an_old_python_is_told_which_one_is_needed(tmp_path):
    code = "sys.hexversion = 0x030900F0; sys.version = '3.9.2 (default)'"
    result = run_command(f"{code}; _environment.enter('demo')", tmp_path)
    assert refused(result) == "waishi needs Python 3.11 or newer; this is 3.9.2."


@pytest.mark.parametrize("name", ["demo", "test", "_environment.py"])
def test_an_old_python_can_read_what_tells_it_so(name):
    ast.parse((ROOT / "bin" / name).read_text(), feature_version=(3, 6))


EMPTY = "_environment.VENV = place / '.venv'; _environment.PYTHON = place / '.venv/bin/python'\n"


def test_a_python_without_venv_is_told_what_to_install(tmp_path):
    code = EMPTY + "sys.modules['ensurepip'] = None; _environment.enter('demo')"
    result = run_command(code, tmp_path)
    assert refused(result) == "Python's venv module is missing: apt-get install python3-venv"


def test_a_copy_that_nobody_can_write_into_says_so(tmp_path):
    (tmp_path / "file").write_text("where a directory should be")
    code = EMPTY.replace("place /", "place / 'file' /") + "_environment.enter('demo')"
    result = run_command(code, tmp_path)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith("Could not make ")
    assert "Traceback" not in result.stderr


def test_packages_that_cannot_be_installed_leave_no_mark_that_they_were(tmp_path):
    (tmp_path / ".venv").mkdir()
    code = EMPTY + "_environment.PYTHON = '/bin/false'; _environment._install('demo')"
    result = run_command(code, tmp_path)
    assert refused(result).startswith("Could not install requirements/demo.txt")
    assert list((tmp_path / ".venv").iterdir()) == []


DEMO = "import _demonstration; _demonstration.HOME = place; sys.exit(_demonstration.main())"


def test_a_taken_port_is_said_with_the_next_one_to_try(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run_command(DEMO, tmp_path, "--port", port)
    assert refused(result) == (f"Port {port} is taken: choose another, bin/demo --port {port + 1}")


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "", "8000.5"])
def test_a_wrong_port_is_refused(tmp_path, port):
    result = run_command(DEMO, tmp_path, f"--port={port}")
    assert refused(result) == "--port takes a number from 1 to 65535."


def test_a_second_demonstration_of_one_copy_is_refused(tmp_path):
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run_command(DEMO, tmp_path, "--port", free_port())
    assert refused(result) == (
        "A demonstration of this copy is running already: stop it there with Ctrl-C."
    )


def test_a_demonstration_without_postgresql_says_what_to_name(tmp_path):
    result = run_command(DEMO, tmp_path, "--port", free_port(), WAISHI_PG_BIN="/nowhere")
    assert refused(result) == (
        "No PostgreSQL in WAISHI_PG_BIN=/nowhere: name the directory that holds `postgres`."
    )


def test_tests_without_postgresql_say_what_to_name(tmp_path):
    result = run_command("import _proof; _proof._check([])", tmp_path, WAISHI_PG_BIN="/nowhere")
    assert refused(result).startswith("No PostgreSQL in WAISHI_PG_BIN=/nowhere")


def test_tests_without_a_browser_say_which_command_installs_it(tmp_path):
    code = "import _proof; _proof._missing = lambda: 'Chromium'; sys.exit(_proof.main())"
    assert refused(run_command(code, tmp_path)) == "The tests need Chromium: bin/test --install"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Settings ------------------------------------------------------------------------


def check(**changes):
    wanted = {name: value for name, value in {**SETTINGS, **changes}.items() if value is not None}
    return run(sys.executable, "manage.py", "check", **wanted)


def test_these_settings_are_enough():
    result = check()
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_no_server_may_forget_is_named(name):
    assert refused(check(**{name: None})) == f'Environment variable "{name}" not set'


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("SECRET_KEY", "short-and-secret", "Shorter than minimum length 50."),
        ("SECRET_KEY", "", "Shorter than minimum length 50."),
        ("ALLOWED_HOSTS", "", "Shorter than minimum length 1."),
        ("LOG_LEVEL", "loud", "Must be one of: DEBUG, INFO, WARNING, ERROR."),
        ("HSTS_SECONDS", "a year", "Not a valid integer."),
        ("HSTS_SECONDS", "-1", "Must be greater than or equal to 0."),
        ("HTTPS", "perhaps", "Not a valid boolean."),
        ("DATABASE_URL", "", "Not a valid database URL."),
        ("DATABASE_URL", "10.0.0.7", "Not a valid database URL."),
        # A slash in a password ends the host: what stands after it is no port.
        ("DATABASE_URL", "postgres://web:very/secret@db/waishi", "Not a valid database URL."),
        (
            "DATABASE_URL",
            "sqlite:///very-secret.db",
            "It must read postgres://role:password@host/name.",
        ),
        (
            "DATABASE_URL",
            "postgres://web:very-secret@db",
            "It must read postgres://role:password@host/name.",
        ),
    ],
)
def test_a_wrong_setting_is_named_without_its_value(name, value, why):
    line = refused(check(**{name: value}))
    assert line == f'Environment variable "{name}" invalid: {why}'
    assert "secret" not in line


def test_the_worker_names_a_missing_setting_too():
    wanted = {name: value for name, value in SETTINGS.items() if name != "SECRET_KEY"}
    result = run(sys.executable, "manage.py", "procrastinate", "worker", **wanted)
    assert refused(result) == 'Environment variable "SECRET_KEY" not set'


def test_gunicorn_names_a_missing_setting_and_does_not_try_for_ever(tmp_path):
    wanted = {name: value for name, value in SETTINGS.items() if name != "SECRET_KEY"}
    gunicorn = [sys.executable, "-m", "gunicorn", "waishi.wsgi", "--bind=127.0.0.1:0"]
    result = run(*gunicorn, HOME=str(tmp_path), **wanted)
    assert result.returncode != 0
    assert result.stderr.count('Environment variable "SECRET_KEY" not set') == 1
    assert "Traceback" not in result.stderr
