"""What is no day, no pair, no address, no record: an error people can read, and nothing lost."""

import pytest
from django.urls import reverse

from friendship_cities.models import Partnership, Standing, Visit
from news.models import Article
from tests.factories import (
    ArticleFactory,
    CityFactory,
    LocalPartyFactory,
    PartnershipFactory,
    SectionFactory,
    StandingFactory,
)
from tests.publishing.bad_input.given import ADD_ARTICLE, HUGE, said_by, written_article
from tests.publishing.test_office_forms import change_url, form_of
from waishi.languages import SOURCE
from waishi.publishing.releasing import withdraw

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2021-02-31", "不是日历上有的日期"),
        ("2021年2月31日", "不是日历上有的日期"),
        ("2021-13", "不是日历上有的日期"),
        ("0000", "不是日历上有的日期"),
        ("大约八十年代", "不是能识别的日期"),
        ("<script>alert(1)</script>", "不是能识别的日期"),
        ("9" * 500, "40"),
    ],
)
def test_a_day_that_is_none_is_refused_in_words_and_kept_in_its_box(client, office, typed, told):
    client.force_login(office.registrar)
    tie = StandingFactory().partnership
    data = form_of(client, change_url(tie)) | {"standings-0-from_on": typed}

    page = said_by(client.post(change_url(tie), data))

    assert told in page
    assert "<script>alert" not in page
    assert str(Standing.objects.get().from_on) == "1982-12"


def test_a_visit_that_ends_before_it_begins_is_refused_in_words(client, office):
    client.force_login(office.registrar)
    address = reverse("admin:friendship_cities_visit_add")
    data = form_of(client, address) | {
        "title_zh_hans": "荷兰驻华大使访渝",
        "direction": "inbound",
        "starts_on": "2021-04-20",
        "ends_on": "2021-04-19",
        "source": "市外办",
    }

    assert "结束日期不能早于开始日期" in said_by(client.post(address, data))
    assert not Visit.objects.exists()


def test_a_title_of_300_characters_is_refused_and_kept_in_its_box(client, office):
    client.force_login(office.writer)
    title = "长" * 300

    page = said_by(
        client.post(ADD_ARTICLE, written_article(client, SectionFactory(), title_zh_hans=title))
    )

    assert title in page
    assert "200" in page
    assert not Article.objects.exists()


def test_a_pair_that_is_registered_is_refused_in_words(client, office):
    client.force_login(office.registrar)
    tie = PartnershipFactory()
    address = reverse("admin:friendship_cities_partnership_add")
    data = form_of(client, address) | {
        "local_party": tie.local_party.pk,
        "city": tie.city.pk,
        "slug": "another-address",
        "source": "市外办",
    }

    assert "这一对友城已经登记" in said_by(client.post(address, data))
    assert Partnership.objects.count() == 1


@pytest.mark.parametrize("country", ["", "999999", "HK", "99999999999999999999", "法国"])
def test_a_city_of_an_unknown_country_is_refused(client, office, country):
    client.force_login(office.registrar)
    address = reverse("admin:friendship_cities_city_add")
    data = form_of(client, address) | {"name_zh_hans": "某市", "country": country, "source": "x"}

    response = client.post(address, data)

    assert response.context["adminform"].form.errors["country"]


@pytest.mark.parametrize("number", ["abc", "99999999999999999999", "-1", "999999", HUGE])
@pytest.mark.parametrize("field", ["partnerships", "countries", "topics", "section"])
def test_a_link_to_a_record_that_is_none_is_refused(client, office, field, number):
    client.force_login(office.writer)
    data = written_article(client, SectionFactory()) | {field: number}

    response = client.post(ADD_ARTICLE, data)

    said_by(response)
    assert response.context["adminform"].form.errors[field]


@pytest.mark.parametrize("slug", ["statistics", "Ünïcode", "a b", "../x", "<script>", "x" * 300])
def test_an_address_that_is_none_is_refused(client, office, slug):
    client.force_login(office.registrar)
    address = reverse("admin:friendship_cities_partnership_add")
    data = form_of(client, address) | {
        "local_party": LocalPartyFactory().pk,
        "city": CityFactory().pk,
        "slug": slug,
        "source": "市外办",
    }

    said_by(client.post(address, data))

    assert not Partnership.objects.exists()


@pytest.mark.parametrize("illegible", ["\x00", "\x0b", "\x1f", "\ufffe"])
@pytest.mark.parametrize("field", ["title_zh_hans", "body_zh_hans", "summary_en"])
def test_a_character_that_no_text_can_hold_is_left_out(client, office, field, illegible):
    client.force_login(office.writer)
    typed = {field: f"<p>{illegible}前{illegible}后</p>"}
    data = written_article(client, SectionFactory(), **typed)

    client.post(ADD_ARTICLE, data)

    kept = getattr(Article.objects.get(), field)
    assert illegible not in kept
    assert kept.replace(" ", "") == "<p>前后</p>"


def test_a_line_end_of_another_program_keeps_words_apart(client, office):
    client.force_login(office.writer)

    client.post(
        ADD_ARTICLE, written_article(client, SectionFactory(), title_en="Chongqing\x0bToulouse")
    )

    assert Article.objects.get().title_en == "Chongqing Toulouse"


def test_an_illegible_reason_or_erratum_is_no_error_of_ours(client, office):
    article = ArticleFactory()
    office.release(article)
    withdrawal = withdraw(article, SOURCE, office.final, kind="error")
    client.force_login(office.final)
    releases = reverse("admin:news_article_releases", args=[article.pk])

    client.post(
        releases, {"withdrawal": withdrawal.pk, "_give_reason": "", "reason": "职务\x00有误"}
    )
    client.post(releases, {"withdrawal": withdrawal.pk, "_reinstate": ""})
    slip = {"before": "签署友城", "after": "签署\x00了友城"}
    response = client.post(f"/admin/erratum/?page={article.pk}", slip, follow=True)

    withdrawal.refresh_from_db()
    assert withdrawal.reason == "职务有误"
    assert response.status_code == 200


@pytest.mark.parametrize("number", ["abc", "99999999999999999999", "0", "1'--"])
def test_an_unknown_number_in_the_address_of_a_form_is_no_error_of_ours(client, office, number):
    client.force_login(office.writer)

    for address in (
        f"/admin/news/article/{number}/change/",
        f"/admin/news/article/{number}/review/",
    ):
        assert client.get(address).status_code in (302, 404)


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "词" * 5000, "stage=x", "section=abc", "p=abc", "o=9"]
)
def test_a_list_of_the_office_asked_for_anything_is_no_error_of_ours(client, office, query):
    client.force_login(office.writer)

    assert client.get(f"/admin/news/article/?{query}").status_code in (200, 302, 400)


@pytest.mark.parametrize(
    "page",
    [
        "news/article/{}/review/",
        "news/article/{}/review/zh-hans/sheet/",
        "news/article/{}/releases/",
        "news/article/{}/preview/",
        "news/article/{}/translate/",
        "news/article/{}/register/visit/",
        "news/article/about/visit/{}/",
        "erratum/{}/",
    ],
)
@pytest.mark.parametrize("number", ["0", "9" * 30, "9" * 5000])
def test_a_page_of_an_unknown_number_is_not_found(client, office, page, number):
    client.force_login(office.writer)

    assert client.get(f"/admin/{page.format(number)}").status_code in (302, 404)
