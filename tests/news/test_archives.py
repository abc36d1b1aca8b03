"""What was published in a year or a month, of one section or of all."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from news.models import Section
from tests.conftest import for_many_tests
from tests.content import public_section
from tests.factories import ArticleFactory, SectionFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.releasing import withdraw

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])


def imported(office, section, day, title, languages=(SOURCE, ENGLISH), **more):
    """A text of an earlier day, public in the languages that are named."""
    article = ArticleFactory(
        section=section,
        english=True,
        original_on=day,
        title_zh_hans=title,
        title_en=title,
        **more,
    )
    for language in languages:
        office.release(article, language)
    return article


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """A text of September 2021, in both languages."""

    def make(office):
        return imported(office, public_section(office, slug="office-news"), "2021-09-15", "one")

    with for_many_tests(make, django_db_blocker) as made:
        yield made


def titles_on(response):
    return [release.title for release in response.context["page"].rows]


@BOTH
def test_a_year_holds_what_was_published_in_it_newest_first(client, office, prefix):
    section = public_section(office)
    for day in ("2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01"):
        imported(office, section, day, f"text of {day}")

    of_all = client.get(f"{prefix}/news/all/2021/")
    of_section = client.get(f"{prefix}/news/{section.slug}/2021/")

    assert titles_on(of_all) == ["text of 2021-12-31", "text of 2021-01-01"]
    assert titles_on(of_section) == titles_on(of_all)
    assert of_all.context["years"] == [2022, 2021, 2020]
    assert of_section.context["months"] == [1, 12]


@BOTH
def test_a_month_begins_and_ends_at_midnight_in_shanghai(client, office, prefix):
    section = public_section(office)
    for day in ("2021-08-31", "2021-09-01", "2021-09-30", "2021-10-01"):
        imported(office, section, day, f"text of {day}")

    page = client.get(f"{prefix}/news/{section.slug}/2021/09/")

    assert titles_on(page) == ["text of 2021-09-30", "text of 2021-09-01"]
    assert f'href="{prefix}/news/{section.slug}/2021/08/"' in page.content.decode()
    assert f'href="{prefix}/news/{section.slug}/2021/07/"' not in page.content.decode()


def test_a_section_leads_to_its_own_years_only(client, office):
    section, other = public_section(office), public_section(office)
    imported(office, section, "2019-05", "of 2019")
    imported(office, other, "2015", "of 2015")
    further = ArticleFactory(section=other, original_on="2017-03-02")
    further.further_sections.set([section])
    office.release(further)

    assert client.get(f"/news/{section.slug}/").context["years"] == [2019, 2017]
    assert client.get(f"/news/{other.slug}/").context["years"] == [2017, 2015]
    assert client.get("/news/").context["years"] == [2019, 2017, 2015]


def test_years_of_a_language_are_those_read_in_it(client, office):
    section = public_section(office)
    imported(office, section, "2018-01-05", "Chinese only", languages=[SOURCE])
    imported(office, section, "2020-01-05", "both")

    assert client.get("/news/").context["years"] == [2020, 2018]
    assert client.get("/en/news/").context["years"] == [2020]
    assert client.get("/en/news/all/2018/").status_code == 404


def test_a_period_without_english_leads_to_the_chinese_which_offers_no_english(client, office):
    section = public_section(office)
    imported(office, section, "2018-01-05", "Chinese only", languages=[SOURCE])
    imported(office, section, "2018-02-05", "both")

    for place in ("all", section.slug):
        january, year = f"/news/{place}/2018/01/", f"/news/{place}/2018/"
        english = client.get(f"/en{january}")
        assert (english.status_code, english.context["available_in"]) == (404, [SOURCE])
        assert f'href="{january}"' in english.content.decode()
        assert client.get(january).context["available_in"] == [SOURCE]
        assert client.get(year).context["available_in"] == [SOURCE, ENGLISH]
        assert client.get(f"/en/news/{place}/2018/03/").context["available_in"] == []


def test_what_is_scheduled_or_withdrawn_opens_no_year(client, office, moment):
    section = public_section(office)
    gone = imported(office, section, "2016-02-02", "withdrawn")
    withdraw(gone, SOURCE, office.first, kind="error")
    later = ArticleFactory(section=section, original_on="2014-02-02")
    office.release(later, live_from=moment + timedelta(days=2))
    imported(office, section, "2012-02-02", "there")

    assert client.get("/news/").context["years"] == [2012]
    for year in (2016, 2014):
        assert client.get(f"/news/all/{year}/").status_code == 404


@pytest.mark.parametrize(
    "period",
    ["0000", "0", "99999", "1948", "2200", "2021/13", "2021/00", "2021/9", "2021/09/01", "20x1"],
)
@pytest.mark.parametrize("where", ["all", "office-news"])
@BOTH
def test_a_year_or_month_there_cannot_be_is_not_found(client, made_once, prefix, where, period):
    assert client.get(f"{prefix}/news/{where}/{period}/").status_code == 404


@pytest.mark.parametrize("key", ["", "x", "2021-99-99T00:00~1", "2021-09-15~1", "~", "9" * 60])
def test_a_bad_key_in_an_archive_is_its_first_page(client, made_once, key):
    page = client.get("/news/all/2021/", {"before": key, "page": "7"})

    assert titles_on(page) == ["one"]


def test_a_long_year_goes_on_by_key_and_stays_in_its_year(client, office):
    section = public_section(office)
    for day in range(1, 24):
        imported(office, section, f"2021-03-{day:02}", f"三月{day}日", languages=[SOURCE])
    imported(office, section, "2020-03-01", "前一年", languages=[SOURCE])

    first = client.get("/news/all/2021/")
    second = client.get("/news/all/2021/" + first.context["page"].next_url)

    assert len(titles_on(first)) == 20
    assert titles_on(second) == ["三月3日", "三月2日", "三月1日"]
    assert second.context["page"].next_url == ""


def test_no_section_takes_the_place_of_the_archive():
    with pytest.raises(IntegrityError), transaction.atomic():
        SectionFactory(slug="all")
    assert not Section.objects.filter(slug="all").exists()


@pytest.mark.parametrize("rows", [1, 3])
@BOTH
def test_an_archive_costs_the_same_however_much_it_holds(
    client, office, rows, prefix, django_assert_num_queries
):
    section = public_section(office)
    for number in range(rows):
        for year in (2019, 2020, 2021):
            imported(office, section, f"{year}-0{number + 1}-05", "text")

    for address in ("all/2021/", "all/2021/01/", f"{section.slug}/2021/", f"{section.slug}/"):
        client.get(f"{prefix}/news/{address}")
        with django_assert_num_queries(3):
            assert client.get(f"{prefix}/news/{address}").status_code == 200
