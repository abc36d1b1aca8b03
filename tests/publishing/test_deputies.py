"""Deputies: who reviews in whose place, and what nobody gains by it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import ArticleFactory, UserFactory
from tests.publishing.test_queue import awaiting
from tests.publishing.test_reviewing import read_and_approve, rewrite
from waishi.languages import SOURCE
from waishi.publishing.models import AuditEntry, Deputy, Review, Stage
from waishi.publishing.reviewing import ReviewRefused, submit
from waishi.publishing.standing_in import DeputyRefused, appoint, end

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


@pytest.fixture
def stand_in(office):
    """Let somebody review in the place of another from today on."""

    def let(principal, deputy, days=5):
        return appoint(principal, deputy, today(), today() + timedelta(days=days), principal)

    return let


@pytest.fixture
def submitted(office):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    return article


def test_a_deputy_approves_in_the_place_of_the_absent(office, submitted, stand_in):
    stand_in(office.first, office.translator)
    assert awaiting(office.translator).count() == 1

    read_and_approve(submitted, office.translator)

    review = Review.objects.get(verdict=Review.Verdict.APPROVED)
    assert (review.reviewer, review.on_behalf_of) == (office.translator, office.first)
    assert submitted.stage == Stage.SECOND


def test_who_holds_the_stage_themselves_acts_in_their_own_right(office, submitted, stand_in):
    other = UserFactory(roles=["一审"])
    stand_in(office.first, other)

    read_and_approve(submitted, other)

    assert Review.objects.get(verdict=Review.Verdict.APPROVED).on_behalf_of is None


@pytest.mark.parametrize("days", [(-9, -1), (1, 5)])
def test_a_deputy_is_one_on_the_days_set_and_on_no_other(office, submitted, days):
    first, last = (today() + timedelta(days=number) for number in days)
    Deputy.objects.create(
        principal=office.first,
        deputy=office.translator,
        from_on=first,
        until_on=last,
        set_by=office.first,
        set_at=timezone.now(),
    )

    assert awaiting(office.translator).count() == 0
    with pytest.raises(ReviewRefused, match="没有这一环节的权限"):
        read_and_approve(submitted, office.translator)


def test_a_deputy_does_not_review_their_own_text(office, stand_in):
    article = ArticleFactory()
    rewrite(article, office.second, title_zh_hans="代审人写的")
    article.refresh_from_db()
    submit(article, SOURCE, office.writer)
    stand_in(office.first, office.second)

    assert awaiting(office.second).count() == 0
    with pytest.raises(ReviewRefused, match="您写过或改过"):
        read_and_approve(article, office.second)


def test_nor_the_text_of_the_one_who_is_absent(office, stand_in):
    article = ArticleFactory()
    rewrite(article, office.first, title_zh_hans="一审写的")
    article.refresh_from_db()
    submit(article, SOURCE, office.writer)
    stand_in(office.first, office.translator)

    assert awaiting(office.translator).count() == 0
    with pytest.raises(ReviewRefused, match="须由他人审核"):
        read_and_approve(article, office.translator)


def test_nobody_appears_twice_in_one_round_by_standing_in(office, submitted, stand_in):
    both = UserFactory(roles=["一审", "二审"])
    stand_in(both, office.translator)
    read_and_approve(submitted, both)

    assert awaiting(office.translator).count() == 0
    with pytest.raises(ReviewRefused, match="须由他人审核"):
        read_and_approve(submitted, office.translator)


def test_the_absent_does_not_approve_a_round_their_deputy_approved(office, submitted, stand_in):
    both = UserFactory(roles=["一审", "二审"])
    stand_in(both, office.translator)
    read_and_approve(submitted, office.translator)

    with pytest.raises(ReviewRefused, match="您已审过"):
        read_and_approve(submitted, both)


def test_the_database_refuses_deputy_and_absent_in_one_round(office, submitted):
    read_and_approve(submitted, office.first)
    twin = Review.objects.get(verdict=Review.Verdict.APPROVED)
    twin.pk, twin.stage = None, Stage.SECOND
    twin.reviewer, twin.on_behalf_of = office.second, office.first

    with pytest.raises(IntegrityError, match="another_authority"), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.parametrize("who", ["reviewer", "on_behalf_of"])
def test_the_database_refuses_the_approval_of_an_author(office, submitted, who):
    rewrite(submitted, office.second, title_zh_hans="二审改过")
    submitted.refresh_from_db()
    read_and_approve(submitted, office.first)
    twin = Review.objects.get(verdict=Review.Verdict.APPROVED)
    twin.pk, twin.stage, twin.reviewer = None, Stage.SECOND, office.final
    setattr(twin, who, office.second)

    with pytest.raises(IntegrityError, match="their own text"), transaction.atomic():
        twin.save(force_insert=True)


def test_standing_in_is_not_lent_on(office, submitted, stand_in):
    stand_in(office.first, office.second)
    stand_in(office.second, office.translator)

    assert awaiting(office.translator).count() == 0


@pytest.mark.parametrize("deputy", ["contributor", "auditor", "administrator", "registrar"])
def test_only_those_who_may_stand_in_do(office, deputy, stand_in):
    with pytest.raises(DeputyRefused, match="不能代审"):
        stand_in(office.first, getattr(office, deputy))


@pytest.mark.parametrize("by", ["second", "writer", "auditor"])
def test_nobody_makes_themselves_the_deputy_of_another(office, by):
    person = getattr(office, by)
    with pytest.raises(DeputyRefused, match="只有本人或管理员"):
        appoint(office.first, office.second, today(), today(), person)


@pytest.mark.parametrize(
    ("first", "last"),
    [(0, -1), (-3, -1), (0, 400)],
    ids=["reversed", "over", "too long"],
)
def test_days_that_cannot_be_are_refused(office, first, last):
    days = (today() + timedelta(days=first), today() + timedelta(days=last))
    with pytest.raises(DeputyRefused):
        appoint(office.first, office.second, *days, office.first)


def test_a_deputy_ends_at_once_when_the_absent_is_back(office, submitted, stand_in):
    deputy = stand_in(office.first, office.translator)

    end(deputy, office.first)

    assert awaiting(office.translator).count() == 0
    said = list(AuditEntry.objects.filter(kind="代审").values_list("act", flat=True))
    assert said == ["结束代审", "指定代审"]
    with pytest.raises(DeputyRefused, match="已经结束"):
        end(deputy, office.first)


@pytest.mark.parametrize("starts_in", [0, 10])
def test_what_ends_early_keeps_the_days_that_were_set(office, submitted, starts_in):
    days = [today() + timedelta(days=starts_in), today() + timedelta(days=starts_in + 5)]
    deputy = appoint(office.first, office.translator, *days, office.first)

    end(deputy, office.first)

    deputy.refresh_from_db()
    assert [deputy.from_on, deputy.until_on] == days
    assert deputy.ended_at
    assert awaiting(office.translator).count() == 0


@pytest.mark.parametrize("days_ago", [1, 300])
def test_what_has_ended_is_not_ended_again(client, office, days_ago):
    day = today() - timedelta(days=days_ago)
    deputy = Deputy.objects.create(
        principal=office.first,
        deputy=office.second,
        from_on=day,
        until_on=day,
        set_by=office.first,
        set_at=timezone.now(),
    )
    client.force_login(office.first)

    page = client.post(f"/admin/publishing/deputy/{deputy.pk}/end/", follow=True).content.decode()

    assert "这次代审已经结束" in page
    deputy.refresh_from_db()
    assert deputy.until_on == day
    assert not AuditEntry.objects.filter(act="结束代审").exists()


def test_the_administrator_sets_a_deputy_in_the_admin(client, office):
    client.force_login(office.administrator)
    until = today() + timedelta(days=3)
    response = client.post(
        "/admin/publishing/deputy/add/",
        {
            "principal": office.first.pk,
            "deputy": office.second.pk,
            "from_on": today().isoformat(),
            "until_on": until.isoformat(),
        },
    )

    assert response.status_code == 302, response.content.decode()[:3000]
    deputy = Deputy.objects.get()
    assert (deputy.deputy, deputy.set_by) == (office.second, office.administrator)
    assert deputy.until_on == date.fromisoformat(until.isoformat())


def test_a_reviewer_sets_a_deputy_for_themselves_only(client, office):
    client.force_login(office.first)
    data = {"deputy": office.second.pk, "from_on": today(), "until_on": today()}

    client.post("/admin/publishing/deputy/add/", data | {"principal": office.final.pk})
    assert not Deputy.objects.exists()
    client.post("/admin/publishing/deputy/add/", data | {"principal": office.first.pk})
    assert Deputy.objects.get().principal == office.first
