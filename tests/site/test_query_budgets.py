"""What a page costs, with nothing cached, whether it shows one row or thirty (design part 6)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import ArticleRelease
from tests.content import public_site
from tests.factories import PartnershipFactory
from waishi.publishing.models import Proposal, Review

pytestmark = pytest.mark.django_db

ROWS = pytest.mark.parametrize("rows", [1, 30])
SITES = pytest.mark.parametrize("made_once", [1, 30], indirect=True)
# The statement that reads counter, moment and frame counts as one.
PUBLIC = {
    "/": 6,
    "/about/": 1,
    "/sitemap/": 1,
    "/sitemap.xml": 1,
    "/sitemap-articles-0.xml": 1,
    "/feeds/news.atom": 2,
    "/events.ics": 2,
    "/reading/": 1,
    "/news/": 3,
    "/news/{section.slug}/": 3,
    "/news/{article.pk}/": 3,
    "/news/{article.pk}/qr.svg": 2,
    "/topics/": 2,
    "/topics/{topic.slug}/": 3,
    "/friendship-cities/": 2,
    "/friendship-cities/?kind=sister_city&year=1982": 2,
    "/friendship-cities/{tie.slug}/": 6,
    "/friendship-cities/{tie.slug}/qr.svg": 2,
    "/countries/{country.iso2}/": 6,
    "/hong-kong-macao/": 3,
    "/consulates/": 3,
    "/visits/": 3,
    "/visits/?year=2021": 3,
    "/visits/{visit.pk}/": 9,
    "/events/": 3,
    "/events/{event.pk}/": 8,
    "/search/?q=2021": 2,
    "/search/?q=没有这个词": 3,
    "/no-such-page/": 1,
}
LIST, FORM = 10, 24
# Session, user and permissions are among them.
OFFICE = {
    "news_article": ("writer", 9, 24),
    "news_section": ("administrator", 9, 11),
    "news_topic": ("administrator", 8, 10),
    "news_articlerelease": ("auditor", 9, 8),
    "media_picture": ("writer", 7, 13),
    "friendship_cities_partnership": ("registrar", 6, 11),
    "friendship_cities_agreement": ("registrar", 6, 9),
    "friendship_cities_city": ("registrar", 6, 8),
    "friendship_cities_country": ("registrar", 6, 6),
    "friendship_cities_visit": ("registrar", 6, 15),
    "friendship_cities_event": ("registrar", 6, 14),
    "publishing_proposal": ("final", 7, 13),
    "publishing_review": ("auditor", 9, 7),
}


def rewrite(article, title):
    """Give a text another title, as its next version."""
    article.title_zh_hans = title
    article.version += 1
    article.save(update_fields=["title_zh_hans", "version"])


class Cost(int):
    """A number of statements that shows them when a test fails."""

    def __new__(cls, statements):
        cost = super().__new__(cls, len(statements))
        cost.statements = [statement["sql"] for statement in statements]
        return cost

    def __repr__(self):
        return "\n".join([str(int(self)), *self.statements])


def cost_of(client, address):
    """How many statements a page takes when the process has answered before."""
    client.get(address)
    with CaptureQueriesContext(connection) as statements:
        client.get(address)
    return Cost(statements.captured_queries)


@SITES
def test_a_public_page_costs_the_same_however_much_it_shows(client, site):
    addresses = {
        wanted: wanted.format(**vars(site)).replace(site.country.iso2, "fr") for wanted in PUBLIC
    }

    chinese = {page: cost_of(client, address) for page, address in addresses.items()}
    english = {page: cost_of(client, "/en" + address) for page, address in addresses.items()}

    assert chinese == PUBLIC
    assert english == PUBLIC


@SITES
def test_a_page_of_the_office_costs_the_same_however_much_it_shows(client, office, site):
    records = {
        "news_article": site.article,
        "news_section": site.section,
        "news_topic": site.topic,
        "news_articlerelease": ArticleRelease.objects.first(),
        "media_picture": site.article.lead_picture,
        "friendship_cities_partnership": site.tie,
        "friendship_cities_agreement": site.tie.agreements.first(),
        "friendship_cities_city": site.tie.city,
        "friendship_cities_country": site.country,
        "friendship_cities_visit": site.visit,
        "friendship_cities_event": site.event,
        "publishing_proposal": Proposal.objects.first(),
        "publishing_review": Review.objects.first(),
    }

    costs = {}
    for name, (person, _list_cost, _form_cost) in OFFICE.items():
        client.force_login(getattr(office, person))
        form = reverse(f"admin:{name}_change", args=[records[name].pk])
        costs[name] = (
            person,
            cost_of(client, reverse(f"admin:{name}_changelist")),
            cost_of(client, form),
        )

    assert costs == OFFICE
    assert max(of_list for _, of_list, _ in OFFICE.values()) <= LIST
    assert max(of_form for _, _, of_form in OFFICE.values()) <= FORM


@ROWS
def test_the_review_page_costs_the_same_however_long_the_history_and_the_difference(
    client, office, rows, django_assert_num_queries
):
    site = public_site(office, 1)
    for number in range(rows):
        rewrite(site.article, f"第{number}次更正")
        office.release(site.article)
    site.article.partnerships.add(*PartnershipFactory.create_batch(rows))
    client.force_login(office.first)
    address = reverse("admin:news_article_review", args=[site.article.pk])
    client.get(address)

    with django_assert_num_queries(32):
        client.get(address)


@ROWS
def test_choosing_a_partnership_costs_the_same_however_many_there_are(
    client, office, rows, django_assert_num_queries
):
    PartnershipFactory.create_batch(rows)
    client.force_login(office.writer)
    asked = {"app_label": "news", "model_name": "article", "field_name": "partnerships", "term": ""}
    address = reverse("admin:autocomplete")
    assert client.get(address, asked).status_code == 200

    with django_assert_num_queries(6):
        client.get(address, asked)
