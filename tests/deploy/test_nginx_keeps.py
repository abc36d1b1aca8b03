"""deploy/nginx.conf in a real nginx: what is kept for readers, and what jobs do to it."""

import shutil
import socketserver
import subprocess
import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socket import socket

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
READER = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}
JOBS = {"X-Forwarded-Proto": "https"}

pytestmark = pytest.mark.skipif(not NGINX, reason="no nginx on this machine")


class Application(BaseHTTPRequestHandler):
    """Answers as the site does: kept to the end of the second, a withdrawn text by 410."""

    status = 200

    def do_GET(self):
        self.send_response(self.status)
        self.send_header("X-Accel-Expires", f"@{int(time.time()) + 1}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def address_string(self):
        return "nginx"

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    def get_request(self):
        return super().get_request()[0], ("nginx", 0)


def free_port():
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def application(tmp_path):
    server = Server(str(tmp_path / "web.sock"), Application)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Application.status = 200

    def stop():
        server.shutdown()
        thread.join()
        server.server_close()

    yield stop
    stop()


@pytest.fixture
def ports(tmp_path, application):
    """nginx by our file: the port of readers, whose gateway is 127.0.0.1, and that of jobs."""
    readers, jobs = free_port(), free_port()
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for ours, here in [
        ("${GATEWAY}", "127.0.0.1"),
        ("8080", str(readers)),
        ("8081", str(jobs)),
        (f"listen {jobs} ", f"listen 127.0.0.2:{jobs} "),
        ("/run/waishi", str(tmp_path)),
        ("/run/nginx", str(tmp_path)),
        ("/var/cache/nginx", str(tmp_path)),
        ("/dev/stdout", str(tmp_path / "log")),
        ("/dev/stderr", str(tmp_path / "errors")),
        ("include /etc/nginx/mime.types;", ""),
        ("    proxy_temp_path", other_places(tmp_path) + "    proxy_temp_path"),
    ]:
        text = text.replace(ours, here)
    (tmp_path / "nginx.conf").write_text(text)
    command = [NGINX, "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-g", "daemon off; user root;"]
    process = subprocess.Popen([str(word) for word in command])
    for _ in range(100):
        with socket() as one:
            if one.connect_ex(("127.0.0.1", readers)) == 0:
                break
        time.sleep(0.05)
    yield ("127.0.0.1", readers), ("127.0.0.2", jobs)
    process.terminate()
    process.wait()


def other_places(tmp_path):
    return "".join(
        f"{kind}_temp_path {tmp_path / kind};\n" for kind in ("fastcgi", "uwsgi", "scgi")
    )


def ask(server, **headers):
    connection = HTTPConnection(*server, timeout=5)
    connection.request("GET", "/news/1/", headers={"Host": "fao.example"} | headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_what_a_job_fetched_is_what_readers_get_even_while_the_application_is_down(
    ports, application
):
    readers, jobs = ports
    # At the beginning of a second, so that what is kept is kept all the while.
    time.sleep(1 - time.time() % 1)
    assert ask(readers, **READER) == 200
    Application.status = 410
    assert ask(readers, **READER) == 200, "kept for the running second"

    assert ask(jobs, **JOBS) == 410

    assert ask(readers, **READER) == 410
    application()
    time.sleep(1.5)
    assert ask(readers, **READER) == 410
