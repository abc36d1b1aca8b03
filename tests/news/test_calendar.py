"""The calendar of the office: what appears and disappears, by month and by day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.admin import calendar
from news.models import ArticleRelease, FrontPick
from tests.factories import ArticleFactory, UserFactory
from waishi.publishing.moments import database_moment
from waishi.site.models import AlertBanner, MourningPeriod

pytestmark = pytest.mark.django_db


def test_the_month_shows_what_appears_and_disappears(client, office, article, moment):
    office.rewrite(article, title_zh_hans="月中替换的标题")
    at = timezone.localtime(moment).replace(day=1) + timedelta(days=40)
    office.release(article, live_from=at, expires_at=at + timedelta(hours=3))
    client.force_login(office.writer)

    page = client.get("/admin/calendar/", {"month": f"{at:%Y-%m}"}).content.decode()

    for said in ("替换", "下线", "月中替换的标题"):
        assert said in page


def test_the_month_shows_banners_picks_and_grey_days_that_are_public(client, office, article):
    office.release(article)
    start = timezone.localtime(database_moment()).replace(day=1) + timedelta(days=40)
    period = {"starts_at": start, "ends_at": start + timedelta(hours=3)}
    banner = AlertBanner.objects.create(text_zh_hans="领事馆搬迁", **period)
    hidden = AlertBanner.objects.create(text_zh_hans="还没有公开的横幅", **period)
    grey = MourningPeriod.objects.create(occasion="国家公祭日", **period)
    pick = FrontPick.objects.create(
        article=article, picked_from=start, picked_until=start + timedelta(hours=3)
    )
    office.make_public(banner, grey, pick)

    def shown_to(person):
        client.force_login(person)
        return client.get("/admin/calendar/", {"month": f"{start:%Y-%m}"}).content.decode()

    page = shown_to(UserFactory(roles=["采编", "管理员"]))
    for said in ("横幅开始", "横幅结束", "上头条", "头条结束", "哀悼日开始", "国家公祭日"):
        assert said in page
    assert hidden.text_zh_hans not in page
    # Whoever may not open a record reads nothing of it here.
    page = shown_to(office.contributor)
    for said in (banner.text_zh_hans, "上头条", grey.occasion):
        assert said not in page


def test_a_full_day_shows_the_first_of_it_and_has_a_page_of_its_own(client, office, moment):
    at = timezone.localtime(moment) + timedelta(days=1)
    titles = [f"第{number}篇" for number in range(8)]
    for title in titles:
        office.release(ArticleFactory(title_zh_hans=title), live_from=at)
    client.force_login(office.writer)

    month = client.get("/admin/calendar/", {"month": f"{at:%Y-%m}"}).content.decode()
    day = client.get("/admin/calendar/", {"month": f"{at:%Y-%m}", "day": str(at.day)})

    assert [title in month for title in titles] == [True] * 6 + [False] * 2
    assert "还有 2 项" in month
    assert f"?month={at:%Y-%m}&amp;day={at.day}" in month
    assert all(title in day.content.decode() for title in titles)
    assert f"{at.month}月{at.day}日" in day.content.decode()


@pytest.mark.parametrize(("most", "is_told"), [(1, True), (2, False)])
def test_a_month_that_is_not_shown_whole_says_so(
    client, office, article, moment, monkeypatch, most, is_told
):
    monkeypatch.setattr(calendar, "MOST_RELEASES", most)
    client.force_login(office.writer)
    month = f"{timezone.localtime(moment):%Y-%m}"

    page = client.get("/admin/calendar/", {"month": month}).content.decode()

    assert ("只列出较早的" in page) == is_told
    assert page.count('<span class="calendar-kind">发布') == most


@pytest.mark.parametrize("day", ["0", "32", "x", "-1", "²", "031", "9" * 30])
def test_a_day_that_is_none_shows_its_month(client, office, day):
    client.force_login(office.writer)

    page = client.get("/admin/calendar/", {"month": "2026-02", "day": day}).content.decode()

    assert "日历：2026年2月<" in page.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    "month", ["", "x", "2026-13", "2026-00", "0000-01", "0001-01", "9999-12", "10000-01", "²-³"]
)
def test_any_month_and_no_month_is_answered(client, office, month):
    client.force_login(office.writer)

    assert client.get("/admin/calendar/", {"month": month}).status_code == 200


def test_a_contributors_calendar_keeps_the_texts_of_others_to_themselves(client, office, moment):
    article = ArticleFactory(title_zh_hans="他人尚未公开的稿件")
    at = moment + timedelta(days=1)
    office.release(article, live_from=at)
    client.force_login(office.contributor)

    shown = client.get("/admin/calendar/", {"month": f"{timezone.localtime(at):%Y-%m}"})

    assert "他人尚未公开的稿件" not in shown.content.decode()
    assert ArticleRelease.objects.count() == 1
