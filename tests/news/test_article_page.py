"""What a reader finds at the address of an article."""

from datetime import timedelta

import pytest
from django.urls import reverse

from news.models import ArticleRelease
from tests.content import add_gallery, public_section
from tests.factories import ArticleFactory, SectionFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.moments import database_moment
from waishi.publishing.releasing import reinstate, withdraw
from waishi.publishing.reviewing import submit

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])
CHINESE_TITLE = "重庆与麦德林签署友城谅解备忘录"
ENGLISH_TITLE = "Chongqing and Medellín sign a memorandum"


def page_of(article, prefix=""):
    return f"{prefix}/news/{article.pk}/"


def in_both(office, **more):
    """An article readers find in Chinese and in English."""
    article = ArticleFactory(english=True, section=public_section(office), **more)
    office.release(article)
    office.release(article, ENGLISH)
    return article


def rewrite(article, **texts):
    """Change the working text, as its writers do after a release."""
    for name, text in texts.items():
        setattr(article, name, text)
    article.version += 1
    article.save(update_fields=[*texts, "version"])


@pytest.mark.parametrize(
    ("prefix", "lang", "title", "other"),
    [
        ("", "zh-Hans", CHINESE_TITLE, ENGLISH_TITLE),
        ("/en", "en", ENGLISH_TITLE, CHINESE_TITLE),
    ],
    ids=["Chinese", "English"],
)
def test_an_article_is_read_in_its_language_and_leads_to_the_other(
    client, office, prefix, lang, title, other
):
    article = in_both(office)

    page = client.get(page_of(article, prefix)).content.decode()

    assert f"<h1>{title}</h1>" in page
    assert f'<html lang="{lang}">' in page
    assert other not in page
    assert f'href="{page_of(article, "" if prefix else "/en")}"' in page


def test_an_article_without_english_is_not_found_there_and_leads_to_the_chinese(client, office):
    article = ArticleFactory(section=public_section(office))
    office.release(article)

    response = client.get(page_of(article, "/en"))

    page = response.content.decode()
    assert response.status_code == 404
    assert '<html lang="en">' in page
    assert f'href="{page_of(article)}"' in page
    assert CHINESE_TITLE not in page


def test_an_article_only_in_english_leads_from_the_chinese_address(client, office):
    article = ArticleFactory(english=True, section=public_section(office))
    office.release(article, ENGLISH)

    response = client.get(page_of(article))

    assert response.status_code == 404
    assert f'href="{page_of(article, "/en")}"' in response.content.decode()


def test_a_chinese_article_says_that_there_is_no_english(client, office):
    article = ArticleFactory(section=public_section(office))
    office.release(article)

    page = client.get(page_of(article)).content.decode()

    assert "本页暂无英文版" in page
    assert page_of(article, "/en") not in page


@BOTH
def test_a_draft_and_a_text_under_review_are_not_found(client, office, prefix):
    draft = ArticleFactory(english=True, section=public_section(office))
    waiting = ArticleFactory(english=True, section=draft.section)
    submit(waiting, SOURCE, office.writer)
    submit(waiting, ENGLISH, office.writer)

    assert client.get(page_of(draft, prefix)).status_code == 404
    assert client.get(page_of(waiting, prefix)).status_code == 404


def test_drafting_on_leaves_the_public_page_alone(client, office):
    article = in_both(office)

    rewrite(article, title_zh_hans="改了一半的标题", body_zh_hans="<p>没写完</p>")

    page = client.get(page_of(article)).content.decode()
    assert CHINESE_TITLE in page
    assert "改了一半" not in page
    assert "没写完" not in page


@BOTH
def test_a_page_withdrawn_in_error_is_gone_in_that_language_and_says_why(client, office, prefix):
    article = in_both(office)
    language, other = (ENGLISH, "") if prefix else (SOURCE, "/en")
    withdraw(article, language, office.first, kind="error", reason="内部", notice="数字有误 wrong")

    response = client.get(page_of(article, prefix))

    page = response.content.decode()
    assert response.status_code == 410
    assert "数字有误 wrong" in page
    assert "内部" not in page
    assert client.get(page_of(article, other)).status_code == 200


