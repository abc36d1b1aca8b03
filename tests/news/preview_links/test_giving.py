"""Who gives preview links, for how long, and what the office sees of them."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from news.models import PreviewLink, PreviewSharing
from news.models.preview_link import check_networks
from news.sharing import give, open_link, revoke
from tests.factories import ArticleFactory
from tests.news.preview_links.conftest import FAR, NEAR, opened
from waishi.accounts.roles import ROLES
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.models import AuditEntry, Stage

pytestmark = pytest.mark.django_db


def test_nothing_is_given_while_it_is_switched_off(office):
    article = ArticleFactory()

    with pytest.raises(ValidationError, match="没有启用"):
        give(article, SOURCE, office.writer, "某某")


@pytest.mark.parametrize("role", ["contributor", "registrar", "auditor", "administrator"])
def test_only_who_may_gives_or_revokes(office, article, given, role):
    person = getattr(office, role)

    with pytest.raises(ValidationError, match="没有给出"):
        give(article, SOURCE, person, "某某")
    with pytest.raises(ValidationError, match="没有收回"):
        revoke(given[0], person)


def test_no_role_both_switches_links_on_and_gives_them():
    for role, listed in ROLES.items():
        assert not {"news.change_previewsharing", "news.give_preview_link"} <= set(listed), role


def test_what_one_may_not_open_one_does_not_give(office, article, given, monkeypatch):
    from news.models.article import ArticleQuerySet

    monkeypatch.setattr(ArticleQuerySet, "visible_to", lambda self, user: self.none())
    with pytest.raises(ValidationError, match="不能给出"):
        give(article, SOURCE, office.writer, "某某")
    with pytest.raises(ValidationError, match="不能收回"):
        revoke(given[0], office.writer)


@pytest.mark.parametrize("days", [0, -1, 15, 400])
def test_no_link_is_given_for_longer_than_two_weeks(office, article, days):
    with pytest.raises(ValidationError, match="最长 14 天"):
        give(article, SOURCE, office.writer, "某某", days=days)


@pytest.mark.parametrize(
    ("language", "to", "why"), [(SOURCE, "  ", "给谁看"), (ENGLISH, "某某", "还没有标题")]
)
def test_a_link_says_to_whom_and_has_something_to_show(office, article, language, to, why):
    office.rewrite(article, title_en="")

    with pytest.raises(ValidationError, match=why):
        give(article, language, office.writer, to)


# What the database holds ----------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"expires_at": "2099-01-01T00:00+08:00"},
        {"document": {"title": "另一篇"}},
        {"language": "en"},
        {"given_to": "别人"},
        {"revoked_at": "2021-01-01T00:00+08:00"},
    ],
)
def test_a_link_is_not_changed_by_any_road(given, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        PreviewLink.objects.filter(pk=given[0].pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        given[0].delete()


def test_a_revoked_link_stays_revoked(office, given):
    revoke(given[0], office.writer)

    with pytest.raises(DatabaseError), transaction.atomic():
        PreviewLink.objects.update(revoked_at=None, revoked_by=None)


def test_no_row_lasts_longer_than_two_weeks(given):
    link = PreviewLink.objects.get()
    link.pk, link.token_hash = None, "0" * 64
    link.expires_at = link.given_at + timedelta(days=14, seconds=1)

    with pytest.raises(DatabaseError), transaction.atomic():
        link.save()


# Every opening is written down ----------------------------------------------------


def test_every_opening_is_written_down_with_time_and_address(client, given):
    opened(client, given[1])
    opened(client, given[1], FAR)
    opened(client, "nobody-gave-this")

    entries = AuditEntry.objects.filter(kind="预览链接").exclude(act="给出预览链接")
    told = [(entry.act, entry.detail["address"]) for entry in entries.order_by("pk")]
    assert told == [("打开预览链接", NEAR), ("预览链接打不开", FAR)]


def test_open_link_is_asked_at_a_moment(given, moment):
    assert open_link(given[1], NEAR, moment + timedelta(days=1)) == given[0]
    assert open_link(given[1], NEAR, moment - timedelta(days=1)) is None


# In the office --------------------------------------------------------------------


def test_the_office_gives_shows_once_and_revokes(client, office, article):
    client.force_login(office.writer)
    at = f"/admin/news/article/{article.pk}/preview/"
    sent = {"language": SOURCE, "given_to": "某某领事馆新闻官", "days": 3, "_give": "1"}
    html = client.post(at, sent).content.decode()
    token = re.search(r"/preview/([\w-]{43})/", html)[1]

    assert opened(client, token).status_code == 200
    shown = client.get(at).content.decode()
    assert token not in shown
    assert "给某某领事馆新闻官" in shown
    assert NEAR in shown
    client.post(at, {"link": PreviewLink.objects.get().pk, "_revoke": "1"})
    assert opened(client, token).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"language": "fr", "given_to": "某某", "days": 3},
        {"language": SOURCE, "given_to": "", "days": 3},
        {"language": SOURCE, "given_to": "某某", "days": "十"},
        {"language": SOURCE, "given_to": "某某", "days": 15},
        {"link": "abc", "_revoke": "1"},
        {},
    ],
)
def test_nonsense_gives_no_link(client, office, article, sent):
    client.force_login(office.writer)

    answer = client.post(f"/admin/news/article/{article.pk}/preview/", sent)

    assert answer.status_code == 302
    assert not PreviewLink.objects.exists()


def test_a_contributor_sees_no_links_and_gives_none(client, office, article):
    mine = ArticleFactory(created_by=office.contributor)
    client.force_login(office.contributor)
    at = f"/admin/news/article/{mine.pk}/preview/"

    assert "预览链接" not in client.get(at).content.decode()
    client.post(at, {"language": SOURCE, "given_to": "某某", "days": 3})
    assert not PreviewLink.objects.exists()


def test_links_work_from_every_stage_before_release(client, office, article):
    from waishi.publishing.reviewing import submit

    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    assert article.stage != Stage.DRAFT
    _, token = give(article, SOURCE, office.writer, "某某")

    assert opened(client, token).status_code == 200


@pytest.mark.parametrize("networks", ["", "10.8.0.0/16", "10.8.0.7", "10.8.0.0/16\n2001:db8::/32"])
def test_networks_are_one_a_line(networks):
    check_networks(networks)


@pytest.mark.parametrize("networks", ["0.0.0.0/0", "::/0", "10.8.0.1/16", "某网", "10.8.0.0/16,"])
def test_what_is_no_network_or_the_whole_internet_is_refused(networks):
    with pytest.raises(ValidationError):
        check_networks(networks)


def test_the_administrator_switches_it_and_that_stands_in_the_audit(client, office):
    client.force_login(office.administrator)
    add = "/admin/news/previewsharing/add/"
    client.post(add, {"is_on": "on", "networks": "0.0.0.0/0"})
    assert not PreviewSharing.objects.exists()
    client.post(add, {"is_on": "on", "networks": "10.8.0.0/16"})

    assert PreviewSharing.objects.get().is_on
    entry = AuditEntry.objects.get(kind="预览链接设置")
    assert entry.detail["after"] == {"is_on": True, "networks": "10.8.0.0/16"}
    assert client.get(add).status_code == 403
    assert client.post("/admin/news/previewsharing/1/delete/").status_code == 403
    client.force_login(office.writer)
    assert client.get("/admin/news/previewsharing/").status_code == 403
