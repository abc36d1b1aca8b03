"""How long a search takes among many articles.

    DATABASE_URL=… SECRET_KEY=… ALLOWED_HOSTS=localhost python bench/search.py [ARTICLES]

Run it as the owner of the tables, on a database that holds the demonstration. The
articles are made of its clauses and of words drawn by rank, put into the table of
releases, and taken out again at the end: everything happens in one transaction that
is rolled back. 100,000 take some minutes. Compare rows of one run only.
"""

import os
import random
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waishi.settings")
os.environ["HTTPS"] = "false"

import django

django.setup()

from django.db import connection, transaction

from news.models import ArticleRelease
from waishi.languages import SOURCE
from waishi.search.finding import find
from waishi.search.folding import fold
from waishi.search.query import Asked
from waishi.search.tokens import vector_literal

TABLE = "news_articlerelease"
# Each row is the release `%s` with another title, text, day and index.
SPREAD = f"""
insert into {TABLE} select (put_together.release).* from (
  select jsonb_populate_record(one, jsonb_build_object(
    'id', -made.number - 1, 'title', made.title, 'dated_at', made.dated, 'live_from', made.dated,
    'live_until', null, 'search_text', made.text, 'search_vector', made.vector::text)) as release
  from made, {TABLE} one where one.id = %s offset 0) as put_together
"""
CLAUSES, WORDS = 30, 25
ROUNDS = 60


class Writer:
    """Makes articles out of what the demonstration says and words of a Zipf lexicon."""

    def __init__(self, clauses: list[str]) -> None:
        self.clauses = clauses
        self.chance = random.Random(2021)
        letters = sorted({letter for clause in clauses for letter in clause})
        self.lexicon = ["".join(self.chance.choices(letters, k=2)) for _ in range(30_000)]
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.lexicon) + 1)))

    def words(self, count: int) -> list[str]:
        """Words of the lexicon, by their rank."""
        return self.chance.choices(self.lexicon, cum_weights=self.weights, k=count)

    def article(self) -> tuple[str, str]:
        """A title and a body of some 700 characters."""
        clauses = self.chance.choices(self.clauses, k=CLAUSES)
        words = self.words(WORDS)
        mixed = [*clauses, *words]
        self.chance.shuffle(mixed)
        return "".join(self.words(6)), "，".join(mixed)


def clauses_of_the_demonstration() -> list[str]:
    """What stands between punctuation in the Chinese releases."""
    texts = ArticleRelease.objects.filter(language=SOURCE).values_list("search_text", flat=True)
    joined = "\n".join(texts)
    for mark in "，。、；：“”（）《》\n":
        joined = joined.replace(mark, " ")
    return [clause for clause in joined.split() if 4 <= len(clause) <= 40]


def fill(articles: int, writer: Writer, template: int) -> None:
    """Put articles into the table, one release each, and index them."""
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(f"alter table {TABLE} disable trigger user")
        cursor.execute(f"alter table {TABLE} drop constraint one_live_release_per_language")
        cursor.execute("drop index release_search_vector")
        cursor.execute(
            "create temporary table made (number int, title text, dated timestamptz,"
            " text text, vector tsvector) on commit drop"
        )
        with cursor.copy("copy made from stdin") as copy:
            for number in range(articles):
                copy.write_row(row_of(number, *writer.article()))
        cursor.execute(SPREAD, [template])
        cursor.execute("set constraints all immediate")
        written = time.perf_counter()
        cursor.execute(f"create index release_search_vector on {TABLE} using gin (search_vector)")
        cursor.execute(f"analyze {TABLE}")
        indexed = time.perf_counter()
        cursor.execute("select pg_size_pretty(pg_relation_size('release_search_vector'))")
        size = cursor.fetchone()[0]
    print(
        f"{articles} articles: written in {written - began:.0f} s, index of {size} built in",
        end=" ",
    )
    print(f"{indexed - written:.0f} s")


def row_of(number: int, title: str, body: str) -> list:
    """One article, an hour older than the one before."""
    findable = [("A", fold(title)), ("D", fold(body))]
    dated = datetime.now(UTC) - timedelta(hours=number)
    text = "\n".join(part for _, part in findable)
    return [number, title, dated, text, vector_literal(findable)]


def measure(name: str, questions: list[str], moment: datetime) -> None:
    """Print the times of searches of one kind."""
    taken, totals = [], []
    for text in questions:
        asked = Asked.of({"q": text})
        began = time.perf_counter()
        found = find(asked, SOURCE, moment)
        taken.append((time.perf_counter() - began) * 1000)
        totals.append(found.total)
    middle, slow = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    print(f"{name:<22} {middle:>8.1f} {slow:>8.1f} {statistics.median(totals):>10.0f}")


def strings(clauses: list[str], length: int) -> list[str]:
    """Strings of a length that stand in the demonstration."""
    chance = random.Random(length)
    long = [clause for clause in clauses if len(clause) >= length]
    picked = chance.choices(long, k=ROUNDS)
    starts = [chance.randint(0, len(clause) - length) for clause in picked]
    return [clause[at : at + length] for clause, at in zip(picked, starts, strict=True)]


def main(articles: int) -> None:
    """Fill, measure, and leave nothing behind."""
    clauses = clauses_of_the_demonstration()
    template = ArticleRelease.objects.filter(language=SOURCE).first().pk
    with transaction.atomic():
        fill(articles, Writer(clauses), template)
        moment = datetime.now(UTC)
        print(f"{'search for':<22} {'p50 ms':>8} {'p95 ms':>8} {'found':>10}")
        for length in (1, 2, 3, 4, 6):
            measure(f"{length} characters", strings(clauses, length), moment)
        pairs = zip(
            strings(clauses, 2), strings(clauses, 3), strings(clauses, 2)[::-1], strict=True
        )
        measure("three words", [" ".join(words) for words in pairs], moment)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
