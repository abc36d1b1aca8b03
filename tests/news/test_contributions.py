"""采用统计: what each unit handed in within a quarter, and what of it was released."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from news.contributions import Quarter, by_unit, contributions
from tests.factories import ArticleFactory, SectionFactory, UserFactory
from waishi.languages import SOURCE
from waishi.publishing.moments import database_moment
from waishi.publishing.reviewing import send_back, submit
from waishi.publishing.trash import throw_away

pytestmark = pytest.mark.django_db

PAGE = "/admin/statistics/contributions/"


@pytest.fixture
def handed_in(office):
    """Two texts of Wanzhou, one of them released; one of Fuling, waiting; one draft."""
    section = SectionFactory(name_zh_hans="区县动态", reviews_wanted=1)
    other = SectionFactory(name_zh_hans="友城动态", reviews_wanted=1)
    wanzhou = UserFactory(roles=["信息员"], unit="万州区外事办")
    fuling = UserFactory(roles=["信息员"], unit="涪陵区外事办")
    released = ArticleFactory(section=section, created_by=wanzhou, title_zh_hans="已发布的")
    office.release(released)
    for author, of, title in ((wanzhou, other, "在审的"), (fuling, section, "=涪陵的")):
        submit(ArticleFactory(section=of, created_by=author, title_zh_hans=title), SOURCE, author)
    ArticleFactory(section=section, created_by=fuling, title_zh_hans="没有送审的")
    return wanzhou


def _rates(unit):
    return {section: count.rate for section, count in unit.sections.items()}


@pytest.mark.parametrize("role", ["writer", "translator", "first", "second", "final", "auditor"])
def test_units_with_sections_and_rates_for_those_who_handle_every_text(
    client, office, handed_in, role
):
    client.force_login(getattr(office, role))

    answer = client.get(PAGE)

    said = [
        (
            one.unit,
            one.submitted,
            one.adopted,
            one.rate,
            {k: v.rate for k, v in one.sections.items()},
        )
        for one in answer.context["units"]
    ]
    assert said == [
        ("万州区外事办", 2, 1, "50%", {"区县动态": "100%", "友城动态": "0%"}),
        ("涪陵区外事办", 1, 0, "0%", {"区县动态": "0%"}),
    ]
    assert "没有送审的" not in answer.content.decode()


@pytest.mark.parametrize("role", ["contributor", "registrar", "administrator"])
def test_the_others_are_refused(client, office, role):
    client.force_login(getattr(office, role))

    assert client.get(PAGE).status_code == 403


def test_units_are_counted_by_the_database(office, handed_in):
    now = Quarter.of(timezone.localdate(database_moment()))

    with CaptureQueriesContext(connection) as statements:
        by_unit(contributions(office.auditor, now))

    (counting,) = [one["sql"] for one in statements if "COUNT" in one["sql"]]
    assert "body" not in counting


def test_one_units_texts_as_a_list(client, office, handed_in):
    client.force_login(office.auditor)

    page = client.get(PAGE, {"unit": "万州区外事办"}).content.decode()

    assert "已发布的" in page
    assert "在审的" in page
    assert "涪陵的" not in page


def test_a_text_counts_once_in_the_quarter_of_its_first_submission(office, handed_in):
    now = Quarter.of(timezone.localdate(database_moment()))
    released = contributions(office.auditor, now).get(title_zh_hans="已发布的")
    office.rewrite(released, title_zh_hans="改过再发的")
    office.release(released)

    assert contributions(office.auditor, now).count() == 3
    assert not contributions(office.auditor, now.moved(-1)).exists()
    assert not contributions(office.auditor, now.moved(1)).exists()


def test_a_text_that_comes_out_later_is_not_adopted_yet(office, moment):
    author = UserFactory(roles=["信息员"], unit="万州区外事办")
    article = ArticleFactory(section=SectionFactory(reviews_wanted=1), created_by=author)
    office.release(article, live_from=moment.replace(year=moment.year + 1))

    found = contributions(office.auditor, Quarter.of(timezone.localdate(moment))).get()

    assert found.first_released_at is None


def test_a_text_sent_back_and_thrown_away_still_counts(office, handed_in):
    now = Quarter.of(timezone.localdate(database_moment()))
    waiting = contributions(office.auditor, now).get(title_zh_hans="在审的")
    send_back(waiting, SOURCE, office.final, "与已发的重复")
    waiting.refresh_from_db()
    throw_away(waiting, office.writer)

    assert contributions(office.auditor, now).count() == 3


def test_the_workbook_says_the_same_and_runs_nothing(client, office, handed_in):
    client.force_login(office.auditor)

    answer = client.get(PAGE, {"xlsx": "1"})
    book = openpyxl.load_workbook(BytesIO(answer.content))

    numbers, texts = book.worksheets
    assert [row[:4] for row in numbers.values][1] == ("万州区外事办", "合计", 2, 1)
    assert "=涪陵的" in [row[3] for row in texts.values]
    assert {cell.data_type for row in texts.rows for cell in row} <= {"s", "n", "inlineStr"}


def test_the_page_costs_the_same_however_many_units(
    client, office, handed_in, django_assert_max_num_queries
):
    client.force_login(office.auditor)
    client.get(PAGE)

    for number in range(5):
        author = UserFactory(roles=["信息员"], unit=f"第{number}处")
        submit(ArticleFactory(created_by=author), SOURCE, author)
    with django_assert_max_num_queries(10):
        client.get(PAGE, {"unit": "第1处"})


@pytest.mark.parametrize(
    "typed", ["", "2026", "2026-Q5", "2026-Q", "2026-Q12", "0000-Q1", "二〇二六-Q1", "9999-Q4"]
)
def test_a_quarter_that_is_none_is_the_present_one(client, office, typed):
    client.force_login(office.auditor)

    answer = client.get(PAGE, {"quarter": typed})

    assert answer.context["quarter"] == Quarter.of(timezone.localdate(database_moment()))


def test_quarters_begin_at_midnight_in_beijing():
    assert Quarter.of(date(2026, 12, 31)) == Quarter(2026, 4)
    assert Quarter(2026, 4).moved(1) == Quarter(2027, 1)
    assert Quarter(2026, 1).start == datetime.fromisoformat("2026-01-01T00:00:00+08:00")


def test_the_list_of_articles_leads_there(client, office):
    client.force_login(office.auditor)
    assert PAGE in client.get(reverse("admin:news_article_changelist")).content.decode()
    client.force_login(office.contributor)
    assert PAGE not in client.get(reverse("admin:news_article_changelist")).content.decode()
