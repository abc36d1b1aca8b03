"""Preview links: one text, for a few days, from listed networks, and no other way in."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from news.models import Article, PreviewLink, PreviewSharing
from news.sharing import give, hash_of_token, revoke
from tests.news.preview_links.conftest import FAR, NEAR, is_refused, opened
from waishi.accounts.models import User
from waishi.languages import ENGLISH, LANGUAGES, SOURCE
from waishi.publishing import trash
from waishi.publishing.models import AuditEntry
from waishi.publishing.releasing import withdraw

pytestmark = pytest.mark.django_db


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