@BOTH
def test_a_page_merged_into_another_leads_there_in_the_same_language(client, office, prefix):
    article, other = in_both(office), in_both(office)
    language = ENGLISH if prefix else SOURCE
    withdraw(article, language, office.first, kind="merged", merged_into_id=other.pk)

    response = client.get(page_of(article, prefix))

    assert (response.status_code, response.headers["Location"]) == (301, page_of(other, prefix))


def test_a_page_that_is_no_longer_current_stays_under_a_dated_notice(client, office):
    article = in_both(office)
    withdraw(article, SOURCE, office.first, kind="outdated", notice="新规定已施行")

    response = client.get(page_of(article))

    page = response.content.decode()
    assert response.status_code == 200
    assert CHINESE_TITLE in page
    assert "新规定已施行" in page
    assert "新规定已施行" not in client.get(page_of(article, "/en")).content.decode()


def test_a_withdrawn_page_that_was_reinstated_is_read_again(client, office):
    article = in_both(office)
    withdrawal = withdraw(article, SOURCE, office.first, kind="error")
    assert client.get(page_of(article)).status_code == 410

    reinstate(withdrawal, office.first)

    assert client.get(page_of(article)).status_code == 200


def test_a_corrected_text_released_after_a_withdrawal_is_read(client, office):
    article = in_both(office)
    withdraw(article, SOURCE, office.first, kind="error")
    rewrite(article, title_zh_hans="更正后的标题")

    office.release(article)

    response = client.get(page_of(article))
    assert response.status_code == 200
    assert "更正后的标题" in response.content.decode()


def test_a_scheduled_text_is_read_from_its_moment_on(client, office, moment):
    article = ArticleFactory(section=public_section(office))
    tomorrow = moment + timedelta(days=1)
    release = office.release(article, live_from=tomorrow)

    just_before = tomorrow - timedelta(microseconds=1)
    assert client.get(page_of(article)).status_code == 404
    assert CHINESE_TITLE not in client.get("/news/").content.decode()
    assert not ArticleRelease.objects.live_at(just_before).exists()
    assert list(ArticleRelease.objects.live_at(tomorrow)) == [release]
    assert release.is_live_at(tomorrow)
    assert not release.is_live_at(just_before)


def test_a_text_with_an_end_is_read_until_its_end(office, moment):
    article = ArticleFactory(section=public_section(office))
    ends = moment + timedelta(days=3)
    release = office.release(article, expires_at=ends)

    assert release.is_live_at(ends - timedelta(microseconds=1))
    assert not release.is_live_at(ends)
    assert not ArticleRelease.objects.live_at(ends).exists()


def test_the_two_ways_to_ask_whether_a_release_is_live_agree(office, moment):
    article = ArticleFactory(section=public_section(office))
    office.release(article)
    rewrite(article, title_zh_hans="明天换的标题")
    office.release(article, live_from=moment + timedelta(days=1), expires_at=moment + 2 * DAY)
    withdrawn = ArticleFactory(section=article.section)
    office.release(withdrawn)
    withdraw(withdrawn, SOURCE, office.first, kind="error")

    for step in range(-1, 6):
        at = database_moment() + step * timedelta(hours=12)
        for release in ArticleRelease.objects.all():
            live = ArticleRelease.objects.live_at(at)
            assert release.is_live_at(at) == live.contains(release)


@BOTH
def test_an_article_leads_to_the_one_before_and_after_it_in_its_section(client, office, prefix):
    section = public_section(office)
    language = ENGLISH if prefix else SOURCE
    titles = ["Oldest 最早", "Middle 中间", "Newest 最新"]
    articles = [
        ArticleFactory(english=True, section=section, title_en=title, title_zh_hans=title)
        for title in titles
    ]
    elsewhere = ArticleFactory(
        english=True, section=public_section(office), title_en="Elsewhere", title_zh_hans="别处"
    )
    for article in [articles[0], elsewhere, *articles[1:]]:
        office.release(article, language)

    middle = client.get(page_of(articles[1], prefix))
    first = client.get(page_of(articles[0], prefix))

    assert middle.context["previous"]["title"] == "Oldest 最早"
    assert middle.context["following"]["title"] == "Newest 最新"
    assert first.context["previous"] is None
    assert f'href="{page_of(articles[2], prefix)}" rel="next"' in middle.content.decode()


