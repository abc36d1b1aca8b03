"""勘误 on the pages of the office: proposed, waiting in the one queue, decided on a phone."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from friendship_cities.names import names_of_the_register
from news.models import Erratum
from tests.factories import ArticleFactory, CityFactory
from tests.publishing.test_errata import BODY, ENGLISH_BODY, live, slip
from tests.publishing.test_notices import channel
from waishi.accounts.models import User
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.correcting import agree, propose, send_back
from waishi.publishing.models import Notice, QueueEntry, WordRule
from waishi.publishing.notices import people_for
from waishi.publishing.queue import entry_of
from waishi.publishing.slips import read_replacements
from waishi.publishing.standing_in import authorities_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(office):
    found = ArticleFactory(english=True, body_zh_hans=BODY, body_en=ENGLISH_BODY)
    office.release(found)
    office.release(found, ENGLISH)
    return found


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


@pytest.mark.parametrize("page", ["erratum", "withdraw"])
@pytest.mark.parametrize("typed", ["", " ", "x", "https://[", "/news/999999/", "999999", "9" * 40])
def test_any_address_is_answered_and_stays_to_be_mended(client, office, typed, page):
    client.force_login(office.first)

    answer = client.get(f"/admin/{page}/", {"page": typed})

    assert answer.status_code == 200
    assert ("没有您能打开的稿件" in answer.content.decode()) == bool(typed.strip())
    assert f'value="{typed.strip()}"' in answer.content.decode()


def test_a_contributor_neither_sees_nor_mends_the_texts_of_others(client, office, article):
    erratum = propose(article, SOURCE, office.writer, slip("合做", "合作"))
    client.force_login(office.contributor)

    found = client.get(f"/admin/erratum/?page={article.pk}").content.decode()
    assert "没有您能打开的稿件" in found
    assert article.title_zh_hans not in found
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
    boxes = re.findall(r'name="accepted"\s+value="(\w+)"', client.get(address).content.decode())
    assert len(boxes) == 1
    client.post(address, {"_agree": "1", "accepted": boxes})

    erratum.refresh_from_db()
    assert erratum.verdict == Erratum.Verdict.AGREED
    assert boxes[0] in [tick["key"] for tick in erratum.ticked]


def test_a_refused_decision_keeps_what_was_ticked_and_written(client, office, article):
    for term in ("合作", "教育"):
        WordRule.objects.create(term=term, reason="试", source="试", level="warning")
    erratum = propose(article, SOURCE, office.writer, slip("教育合做", "教育合作"))
    address = reverse("admin:news_erratum_review", args=[erratum.pk])
    client.force_login(office.first)
    boxes = re.findall(r'name="accepted"\s+value="(\w+)"', client.get(address).content.decode())

    said = {"_agree": "1", "accepted": boxes[:1], "opinion": "等一等"}
    refused = client.post(address, said).content.decode()

    assert len(boxes) == 2
    assert re.findall(r'value="(\w+)"\s+checked', refused) == boxes[:1]
    assert 'value="等一等"' in refused
    assert "请核对" in refused


def test_what_was_ticked_of_the_live_page_is_not_asked_again(office):
    WordRule.objects.create(term="加强", instead="增强", reason="试", source="试", level="warning")
    article = ArticleFactory(body_zh_hans=BODY)
    office.release(article)

    agree(propose(article, SOURCE, office.writer, slip("教育合做", "教育合作")), office.first)
    agree(propose(article, SOURCE, office.writer, slip("进行了交流", "作了交流")), office.first)

    assert "作了交流" in live(article).document["body"]
