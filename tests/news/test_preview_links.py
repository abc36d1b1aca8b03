"""Preview links: one text, for a few days, from listed networks, and no other way in."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F

from news.models import Article, PreviewLink, PreviewSharing
from news.models.preview_link import check_networks
from news.sharing import give, hash_of_token, open_link, revoke
from tests.content import public_section
from tests.factories import ArticleFactory
from waishi.accounts.models import User
from waishi.accounts.roles import ROLES
from waishi.languages import ENGLISH, LANGUAGES, SOURCE
from waishi.publishing import trash
from waishi.publishing.models import AuditEntry, Stage
from waishi.publishing.releasing import withdraw

pytestmark = pytest.mark.django_db

NEAR, FAR = "10.8.3.4", "203.0.113.9"


@pytest.fixture
def switched_on():
    return PreviewSharing.objects.create(is_on=True, networks="10.8.0.0/16\n2001:db8::/32\n")


@pytest.fixture
def article(office, switched_on):
    return ArticleFactory(
        english=True, section=public_section(office), created_by=office.writer, author="余某"
    )


@pytest.fixture
def given(office, article):
    return give(article, SOURCE, office.writer, "某某领事馆新闻官")


def opened(client, token, address=NEAR):
    return client.get(f"/preview/{token}/", REMOTE_ADDR=address)


def is_refused(client, token, address=NEAR):
    """Whether the answer is, to the byte, that to an address nobody ever gave."""
    never = "N" * len(token)
    answer, other = opened(client, token, address), opened(client, never, address)
    said = {name: value for name, value in answer.headers.items() if name != "X-Accel-Expires"}
    of_other = {name: value for name, value in other.headers.items() if name != "X-Accel-Expires"}
    same_page = answer.content.decode().replace(token, never) == other.content.decode()
    return answer.status_code == 404 and same_page and said == of_other


def in_days(client, token, days, monkeypatch):
    """What the link answers on a later day."""
    import news.shared_text as views

    now = views.database_moment()
    with monkeypatch.context() as later:
        later.setattr(views, "database_moment", lambda: now + timedelta(days=days))
        return opened(client, token).status_code


# What it shows --------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_shows_one_text_in_its_language_marked_as_not_reviewed(
    client, office, article, language
):
    _, token = give(article, language, office.writer, "某某领事馆新闻官")
    html = opened(client, token).content.decode()

    assert getattr(article, f"title_{language.replace('-', '_')}") in html
    assert ("未审核" if language == SOURCE else "Not reviewed") in html
    assert office.writer.display_name in html
    assert 'class="preview-mark"' in html
    assert 'content="noindex, nofollow"' in html


def test_it_shows_the_text_as_it_was_when_given_and_says_so(client, office, article, given):
    link, token = given
    office.rewrite(article, title_zh_hans="后来改的标题")
    html = opened(client, token).content.decode()

    assert "后来改的标题" not in html
    assert "此后的改动不在其中" in html
    assert link.document["title"] in html


def test_nobody_keeps_or_lists_it_and_no_other_site_learns_of_it(client, given):
    answer = opened(client, given[1])

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Accel-Expires"] == "0"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert not answer.cookies


def test_it_leads_nowhere_but_to_the_public_site_in_another_window(client, given):
    html = opened(client, given[1]).content.decode()
    links = re.findall(r'<a\b[^>]*href="([^"#?][^"]*)"([^>]*)>', html)

    assert links
    led = [(to, rest) for to, rest in links if not to.startswith("mailto:")]
    assert [to for to, rest in led if 'target="_blank" rel="noopener' not in rest] == []
    assert "/admin/" not in html


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_can_only_be_read(client, given, method):
    assert getattr(client, method)(f"/preview/{given[1]}/", REMOTE_ADDR=NEAR).status_code == 405


@pytest.mark.parametrize("more", ["news/1/", "en/", "admin/", "../admin/"])
def test_it_opens_no_other_page(client, given, more):
    answer = client.get(f"/preview/{given[1]}/{more}", REMOTE_ADDR=NEAR)

    assert answer.status_code in (301, 302, 404)
    assert given[0].document["title"] not in answer.content.decode()


def test_it_signs_nobody_in(client, article, given):
    opened(client, given[1])

    for address in (f"/admin/news/article/{article.pk}/preview/", f"/news/{article.pk}/"):
        assert client.get(address, REMOTE_ADDR=NEAR).status_code in (302, 404)
    assert client.get(f"/admin/?token={given[1]}").status_code == 302


# When it does not open ------------------------------------------------------------


def test_a_link_is_never_kept_in_words(office, given):
    link, token = given

    assert len(token) >= 43
    assert link.token_hash == hash_of_token(token)
    said = str(list(PreviewLink.objects.values()) + list(AuditEntry.objects.values()))
    assert token not in said


def test_from_a_network_that_is_not_listed_nothing_opens(client, given):
    assert opened(client, given[1]).status_code == 200
    assert opened(client, given[1], "2001:db8::7").status_code == 200
    assert opened(client, given[1], "::ffff:10.8.0.1").status_code == 200
    for address in (FAR, "10.9.0.1", "", "unknown", "2001:db9::1", "::ffff:203.0.113.9"):
        assert is_refused(client, given[1], address), address


def test_an_empty_list_is_nowhere(client, switched_on, given):
    PreviewSharing.objects.update(networks="")

    assert is_refused(client, given[1])


def test_switching_off_closes_every_link_at_once(client, given):
    PreviewSharing.objects.update(is_on=False)
    assert is_refused(client, given[1])
    PreviewSharing.objects.all().delete()
    assert is_refused(client, given[1])


def test_a_revoked_link_is_like_one_never_given(client, office, given):
    revoke(given[0], office.first)

    assert is_refused(client, given[1])
    with pytest.raises(ValidationError, match="已经收回"):
        revoke(given[0], office.first)


def test_it_is_over_after_its_days(client, office, article, given, monkeypatch):
    _, longest = give(article, SOURCE, office.writer, "某某", days=14)

    assert in_days(client, given[1], 2.9, monkeypatch) == 200
    assert in_days(client, given[1], 3.1, monkeypatch) == 404
    assert in_days(client, longest, 13.9, monkeypatch) == 200
    assert in_days(client, longest, 14.1, monkeypatch) == 404


def test_it_ends_when_its_text_is_released_in_its_language(client, office, article, given):
    _, english = give(article, ENGLISH, office.writer, "某某")
    office.release(article)

    assert is_refused(client, given[1])
    assert opened(client, english).status_code == 200
    withdraw(article, SOURCE, office.first, kind="error")
    assert is_refused(client, given[1])


def test_it_ends_with_its_draft_and_with_its_givers_account(client, office, article, given):
    _, of_first = give(article, SOURCE, office.first, "某某")
    User.objects.filter(pk=office.first.pk).update(is_active=False)
    assert is_refused(client, of_first)
    assert opened(client, given[1]).status_code == 200
    trash.throw_away(article, office.writer)
    assert is_refused(client, given[1])


def test_links_go_with_a_draft_that_leaves_the_trash(office, article, given):
    trash.throw_away(article, office.writer)
    ago = trash.database_moment() - timedelta(days=31)
    Article.objects.update(trashed_at=ago, version=F("version") + 1)

    assert trash.empty(Article) == 1
    assert not PreviewLink.objects.exists()
    assert AuditEntry.objects.filter(act="给出预览链接").exists()


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "é", "null", "'; --"])
def test_wrong_addresses_are_not_found(client, article, token):
    assert client.get(f"/preview/{token}/", REMOTE_ADDR=NEAR).status_code in (400, 404)


# Who gives it ---------------------------------------------------------------------


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
