"""Two people at the same moment: both are kept, or one is told."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client

from news.models import Article, ArticlePicture, Withdrawal
from tests.conftest import read_and_approve
from tests.factories import ArticleFactory, PictureFactory, SectionFactory
from tests.publishing.test_office_forms import change_url, form_of
from waishi.accounts.roles import set_up_roles
from waishi.languages import SOURCE
from waishi.publishing import queue, saving
from waishi.publishing.links.watching import note_links
from waishi.publishing.models import AuditEntry, LinkState, WordRule
from waishi.publishing.moments import database_moment
from waishi.publishing.proposing import decide, propose, propose_publication
from waishi.publishing.releasing import cancel, withdraw
from waishi.publishing.reviewing import submit
from waishi.publishing.stopping import stop_blocked_releases

pytestmark = pytest.mark.django_db

# Somebody who waits for a lock, and holds others in this database.
WAITING = """
    select exists (
      select from pg_locks waits join pg_locks held using (pid)
      where not waits.granted
        and held.database = (select oid from pg_database where datname = current_database())
    )
"""


def save_at_once(person, forms):
    """Send each form from a thread of its own, all at the same moment."""
    ready, answers = threading.Barrier(len(forms)), {}

    def send(name, address, data):
        browser = Client()
        browser.force_login(person)
        try:
            ready.wait(10)
            answers[name] = browser.post(address, data)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(name, *form)) for name, form in forms.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.mark.django_db(transaction=True)
def test_of_two_people_saving_one_title_at_once_one_is_kept_and_the_other_is_told(client, office):
    set_up_roles()
    article = ArticleFactory()
    client.force_login(office.writer)
    form = form_of(client, change_url(article))
    titles = ["甲的标题", "乙的标题"]

    answers = save_at_once(
        office.writer,
        {title: (change_url(article), form | {"title_zh_hans": title}) for title in titles},
    )

    article.refresh_from_db()
    loser = next(title for title in titles if title != article.title_zh_hans)
    assert answers[article.title_zh_hans].status_code == 302
    assert answers[loser].status_code == 200
    page = answers[loser].content.decode()
    assert loser in page
    assert article.title_zh_hans in page
    assert article.version == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_people_saving_two_languages_at_once_both_are_kept(client, office):
    set_up_roles()
    article = ArticleFactory(english=True)
    client.force_login(office.writer)
    form = form_of(client, change_url(article))

    answers = save_at_once(
        office.writer,
        {
            name: (change_url(article), form | {name: text})
            for name, text in {"title_zh_hans": "新标题", "summary_en": "New summary"}.items()
        },
    )

    article.refresh_from_db()
    assert {answer.status_code for answer in answers.values()} == {302}
    assert (article.title_zh_hans, article.summary_en) == ("新标题", "New summary")
    assert article.version == 3


@pytest.mark.django_db(transaction=True)
def test_who_cancels_while_the_check_stops_the_same_release_is_waited_for(office):
    set_up_roles()
    article = ArticleFactory(title_zh_hans="与汉城签署谅解备忘录")
    released = office.release(article, live_from=database_moment() + timedelta(hours=3))
    WordRule.objects.create(term="汉城", level="blocking", reason="改名", source="公告")
    final, stopped = office.final, []

    def stop():
        try:
            stopped.append(stop_blocked_releases())
        finally:
            connection.close()

    job = threading.Thread(target=stop)
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        job.start()
        wait_until_somebody_waits()
        cancel(released, final)
    job.join(30)

    assert stopped == [0]
    assert not article.releases.exists()
    acts = AuditEntry.objects.filter(act__contains="取消定时发布")
    assert [entry.act for entry in acts] == ["取消定时发布"]


@pytest.mark.django_db(transaction=True)
def test_pictures_are_described_while_somebody_puts_one_of_them_into_the_same_text(client, office):
    set_up_roles()
    picture, article = PictureFactory(), ArticleFactory()
    address = f"/admin/media/picture/batch/?pictures={picture.pk}&article={article.pk}"
    client.force_login(office.writer)
    shown = client.get(address).context["form"]["shown"].value()
    said = {f"caption-{picture.pk}": "合影", f"alt-{picture.pk}": "合影", "shown": shown}
    answers = []

    def describe():
        try:
            answers.append(client.post(address, said).status_code)
        finally:
            connection.close()

    batch = threading.Thread(target=describe)
    with transaction.atomic():
        text = saving.locked(Article.objects.filter(pk=article.pk)).get()
        batch.start()
        wait_until_somebody_waits()
        ArticlePicture.objects.create(article=text, picture=picture)
    batch.join(30)

    assert answers == [302]
    picture.refresh_from_db()
    assert picture.description == "合影"
    assert article.gallery.count() == 1


@pytest.mark.django_db(transaction=True)
def test_while_a_record_is_being_changed_others_can_name_it(office):
    set_up_roles()
    section, writer, told = SectionFactory(), office.writer, []
    proposal = propose(section, {"keywords_zh_hans": ("友城", "友城往来")}, office.administrator)

    def name_it():
        try:
            with connection.cursor() as cursor:
                cursor.execute("set lock_timeout = '3s'")
            told.append(ArticleFactory(section=section, created_by=writer).section)
        finally:
            connection.close()

    with transaction.atomic():
        decide(proposal, office.final, agree=True)
        other = threading.Thread(target=name_it)
        other.start()
        other.join(30)

    assert told == [section]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("waiting", ["text", "proposal"])
def test_the_queue_is_made_anew_while_somebody_decides(office, waiting):
    set_up_roles()
    article, section = ArticleFactory(), SectionFactory()
    submit(article, SOURCE, office.writer)
    proposal = propose_publication(section, office.administrator)
    first, final, rebuilt = office.first, office.final, []

    def rebuild():
        try:
            rebuilt.append(queue.rebuild())
        finally:
            connection.close()

    command = threading.Thread(target=rebuild)
    with transaction.atomic():
        if waiting == "text":
            read_and_approve(article, SOURCE, first)
        else:
            decide(proposal, final, agree=True)
        command.start()
        wait_until_somebody_waits()
    command.join(30)

    assert rebuilt == [2 if waiting == "text" else 1]


@pytest.mark.django_db(transaction=True)
def test_two_texts_saved_with_one_new_link_both_use_it(office):
    set_up_roles()
    body = '<p><a href="https://example.com/new">原文</a></p>'
    one, other = ArticleFactory(body_zh_hans=body), ArticleFactory(body_zh_hans=body)

    def note_the_other():
        try:
            note_links(other)
        finally:
            connection.close()

    job = threading.Thread(target=note_the_other)
    with transaction.atomic():
        note_links(one)
        job.start()
        wait_until_somebody_waits()
    job.join(30)

    assert {use.object_id for use in LinkState.objects.get().uses.all()} == {one.pk, other.pk}


def wait_until_somebody_waits():
    """Until another connection of this database waits for a lock; ten seconds at most."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


@pytest.mark.django_db(transaction=True)
def test_of_two_texts_merged_into_each_other_at_once_one_stays(office):
    set_up_roles()
    one, other = ArticleFactory(), ArticleFactory()
    for article in (one, other):
        office.release(article)
    first, told = office.first, []

    def merge_the_other():
        try:
            withdraw(other, SOURCE, first, kind="merged", merged_into_id=one.pk)
        except ValidationError as refused:
            told.extend(refused.messages)
        finally:
            connection.close()

    second = threading.Thread(target=merge_the_other)
    with transaction.atomic():
        withdraw(one, SOURCE, first, kind="merged", merged_into_id=other.pk)
        second.start()
        wait_until_somebody_waits()
    second.join(30)

    assert len(told) == 1
    assert Withdrawal.objects.get().article == one
