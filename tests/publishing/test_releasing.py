from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from news.models import ArticleRelease
from tests.factories import ArticleFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.moments import database_moment
from waishi.publishing.releasing import ReleaseRefused, cancel, withdraw

pytestmark = pytest.mark.django_db


def test_the_final_approval_is_the_release(office):
    article = ArticleFactory()

    release = office.release(article)

    live = ArticleRelease.objects.live_at(database_moment()).in_language(SOURCE)
    assert list(live) == [release]
    assert release.title == article.title_zh_hans


def test_english_a_week_later_leaves_the_chinese_page_alone(office):
    article = ArticleFactory(english=True)
    chinese = office.release(article)

    office.release(article, ENGLISH)

    chinese.refresh_from_db()
    assert chinese.live_until is None
    assert article.releases.count() == 2


def test_a_new_release_ends_the_one_before_it_to_the_second(office):
    article = ArticleFactory()
    first = office.release(article)

    office.rewrite(article, title_zh_hans="更正后的标题")
    second = office.release(article)

    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert list(ArticleRelease.objects.live_at(database_moment())) == [second]


def test_cancelling_a_schedule_leaves_the_page_as_it_was(office, moment):
    article = ArticleFactory()
    release = office.release(article)
    office.rewrite(article, title_zh_hans="明天换的标题")
    later = office.release(article, live_from=moment + timedelta(days=1))
    release.refresh_from_db()
    assert release.live_until == later.live_from

    cancel(later, office.final)

    in_a_week = moment + timedelta(days=7)
    assert list(ArticleRelease.objects.live_at(in_a_week)) == [release]


def test_two_releases_never_overlap_by_any_road(office, moment):
    release = office.release(ArticleFactory())
    twin = ArticleRelease.objects.get(pk=release.pk)
    twin.pk = None

    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_withdrawn_page_is_down_at_once_and_its_schedule_with_it(office, moment):
    article = ArticleFactory()
    office.release(article)
    office.rewrite(article, title_zh_hans="明天换的标题")
    office.release(article, live_from=moment + timedelta(days=1))

    withdraw(article, SOURCE, office.first, kind="error")

    for later in (database_moment(), moment + timedelta(days=7)):
        assert not ArticleRelease.objects.live_at(later).exists()


def test_an_editor_cannot_withdraw(office):
    article = ArticleFactory()
    office.release(article)

    with pytest.raises(ReleaseRefused):
        withdraw(article, SOURCE, office.writer, kind="error")
