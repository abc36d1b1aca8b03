"""The site under /zh-hant/."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.factories import ArticleFactory, ScriptExceptionFactory, SectionFactory
from tests.site.test_public_pages import pages_of
from tests.site.test_query_budgets import cost_of
from waishi.languages import SOURCE
from waishi.publishing.releasing import withdraw
from waishi.site.hant import traditional_page

pytestmark = pytest.mark.django_db


def without_what_differs(page):
    """A page without its switch of languages, its notice, and the prefix of its links."""
    page = re.sub(r'<p class="language-switch">.*?</p>', "", page, flags=re.DOTALL)
    page = re.sub(r'<div class="page">\s*<p class="derived">.*?</div>', "", page, flags=re.DOTALL)
    page = re.sub(r'<link rel="(alternate|canonical)".*?>', "", page, flags=re.DOTALL)
    page = re.sub(r'<meta property="og:locale"[^>]*>', "", page)
    return re.sub(r"\s+", " ", re.sub(r"(/|%2F)zh-hant(?=/|%2F)", "", page))


def test_a_page_in_traditional_characters_is_the_simplified_one_converted(client, site):
    for address in pages_of(site):
        simplified = client.get(address).content.decode()
        response = client.get("/zh-hant" + address)

        assert response.status_code == 200, address
        assert response.headers["Content-Language"] == "zh-hant"
        assert "Vary" not in response.headers
        traditional = response.content.decode()
        expected = without_what_differs(traditional_page(simplified))
        assert without_what_differs(traditional).split("<") == expected.split("<"), address
        assert '<html lang="zh-Hant">' in traditional


def test_links_stay_in_the_script_and_lead_out_of_it_too(client, site):
    page = client.get(f"/zh-hant/news/{site.article.pk}/").content.decode()

    assert f'href="/zh-hant/news/{site.section.slug}/"' in page
    assert "本頁由簡體中文自動轉換。" in page
    assert f'<a href="/news/{site.article.pk}/" hreflang="zh-Hans">看簡體原文</a>' in page
    assert "简体</a>" in page
    assert 'hreflang="en" href="/en/news/' in page


def test_each_language_names_the_others(client, site):
    pages = [prefix + f"/news/{site.article.pk}/" for prefix in ("", "/en", "/zh-hant")]
    expected = {
        ("zh-Hans", "http://testserver" + pages[0]),
        ("en", "http://testserver" + pages[1]),
        ("zh-Hant", "http://testserver" + pages[2]),
    }
    for address in pages:
        page = client.get(address).content.decode()
        links = re.findall(r'rel="alternate"\s+hreflang="(zh[^"]+|en)"\s+href="([^"]+)"', page)
        assert set(links) == expected


def test_a_text_that_is_only_chinese_is_in_both_scripts(client, office):
    article = ArticleFactory(section=office.make_public(SectionFactory()), created_by=office.writer)
    office.release(article)

    page = client.get(f"/zh-hant/news/{article.pk}/").content.decode()

    assert set(re.findall(r'rel="alternate"\s+hreflang="(zh[^"]+|en)"', page)) == {
        "zh-Hans",
        "zh-Hant",
    }
    assert "本頁暫無英文版" in page


def test_a_page_taken_down_says_so_in_the_script_of_its_address(client, office, site):
    withdraw(site.article, SOURCE, office.first, kind="error", notice="数据有误")

    response = client.get(f"/zh-hant/news/{site.article.pk}/")

    assert response.status_code == 410
    assert "數據有誤" in response.content.decode()


def test_a_text_moved_into_another_is_found_in_the_script_of_its_address(client, office, site):
    other = ArticleFactory(section=site.section, created_by=office.writer)
    office.release(other)
    withdraw(site.article, SOURCE, office.first, kind="merged", merged_into_id=other.pk)

    response = client.get(f"/zh-hant/news/{site.article.pk}/")

    assert (response.status_code, response["Location"]) == (301, f"/zh-hant/news/{other.pk}/")


def test_an_address_of_nothing_is_not_found_in_its_script(client):
    response = client.get("/zh-hant/nothing/")

    assert response.status_code == 404
    assert "沒有找到這一頁" in response.content.decode()


def test_a_page_in_traditional_characters_costs_no_statement_more(client, site):
    for address in pages_of(site):
        assert cost_of(client, "/zh-hant" + address) == cost_of(client, address)


def test_an_exception_is_heeded_once_two_people_agreed(client, office, site):
    exception = ScriptExceptionFactory(simplified="签署", traditional="簽署！")
    address = f"/zh-hant/news/{site.article.pk}/"
    assert "簽署！" not in client.get(address).content.decode()

    office.make_public(exception)

    assert "簽署！" in client.get(address).content.decode()


@pytest.mark.parametrize("side", ["simplified", "traditional"])
@pytest.mark.parametrize("text", ["<b>", 'a"b', "a'b", "&amp;", "two words", ""])
def test_an_exception_cannot_bring_markup_into_a_page(side, text):
    exception = ScriptExceptionFactory.build(**{side: text})

    with pytest.raises(ValidationError):
        exception.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        exception.save()


def test_the_administrator_keeps_the_exceptions(client, office):
    exception = ScriptExceptionFactory()
    client.force_login(office.administrator)

    rows = client.get(reverse("admin:site_scriptexception_changelist"))
    form = client.get(reverse("admin:site_scriptexception_change", args=[exception.pk]))

    assert "范長江" in rows.content.decode()
    assert form.status_code == 200
