"""The pages from which the office changes what is public: the list, history, time, withdrawal."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.admin.addresses import article_of_address
from news.models import Article, ArticlePicture, Withdrawal
from tests.factories import ArticleFactory, PictureFactory, TopicFactory, VideoFactory
from waishi.languages import ENGLISH, LANGUAGES, SOURCE
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import TextChange
from waishi.publishing.moments import database_moment
from waishi.publishing.releasing import reinstate, withdraw
from waishi.publishing.reviewing import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(office):
    found = ArticleFactory(english=True, created_by=office.writer)
    for language in LANGUAGES:
        office.release(found, language)
    return found


def releases(article):
    return reverse("admin:news_article_releases", args=[article.pk])


def typed(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


# The list ------------------------------------------------------------------------


def test_a_row_says_what_is_live_what_waits_and_when_it_changes(client, office, article, moment):
    office.rewrite(article, title_zh_hans="以后要换的标题")
    office.release(article, live_from=moment + timedelta(days=2, hours=3, minutes=5))
    office.rewrite(article, title_en="Not released yet")
    client.force_login(office.writer)

    row = client.get("/admin/news/article/").content.decode()

    for said in ("公开中", "替换", "北京时间", "还有2天3小时", "有未发布的改动"):
        assert said in row
    # Once for the English, once among the filters.
    assert row.count("有未发布的改动") == 2


@pytest.mark.parametrize(
    ("value", "found"),
    [("live", 1), ("never", 1), ("scheduled", 0), ("ending", 0), ("withdrawn", 1), ("owes", 1)],
)
def test_the_list_finds_articles_by_what_readers_see(client, office, article, value, found):
    ArticleFactory(title_zh_hans="没有发布过")
    down = ArticleFactory()
    office.release(down)
    withdraw(down, SOURCE, office.first, kind="error")
    client.force_login(office.writer)

    answer = client.get("/admin/news/article/", {"public": value})

    assert len(answer.context["cl"].result_list) == found


def test_a_withdrawal_without_its_reason_is_marked_in_the_list(client, office, article):
    withdraw(article, SOURCE, office.first, kind="error")
    client.force_login(office.first)

    assert "缺撤稿原因" in client.get("/admin/news/article/").content.decode()


# History -------------------------------------------------------------------------


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


# Time ----------------------------------------------------------------------------


def test_a_schedule_is_moved_released_now_and_cancelled_from_the_page(client, office, moment):
    article = ArticleFactory()
    client.force_login(office.final)

    def press(button, **more):
        release = article.releases.order_by("-pk").first()
        return client.post(releases(article), {button: "", "release": release.pk} | more)

    office.release(article, live_from=moment + timedelta(days=3))
    press("_reschedule", at=typed(moment + timedelta(days=5)))
    assert article.releases.get().live_from > moment + timedelta(days=4)
    press("_reschedule", at="not a moment")
    press("_reschedule", at="")
    assert article.releases.get().live_from > moment + timedelta(days=4)
    press("_set_expiry", at=typed(moment + timedelta(days=9)))
    assert article.releases.get().expires_at
    press("_release_now")
    assert article.releases.get().is_live_at(database_moment())
    press("_cancel")
    assert article.releases.count() == 1


@pytest.mark.parametrize(
    ("button", "box"), [("_reschedule", r'id="at-\d+"'), ("_set_expiry", r'id="ends-\d+"')]
)
def test_a_moment_that_is_refused_stays_in_its_box(client, office, moment, button, box):
    article = ArticleFactory()
    office.release(article, live_from=moment + timedelta(days=3))
    client.force_login(office.final)
    said = {button: "", "release": article.releases.get().pk, "at": "2001-01-01T09:00"}

    page = client.post(releases(article), said).content.decode()

    assert re.search(box + r'\s+name="at"\s+value="2001-01-01T09:00"', page)
    assert page.count("2001-01-01T09:00") == 1
    assert 'class="error"' in page


def test_every_moment_is_printed_with_its_zone_and_what_remains(client, office, moment):
    article = ArticleFactory()
    office.release(article, live_from=moment + timedelta(days=2, hours=3, minutes=1))
    client.force_login(office.final)

    page = client.get(releases(article)).content.decode()

    assert "（北京时间）" in page
    assert "还有2天3小时" in page


# Withdrawal ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://www.example.org/news/12/", (12, SOURCE)),
        ("https://www.example.org/en/news/12/?from=wechat#top", (12, ENGLISH)),
        ("www.example.org/news/12", (12, SOURCE)),
        ("/zh-hant/news/12/", (12, SOURCE)),
        (" 12 ", (12, SOURCE)),
        ("/news/section/", None),
        ("https://[bad", None),
        ("9" * 40, None),
        ("", None),
    ],
)
def test_a_page_is_found_by_the_address_a_phone_copies(address, found):
    assert article_of_address(address) == found


def test_both_languages_are_taken_down_by_a_pasted_address(client, office, article):
    client.force_login(office.first)
    address = f"/admin/withdraw/?page=https://fao.example/news/{article.pk}/"
    assert article.title_zh_hans in client.get(address).content.decode()

    answer = client.post(address, {"languages": LANGUAGES, "kind": "error"}, follow=True)

    assert Withdrawal.objects.count() == 2
    assert "24小时内补写" in answer.content.decode()
    for prefix in ("", "/en"):
        assert client.get(f"{prefix}/news/{article.pk}/").status_code == 410


def test_the_form_says_what_is_missing(client, office, article):
    client.force_login(office.first)
    address = f"/admin/withdraw/?page={article.pk}"

    for said, told in (
        ({}, "请选择撤下哪个语种"),
        ({"languages": [SOURCE], "kind": "outdated"}, "页面保留时须向读者说明"),
        ({"languages": [SOURCE], "kind": "merged"}, "请粘贴本站稿件页面的网址"),
        ({"languages": [SOURCE], "kind": "merged", "merged_into": "999999"}, "没有这篇稿件"),
        (
            {"languages": [SOURCE], "kind": "merged", "merged_into": article.pk},
            "不能并入稿件自己",
        ),
    ):
        assert told in client.post(address, said).content.decode()
    assert not Withdrawal.objects.exists()


def test_a_page_comes_back_by_its_own_button_only(client, office, article):
    withdrawal = withdraw(article, SOURCE, office.first, kind="error")
    client.force_login(office.second)

    client.post(releases(article), {"withdrawal": withdrawal.pk, "reason": "职务有误"})

    withdrawal.refresh_from_db()
    assert withdrawal.withdrawn_until is None


def test_reason_and_return_from_the_page(client, office, article):
    withdrawal = withdraw(article, SOURCE, office.first, kind="error")
    client.force_login(office.second)

    client.post(
        releases(article), {"withdrawal": withdrawal.pk, "_give_reason": "", "reason": "职务有误"}
    )
    client.post(releases(article), {"withdrawal": withdrawal.pk, "_reinstate": ""})

    withdrawal.refresh_from_db()
    assert (withdrawal.reason, withdrawal.reinstated_by) == ("职务有误", office.second)
    assert client.get(f"/news/{article.pk}/").status_code == 200
