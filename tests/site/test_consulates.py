"""Consulates: what the office lists has a page, and stands first for foreigners."""

import pytest

from tests.factories import LinkFactory, LinkGroupFactory

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])


def listed(office, **texts):
    group = LinkGroupFactory(kind="consulates", title_zh_hans="总领事馆", title_en="Consulates")
    LinkFactory(
        group=group,
        title_zh_hans="某国总领事馆",
        address_zh_hans="https://consulate.example.org/",
        address_en="https://consulate.example.org/",
        **{"title_en": "Consulate General", "telephone": "+86-23-00000000"} | texts,
    )
    return office.make_public(group)


@pytest.mark.parametrize("prefix", ["", "/en", "/zh-hant"])
def test_without_consulates_there_is_no_page_and_no_way_to_one(client, prefix):
    assert client.get(f"{prefix}/consulates/").status_code == 404
    for address in ("/", "/sitemap/", "/sitemap-pages.xml"):
        assert "/consulates/" not in client.get(prefix + address).content.decode()


@BOTH
def test_the_page_gives_site_and_number_and_is_found_from_everywhere(client, office, prefix):
    listed(office)

    page = client.get(f"{prefix}/consulates/").content.decode()

    assert 'href="https://consulate.example.org/"' in page
    assert 'href="tel:+86-23-00000000"' in page
    for address in ("/about/", "/sitemap/", "/nothing/"):
        assert f'"{prefix}/consulates/"' in client.get(prefix + address).content.decode()
    assert f"{prefix}/consulates/<" in client.get(f"{prefix}/sitemap-pages.xml").content.decode()


def test_what_is_written_in_chinese_only_has_no_english_page(client, office):
    listed(office, title_en="")

    chinese, english = client.get("/consulates/"), client.get("/en/consulates/")

    assert 'hreflang="en"' not in chinese.content.decode().split("</head>")[0]
    assert english.status_code == 404
    assert 'href="/consulates/"' in english.content.decode()


def test_on_the_english_home_they_stand_first_and_nothing_there_stands_twice(client, office):
    listed(office)
    hotlines = LinkGroupFactory()
    LinkFactory(group=hotlines)
    office.make_public(hotlines)

    page = client.get("/en/").content.decode()

    assert page.index("Consulate General") < page.index("+86-10-12308")
    assert page.count('href="tel:+86-10-12308"') == 1
    assert page.count("https://consulate.example.org/") == 1
