"""勘误: slips of the pen are mended at once by two people; facts are not slips."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from news.models import ArticlePicture, ArticleRelease, Erratum
from tests.factories import ArticleFactory, CityFactory, PictureFactory
from waishi.languages import ENGLISH, SOURCE, column
from waishi.publishing.correcting import agree, propose, send_back
from waishi.publishing.models import Official
from waishi.publishing.moments import database_moment
from waishi.publishing.queue import authors_of
from waishi.publishing.slips import Replacement, characters_of

pytestmark = pytest.mark.django_db

BODY = (
    "<p>双方就<strong>教育合做</strong>进行了交流，2021年9月15日举行了签署仪式。</p>"
    "<p>市长张某会见了代表团一行，双方愿意加强&amp;扩大往来。</p>"
)
ENGLISH_BODY = "<p>Both sides discused education on 15 September and met in Chongqing.</p>"


@pytest.fixture
def article(office):
    found = ArticleFactory(english=True, body_zh_hans=BODY, body_en=ENGLISH_BODY)
    office.release(found)
    office.release(found, ENGLISH)
    return found


def slip(before, after):
    return [Replacement(before, after)]


def live(article, language=SOURCE):
    return article.releases.live_at(database_moment()).get(language=language)


def test_a_slip_is_mended_at_once_when_another_person_agrees(client, office, article):
    erratum = propose(article, SOURCE, office.writer, slip("教育合做", "教育合作"))
    assert "教育合做" in client.get(f"/news/{article.pk}/").content.decode()

    agree(erratum, office.first)

    page = client.get(f"/news/{article.pk}/").content.decode()
    assert "教育合作" in page
    assert "教育合做" not in page


def test_english_slips_are_mended_in_english(client, office, article):
    agree(
        propose(article, ENGLISH, office.writer, slip("discused", "discussed")), office.translator
    )

    assert "discussed" in client.get(f"/en/news/{article.pk}/").content.decode()
    assert live(article).erratum is None


def test_the_day_and_the_end_of_the_page_stay(office, moment):
    article = ArticleFactory(body_zh_hans=BODY)
    first = office.release(article, expires_at=moment + timedelta(days=3))

    agree(propose(article, SOURCE, office.writer, slip("合做", "合作")), office.first)

    now = live(article)
    assert (now.dated_at, now.expires_at) == (first.dated_at, first.expires_at)


def test_a_slip_is_mended_though_whoever_found_it_has_left(office, article):
    erratum = propose(article, SOURCE, office.writer, slip("合做", "合作"))
    office.writer.is_active = False
    office.writer.save()
    erratum.refresh_from_db()

    assert agree(erratum, office.first) == []

    article.refresh_from_db()
    assert "合作" in article.body_zh_hans
    assert authors_of(article, SOURCE) == set()


def test_no_draft_leaks_and_the_draft_is_mended_too(office, article):
    office.rewrite(article, title_zh_hans="还没有审过的标题")

    agree(propose(article, SOURCE, office.writer, slip("合做", "合作")), office.first)

    article.refresh_from_db()
    assert "合作" in article.body_zh_hans
    assert article.title_zh_hans == "还没有审过的标题"
    assert live(article).title != article.title_zh_hans


def test_where_the_passage_is_gone_from_the_draft_it_is_said(office, article):
    office.rewrite(article, body_zh_hans="<p>全部重写。</p>")

    notes = agree(propose(article, SOURCE, office.writer, slip("合做", "合作")), office.first)

    assert notes == ["工作稿里没有“合做”，没有改动，请核对。"]


@pytest.mark.parametrize(
    ("language", "person", "before", "after"),
    [(SOURCE, "first", "合做", "合作"), (ENGLISH, "translator", "Educaton", "Education")],
)
def test_a_slip_under_a_picture_is_mended_in_the_draft_too(office, language, person, before, after):
    article = ArticleFactory(english=True)
    said = {"alt_zh_hans": "合影", "alt_en": "Group photo", column("caption", language): before}
    row = ArticlePicture.objects.create(article=article, picture=PictureFactory(), **said)
    office.release(article, language)
    office.rewrite(article, author="张某")

    erratum = propose(article, language, office.writer, slip(before, after))
    notes = agree(erratum, getattr(office, person))

    row.refresh_from_db()
    assert notes == []
    assert getattr(row, column("caption", language)) == after
    assert live(article, language).document["gallery"][0]["caption"] == after
    assert authors_of(article, language) == {office.writer.pk}


def test_a_scheduled_page_with_the_same_slip_is_named(office, article, moment):
    office.rewrite(article, title_zh_hans="明天换的标题")
    office.release(article, live_from=moment + timedelta(days=1))

    notes = agree(propose(article, SOURCE, office.writer, slip("合做", "合作")), office.first)

    assert "明天换的标题" in notes[-1]


def test_a_mended_slip_makes_nobody_forget_who_wrote_the_draft(office, article):
    office.rewrite(article, title_zh_hans="还没有审过的标题")
    agree(propose(article, SOURCE, office.second, slip("合做", "合作")), office.first)

    assert authors_of(article, SOURCE) == {office.writer.pk}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("2021年9月15日", "2021年9月16日", "数字"),
        ("9月", "九月", "数字"),
        ("张某会见", "章某会见", "人名"),
        ("市长张", "副市长张", "职务"),
        ("双方就", "昨天双方就", "日期"),
        ("麦德林签署", "卖德林签署", "名称"),
        ("一行", "二行", "数字"),
    ],
)
def test_names_posts_figures_and_dates_are_no_slips(office, article, before, after, why):
    CityFactory(name_zh_hans="麦德林", name_en="Medellín")

    with pytest.raises(ValidationError, match=why):
        propose(article, SOURCE, office.writer, slip(before, after), everywhere=True)


def test_names_of_the_officials_register_are_no_slips(office, article):
    Official.objects.create(name_zh_hans="合做", post_zh_hans="主任", source="名单")

    with pytest.raises(ValidationError, match="不能改名称（合做）"):
        propose(article, SOURCE, office.writer, slip("合做", "合作"))


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("15 September", "16 September", "数字"),
        ("September", "October", "日期|专有名称"),
        ("in Chongqing", "in Chengdu", "专有名称"),
        ("Both sides", "Two sides", "数字"),
    ],
)
def test_english_facts_are_no_slips_either(office, article, before, after, why):
    with pytest.raises(ValidationError, match=why):
        propose(article, ENGLISH, office.writer, slip(before, after), everywhere=True)


def test_twenty_characters_are_the_most_and_add_up(office, article):
    with pytest.raises(ValidationError, match="最多改20个字"):
        propose(
            article,
            SOURCE,
            office.writer,
            slip("愿意", "愿意在各个方面以更加积极主动的态度进一步深入地"),
        )

    agree(
        propose(article, SOURCE, office.writer, slip("愿意", "愿意在各个方面更加积极主动地")),
        office.first,
    )
    with pytest.raises(ValidationError, match="上次审核以来已勘误"):
        propose(article, SOURCE, office.writer, slip("加强", "在各个领域和层次不断地加强"))


def test_a_correction_counts_the_longer_side_of_each_change():
    mended = Replacement("市外办主任会见了代表团。", "市外办副主任会见代表团。")

    assert characters_of(mended) == 2


def test_a_passage_that_stands_twice_is_mended_only_where_it_is_meant(office, article):
    with pytest.raises(ValidationError, match="共2处"):
        propose(article, SOURCE, office.writer, slip("双方", "双边"))

    erratum = propose(article, SOURCE, office.writer, slip("双方", "双边"), everywhere=True)
    assert erratum.characters == 2


@pytest.mark.parametrize("before", ["strong", "<p>", "合做</strong>", "没有的话"])
def test_markup_is_never_part_of_a_passage(office, article, before):
    with pytest.raises(ValidationError, match="没有"):
        propose(article, SOURCE, office.writer, slip(before, "改"))


def test_what_is_written_cannot_become_markup(office, article):
    agree(propose(article, SOURCE, office.writer, slip("愿意", "<b>愿")), office.first)

    assert "&lt;b&gt;愿" in live(article).document["body"]


def test_signs_that_html_writes_otherwise_are_found(office, article):
    agree(propose(article, SOURCE, office.writer, slip("加强&扩大", "加强和扩大")), office.first)

    assert "加强和扩大" in live(article).document["body"]


@pytest.mark.parametrize("person", ["writer", "contributor", "administrator", "auditor"])
def test_nobody_but_another_reviewer_agrees(office, article, person):
    erratum = propose(article, SOURCE, office.writer, slip("合做", "合作"))

    with pytest.raises(ValidationError):
        agree(erratum, getattr(office, person))
    assert live(article).erratum is None


def test_a_reviewer_does_not_agree_to_their_own(office, article):
    erratum = propose(article, SOURCE, office.first, slip("合做", "合作"))

    with pytest.raises(ValidationError, match="不能自己同意"):
        agree(erratum, office.first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erratum.objects.filter(pk=erratum.pk).update(
            verdict="agreed", decided_by=office.first, decided_at=database_moment()
        )


def test_it_is_decided_once(office, article):
    erratum = propose(article, SOURCE, office.writer, slip("合做", "合作"))
    agree(erratum, office.first)

    for act in (lambda: agree(erratum, office.second), lambda: send_back(erratum, office.writer)):
        with pytest.raises(ValidationError, match="不能再改"):
            act()


def test_it_is_refused_where_the_page_has_changed_meanwhile(office, article):
    erratum = propose(article, SOURCE, office.writer, slip("合做", "合作"))
    office.rewrite(article, title_zh_hans="重新发布的标题")
    office.release(article)

    with pytest.raises(ValidationError, match="页面已更换"):
        agree(erratum, office.first)


def test_returned_with_a_reason_or_taken_back(office, article):
    erratum = propose(article, SOURCE, office.writer, slip("合做", "合作"))
    with pytest.raises(ValidationError, match="退回须写明意见"):
        send_back(erratum, office.first)
    send_back(erratum, office.writer)

    other = propose(article, SOURCE, office.writer, slip("合做", "合作"))
    send_back(other, office.first, "原文如此")
    other.refresh_from_db()
    assert other.verdict == "returned"


# By other roads ------------------------------------------------------------------


def test_a_release_is_exactly_the_erratum_that_was_agreed_to(office, article):
    erratum = propose(article, SOURCE, office.writer, slip("合做", "合作"))
    twin = live(article)
    twin.pk, twin.erratum, twin.live_from = None, erratum, database_moment()
    twin.document, twin.text_hash = erratum.document, erratum.text_hash

    with pytest.raises(IntegrityError, match="no final review"), transaction.atomic():
        twin.save(force_insert=True)

    agree(erratum, office.first)


def test_a_document_other_than_the_approved_one_is_not_released_under_its_hash(office, article):
    twin = ArticleRelease.objects.get(pk=live(article).pk)
    twin.pk, twin.live_from = None, database_moment() + timedelta(days=1)
    twin.document = twin.document | {"title": "没有人审过的标题"}

    with pytest.raises(IntegrityError, match="no final review"), transaction.atomic():
        twin.save(force_insert=True)
