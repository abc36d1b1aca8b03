"""勘误: slips of the pen are mended at once by two people; facts are not slips."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from friendship_cities.names import names_of_the_register
from news.models import ArticleRelease, Erratum
from tests.factories import ArticleFactory, CityFactory
from tests.publishing.test_notices import channel
from waishi.accounts.models import User
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.correcting import agree, propose, send_back
from waishi.publishing.documents import hash_of
from waishi.publishing.models import Notice, Official, QueueEntry, WordRule
from waishi.publishing.moments import database_moment
from waishi.publishing.notices import people_for
from waishi.publishing.queue import authors_of, entry_of
from waishi.publishing.slips import Replacement, read_replacements
from waishi.publishing.standing_in import authorities_of

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


def forged(article, office, **more):
    now = live(article)
    document = now.document | {"title": "没有人审过的标题"} | more.pop("document", {})
    return Erratum(
        **{
            "article": article,
            "language": SOURCE,
            "corrects": now,
            "replacements": [],
            "characters": 1,
            "document": document,
            "text_hash": hash_of(document),
            "proposed_by": office.writer,
            "proposed_at": database_moment(),
        }
        | more
    )


def test_an_erratum_is_not_agreed_to_in_one_stroke(office, article):
    agreed = {"verdict": "agreed", "decided_by": office.first, "decided_at": database_moment()}

    with pytest.raises(IntegrityError), transaction.atomic():
        forged(article, office, **agreed).save()


@pytest.mark.parametrize("changed", [{"section": 1}, {"author": "他人"}, {"about": {}}])
def test_an_erratum_mends_words_and_nothing_else(office, article, changed):
    with pytest.raises(IntegrityError, match="mends words"), transaction.atomic():
        forged(article, office, document=changed).save()


def test_a_release_is_exactly_the_erratum_that_was_agreed_to(office, article):
    erratum = propose(article, SOURCE, office.writer, slip("合做", "合作"))
    twin = live(article)
    twin.pk, twin.erratum, twin.live_from = None, erratum, database_moment()
    twin.document, twin.text_hash = erratum.document, erratum.text_hash

    with pytest.raises(IntegrityError, match="no final review"), transaction.atomic():
        twin.save(force_insert=True)

    agree(erratum, office.first)


def test_what_an_erratum_said_stands(office, article):
    erratum = propose(article, SOURCE, office.writer, slip("合做", "合作"))
    mine = Erratum.objects.filter(pk=erratum.pk)

    for change in (
        lambda: mine.update(document={}),
        lambda: mine.update(corrects=live(article, ENGLISH)),
        lambda: mine.delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_document_other_than_the_approved_one_is_not_released_under_its_hash(office, article):
    twin = ArticleRelease.objects.get(pk=live(article).pk)
    twin.pk, twin.live_from = None, database_moment() + timedelta(days=1)
    twin.document = twin.document | {"title": "没有人审过的标题"}

    with pytest.raises(IntegrityError, match="no final review"), transaction.atomic():
        twin.save(force_insert=True)


# The pages -----------------------------------------------------------------------


def test_the_whole_way_on_a_phone(client, office, article):
    client.force_login(office.writer)
    address = f"/admin/erratum/?page=https://fao.example/news/{article.pk}/"
    assert "读者现在看到的" in client.get(address).content.decode()

    answer = client.post(address, {"before": ["合做\n", ""], "after": ["合作", ""]}, follow=True)
    decision = answer.redirect_chain[-1][0]
    assert "不能同意自己提出的勘误" in answer.content.decode()
    client.post(decision, {"_agree": ""})
    assert live(article).erratum is None

    client.force_login(office.first)
    assert "同意，立即更正" in client.get(decision).content.decode()
    client.post(decision, {"_agree": ""})
    assert "教育合作" in client.get(f"/news/{article.pk}/").content.decode()


def test_the_page_keeps_what_was_typed_when_it_is_refused(client, office, article):
    client.force_login(office.writer)

    shown = client.post(f"/admin/erratum/?page={article.pk}", {"before": ["9月"], "after": ["8月"]})

    assert 'value="8月"' in shown.content.decode()
    assert not Erratum.objects.exists()


@pytest.mark.parametrize("typed", ["", "x", "https://[", "/news/999999/", "9" * 40])
def test_any_address_is_answered(client, office, typed):
    client.force_login(office.writer)

    assert client.get("/admin/erratum/", {"page": typed}).status_code in (200, 404)


def test_a_contributor_neither_sees_nor_mends_the_texts_of_others(client, office, article):
    erratum = propose(article, SOURCE, office.writer, slip("合做", "合作"))
    client.force_login(office.contributor)

    assert client.get(f"/admin/erratum/?page={article.pk}").status_code == 404
    assert client.get(reverse("admin:news_erratum_review", args=[erratum.pk])).status_code == 404
    assert "合做" not in client.get("/admin/erratum/").content.decode()


def test_it_waits_in_the_one_queue_for_another_who_reads_that_language(client, office, article):
    own = propose(article, SOURCE, office.first, slip("合做", "合作"))
    english = propose(article, ENGLISH, office.writer, slip("discused", "discussed"))
    awaiting = {
        name: set(
            QueueEntry.objects.awaiting(person, authorities_of(person)).values_list(
                "object_id", "language"
            )
        )
        for name in ("first", "second", "final", "translator", "writer", "auditor")
        if (person := getattr(office, name))
    }

    chinese, other = (own.pk, SOURCE), (english.pk, ENGLISH)
    assert awaiting == {
        "first": set(),
        "second": {chinese},
        "final": {chinese, other},
        "translator": {other},
        "writer": set(),
        "auditor": set(),
    }
    for address in ("/admin/queue/", "/admin/"):
        client.force_login(office.second)
        page = client.get(address).content.decode()
        assert reverse("admin:news_erratum_review", args=[own.pk]) in page
        assert "勘误待同意" in page


def test_a_decided_erratum_waits_no_more(office, article):
    agree(propose(article, SOURCE, office.writer, slip("合做", "合作")), office.first)
    send_back(
        propose(article, ENGLISH, office.writer, slip("discused", "discussed")), office.writer
    )
    connection.check_constraints()

    assert not QueueEntry.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "delete from publishing_queueentry where stage = 'agreement'",
        "update publishing_queueentry set language = 'en'",
        "update news_erratum set verdict = 'taken_back'",
    ],
)
def test_the_database_refuses_a_queue_that_says_otherwise(office, article, statement):
    propose(article, SOURCE, office.writer, slip("合做", "合作"))
    connection.check_constraints()

    def tamper():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            connection.check_constraints()

    with pytest.raises(IntegrityError, match="the queue says"):
        tamper()


def test_whoever_can_agree_is_told(office, article):
    User.objects.update(email="someone@example.org")
    channel(events=["waiting"])

    erratum = propose(article, SOURCE, office.first, slip("合做", "合作"))

    told = Notice.objects.get(people=[]).said
    assert "【勘误待同意】中文勘误" in told
    assert reverse("admin:news_erratum_review", args=[erratum.pk]) in told
    asked = set(people_for(entry_of(erratum, SOURCE)))
    assert {office.second, office.final} <= asked
    assert not asked & {office.first, office.writer, office.translator}


def test_the_register_lends_its_names(office):
    CityFactory(name_zh_hans="图卢兹市", name_en="Toulouse")

    assert {"图卢兹市", "Toulouse", "法国", "France"} <= set(names_of_the_register())


def test_empty_rows_and_line_ends_of_a_phone_are_left_out():
    assert read_replacements([("合做\n", "合作"), ("", "")]) == slip("合做", "合作")
    for bad in ([], [("", "补字")], [("一样", "一样")], [("一" * 201, "二")], [("上\n下", "中")]):
        with pytest.raises(ValidationError):
            read_replacements(bad)


def test_a_warning_the_correction_makes_is_ticked_by_whoever_agrees(client, office, article):
    WordRule.objects.create(term="合作", instead="协作", reason="试", source="试", level="warning")
    erratum = propose(article, SOURCE, office.writer, slip("教育合做", "教育合作"))
    address = reverse("admin:news_erratum_review", args=[erratum.pk])
    client.force_login(office.first)

    client.post(address, {"_agree": "1"})
    erratum.refresh_from_db()
    assert erratum.verdict == Erratum.Verdict.PENDING
    boxes = re.findall(r'name="accepted" value="(\w+)"', client.get(address).content.decode())
    assert len(boxes) == 1
    client.post(address, {"_agree": "1", "accepted": boxes})

    erratum.refresh_from_db()
    assert erratum.verdict == Erratum.Verdict.AGREED
    assert boxes[0] in [tick["key"] for tick in erratum.ticked]


def test_what_was_ticked_of_the_live_page_is_not_asked_again(office):
    WordRule.objects.create(term="加强", instead="增强", reason="试", source="试", level="warning")
    article = ArticleFactory(body_zh_hans=BODY)
    office.release(article)

    agree(propose(article, SOURCE, office.writer, slip("教育合做", "教育合作")), office.first)
    agree(propose(article, SOURCE, office.writer, slip("进行了交流", "作了交流")), office.first)

    assert "作了交流" in live(article).document["body"]
