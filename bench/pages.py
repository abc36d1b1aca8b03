"""How long each kind of public page takes, in process and with nothing cached.

    DATABASE_URL=… SECRET_KEY=… ALLOWED_HOSTS=testserver python bench/pages.py [ROUNDS]

Run it on a database that holds the demonstration. Compare rows of one run, and runs
on one quiet machine: milliseconds of another day or machine say nothing.
"""

import os
import statistics
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waishi.settings")
os.environ["HTTPS"] = "false"

import django

django.setup()

from django.db import connection
from django.test import Client

PAGES = [
    "/",
    "/en/",
    "/news/",
    "/news/headlines/",
    "/news/1/",
    "/topics/",
    "/friendship-cities/",
    "/friendship-cities/?continent=asia",
    "/friendship-cities/antwerp-province/",
    "/countries/jp/",
    "/visits/",
    "/visits/1/",
    "/events/",
    "/hong-kong-macao/",
    "/about/",
    "/nothing-here/",
]


def count(queries: list, execute, sql, *more):
    """Note one statement and let it pass."""
    queries.append(sql)
    return execute(sql, *more)


def main(rounds: int) -> None:
    """Print status, queries, median and slowest of `rounds` readings, and bytes."""
    client = Client()
    print(f"{'page':<40} {'':>3} {'queries':>7} {'median ms':>9} {'worst ms':>8} {'kB':>6}")
    for page in PAGES:
        client.get(page)
        queries = []
        with connection.execute_wrapper(partial(count, queries)):
            response = client.get(page)
        taken = []
        for _ in range(rounds):
            began = time.perf_counter()
            client.get(page)
            taken.append((time.perf_counter() - began) * 1000)
        size = len(response.content) / 1024
        print(
            f"{page:<40} {response.status_code:>3} {len(queries):>7}"
            f" {statistics.median(taken):>9.1f} {max(taken):>8.1f} {size:>6.1f}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
