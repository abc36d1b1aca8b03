"""An article knows whether it was ever released, what changed since, and what was held back."""

from datetime import timedelta

import pytest
from django.db import connection

from news.models import Article
from tests.conftest import read_and_approve
from tests.factories import ArticleFactory
from waishi.languages import ENGLISH, SOURCE, column
from waishi.publishing import saving
from waishi.publishing.releasing import cancel, withdraw
from waishi.publishing.reviewing import send_back, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(office):
    return ArticleFactory(english=True, created_by=office.writer)


def known(article):
    article.refresh_from_db()
    return article.has_releases, article.changed_in


def test_a_draft_went_nowhere(article, office):
    saving.save(article, office.writer, ["title_zh_hans"])

    assert known(article) == (False, [])


@pytest.mark.parametrize(("language", "other"), [(SOURCE, ENGLISH), (ENGLISH, SOURCE)])
def test_a_change_after_a_release_is_known_by_its_language(article, office, language, other):
    for one in (SOURCE, ENGLISH):
        office.release(article, one)
    assert known(article) == (True, [])

    office.rewrite(article, **{column("title", language): "改过的标题 A new title"})
    assert known(article) == (True, [language])

    office.rewrite(article, **{column("title", other): "也改过 Another title"})
    assert known(article) == (True, [ENGLISH, SOURCE])

    office.release(article, language)
    assert known(article) == (True, [other])


def test_a_release_that_was_cancelled_is_forgotten(article, office, moment):
    released = office.release(article, live_from=moment + timedelta(days=1))
    assert known(article) == (True, [])

    cancel(released, office.final)

    assert known(article) == (False, [])


def test_what_is_changed_stays_so_when_its_scheduled_release_is_cancelled(article, office, moment):
    office.release(article)
    office.rewrite(article, title_zh_hans="改过的标题")
    released = office.release(article, live_from=moment + timedelta(days=1))
    assert known(article) == (True, [])

    cancel(released, office.final)

    assert known(article) == (True, [SOURCE])


def test_what_was_withdrawn_was_released(article, office):
    office.release(article)
    withdraw(article, SOURCE, office.final, kind="error", reason="有误", notice="")

    assert known(article) == (True, [])


@pytest.mark.parametrize("was_public", [False, True])
@pytest.mark.parametrize("language", [SOURCE, ENGLISH])
def test_what_was_approved_and_did_not_go_out_is_known(
    article, office, moment, language, was_public
):
    if was_public:
        office.release(article, language)
        office.rewrite(article, **{column("title", language): "2021"})
    assert held_back(article) == []
    released = office.release(article, language, live_from=moment + timedelta(days=1))
    assert held_back(article) == []

    cancel(released, office.final)
    assert held_back(article) == [language]

    submit(article, language, office.writer)
    assert held_back(article) == []
    send_back(article, language, office.first if language == SOURCE else office.translator, "再改")
    assert held_back(article) == []


def held_back(article):
    article.refresh_from_db()
    return article.held_back_in


def by_save(article):
    article.has_releases, article.changed_in = False, [ENGLISH]
    article.version += 1
    article.save()


def by_update(article):
    Article.objects.filter(pk=article.pk).update(has_releases=False, changed_in=[ENGLISH])


def by_hand(article):
    with connection.cursor() as cursor:
        cursor.execute(
            "update news_article set has_releases = false, changed_in = '{en}' where id = %s",
            [article.pk],
        )


@pytest.mark.parametrize("road", [by_save, by_update, by_hand])
def test_nobody_can_say_otherwise(article, office, road):
    office.release(article)
    office.rewrite(article, title_zh_hans="改过的标题")

    road(article)

    assert known(article) == (True, [SOURCE])


def test_it_is_no_change_of_the_text(article, office, moment):
    """A release that is cancelled leaves the version, and whoever has the form open, alone."""
    released = office.release(article, live_from=moment + timedelta(days=1))
    article.refresh_from_db()
    version = article.version

    cancel(released, office.final)

    assert known(article) == (False, [])
    assert article.version == version


def test_what_the_second_reviewer_returns_was_not_held_back(article, office):
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    read_and_approve(article, SOURCE, office.first)
    article.refresh_from_db()

    send_back(article, SOURCE, office.second, "再改")

    assert held_back(article) == []
