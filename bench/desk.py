"""Whether the desk is as quick with 100,000 articles and 300 waiting as with 100 and 30.

    DATABASE_URL=… SECRET_KEY=… ALLOWED_HOSTS=testserver python bench/desk.py [ARTICLES [WAITING]]

Run it as the owner of the tables, on a database that was just filled with the
demonstration: what an earlier run left behind makes the few slow. Its
articles are copied with their releases, reviews and changes, and some of the copies
are changed and handed over by the service; everything happens in one transaction
that is rolled back. 100,000 take some minutes and 3 GB. Compare rows of one run only; a page
that shows more, as its size tells, takes longer for that.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waishi.settings")
os.environ["HTTPS"] = "false"

import django

django.setup()

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from news.models import Article
from waishi.accounts.models import User
from waishi.languages import SOURCE
from waishi.publishing import saving
from waishi.publishing.models import Stage
from waishi.publishing.reviewing import submit

FEW, FEW_WAITING = 100, 30
ROUNDS = 15
# How far the numbers of one round of copies lie from those of the next.
STRIDE = 100_000
# Tables that hold what belongs to an article: the column that says to which, and those
# that say when; each round of copies is two days older than the one before.
NEWS = {
    "news_article": ("id", ["created_at"]),
    "news_articlerelease": ("article_id", ["live_from", "live_until", "dated_at"]),
    "news_articlepicture": ("article_id", []),
}
PUBLISHING = {
    "publishing_review": ("object_id", ["given_at"]),
    "publishing_textchange": ("object_id", ["made_at"]),
    "publishing_translation": ("object_id", ["since"]),
}
TABLES = NEWS | PUBLISHING
COPY = """
insert into {table} select (copied.made).* from (
  select jsonb_populate_record(one, jsonb_build_object({changed})) as made
  from {table} one, generate_series({first}, {last}) nth
  where one.id < {stride} and {condition} and one.{owner} in (
    select id from news_article where stage = 'draft' and translation_stage = 'draft')
  offset 0) as copied
"""
# Name of the address, its arguments, who opens it. `{waiting}` and `{live}` are articles.
PAGES = [
    ("index", [], "", "editor"),
    ("index", [], "", "reviewer1"),
    ("queue", [], "", "reviewer1"),
    ("queue", [], "?page=2", "reviewer1"),
    ("news_article_changelist", [], "", "editor"),
    ("news_article_changelist", [], "?q=友城", "editor"),
    ("news_article_changelist", [], "?p=2", "editor"),
    ("news_article_changelist", [], "?q=从来没有的词", "editor"),
    ("news_article_changelist", [], "?stage__exact=first", "editor"),
    ("news_article_changelist", [], "?public=changed", "editor"),
    ("news_article_changelist", [], "?public=ending", "editor"),
    ("news_article_changelist", [], "?public=never", "editor"),
    ("news_articlerelease_changelist", [], "", "auditor"),
    ("news_articlerelease_changelist", [], "?language=en", "auditor"),
    ("publishing_review_changelist", [], "", "auditor"),
    ("publishing_review_changelist", [], "?q=友城", "auditor"),
    ("publishing_auditentry_changelist", [], "", "auditor"),
    ("news_article_review", ["waiting"], "", "reviewer1"),
    ("news_article_change", ["waiting"], "", "editor"),
    ("news_article_releases", ["live"], "", "editor"),
    ("translations", [], "", "translator1"),
    ("calendar", [], "", "editor"),
    ("calendar", [], "?month=2021-05", "editor"),
    ("contributions", [], "", "editor"),
    ("media_picture_changelist", [], "", "editor"),
]


def fill(articles: int, waiting: int, rounds_before: int) -> tuple[int, Article]:
    """Copy until there are so many articles; how many rounds now, and one that waits."""
    own = Article.objects.filter(pk__lt=STRIDE, stage=Stage.DRAFT).count()
    rounds = max(articles // own, rounds_before)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for table in TABLES:
            cursor.execute(f"alter table {table} disable trigger user")
        if rounds > rounds_before:
            for table in TABLES:
                cursor.execute(copying(table, rounds_before + 1, rounds))
        for table in TABLES:
            cursor.execute(f"alter table {table} enable trigger user")
            cursor.execute(f"analyze {table}")
        cursor.execute("set constraints all deferred")
    return rounds, hand_over(waiting)


def copying(table: str, first: int, last: int) -> str:
    """The statement that copies the demonstration's rows of a table, once a round."""
    kind = ContentType.objects.get_for_model(Article).pk
    owner, moments = TABLES[table]
    changed = [f"'{name}', one.{name} + nth * {STRIDE}" for name in {"id", owner}]
    changed += [f"'{name}', one.{name} - nth * interval '2 days'" for name in moments]
    condition = "true" if table in NEWS else f"content_type_id = {kind}"
    return COPY.format(
        table=table,
        owner=owner,
        changed=", ".join(changed),
        condition=condition,
        stride=STRIDE,
        first=first,
        last=last,
    )


