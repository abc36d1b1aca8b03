"""The queue: one row for whatever waits, whichever road it comes and goes by."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from news.models import Article
from tests.conftest import Office
from tests.factories import ArticleFactory, UserFactory, VisitFactory
from tests.publishing.test_reviewing import read_and_approve, rewrite
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.correcting import propose as propose_erratum
from waishi.publishing.models import QueueEntry, Review, Stage
from waishi.publishing.proposing import decide, propose, propose_publication
from waishi.publishing.queue import entry_of
from waishi.publishing.reviewing import ReviewRefused, approve, hashes_of, send_back, submit
from waishi.publishing.slips import Replacement
from waishi.publishing.standing_in import authorities_of
from waishi.publishing.templatetags.desk_tags import waited

pytestmark = pytest.mark.django_db


def waiting():
    return list(QueueEntry.objects.order_by("pk").values_list("object_id", "language", "stage"))


def awaiting(person):
    return QueueEntry.objects.awaiting(person, authorities_of(person))


def check_at_commit():
    """What the end of a transaction would check."""
    connection.check_constraints()


def test_a_text_waits_from_its_submission_until_its_release(office):
    article = ArticleFactory()
    stages = []

    submit(article, SOURCE, office.writer)
    for person in (office.first, office.second, office.final):
        stages.append(waiting())
        check_at_commit()
        read_and_approve(article, person)

    assert stages == [[(article.pk, SOURCE, stage)] for stage in ("first", "second", "final")]
    assert waiting() == []
    check_at_commit()


def test_each_language_waits_by_itself(office):
    article = ArticleFactory(english=True)
    submit(article, SOURCE, office.writer)
    submit(article, ENGLISH, office.writer)

    assert waiting() == [(article.pk, SOURCE, "first"), (article.pk, ENGLISH, "translation")]


def test_what_is_sent_back_or_corrected_moves_in_the_queue(office):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    read_and_approve(article, office.first)

    rewrite(article, office.second, title_zh_hans="二审改过的标题")

    entry = QueueEntry.objects.get()
    assert (entry.title, entry.stage) == ("二审改过的标题", Stage.FIRST)
    assert (entry.authors, entry.approvers) == ([office.second.pk], [])
    article.refresh_from_db()
    send_back(article, SOURCE, office.first, "请核对日期")
    assert waiting() == []


def test_a_proposal_waits_until_it_is_decided(office):
    visit = VisitFactory()
    proposal = propose_publication(visit, office.registrar)

    assert waiting() == [(proposal.pk, "", "decision")]
    decide(proposal, office.final, agree=True)
    assert waiting() == []


def test_the_queue_holds_for_each_person_what_they_can_decide_now(office):
    article, proposed = ArticleFactory(), VisitFactory()
    own = ArticleFactory()
    rewrite(own, office.first, title_zh_hans="一审自己的稿件")
    own.refresh_from_db()
    for text in (article, own):
        submit(text, SOURCE, office.writer)
    propose_publication(proposed, office.registrar)
    read_and_approve(article, office.first)

    held = {
        name: [entry.title for entry in awaiting(getattr(office, name))]
        for name in ("first", "second", "final", "registrar", "writer", "auditor", "contributor")
    }

    assert held == {
        "first": [],
        "second": [proposed.title_zh_hans, str(article)],
        "final": [proposed.title_zh_hans],
        "registrar": [],
        "writer": [],
        "auditor": [],
        "contributor": [],
    }


def test_one_person_with_two_roles_is_not_asked_twice(office):
    both = UserFactory(roles=["一审", "二审"])
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    assert awaiting(both).count() == 1

    read_and_approve(article, both)

    assert awaiting(both).count() == 0


def test_a_contributor_sees_no_text_of_others_in_the_queue(office):
    theirs, mine = ArticleFactory(), ArticleFactory(created_by=office.contributor)
    for text in (theirs, mine):
        submit(text, SOURCE, office.contributor if text is mine else office.writer)

    seen = QueueEntry.objects.visible_to(office.contributor)

    assert [entry.object_id for entry in seen] == [mine.pk]


@pytest.mark.parametrize(
    "statement",
    [
        "update news_article set stage = 'second', version = version + 1",
        "update news_article set stage = 'draft', version = version + 1",
        "update publishing_queueentry set stage = 'final'",
        "update publishing_queueentry set language = 'en'",
        "update publishing_queueentry set object_id = object_id + 1000",
        "delete from publishing_queueentry",
        "delete from publishing_queueentry where stage = 'decision'",
    ],
)
def test_the_database_refuses_a_queue_that_disagrees(office, statement):
    submit(ArticleFactory(), SOURCE, office.writer)
    propose_publication(VisitFactory(), office.registrar)
    check_at_commit()

    def tamper():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            check_at_commit()

    with pytest.raises(IntegrityError, match="the queue says"):
        tamper()


def test_what_is_deleted_leaves_the_queue(office):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)

    with connection.cursor() as cursor:
        # As the demonstration is cleared: nothing else deletes what waits.
        cursor.execute("set local waishi.forgetting = 'on'")
    Article.objects.filter(pk=article.pk).delete()

    assert waiting() == []
    check_at_commit()


def test_the_queue_is_made_anew_from_what_waits_and_keeps_urgency(office):
    article, visit = ArticleFactory(), VisitFactory()
    submit(article, SOURCE, office.writer)
    read_and_approve(article, office.first)
    proposal = propose_publication(visit, office.registrar)
    public = ArticleFactory(body_zh_hans="<p>教育合做</p>")
    office.release(public)
    erratum = propose_erratum(public, SOURCE, office.writer, [Replacement("合做", "合作")])
    before = list(QueueEntry.objects.order_by("since").values())
    QueueEntry.objects.filter(object_id=article.pk).update(title="错的", approvers=[])
    QueueEntry.objects.filter(object_id=proposal.pk, language="").delete()
    entry_of(erratum, SOURCE).delete()

    call_command("rebuild_queue")

    after = list(QueueEntry.objects.order_by("since").values())
    assert [one | {"id": 0} for one in after] == [one | {"id": 0} for one in before]
    check_at_commit()


# The page ------------------------------------------------------------------------


def page_of(client, person, query=""):
    client.force_login(person)
    return client.get(f"/admin/queue/{query}").content.decode()


def test_the_page_shows_what_i_can_decide_and_leads_to_it(client, office):
    article, other = ArticleFactory(), ArticleFactory()
    rewrite(other, office.first, title_zh_hans="一审自己改的稿件")
    other.refresh_from_db()
    for text in (article, other):
        submit(text, SOURCE, office.writer)
    proposal = propose_publication(VisitFactory(), office.registrar)

    first, final = page_of(client, office.first), page_of(client, office.final)

    assert f"/admin/news/article/{article.pk}/review/?language=zh-hans" in first
    assert other.title_zh_hans not in first
    assert other.title_zh_hans in page_of(client, office.first, "?tab=all")
    assert f"/admin/publishing/proposal/{proposal.pk}/change/" in final
    assert str(article) not in final


def test_the_page_shows_what_i_handed_over(client, office):
    submit(ArticleFactory(), SOURCE, office.writer)

    assert "重庆与麦德林" in page_of(client, office.writer, "?tab=sent")
    assert "您送审的都已办完" in page_of(client, office.first, "?tab=sent")


@pytest.mark.parametrize("query", ["?kind=x", "?page=-1", "?page=99999", "?tab=x", "?language=de"])
def test_the_page_reads_bad_addresses_as_none(client, office, query):
    submit(ArticleFactory(), SOURCE, office.writer)
    client.force_login(office.first)

    assert client.get(f"/admin/queue/{query}").status_code == 200


@pytest.mark.parametrize(("query", "seen"), [("language=en", "en"), ("language=zh-hans", "zh")])
def test_the_page_can_be_narrowed(client, office, query, seen):
    chinese = ArticleFactory(title_zh_hans="中文在审")
    english = ArticleFactory(english=True, title_zh_hans="英文在审")
    submit(chinese, SOURCE, office.writer)
    submit(english, ENGLISH, office.writer)

    page = page_of(client, office.auditor, f"?tab=all&{query}")

    assert ("英文在审" in page, "中文在审" in page) == (seen == "en", seen == "zh")


@pytest.mark.parametrize("count", [3, 300])
def test_the_page_costs_the_same_with_three_and_three_hundred_waiting(
    client, office, count, django_assert_max_num_queries
):
    text = ArticleFactory()
    submit(text, SOURCE, office.writer)
    first = QueueEntry.objects.get()
    drafts = [ArticleFactory(section=text.section, created_by=office.writer) for _ in range(count)]
    # Entries of drafts: what a text waits for is not read, only who may open it.
    connection.check_constraints()
    with transaction.atomic():
        for number in range(count - 1):
            first.pk, first.object_id = None, drafts[number].pk
            first.save(force_insert=True)
        client.force_login(office.first)
        client.get("/admin/queue/")
        with django_assert_max_num_queries(10):
            response = client.get("/admin/queue/")
        transaction.set_rollback(True)

    assert response.content.decode().count("/review/?language=") == min(count, 30)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "刚刚送来"), (150, "等了2分钟"), (7300, "等了2小时"), (200_000, "等了2天")],
)
def test_waiting_is_told_in_words(moment, seconds, words):
    assert waited(moment, moment + timedelta(seconds=seconds)) == words


# Ten at once ---------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_approve_at_once_one_does_and_nine_are_told():
    office, article = Office(), ArticleFactory()
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    read = hashes_of(article)[SOURCE]
    people = [UserFactory(roles=["一审"]) for _ in range(10)]
    together = threading.Barrier(10)

    def press(person):
        together.wait(30)
        try:
            approve(article, SOURCE, person, read_hash=read)
        except ReviewRefused as refused:
            return " ".join(refused.messages)
        finally:
            connection.close()
        return "通过"

    with ThreadPoolExecutor(10) as pool:
        told = list(pool.map(press, people))

    assert told.count("通过") == 1
    assert sum("待二审，您没有这一环节的权限" in one for one in told) == 9
    article.refresh_from_db()
    assert article.stage == Stage.SECOND
    assert QueueEntry.objects.get().stage == Stage.SECOND
    assert Review.objects.filter(verdict="approved").count() == 1


def rename_by_proposal(section, office):
    office.make_public(section)
    wanted = {"name_zh_hans": (section.name_zh_hans, "新的栏目名")}
    decide(propose(section, wanted, office.administrator), office.final, agree=True)


def rename_by_update(section, office):
    type(section).objects.update(name_zh_hans="新的栏目名", version=F("version") + 1)


@pytest.mark.parametrize("rename", [rename_by_proposal, rename_by_update])
def test_what_waits_is_found_under_the_new_name_of_its_section(office, rename):
    live, waiting_text = ArticleFactory(), ArticleFactory()
    office.release(live)
    erratum = propose_erratum(
        live, SOURCE, office.writer, [Replacement("在线签署", "线上签署")], everywhere=True
    )
    submit(waiting_text, SOURCE, office.writer)

    for section in {live.section, waiting_text.section}:
        rename(section, office)

    assert entry_of(waiting_text, SOURCE).found_in == "新的栏目名"
    assert entry_of(erratum, SOURCE).found_in == "新的栏目名"
    check_at_commit()
