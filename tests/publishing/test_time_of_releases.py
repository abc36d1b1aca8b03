"""When texts appear and disappear, and how that is changed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.models import ArticleRelease
from tests.factories import ArticleFactory
from waishi.dates import PartialDate
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.models import AuditEntry
from waishi.publishing.moments import database_moment
from waishi.publishing.releasing import ReleaseRefused, cancel, reschedule, set_expiry
from waishi.publishing.reviewing import authors_of

pytestmark = pytest.mark.django_db


def scheduled(office, moment, days=3, **text):
    article = ArticleFactory(**text)
    return article, office.release(article, live_from=moment + timedelta(days=days))


def test_a_schedule_is_moved_and_the_move_is_written_down(office, moment):
    article, release = scheduled(office, moment)
    earlier = moment + timedelta(days=1)

    moved = reschedule(release, office.final, earlier)

    assert [one.live_from for one in article.releases.all()] == [earlier]
    assert moved.released_at == release.released_at
    assert moved.released_by == office.final
    assert AuditEntry.objects.filter(act="改期", number=str(article.pk)).count() == 1


def test_a_scheduled_text_can_be_released_now(office, moment):
    _, release = scheduled(office, moment)

    moved = reschedule(release, office.final, None)

    assert list(ArticleRelease.objects.live_at(database_moment())) == [moved]
    assert moved.dated_at == moved.live_from


def test_moving_a_replacement_leaves_what_is_live_until_then(office, moment):
    article = ArticleFactory()
    live = office.release(article)
    office.rewrite(article, title_zh_hans="明天换的标题")
    later = office.release(article, live_from=moment + timedelta(days=1))

    moved = reschedule(later, office.final, moment + timedelta(days=9))

    live.refresh_from_db()
    assert live.live_until == moved.live_from
    assert moved.dated_at == live.dated_at


def test_moving_a_schedule_makes_nobody_forget_who_wrote_meanwhile(office, moment):
    article, release = scheduled(office, moment)
    office.rewrite(article, title_zh_hans="签发之后又改的标题")

    reschedule(release, office.final, moment + timedelta(days=5))

    assert office.writer.pk in authors_of(article, SOURCE)


@pytest.mark.parametrize("language", [SOURCE, ENGLISH])
def test_moving_a_schedule_lets_no_day_in_that_nobody_approved(office, moment, language):
    approved = PartialDate.parse("2019-06-03")
    article = ArticleFactory(english=True, original_on=approved)
    release = office.release(article, language, live_from=moment + timedelta(days=2))
    office.rewrite(article, original_on=PartialDate.parse("2001-01"))

    moved = reschedule(release, office.final, moment + timedelta(days=4))

    assert moved.dated_at == release.dated_at
    assert timezone.localdate(moved.dated_at) == approved.first_day


@pytest.mark.parametrize("person", ["writer", "first", "translator", "administrator"])
def test_only_who_releases_may_move_a_schedule(office, moment, person):
    _, release = scheduled(office, moment)

    with pytest.raises(ReleaseRefused):
        reschedule(release, getattr(office, person), moment + timedelta(days=5))
    with pytest.raises(ReleaseRefused):
        set_expiry(release, getattr(office, person), moment + timedelta(days=5))


def test_a_translator_moves_the_english_but_not_the_chinese(office, moment):
    article = ArticleFactory(english=True)
    english = office.release(article, ENGLISH, live_from=moment + timedelta(days=2))

    moved = reschedule(english, office.translator, moment + timedelta(days=4))

    assert moved.language == ENGLISH


def test_a_schedule_is_not_moved_into_the_past_nor_once_it_has_begun(office, moment):
    _, release = scheduled(office, moment)
    begun = office.release(ArticleFactory())

    with pytest.raises(ReleaseRefused, match="已经过去"):
        reschedule(release, office.final, moment - timedelta(minutes=1))
    with pytest.raises(ReleaseRefused, match="不能再改期"):
        reschedule(begun, office.final, moment + timedelta(days=1))


def test_what_somebody_else_moved_meanwhile_is_said_so(office, moment):
    _, release = scheduled(office, moment)
    reschedule(release, office.final, moment + timedelta(days=1))

    for act in (
        lambda: reschedule(release, office.final, moment + timedelta(days=2)),
        lambda: cancel(release, office.final),
        lambda: set_expiry(release, office.final, moment + timedelta(days=9)),
    ):
        with pytest.raises(ReleaseRefused, match="已被取消或改期"):
            act()


def test_an_end_is_set_moved_and_taken_away(office, moment):
    release = office.release(ArticleFactory())

    for ends in (moment + timedelta(days=3), moment + timedelta(hours=1), None):
        set_expiry(release, office.final, ends)
        release.refresh_from_db()
        assert release.live_until == ends


def test_an_end_lies_ahead(office, moment):
    release = office.release(ArticleFactory())

    with pytest.raises(ReleaseRefused, match="须晚于现在"):
        set_expiry(release, office.final, moment)


def test_an_end_that_has_passed_is_history_by_any_road(office, moment):
    release = office.release(ArticleFactory(), expires_at=moment + timedelta(days=1))

    with pytest.raises(IntegrityError, match="not moved"), transaction.atomic():
        ArticleRelease.objects.filter(pk=release.pk).update(expires_at=moment)
