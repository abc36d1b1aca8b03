"""What an article was to its readers: releases read again, compared, and restored."""

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import Article, ArticlePicture
from tests.factories import ArticleFactory, PictureFactory, TopicFactory, VideoFactory
from waishi.languages import ENGLISH, LANGUAGES, SOURCE
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import TextChange
from waishi.publishing.moments import database_moment
from waishi.publishing.releasing import reinstate, withdraw
from waishi.publishing.reviewing import submit

pytestmark = pytest.mark.django_db


def releases(article):
    return reverse("admin:news_article_releases", args=[article.pk])


def test_each_release_can_be_read_as_it_was(client, office, article):
    first = article.releases.get(language=SOURCE)
    office.rewrite(article, title_zh_hans="后来的标题", body_zh_hans="<p>后来的正文。</p>")
    office.release(article)
    client.force_login(office.auditor)

    listed = client.get(releases(article)).content.decode()
    page = client.get(reverse("admin:news_article_release", args=[article.pk, first.pk]))

    assert first.title in listed
    assert "后来的标题" in listed
    assert "在线签署友城谅解备忘录" in page.content.decode()


def test_any_two_releases_of_a_language_are_compared(client, office, article):
    first = article.releases.get(language=SOURCE)
    office.rewrite(article, title_zh_hans="重庆与麦德林签署友好城市备忘录")
    second = office.release(article)
    client.force_login(office.writer)
    address = reverse("admin:news_article_difference", args=[article.pk])

    for one, other in ((first, second), (second, first)):
        shown = client.get(address, {"from": one.pk, "to": other.pk}).content.decode()
        assert "［增加：" in shown
    assert client.get(address, {"from": first.pk, "to": "working"}).status_code == 200
    english = article.releases.get(language=ENGLISH)
    assert client.get(address, {"from": first.pk, "to": english.pk}).status_code == 302
    for bad in ({}, {"from": "x"}, {"from": "9" * 30, "to": "working"}, {"from": "²"}):
        assert client.get(address, bad).status_code == 404


def test_what_the_page_said_at_a_moment_can_be_opened(client, office, article):
    office.rewrite(article, title_zh_hans="后来的标题")
    before = database_moment()
    office.release(article)
    client.force_login(office.auditor)
    address = reverse("admin:news_article_day", args=[article.pk])
    local = timezone.localtime(before)

    then = client.get(address, {"at": local.replace(tzinfo=None).isoformat()}).content.decode()

    assert "后来的标题" not in then.split('id="day-zh-hans"')[1]
    bad_days = ["", "x", "2026-02-30", "0001-01-01", "9999-12-31"]
    bad_moments = ["2026-13-01T00:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"]
    for bad in bad_days + bad_moments:
        assert client.get(address, {"at": bad}).status_code == 200


def test_a_page_that_came_back_was_still_down_then(client, office, article):
    withdrawal = withdraw(article, SOURCE, office.first, kind="error")
    between = database_moment()
    reinstate(withdrawal, office.first)
    client.force_login(office.auditor)

    then = client.get(
        reverse("admin:news_article_day", args=[article.pk]), {"at": between.isoformat()}
    )

    assert "那一刻读者看不到中文页面" in then.content.decode()


