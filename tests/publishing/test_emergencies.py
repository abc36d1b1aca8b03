"""Emergency release: one person's act, with a reason, flagged until it is made good."""

import pytest
from django.db import IntegrityError, transaction

from news.models import ArticleRelease
from tests.factories import ArticleFactory, UserFactory
from tests.publishing.test_queue import awaiting
from tests.publishing.test_reviewing import read_and_approve, rewrite
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.models import EmergencyRelease, QueueEntry, Review, Stage
from waishi.publishing.releasing import withdraw
from waishi.publishing.reviewing import (
    ReviewRefused,
    hashes_of,
    release_in_emergency,
    send_back,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(office):
    article = ArticleFactory()
    rewrite(article, office.writer, title_zh_hans="关于暂停接待来访的紧急通知")
    article.refresh_from_db()
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    return article


def hurry_out(article, person, reason="台风红色预警"):
    article.refresh_from_db()
    read = hashes_of(article)[SOURCE]
    release_in_emergency(article, SOURCE, person, read_hash=read, reason=reason)
    article.refresh_from_db()


def test_one_person_releases_at_once_and_the_text_is_flagged(office, submitted, moment):
    hurry_out(submitted, office.final)

    assert submitted.releases.count() == 1
    assert submitted.stage == Stage.FIRST
    entry = QueueEntry.objects.get()
    assert entry.urgency == QueueEntry.Urgency.EMERGENCY
    assert (entry.urgent_by, entry.urgent_reason) == (office.final, "台风红色预警")
    assert EmergencyRelease.objects.unsettled().get().released_by == office.final


def test_the_reviews_agree_afterwards_and_the_flag_goes(office, submitted):
    hurry_out(submitted, office.final)

    for person in (office.first, office.second, UserFactory(roles=["三审"])):
        read_and_approve(submitted, person)

    emergency = EmergencyRelease.objects.get()
    assert emergency.outcome == EmergencyRelease.Outcome.REVIEWED
    assert submitted.releases.count() == 1
    assert not QueueEntry.objects.exists()


def test_who_released_does_not_review_it_afterwards(office, submitted):
    hurry_out(submitted, office.final)
    for person in (office.first, office.second):
        read_and_approve(submitted, person)

    assert awaiting(office.final).count() == 0
    with pytest.raises(ReviewRefused, match="您已审过"):
        read_and_approve(submitted, office.final)


def test_the_authors_stay_authors_after_an_emergency_release(office, submitted):
    both = UserFactory(roles=["一审", "采编"])
    rewrite(submitted, both, title_zh_hans="改过的紧急通知")
    hurry_out(submitted, office.final)

    with pytest.raises(ReviewRefused, match="您写过或改过"):
        read_and_approve(submitted, both)


def test_an_author_does_not_release_their_own_text(office, submitted):
    rewrite(submitted, office.final, title_zh_hans="三审自己改的")

    with pytest.raises(ReviewRefused, match="您写过或改过"):
        hurry_out(submitted, office.final)
    assert not ArticleRelease.objects.exists()


@pytest.mark.parametrize("person", ["first", "second", "writer", "administrator", "contributor"])
def test_only_who_may_releases_in_an_emergency(office, submitted, person):
    with pytest.raises(ReviewRefused, match="没有紧急发布的权限"):
        hurry_out(submitted, getattr(office, person))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_written_reason_nothing_is_released(office, submitted, reason):
    with pytest.raises(ReviewRefused, match="写明原因"):
        hurry_out(submitted, office.final, reason)


def test_a_draft_is_submitted_first(office):
    with pytest.raises(ReviewRefused, match="请先送审"):
        hurry_out(ArticleFactory(), office.final)


def test_what_is_sent_back_afterwards_stays_flagged(office, submitted):
    hurry_out(submitted, office.final)

    send_back(submitted, SOURCE, office.first, "日期有误")

    assert EmergencyRelease.objects.unsettled().exists()
    submitted.refresh_from_db()
    submit(submitted, SOURCE, office.writer)
    assert QueueEntry.objects.get().urgency == QueueEntry.Urgency.EMERGENCY


def test_a_withdrawal_settles_it(office, submitted):
    hurry_out(submitted, office.final)

    withdraw(submitted, SOURCE, office.second, kind="error", reason="有误")

    assert EmergencyRelease.objects.get().outcome == EmergencyRelease.Outcome.WITHDRAWN


def test_the_database_takes_no_release_by_a_verdict_alone(office, submitted):
    hurry_out(submitted, office.final)
    forged = ArticleRelease.objects.get()
    verdict = Review.objects.get(verdict=Review.Verdict.EMERGENCY)
    EmergencyRelease.objects.update(
        outcome="withdrawn", settled_by=office.final, settled_at=verdict.given_at
    )
    forged.pk, forged.live_from = None, forged.live_from.replace(year=2099)

    with pytest.raises(IntegrityError, match="no final review"), transaction.atomic():
        forged.save(force_insert=True)


def test_the_database_takes_no_emergency_without_a_reason(office, submitted):
    hurry_out(submitted, office.final)
    forged = EmergencyRelease.objects.get()
    forged.pk, forged.language, forged.reason = None, ENGLISH, ""

    with pytest.raises(IntegrityError, match="has_a_reason"), transaction.atomic():
        forged.save(force_insert=True)
