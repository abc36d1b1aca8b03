"""A pytest plug-in: every test runs on a real PostgreSQL, made for this run and thrown away.

Loaded before Django's settings; starts nothing where DATABASE_URL names a server. Of
several workers each has a database of its own there (pytest-django) and its own files.
"""

import atexit
import os
import tempfile
from pathlib import Path

from waishi.devdb import Cluster

if "DATABASE_URL" not in os.environ:
    directory = tempfile.TemporaryDirectory(prefix="waishi-tests-")
    Path(directory.name).chmod(0o755)
    cluster = Cluster(Path(directory.name) / "pg", durable=False)
    cluster.start()
    atexit.register(cluster.remove)
    os.environ["DATABASE_URL"] = cluster.url("owner")
    os.environ["VAR_DIR"] = str(Path(directory.name) / "var")

if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["VAR_DIR"] = str(Path(os.environ.get("VAR_DIR", "var")) / worker)
