"""The pages from which the office changes what is public: the list, time, withdrawal."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.admin.addresses import article_of_address
from news.models import Withdrawal
from tests.factories import ArticleFactory
from waishi.languages import ENGLISH, LANGUAGES, SOURCE
from waishi.publishing.moments import database_moment
from waishi.publishing.releasing import withdraw

pytestmark = pytest.mark.django_db


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