def hand_over(waiting: int) -> Article:
    """Change drafts as an editor does and hand them over, until so many wait."""
    editor = User.objects.get(username="editor")
    idle = Article.objects.filter(pk__gt=STRIDE, stage=Stage.DRAFT, trashed_at=None)
    released = idle.filter(releases__language=SOURCE).distinct().order_by("pk")
    missing = waiting - Article.objects.exclude(stage=Stage.DRAFT).count()
    for article in islice(released.iterator(), missing):
        article.title_zh_hans = f"{article.title_zh_hans}（改）"
        saving.save(article, editor, ["title_zh_hans"])
        submit(article, SOURCE, editor)
    return Article.objects.filter(stage=Stage.FIRST).order_by("pk").first()


def measure(waiting: Article) -> Iterator[tuple[int, float, float]]:
    """Statements, best milliseconds and size in kB of every page."""
    live = Article.objects.filter(releases__language=SOURCE).order_by("pk").first()
    numbers = {"waiting": waiting.pk, "live": live.pk}
    for name, arguments, query, person in PAGES:
        client = Client()
        client.force_login(User.objects.get(username=person))
        address = reverse(f"admin:{name}", args=[numbers[one] for one in arguments]) + query
        yield timed(client, address)


def timed(client: Client, address: str) -> tuple[int, float, float]:
    """As `measure`, of one page; the best time, for what else the machine does counts least."""
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    queries: list[str] = []
    with connection.execute_wrapper(partial(count, queries)):
        client.get(address)
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(address)
        taken.append((time.perf_counter() - began) * 1000)
    return len(queries), min(taken), len(response.content) / 1000


def count(queries: list, execute, sql, *more):
    """Note one statement and let it pass."""
    queries.append(sql)
    return execute(sql, *more)


@contextmanager
def rolled_back() -> Iterator[None]:
    """One transaction of which nothing stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def main(articles: int, waiting: int) -> None:
    """Print every page with few and with many, in one run."""
    with rolled_back():
        rounds, entry = fill(FEW, FEW_WAITING, 0)
        few = list(measure(entry))
        began = time.perf_counter()
        _, entry = fill(articles, waiting, rounds)
        total = Article.objects.count()
        print(f"{total} articles made in {time.perf_counter() - began:.0f} s, {waiting} waiting")
        many = list(measure(entry))
    print(f"{'page':<52} queries few many   ms few    many   ratio   kB few many")
    for (name, _, query, person), before, after in zip(PAGES, few, many, strict=True):
        page = f"{name}{query} ({person})"
        times = f"{before[1]:>9.1f} {after[1]:>7.1f} {after[1] / before[1]:>7.2f}"
        sizes = f"{before[2]:>8.0f} {after[2]:>4.0f}"
        print(f"{page:<52} {before[0]:>11} {after[0]:>4} {times} {sizes}")


if __name__ == "__main__":
    main(*[int(word) for word in [*sys.argv[1:], 100_000, 300][:2]])
