"""How gunicorn serves waishi; Django's own settings are in waishi/settings.py.

WEB_CONCURRENCY (worker processes), WEB_THREADS (threads of each) and
FORWARDED_ALLOW_IPS (which proxies may say that a request came by HTTPS) are read
here. A thread keeps one database connection.
"""

import os
import sys
from importlib import import_module


def number(variable: str, default: int) -> int:
    """A variable that must be a positive whole number; else the process stops and names it."""
    value = os.environ.get(variable) or str(default)
    if not value.isdecimal() or int(value) < 1:
        sys.exit(f'Environment variable "{variable}" invalid: {value!r} is no positive number.')
    return int(value)


bind = "0.0.0.0:8000"
# Group and nobody else: nginx reaches the socket and the uploads by the group.
umask = 0o007
worker_class = "gthread"
workers = number("WEB_CONCURRENCY", 2)
threads = number("WEB_THREADS", 4)
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm"
# The control socket of gunicorn 27 wants a home directory; nobody here uses it.
control_socket_disable = True
# Workers are renewed before a slow leak matters, and not all at once.
max_requests = 5000
max_requests_jitter = 500
timeout = 60
graceful_timeout = 30
keepalive = 5
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
# Requests are logged by nginx; what goes wrong is logged by the application.
accesslog = None
errorlog = "-"


def on_starting(server: object) -> None:
    """Read the settings once in the master process.

    A missing variable then stops gunicorn in one line, where a worker would print a
    traceback and be started again for ever.
    """
    import_module("waishi.settings")
