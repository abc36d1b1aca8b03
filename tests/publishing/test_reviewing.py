import pytest
from django.db import IntegrityError, transaction

from news.models import ArticleRelease
from tests.factories import ArticleFactory, SectionFactory, UserFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing import reviewing, saving
from waishi.publishing.checking import CheckRefused
from waishi.publishing.models import Review, Stage
from waishi.publishing.reviewing import ReviewRefused, approve, hashes_of, send_back, submit

pytestmark = pytest.mark.django_db


def read_and_approve(article, person, language=SOURCE, **more):
    article.refresh_from_db()
    approve(article, language, person, read_hash=hashes_of(article)[language], **more)
    article.refresh_from_db()


def rewrite(article, person, **texts):
    """Change a text as the admin does."""
    article.refresh_from_db()
    for name, text in texts.items():
        setattr(article, name, text)
    saving.save(article, person, list(texts))


def test_a_text_passes_three_reviews_by_three_people(office):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)

    stages = []
    for person in (office.first, office.second, office.final):
        article.refresh_from_db()
        stages.append(article.stage)
        read_and_approve(article, person)

    assert stages == [Stage.FIRST, Stage.SECOND, Stage.FINAL]
    assert article.stage == Stage.DRAFT
    assert article.releases.count() == 1


@pytest.mark.parametrize(("wanted", "people"), [(1, ["final"]), (2, ["first", "final"])])
def test_a_section_may_ask_for_fewer_reviews(office, wanted, people):
    article = ArticleFactory(section=SectionFactory(reviews_wanted=wanted))
    submit(article, SOURCE, office.writer)

    for name in people:
        read_and_approve(article, getattr(office, name))

    assert article.releases.count() == 1


def test_a_reprint_needs_one_review(office):
    article = ArticleFactory(
        source_url="https://example.com/a",
        source_published_at="2021-09-15T10:00+08:00",
        source_zh_hans="新华社",
    )
    submit(article, SOURCE, office.writer)

    read_and_approve(article, office.final)

    assert article.releases.count() == 1


def test_nobody_reviews_a_text_they_changed(office):
    article = ArticleFactory()
    rewrite(article, office.first, title_zh_hans="一审动过的标题")
    submit(article, SOURCE, office.writer)

    with pytest.raises(ReviewRefused, match="您写过或改过"):
        read_and_approve(article, office.first)


def test_one_person_with_two_roles_does_not_review_twice(office):
    both = UserFactory(roles=["一审", "二审"])
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    read_and_approve(article, both)

    with pytest.raises(ReviewRefused, match="您已审过"):
        read_and_approve(article, both)


def test_the_database_itself_refuses_a_second_approval_by_one_person(office):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    read_and_approve(article, office.first)
    twin = Review.objects.get(verdict=Review.Verdict.APPROVED)
    twin.pk, twin.stage = None, Stage.SECOND

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.parametrize("role", ["writer", "contributor", "second", "administrator", "registrar"])
def test_only_the_role_of_a_stage_decides_it(office, role):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)

    with pytest.raises(ReviewRefused):
        read_and_approve(article, getattr(office, role))


def test_a_superuser_cannot_release(office):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)

    with pytest.raises(ReviewRefused):
        read_and_approve(article, UserFactory(is_superuser=True))


def test_a_text_that_changed_after_it_was_opened_is_not_approved(office):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    opened = hashes_of(article)[SOURCE]
    rewrite(article, office.writer, title_zh_hans="送审之后又改")

    with pytest.raises(ReviewRefused, match="又有改动"):
        approve(article, SOURCE, office.first, read_hash=opened)


def test_a_correction_under_review_goes_back_to_the_first_review_and_is_kept(office):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    read_and_approve(article, office.first)

    rewrite(article, office.second, title_zh_hans="二审改过的标题")

    article.refresh_from_db()
    assert article.stage == Stage.FIRST
    corrected = Review.objects.get(verdict=Review.Verdict.CORRECTED)
    assert corrected.document["title"] == "二审改过的标题"
    assert corrected.reviewer == office.second
    submitted = Review.objects.get(verdict=Review.Verdict.SUBMITTED)
    assert submitted.document["title"] == "重庆与麦德林签署友城谅解备忘录"


def test_english_edits_leave_the_chinese_review_where_it_is(office):
    article = ArticleFactory(english=True)
    submit(article, SOURCE, office.writer)
    read_and_approve(article, office.first)

    rewrite(article, office.translator, title_en="Another English title")

    article.refresh_from_db()
    assert article.stage == Stage.SECOND


def test_a_translation_is_released_by_another_translator(office):
    article = ArticleFactory(english=True)
    rewrite(article, office.translator, title_en="Chongqing signs with Medellín")
    submit(article, ENGLISH, office.writer)

    with pytest.raises(ReviewRefused):
        read_and_approve(article, office.translator, ENGLISH)
    read_and_approve(article, office.other_translator, ENGLISH)

    assert list(article.releases.values_list("language", flat=True)) == [ENGLISH]


def test_a_returned_text_goes_back_with_an_opinion(office):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)

    with pytest.raises(ReviewRefused, match="写明意见"):
        send_back(article, SOURCE, office.first, " ")
    send_back(article, SOURCE, office.first, "请核对日期")

    article.refresh_from_db()
    assert article.stage == Stage.DRAFT
    assert Review.objects.get(verdict=Review.Verdict.RETURNED).opinion == "请核对日期"


@pytest.mark.parametrize("role", ["auditor", "administrator", "registrar"])
def test_only_those_who_write_submit(office, role):
    with pytest.raises(ReviewRefused, match="没有送审的权限"):
        submit(ArticleFactory(), SOURCE, getattr(office, role))


def test_an_unfinished_text_is_not_submitted_and_says_what_it_lacks(office):
    article = ArticleFactory(body_zh_hans="")

    with pytest.raises(CheckRefused, match="正文"):
        submit(article, SOURCE, office.writer)


def test_a_release_that_nobody_approved_is_refused_by_the_database(office, moment):
    article = ArticleFactory()
    office.release(article)
    release = ArticleRelease.objects.get()
    forged = ArticleRelease.objects.get()
    forged.pk, forged.text_hash, forged.language = None, "0" * 64, ENGLISH

    with pytest.raises(IntegrityError), transaction.atomic():
        forged.save(force_insert=True)
    assert list(ArticleRelease.objects.all()) == [release]


def test_reviews_are_never_changed_or_deleted(office):
    submit(ArticleFactory(), SOURCE, office.writer)

    for change in (Review.objects.all().delete, lambda: Review.objects.update(opinion="改")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_authors_are_those_who_changed_the_text_since_its_last_release(office):
    article = ArticleFactory(created_by=office.contributor)
    rewrite(article, office.contributor, title_zh_hans="信息员改中文")
    office.release(article)

    rewrite(article, office.first, title_zh_hans="一审改中文")

    assert reviewing.authors_of(article, SOURCE) == {office.first.pk}
