"""Search finds what a plain scan of the texts finds."""

import io

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from friendship_cities.countries import load_countries
from news.composing import findable_of
from news.demonstration.clearing import clear_demonstration
from news.models import ArticleRelease
from tests.news.test_load_demo import remove_what_installations_have
from tests.search.asking import asked, rows_found
from waishi.accounts.roles import set_up_roles
from waishi.languages import ENGLISH, LANGUAGES, SOURCE
from waishi.publishing.moments import database_moment
from waishi.search.folding import fold
from waishi.search.indexing import write_changed
from waishi.search.matching import readable_entries

PROPERTY = settings(
    derandomize=True,
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def corpus(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every text of the demonstration that readers see: language, (kind, number), text."""
    with django_db_blocker.unblock():
        set_up_roles()
        load_countries()
        call_command(
            "load_demo",
            accounts_file=tmp_path_factory.mktemp("demonstration") / "accounts",
            stdout=io.StringIO(),
        )
        write_changed()
        yield texts_of_the_site()
        clear_demonstration(with_everything=True)
        remove_what_installations_have()


def texts_of_the_site():
    moment, texts = database_moment(), []
    for language in LANGUAGES:
        for release in ArticleRelease.objects.live_at(moment).in_language(language):
            findable = findable_of(release.document)
            text = f"{findable.title}\n{findable.text}"
            texts.append((language, ("article", release.pk), text))
        for entry in readable_entries(language, moment):
            texts.append((language, (entry.kind, entry.pk), f"{entry.title}\n{entry.text}"))
    return texts


def string_from(data, texts):
    """A string of two to six characters that stands in one of the texts."""
    language, _, text = texts[data.draw(st.integers(0, len(texts) - 1))]
    length = data.draw(st.integers(2, min(6, len(text))))
    start = data.draw(st.integers(0, len(text) - length))
    return language, text[start : start + length]


@PROPERTY
@given(data=st.data())
def test_search_finds_what_a_plain_scan_finds_for_every_string_of_the_demonstration(
    corpus, db, data
):
    language, needle = string_from(data, corpus)
    words = asked(needle).words
    # A string of punctuation asks for nothing.
    assume(words)

    scanned = {row for code, row, text in corpus if code == language and needle in text}
    found = rows_found(needle, language, database_moment())

    assert scanned <= found
    # And nothing that does not hold every word; English also by the stem.
    texts = {row: fold(text) for code, row, text in corpus if code == language}
    for row in found - scanned:
        for word in words:
            assert word in texts[row] or (word.isascii() and word[:2] in texts[row])


def test_the_demonstration_has_texts_of_every_kind_to_search(corpus):
    kinds = {row[0] for _, row, _ in corpus}

    assert kinds == {"article", "partnership", "visit", "event", "country", "section", "topic"}
    assert {code for code, _, _ in corpus} == {SOURCE, ENGLISH}