def test_an_imported_text_shows_the_day_it_was_first_published_and_no_hour(client, office):
    article = ArticleFactory(section=public_section(office), original_on="2021-09-15")
    office.release(article)

    page = client.get(page_of(article)).content.decode()

    assert "原发布日期" in page
    assert '<time datetime="2021-09-15">' in page


def test_captions_and_alternative_texts_are_of_the_language_of_the_page(client, office):
    article = ArticleFactory(english=True, section=public_section(office))
    add_gallery(article, 2)
    office.release(article)
    office.release(article, ENGLISH)

    chinese = client.get(page_of(article)).content.decode()
    english = client.get(page_of(article, "/en")).content.decode()

    assert "第0张" in chinese
    assert 'alt="签署仪式现场"' in chinese
    assert "Picture 0" not in chinese
    assert 'alt="The signing"' in english
    assert "签署仪式现场" not in english


@pytest.mark.parametrize(
    "address",
    ["/news/999999/", "/news/0/", "/news/99999999999999999999/", "/news/no-such-section/"],
)
@BOTH
def test_an_address_of_nothing_is_not_found_and_says_so_in_its_language(client, prefix, address):
    response = client.get(prefix + address)

    assert response.status_code == 404
    assert f'<html lang="{"en" if prefix else "zh-Hans"}">' in response.content.decode()


def test_what_only_the_office_may_read_of_an_article_is_on_no_page(client, office):
    article = in_both(office)
    article.refresh_from_db()
    rewrite(article, author="某作者", responsible_editor="某编辑")
    withdraw(article, ENGLISH, office.first, kind="outdated", reason="内部原因", notice="Old")

    pages = [client.get(address).content.decode() for address in (page_of(article, "/en"), "/en/")]

    for secret in ("内部原因", "某作者", "某编辑", office.first.display_name):
        assert not any(secret in page for page in pages)


def test_a_section_is_not_in_the_menu_while_it_holds_nothing_in_that_language(client, office):
    section = public_section(office, name_zh_hans="领事服务", name_en="Consular services")
    article = ArticleFactory(section=section, english=True)
    assert "领事服务" not in client.get("/").content.decode()

    office.release(article)

    assert "领事服务" in client.get("/").content.decode()
    assert "Consular services" not in client.get("/en/").content.decode()


def test_a_section_that_is_not_public_is_not_found_and_not_in_the_menu(client, office):
    article = ArticleFactory(section=SectionFactory(name_zh_hans="内部栏目"))
    office.release(article)

    assert client.get(f"/news/{article.section.slug}/").status_code == 404
    assert "内部栏目" not in client.get("/").content.decode()


def test_english_lists_hold_only_what_is_released_in_english(client, office):
    both = in_both(office)
    chinese_only = ArticleFactory(section=both.section, english=True, title_en="Not yet released")
    office.release(chinese_only)

    for address in ("/en/news/", f"/en/news/{both.section.slug}/", "/en/"):
        page = client.get(address).content.decode()
        assert ENGLISH_TITLE in page
        assert "Not yet released" not in page
        assert CHINESE_TITLE not in page


@BOTH
def test_lists_hold_only_what_is_live(client, office, moment, prefix):
    section = public_section(office)
    language = ENGLISH if prefix else SOURCE
    texts = {
        name: ArticleFactory(section=section, english=True, title_en=name, title_zh_hans=name)
        for name in ("LiveText", "DraftText", "ScheduledText", "WithdrawnText")
    }
    office.release(texts["LiveText"], language)
    office.release(texts["ScheduledText"], language, live_from=moment + DAY)
    office.release(texts["WithdrawnText"], language)
    withdraw(texts["WithdrawnText"], language, office.first, kind="error")

    for address in ("/", "/news/", reverse("news:section_detail", args=[section.slug])):
        page = client.get(prefix + address).content.decode()
        assert "LiveText" in page
        for hidden in ("DraftText", "ScheduledText", "WithdrawnText"):
            assert hidden not in page


def test_an_item_that_is_only_a_link_leads_to_its_address(client, office):
    article = ArticleFactory(
        section=public_section(office), external_url="https://example.com/notice", body_zh_hans=""
    )
    office.release(article)

    assert 'href="https://example.com/notice"' in client.get("/news/").content.decode()
    response = client.get(page_of(article))
    assert (response.status_code, response.headers["Location"]) == (302, article.external_url)
