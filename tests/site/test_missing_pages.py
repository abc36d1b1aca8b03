"""A page that is not there says what happened, and offers every way on."""

import pytest
from django.urls import reverse

from tests.content import public_section
from tests.factories import ArticleFactory, EventFactory, TopicFactory, VisitFactory
from waishi.languages import SOURCE
from waishi.publishing.releasing import withdraw

pytestmark = pytest.mark.django_db

PREFIXES = pytest.mark.parametrize("prefix", ["", "/en", "/zh-hant"])


def ways_on(page, prefix):
    return [
        way
        for way in ("/search/", "/news/office-news/", "/topics/", "/friendship-cities/", "/about/")
        if f'"{prefix}{way}"' in page
    ]


@pytest.fixture
def article(office):
    section = public_section(office, slug="office-news", name_en="Office news")
    article, other = ArticleFactory.create_batch(2, english=True, section=section)
    office.release(other)
    office.release(article)
    office.release(article, "en")
    return article


@PREFIXES
def test_an_address_of_nothing_offers_search_sections_and_the_whole_map(client, article, prefix):
    page = client.get(f"{prefix}/nothing/").content.decode()

    assert len(ways_on(page, prefix)) == 5
    # The box stands in the page, and not in the header as well.
    assert page.count('role="search"') == 1
    assert page.index("<main") < page.index('role="search"')


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_page_taken_down_says_so_and_where_it_can_still_be_read(client, office, article, prefix):
    withdraw(article, SOURCE, office.first, kind="error")

    response = client.get(f"{prefix}/news/{article.pk}/")

    page = response.content.decode()
    assert response.status_code == 410
    assert {"": "后来撤下", "/zh-hant": "後來撤下"}[prefix] in page
    assert f'href="/en/news/{article.pk}/"' in page
    assert f'href="/zh-hant/news/{article.pk}/"' not in page
    assert len(ways_on(page, prefix)) == 5


@pytest.mark.parametrize("factory", [VisitFactory, EventFactory])
def test_a_record_without_english_leads_to_the_chinese(client, office, factory):
    record = office.make_public(factory(title_en=""))
    address = reverse(f"friendship_cities:{type(record).__name__.lower()}_detail", args=[record.pk])

    response = client.get(f"/en{address}")

    assert response.status_code == 404
    assert f'href="{address}"' in response.content.decode()


def test_a_topic_without_english_leads_to_the_chinese_which_offers_no_english(client, office):
    topic = office.make_public(TopicFactory(slug="only-chinese", name_en=""))
    address = topic.get_absolute_url()

    english, chinese = client.get(f"/en{address}"), client.get(address)

    assert english.status_code == 404
    assert f'href="{address}"' in english.content.decode()
    assert 'hreflang="en"' not in chinese.content.decode().split("</head>")[0]


def test_an_address_of_nothing_names_no_other_language(client):
    assert "written-elsewhere" not in client.get("/en/nothing/").content.decode()