def restore(client, article, release, **more):
    address = reverse("admin:news_article_release", args=[article.pk, release.pk])
    return client.post(address, {"read_version": article.version} | more, follow=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_is_restored_into_the_working_text_by_whoever_presses(
    client, office, article, language
):
    column = f"title_{language.replace('-', '_')}"
    first = article.releases.get(language=language)
    office.rewrite(article, **{column: "Another"})
    client.force_login(office.second)

    restore(client, article, first)

    article.refresh_from_db()
    assert getattr(article, column) == first.title
    change = TextChange.objects.order_by("-pk").first()
    assert (change.author, change.languages) == (office.second, [language])
    live = article.releases.live_at(database_moment()).get(language=language)
    assert live == first


def test_what_somebody_changed_meanwhile_is_not_overwritten_by_restoring(client, office, article):
    first = article.releases.get(language=SOURCE)
    seen = article.version
    office.rewrite(article, title_zh_hans="别人刚改的")
    client.force_login(office.second)

    said = restore(client, article, first, read_version=seen).content.decode()

    article.refresh_from_db()
    assert article.title_zh_hans == "别人刚改的"
    assert "又有改动" in said


def test_restoring_a_text_under_review_sends_it_back_to_its_first_review(client, office, article):
    first = article.releases.get(language=SOURCE)
    office.rewrite(article, title_zh_hans="送审的标题")
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    client.force_login(office.second)

    restore(client, article, first)

    assert list(article.releases.filter(language=SOURCE)) == [first]
    article.refresh_from_db()
    assert article.stage == "first"


def test_shared_parts_come_back_only_when_asked(client, office):
    article = ArticleFactory(created_by=office.writer)
    picture, kept, lost = PictureFactory(), TopicFactory(), TopicFactory()
    ArticlePicture.objects.create(
        article=article, picture=picture, position=0, alt_zh_hans="签署现场"
    )
    article.topics.add(kept, lost)
    first = office.release(article)
    article.gallery.all().delete()
    article.topics.clear()
    lost.delete()
    client.force_login(office.second)

    restore(client, article, first)
    article.refresh_from_db()
    assert not article.gallery.exists()

    said = restore(client, article, first, with_shared="on").content.decode()
    assert [row.picture for row in article.gallery.all()] == [picture]
    assert list(article.topics.all()) == [kept]
    assert "专题" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_restored_whole_says_what_the_release_said(client, office, language):
    article = ArticleFactory(english=True, created_by=office.writer, pinned_until="2121-09-15")
    article = Article.objects.get(pk=article.pk)
    shown, drawn = PictureFactory(), PictureFactory()
    said = {f"{name}_{code}": name for name in ("alt", "caption") for code in ("zh_hans", "en")}
    for position, (picture, more) in enumerate(
        [(shown, said), (drawn, {"is_decorative": True}), (shown, said)]
    ):
        article.gallery.create(picture=picture, position=position, **more)
    article.videos.create(video=VideoFactory(), caption_zh_hans="两江", caption_en="Two rivers")
    article.attachments.create(title_zh_hans="议程", title_en="Agenda", file="a.pdf", size=9)
    office.rewrite(article, lead_picture=shown, lead_picture_is_decorative=True)
    first = office.release(article, language)
    article.gallery.filter(picture=shown).update(is_decorative=True)
    article.gallery.filter(picture=drawn).update(
        is_decorative=False, alt_zh_hans="图", alt_en="Map"
    )
    article.gallery.last().delete()
    article.videos.all().delete()
    article.attachments.update(title_zh_hans="日程", title_en="Programme")
    office.rewrite(article, lead_picture=None, lead_picture_is_decorative=False, pinned_until=None)
    client.force_login(office.second)

    restore(client, article, first, with_shared="on")

    assert hash_of(document_of(Article.objects.get(pk=article.pk), language)) == first.text_hash


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_picture_shows_is_not_lost_by_restoring_a_text_that_called_it_decoration(
    client, office, language
):
    article = ArticleFactory(english=True, created_by=office.writer)
    article.gallery.create(picture=PictureFactory(), is_decorative=True)
    first = office.release(article, language)
    article.gallery.update(is_decorative=False, alt_zh_hans="签署现场", alt_en="The signing")
    office.rewrite(article, title_zh_hans="另一个标题", title_en="Another")
    client.force_login(office.second)

    restore(client, article, first)

    use = article.gallery.get()
    assert (use.alt_zh_hans, use.alt_en) == ("签署现场", "The signing")


def test_only_who_writes_restores(client, office, article):
    first = article.releases.get(language=SOURCE)
    office.rewrite(article, title_zh_hans="改过的标题")
    client.force_login(office.auditor)

    restore(client, article, first)

    article.refresh_from_db()
    assert article.title_zh_hans == "改过的标题"


def test_a_contributor_sees_the_history_of_own_articles_only(client, office, article):
    client.force_login(office.contributor)
    release = article.releases.first()

    for address in (
        releases(article),
        reverse("admin:news_article_release", args=[article.pk, release.pk]),
        reverse("admin:news_article_day", args=[article.pk]),
        reverse("admin:news_article_difference", args=[article.pk]) + f"?from={release.pk}",
        f"/admin/withdraw/?page={article.pk}",
    ):
        assert client.get(address).status_code in (403, 404), address
