import pytest

from news.models import ArticleRelease
from tests.conftest import read_and_approve
from tests.factories import ArticleFactory, SectionFactory
from waishi.languages import SOURCE
from waishi.publishing import releasing
from waishi.publishing.checking import CheckRefused, findings_of
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import Review, Stage
from waishi.publishing.reviewing import approve, submit
from waishi.publishing.ticking import ticked_before

pytestmark = pytest.mark.django_db

DOUBLED = "<p>双方就加强合作的的方式交换意见。</p>"
IMPOSSIBLE = "<p>签署仪式于2021年9月31日在线举行。</p>"


def ticks_of(article, moment):
    return [finding.key for finding in findings_of(article, SOURCE, moment)]


def approve_unread(article, person, **more):
    document = document_of(article, SOURCE)
    approve(article, SOURCE, person, read_hash=hash_of(document), **more)


def test_what_blocks_stops_the_submission(office):
    article = ArticleFactory(body_zh_hans=IMPOSSIBLE)

    with pytest.raises(CheckRefused, match="不是日历上有的日期"):
        submit(article, SOURCE, office.writer)

    article.refresh_from_db()
    assert article.stage == Stage.DRAFT


def test_what_is_missing_is_told_in_one_sentence(office):
    article = ArticleFactory(title_zh_hans="", body_zh_hans="", source_zh_hans="")

    with pytest.raises(CheckRefused, match="中文稿还缺：标题、正文、来源。"):
        submit(article, SOURCE, office.writer)


def test_a_warning_does_not_stop_the_submission(office):
    submit(ArticleFactory(body_zh_hans=DOUBLED), SOURCE, office.writer)

    assert Review.objects.get().verdict == Review.Verdict.SUBMITTED


def test_a_warning_asks_every_approval_for_a_tick(office, moment):
    article = ArticleFactory(body_zh_hans=DOUBLED)
    submit(article, SOURCE, office.writer)

    with pytest.raises(CheckRefused, match="打勾"):
        approve_unread(article, office.first)

    approve_unread(article, office.first, accepted=ticks_of(article, moment))
    article.refresh_from_db()
    assert article.stage == Stage.SECOND


def test_the_review_keeps_what_was_ticked_and_by_whom(office, moment):
    article = ArticleFactory(body_zh_hans=DOUBLED)
    submit(article, SOURCE, office.writer)
    (key,) = ticks_of(article, moment)

    approve_unread(article, office.first, accepted=[key, "0000000000000000"])

    review = Review.objects.get(verdict=Review.Verdict.APPROVED)
    assert [tick["key"] for tick in review.ticked] == [key]
    assert review.ticked[0]["said"].endswith("：“的的”重复")
    article.refresh_from_db()
    assert ticked_before(article, review.document) == {key: office.first}


def test_one_tick_is_enough_for_the_same_text(office, moment):
    article = ArticleFactory(body_zh_hans=DOUBLED)
    submit(article, SOURCE, office.writer)
    approve_unread(article, office.first, accepted=ticks_of(article, moment))

    for person in (office.second, office.final):
        approve_unread(article, person)

    assert ArticleRelease.objects.count() == 1


def test_a_corrected_text_is_ticked_anew(office, moment):
    article = ArticleFactory(body_zh_hans=DOUBLED)
    submit(article, SOURCE, office.writer)
    approve_unread(article, office.first, accepted=ticks_of(article, moment))
    office.rewrite(article, title_zh_hans="重庆与麦德林结好")

    with pytest.raises(CheckRefused, match="打勾"):
        approve_unread(article, office.first)


def test_what_blocks_stops_every_release_whoever_asks(office):
    article = ArticleFactory(body_zh_hans=IMPOSSIBLE)
    document = document_of(article, SOURCE)

    with pytest.raises(CheckRefused, match="不是日历上有的日期"):
        releasing.release(article, SOURCE, document, office.final)

    assert ArticleRelease.objects.count() == 0


def test_a_text_that_nothing_stands_against_needs_no_tick(office):
    article = ArticleFactory(section=SectionFactory(reviews_wanted=1))
    submit(article, SOURCE, office.writer)

    approve_unread(article, office.final)

    assert ArticleRelease.objects.count() == 1


def test_everything_ticked_is_released(office):
    article = ArticleFactory(body_zh_hans=DOUBLED, section=SectionFactory(reviews_wanted=1))
    submit(article, SOURCE, office.writer)

    read_and_approve(article, SOURCE, office.final)

    assert ArticleRelease.objects.count() == 1
