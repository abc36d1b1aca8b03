"""How long each kind of public page takes, in process: made anew, and kept.

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

from waishi.site import changes, pages

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
    "/zh-hant/",
    "/zh-hant/news/1/",
    "/feeds/news.atom",
    "/sitemap-articles-0.xml",
]


def count(queries: list, execute, sql, *more):
    """Note one statement and let it pass."""
    queries.append(sql)
    return execute(sql, *more)


def measured(client, page, rounds):
    """Status, statements, median and slowest in milliseconds, and bytes of a page."""
    response = client.get(page)
    queries = []
    with connection.execute_wrapper(partial(count, queries)):
        client.get(page)
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        client.get(page)
        taken.append((time.perf_counter() - began) * 1000)
    return response, len(queries), statistics.median(taken), max(taken)


def main(rounds: int) -> None:
    """Print every page without and with the shelf of kept pages, in one run."""
    client = Client()
    shelves = {"made anew": pages.Shelf(0), "kept": pages.Shelf(32 * 1024 * 1024)}
    changes.listener.heard()
    time.sleep(0.5)
    print(f"{'page':<38} {'':>3} {'kB':>6}   queries, median and worst ms: made anew | kept")
    for page in PAGES:
        told = []
        for pages.shelf in shelves.values():
            response, asked, median, worst = measured(client, page, rounds)
            told.append(f"{asked:>2} {median:>7.1f} {worst:>7.1f}")
        size = len(response.content) / 1024
        print(f"{page:<38} {response.status_code:>3} {size:>6.1f}   {' | '.join(told)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
