"""What holds of every page a reader can open."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from friendship_cities.models import Visit
from tests.content import public_section
from tests.factories import ArticleFactory, CountryFactory, EventFactory, VisitFactory
from waishi.publishing.proposing import decide, propose
from waishi.site.models import SiteIdentity

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])
LISTS = [
    "/",
    "/about/",
    "/sitemap/",
    "/reading/",
    "/news/",
    "/topics/",
    "/friendship-cities/",
    "/hong-kong-macao/",
    "/visits/",
    "/events/",
]
NOWHERE = [
    "/nothing/",
    "/news/nothing/",
    "/news/999999/",
    "/news/99999999999999999999/",
    "/topics/nothing/",
    "/friendship-cities/nothing/",
    "/visits/999999/",
    "/visits/99999999999999999999/",
    "/events/999999/",
    *(f"/countries/{code}/" for code in ("hk", "mo", "tw", "xk", "zz", "va", "cn")),
    "/countries/france/",
    "/countries/FR/",
    "/zh-hans/",
    "/zh-hant/nothing/",
    "/zh-hant/admin/",
    "/de/",
]
LONG = "9" * 10_000
JUNK = [
    "abc",
    "",
    "٣",
    "99999999999",
    "-1",
    "0",
    "<script>alert(1)</script>",
    "'; drop table news_article; --",
    "%F0%28%8C%28",
    "%ED%A0%80",
    LONG,
]
KEYS = [
    "2021-02-31~5",
    "2021-09-15~5",
    "2021-09-15T00:00:00~5",
    "2021-09-15T00:00:00%2B08:00~5",
    "2021-09-15T00:00:00%2B08:00~999999999999999999",
    "2021-09-15T00:00:00%2B08:00~٣",
    "0001-01-01T00:00:00%2B14:00~1",
    "9999-12-31T23:59:59-14:00~1",
    "0001-01-01~1",
    "9999-12-31~1",
    "2021-09-15T00:00:00%2B99:00~5",
    "20210915T000000Z~5",
    "~5",
    "2021-09-15~",
]


def pages_of(site):
    return [
        *LISTS,
        f"/news/{site.section.slug}/",
        f"/news/{site.article.pk}/",
        f"/topics/{site.topic.slug}/",
        f"/friendship-cities/{site.tie.slug}/",
        "/countries/fr/",
        f"/visits/{site.visit.pk}/",
        f"/events/{site.event.pk}/",
    ]


def shown_rows(response):
    return [row.pk for row in response.context["page"].rows]


@BOTH
def test_every_page_opens_in_its_language_and_is_marked_with_it(client, site, prefix):
    for address in pages_of(site):
        response = client.get(prefix + address)

        page = response.content.decode()
        assert response.status_code == 200, address
        assert f'<html lang="{"en" if prefix else "zh-Hans"}">' in page
        assert page.count("<h1") == 1, address
        assert response.headers["Content-Language"] == ("en" if prefix else "zh-hans")


@BOTH
def test_a_public_page_sets_no_cookie_varies_on_nothing_and_touches_no_session(
    client, site, prefix
):
    for address in [*pages_of(site), *NOWHERE]:
        response = client.get(prefix + address, headers={"accept-language": "de", "cookie": "a=b"})

        assert not response.cookies, address
        assert "Vary" not in response.headers, address
    assert not Session.objects.exists()


@BOTH
def test_a_public_page_may_be_kept_until_the_end_of_the_running_second(client, site, prefix):
    for address in [*pages_of(site), *NOWHERE]:
        response = client.get(prefix + address)

        second = int(response.context["frame"].moment.timestamp())
        assert response.headers["X-Accel-Expires"] == f"@{second}", address
        assert response.headers["Cache-Control"] == "no-cache", address


@BOTH
def test_a_signed_in_person_gets_the_same_page_as_any_reader(client, office, site, prefix):
    anonymous = {address: client.get(prefix + address) for address in pages_of(site)}
    client.force_login(office.administrator)

    for address, before in anonymous.items():
        response = client.get(prefix + address)
        assert "Vary" not in response.headers
        assert not response.cookies
        assert len(response.content) == len(before.content), address


@BOTH
@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_of_nothing_is_not_found(client, prefix, address):
    assert client.get(prefix + address).status_code == 404


@pytest.mark.parametrize("name", ["before", "year", "page", "utm_source"])
@pytest.mark.parametrize("page", ["/news/", "/en/news/{}/", "/visits/", "/en/events/"])
def test_a_list_asked_for_anything_is_a_list(client, site, page, name):
    address = page.format(site.section.slug)

    for value in [*JUNK, *KEYS]:
        response = client.get(f"{address}?{name}={value}")

        assert response.status_code == 200, value
        if value in JUNK or name != "before":
            assert response.context["page"].is_first, value
            assert len(response.context["page"].rows) == 1, value


@BOTH
@pytest.mark.parametrize("name", ["kind", "continent", "country", "level", "year", "nothing"])
def test_a_filter_of_the_register_with_anything_in_it_shows_a_page(client, site, prefix, name):
    for value in JUNK:
        response = client.get(f"{prefix}/friendship-cities/?{name}={value}")

        assert response.status_code == 200, value
        assert b"<script>alert" not in response.content


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/news/", "/friendship-cities/", "/countries/fr/"]
)
@pytest.mark.parametrize("where", ["{}%00", "{}?before=%00", "{}?a=1%00", "{}x%00y/"])
def test_a_nul_byte_in_an_address_is_refused(client, address, where):
    assert client.get(where.format(address)).status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/%FF%FE/", "/news/%E4%B8%AD%E6%96%87/", "/news/../../etc", "//news//", "/en"],
)
def test_an_odd_address_is_not_found_or_mended(client, address):
    assert client.get(address).status_code in (301, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_readers_can_only_read(client, site, method):
    for address in pages_of(site):
        assert getattr(client, method)(address).status_code == 405, address


def test_asking_for_the_headers_only_gives_them(client, site):
    for address in pages_of(site):
        response = client.head(address)

        assert response.status_code == 200
        assert response.content == b""


def test_asking_what_is_allowed_gives_no_error(client, site):
    for address in pages_of(site):
        assert client.options(address).status_code < 500


@pytest.mark.parametrize(
    ("prefix", "said"),
    [
        ("", "演示站点 · 非政府网站 · 依据公开资料编写"),
        ("/en", "Not a government website"),
    ],
    ids=["Chinese", "English"],
)
def test_a_demonstration_says_so_on_every_page_and_is_not_listed(client, site, prefix, said):
    for address in [*pages_of(site), "/nothing/"]:
        response = client.get(prefix + address)

        assert said in response.content.decode(), address
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in response.content.decode()


@BOTH
def test_an_office_is_no_demonstration_and_may_be_listed(client, office, site, prefix):
    identity = SiteIdentity.objects.create(
        pk=1, name_zh_hans="某市外事办公室", name_en="A Foreign Affairs Office"
    )
    propose_and_agree(office, identity, {"is_demonstration": (True, False)})
    office.make_public(identity)

    for address in pages_of(site):
        response = client.get(prefix + address)

        page = response.content.decode()
        assert "X-Robots-Tag" not in response.headers
        assert "noindex" not in page
        assert "演示站点" not in page
        assert "Not a government website" not in page


def propose_and_agree(office, record, changes):
    decide(propose(record, changes, office.registrar), office.final, agree=True)
    record.refresh_from_db()


def test_an_identity_that_nobody_approved_leaves_the_site_a_demonstration(client, site):
    SiteIdentity.objects.create(pk=1, name_zh_hans="冒名机构", is_demonstration=False)

    response = client.get("/")

    assert "冒名机构" not in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_no_page_carries_an_inline_script_or_style_or_asks_another_host(client, site):
    for address in pages_of(site):
        page = client.get(address).content.decode()

        assert " style=" not in page, address
        assert "<style" not in page, address
        assert " onclick=" not in page, address
        # A data block is no script: it is neither run nor asked about by the policy.
        for script in re.findall(r"<script\b[^>]*>", page):
            assert ' src="/' in script or script == '<script type="application/ld+json">', address
        for source in page.split('src="')[1:]:
            assert source.startswith("/"), address


def test_a_public_page_has_a_fixed_policy_without_a_nonce(client, site):
    policies = {
        client.get(address).headers["Content-Security-Policy"] for address in pages_of(site)
    }

    assert len(policies) == 1
    assert "nonce" not in policies.pop()


def test_long_lists_page_by_key_without_loss_or_repetition_while_news_arrives(client, office):
    section = public_section(office)
    articles = [ArticleFactory(section=section) for _ in range(45)]
    for article in articles:
        office.release(article)

    seen, address = [], "/news/"
    while address:
        response = client.get(address)
        seen += [release.article_id for release in response.context["page"].rows]
        office.release(ArticleFactory(section=section))
        next_url = response.context["page"].next_url
        address = f"/news/{next_url}" if next_url else ""

    assert seen == [article.pk for article in reversed(articles)]


def test_rows_of_one_day_are_all_shown_in_the_order_of_their_numbers(client, office):
    section = public_section(office)
    articles = [ArticleFactory(section=section, original_on="2021-12-31") for _ in range(25)]
    for article in articles:
        office.release(article)

    first = client.get(f"/news/{section.slug}/")
    second = client.get(f"/news/{section.slug}/{first.context['page'].next_url}")

    seen = [
        release.article_id
        for response in (first, second)
        for release in response.context["page"].rows
    ]
    assert seen == [article.pk for article in reversed(articles)]
    assert not second.context["page"].next_url


def test_visits_page_by_key_within_the_chosen_year(client, office):
    visits = [VisitFactory(starts_on=f"2021-0{1 + n % 9}", ends_on=None) for n in range(25)]
    office.make_public(*visits, VisitFactory(starts_on="2020-05", ends_on=None))

    first = client.get("/visits/?year=2021")
    second = client.get("/visits/" + first.context["page"].next_url)

    seen = shown_rows(first) + shown_rows(second)
    assert sorted(seen) == sorted(visit.pk for visit in visits)
    assert first.context["counts"]["inbound"] == len(seen)


@BOTH
@pytest.mark.parametrize(
    ("page", "scope"), [("/countries/fr/", "foreign"), ("/hong-kong-macao/", "hong_kong_macao")]
)
def test_visits_and_events_side_by_side_each_page_by_their_own_key(
    client, office, prefix, page, scope
):
    country = CountryFactory(iso2="FR")
    made = {"visits": VisitFactory, "events": EventFactory}
    for factory in made.values():
        for record in factory.create_batch(45, scope=scope):
            record.countries.set([country] if scope == "foreign" else [])
            office.make_public(record)

    for name, other in (("visits", "events"), ("events", "visits")):
        seen, address = [], prefix + page
        while address:
            context = client.get(address).context
            seen += [record.pk for record in context[name].rows]
            address = context[name].next_url and prefix + page + context[name].next_url
        assert len(seen) == len(set(seen)) == 45
        assert other not in client.get(f"{prefix}{page}{first_next(client, page, name)}").context


def first_next(client, page, name):
    return client.get(page).context[name].next_url


def test_how_many_lay_in_which_year_is_a_row_for_each_year_however_many_visits():
    VisitFactory.create_batch(40, starts_on="2021-05", ends_on=None)
    VisitFactory.create_batch(3, starts_on="2021-12-30", ends_on="2022-01-02")

    assert sorted(Visit.objects.by_year().values_list("first_year", "last_year", "n")) == [
        (2021, 2021, 40),
        (2021, 2022, 3),
    ]


def test_asking_for_a_page_number_changes_nothing(client, site):
    assert shown_rows(client.get("/news/?page=2")) == shown_rows(client.get("/news/"))


def test_an_empty_office_has_all_its_pages(client):
    for prefix in ("", "/en"):
        for address in LISTS:
            assert client.get(prefix + address).status_code == 200, prefix + address


def test_a_text_with_markup_in_its_plain_fields_is_shown_as_text(client, office):
    article = ArticleFactory(
        section=public_section(office, name_zh_hans="<b>栏目</b>"),
        title_zh_hans="<script>alert('标题')</script>",
        summary_zh_hans="<img src=x onerror=alert(1)>",
        source_zh_hans='"><script>alert(2)</script>',
    )
    office.release(article)

    for address in ("/", "/news/", f"/news/{article.section.slug}/", f"/news/{article.pk}/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>栏目" not in page


def test_what_is_said_of_the_moment_is_the_databases_moment(client, site, moment):
    said = client.get("/").context["frame"].moment

    assert abs(said - moment) < timedelta(minutes=1)


def test_a_section_that_holds_nothing_says_so(client, office):
    section = public_section(office)

    page = client.get(f"/news/{section.slug}/").content.decode()

    assert "这个栏目还没有内容" in page
