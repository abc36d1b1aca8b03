"""Drafts go to the trash for thirty days; what readers ever read is never deleted."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from news.models import Article
from news.tasks import empty_trash
from tests.factories import ArticleFactory
from waishi.languages import SOURCE
from waishi.publishing import saving
from waishi.publishing.models import AuditEntry
from waishi.publishing.moments import database_moment
from waishi.publishing.reviewing import send_back, submit
from waishi.publishing.trash import bring_back, empty, throw_away

pytestmark = pytest.mark.django_db
LIST = "/admin/news/article/"


@pytest.fixture
def draft(office):
    return ArticleFactory(created_by=office.writer, title_zh_hans="不要了的草稿")


def lie_for(article, days):
    """Let an article have lain in the trash for so many days."""
    mine = Article.objects.filter(pk=article.pk)
    long_ago = database_moment() - timedelta(days=days)
    mine.update(trashed_at=long_ago, version=F("version") + 1)


def test_a_deleted_draft_goes_to_the_trash_and_comes_back(client, office, draft):
    client.force_login(office.writer)
    address = f"{LIST}{draft.pk}/delete/"
    assert "30 天内可以恢复" in client.get(address).content.decode()

    client.post(address, {"post": "yes"})

    assert Article.objects.in_trash().get() == draft
    # The first page of the list says what was done.
    assert "已移入回收站" in client.get(LIST).content.decode()
    assert "不要了的草稿" not in client.get(LIST).content.decode()
    trash = client.get(f"{LIST}trash/").content.decode()
    assert "不要了的草稿" in trash
    assert "还有29天23小时" in trash
    client.post(f"{LIST}trash/", {"article": draft.pk})
    assert "不要了的草稿" in client.get(LIST).content.decode()
    acts = AuditEntry.objects.filter(number=str(draft.pk)).order_by("pk")
    assert [entry.act for entry in acts][-2:] == ["移入回收站", "移出回收站"]


def test_several_drafts_go_together_or_none_does(client, office, draft):
    other = ArticleFactory(created_by=office.writer)
    live = ArticleFactory(created_by=office.writer)
    office.release(live)
    client.force_login(office.writer)

    def delete(*articles):
        chosen = {"action": "delete_selected", "_selected_action": [one.pk for one in articles]}
        client.post(LIST, chosen | {"post": "yes"})
        return Article.objects.in_trash().count()

    assert delete(draft, live) == 0
    assert delete(draft, other) == 2
    assert Article.objects.count() == 3


@pytest.mark.parametrize("page", ["change", "delete", "history", "review", "releases"])
def test_nothing_opens_what_lies_in_the_trash(client, office, draft, page):
    throw_away(draft, office.writer)
    client.force_login(office.writer)

    answer = client.get(f"{LIST}{draft.pk}/{page}/")

    assert answer.status_code in (302, 403, 404)
    assert draft.title_zh_hans not in answer.content.decode()


def test_a_text_under_review_is_sent_back_first(office, draft):
    submit(draft, SOURCE, office.writer)

    with pytest.raises(ValidationError, match="正在审核"):
        throw_away(draft, office.writer)
    with pytest.raises(IntegrityError), transaction.atomic():
        lie_for(draft, 0)


def test_only_who_may_delete_throws_away_and_brings_back(client, office, draft):
    for person in (office.contributor, office.auditor, office.administrator):
        with pytest.raises(ValidationError):
            throw_away(draft, person)
    throw_away(draft, office.writer)
    for person in (office.contributor, office.auditor, office.administrator):
        client.force_login(person)
        assert draft.title_zh_hans not in client.get(f"{LIST}trash/").content.decode()
        with pytest.raises(ValidationError):
            bring_back(draft, person)


def test_a_contributor_throws_away_their_own_draft_until_it_was_handed_in(client, office):
    client.force_login(office.contributor)
    own, handed_in = (ArticleFactory(created_by=office.contributor) for _ in range(2))
    submit(handed_in, SOURCE, office.contributor)
    send_back(handed_in, SOURCE, office.first, "先放一放")

    client.post(f"{LIST}{own.pk}/delete/", {"post": "yes"})
    kept = client.post(f"{LIST}{handed_in.pk}/delete/", {"post": "yes"})

    assert list(Article.objects.in_trash()) == [own]
    assert "送审过，要删除请告诉采编" in kept.content.decode()
    client.post(f"{LIST}trash/", {"article": own.pk})
    assert not Article.objects.in_trash().exists()
    throw_away(handed_in, office.writer)


@pytest.mark.parametrize("typed", ["", "x", "9" * 30, "²"])
def test_nonsense_brings_nothing_back(client, office, draft, typed):
    throw_away(draft, office.writer)
    client.force_login(office.writer)

    assert client.post(f"{LIST}trash/", {"article": typed}).status_code == 302
    assert Article.objects.in_trash().exists()


def test_after_thirty_days_it_is_gone_and_not_a_day_sooner(office, draft):
    younger = ArticleFactory()
    lie_for(draft, 31)
    lie_for(younger, 29)

    empty_trash(timestamp=0)

    assert list(Article.objects.all()) == [younger]
    assert AuditEntry.objects.filter(act="回收站到期删除").count() == 1
    assert empty(Article) == 0


def test_a_draft_is_not_deleted_past_the_trash_either(draft):
    for road in (draft.delete, Article.objects.all().delete):
        with pytest.raises(IntegrityError, match="from the trash"), transaction.atomic():
            road()


def test_a_form_left_open_does_not_write_into_the_trash(office, draft):
    stale = Article.objects.get(pk=draft.pk)
    throw_away(draft, office.writer)
    stale.title_zh_hans = "迟到的改动"

    with pytest.raises(ValidationError, match="刚被他人保存过"):
        saving.save(stale, office.writer, ["title_zh_hans"])
