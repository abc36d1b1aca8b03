"""Previews: the page as readers will have it, from every stage, before they have it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import ArticleRelease
from tests.content import public_section, public_site
from tests.factories import ArticleFactory, PictureFactory
from waishi.languages import ENGLISH, LANGUAGES, SOURCE
from waishi.publishing.models import Review
from waishi.publishing.moments import database_moment
from waishi.publishing.reviewing import send_back, submit
from waishi.site import changes, pages
from waishi.site.languages import PREFIXES

pytestmark = pytest.mark.django_db

EVERY = [*LANGUAGES, "zh-hant"]


@pytest.fixture
def section(office):
    return public_section(office)


@pytest.fixture
def article(office, section):
    return ArticleFactory(english=True, section=section, created_by=office.writer)


def previewed(article, source="working", language=SOURCE):
    return f"/admin/news/article/{article.pk}/preview/{source}{public(article, language)}"


def public(article, language=SOURCE):
    return f"{PREFIXES[language]}/news/{article.pk}/"


def page(client, address, status=200, **headers):
    answer = client.get(address, headers={"Sec-Fetch-Dest": "iframe"} | headers)
    assert answer.status_code == status, address
    return answer.content.decode()


def bare(html):
    """A page without what a preview adds: its prefix, its sheet, its two words to machines."""
    html = re.sub(r"/admin/(?:news/article/\d+/preview/[\w-]+|preview/site/[\w-]+)", "", html)
    html = re.sub(
        r'<meta name="robots"[^>]*>|<link rel="stylesheet" href="[^"]*preview[^"]*">', "", html
    )
    # Own addresses lead into the preview, also those written in full.
    html = html.replace("http://testserver", "")
    # When it was released: now, in both.
    html = re.sub(r"T\d\d:\d\d:\d\d|\d\d:\d\d(?=<)", "", html)
    html = re.sub(r' target="_blank"| rel="[^"]*"', "", html)
    return re.sub(r"\s+", "", html)


# One text -------------------------------------------------------------------------


@pytest.mark.parametrize("language", EVERY)
def test_the_preview_of_a_draft_is_the_page_it_becomes(client, office, language):
    site = public_site(office, rows=2)
    article = site.article
    office.rewrite(article, title_zh_hans="改过的标题", title_en="A new title")
    client.force_login(office.writer)
    before = page(client, previewed(article, language=language))
    for code in LANGUAGES:
        office.release(article, code)

    after = page(client, public(article, language))

    assert (
        "A new title"
        if language == ENGLISH
        else "改過的標題"
        if language == "zh-hant"
        else "改过的标题"
    ) in before
    assert bare(before) == bare(after)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_draft_has_a_preview_before_anything_is_released(client, office, article, language):
    client.force_login(office.writer)

    assert article.title_en in page(client, previewed(article, language=ENGLISH))
    page(client, public(article, language), status=404)
    assert not ArticleRelease.objects.exists()


def test_every_stage_has_a_preview(client, office, article, moment):
    client.force_login(office.writer)
    address = previewed(article)
    submit(article, SOURCE, office.writer)
    assert article.title_zh_hans in page(client, address)
    article.refresh_from_db()
    send_back(article, SOURCE, office.final, "再改")
    assert article.title_zh_hans in page(client, address)
    office.release(article, live_from=moment + timedelta(days=2))
    scheduled = article.releases.get()
    office.rewrite(article, title_zh_hans="以后的标题")

    assert "以后的标题" in page(client, address)
    assert "谅解备忘录" in page(client, previewed(article, f"release-{scheduled.pk}"))
    review = Review.objects.of_text(article, SOURCE).first()
    assert "谅解备忘录" in page(client, previewed(article, f"review-{review.pk}"))


def test_a_past_release_is_shown_as_it_was_beside_the_live_one(client, office, article):
    first = office.release(article)
    office.rewrite(article, title_zh_hans="后来的标题")
    office.release(article)
    client.force_login(office.writer)

    assert (
        "后来的标题"
        not in page(client, previewed(article, f"release-{first.pk}"))
        .split("<h1>")[1]
        .split("</h1>")[0]
    )
    assert "后来的标题" in page(client, previewed(article, "live"))


def test_a_review_may_show_a_picture_that_is_no_more(client, office, article):
    picture = PictureFactory()
    office.rewrite(article, lead_picture=picture, lead_picture_alt_zh_hans="现场")
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    send_back(article, SOURCE, office.final, "换图")
    article.refresh_from_db()
    office.rewrite(article, lead_picture=None)
    picture.delete()
    client.force_login(office.writer)
    review = Review.objects.of_text(article, SOURCE).first()

    assert article.title_zh_hans in page(client, previewed(article, f"review-{review.pk}"))


def test_a_language_nobody_began_says_so(client, office, section):
    article = ArticleFactory(section=section)
    client.force_login(office.writer)

    assert "还没有写" not in page(client, previewed(article))
    assert "Not written yet" in page(client, previewed(article, language=ENGLISH))


def test_an_item_that_is_only_a_link_is_not_left_for_its_target(client, office, section):
    article = ArticleFactory(section=section, external_url="https://www.mfa.gov.cn/a")
    client.force_login(office.writer)

    assert "https://www.mfa.gov.cn/a" in page(client, previewed(article))


@pytest.mark.parametrize(
    "source", ["release-999", "review-1", "nothing", "release-x", "release-1e3"]
)
def test_what_is_no_source_of_this_text_is_not_found(client, office, article, source):
    other = ArticleFactory()
    submit(other, SOURCE, office.writer)
    client.force_login(office.writer)

    page(client, previewed(article, source), status=404)
    foreign = Review.objects.of_text(other, SOURCE).first()
    page(client, previewed(article, f"review-{foreign.pk}"), status=404)


@pytest.mark.parametrize("address", ["", "working/news/{}/", "working/en/news/{}/", "live/"])
def test_a_contributor_previews_own_drafts_only(client, office, section, address):
    mine = ArticleFactory(section=section, created_by=office.contributor)
    others = ArticleFactory(section=section)
    client.force_login(office.contributor)

    for article, status in ((mine, 200), (others, 404)):
        at = reverse("admin:news_article_preview", args=[article.pk])
        page(client, at + address.format(article.pk), status=status)


def test_nobody_outside_sees_a_preview(client, office, article):
    for address in (previewed(article), f"/admin/news/article/{article.pk}/preview/"):
        assert client.get(address).headers["Location"].startswith("/admin/login/")
    client.force_login(office.administrator)
    page(client, previewed(article), status=404)


def test_only_the_office_may_frame_a_preview_and_nobody_keeps_it(client, office, article):
    client.force_login(office.writer)
    answer = client.get(previewed(article))

    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self';" in f"{answer.headers['Content-Security-Policy']};"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["X-Accel-Expires"] == "0"
    assert "ETag" not in answer.headers
    assert client.get("/").headers["X-Frame-Options"] == "DENY"
    around = client.get(f"/admin/news/article/{article.pk}/preview/")
    assert around.headers["X-Frame-Options"] == "DENY"


def test_a_preview_on_its_own_says_what_it_is(client, office, article):
    client.force_login(office.writer)

    assert "preview-mark" not in page(client, previewed(article))
    assert "预览：工作稿" in page(client, previewed(article), **{"Sec-Fetch-Dest": "document"})


def test_links_of_a_preview_stay_in_it(client, office, section, settings):
    body = (
        '<p><a href="/friendship-cities/">一</a><a href="http://testserver/visits/?year=2021">二</a>'
        '<a href="https://www.mfa.gov.cn/">三</a><a href="mailto:a@b.cn">四</a></p>'
    )
    article = ArticleFactory(section=section, body_zh_hans=body)
    client.force_login(office.writer)
    html = page(client, previewed(article))
    prefix = previewed(article).removesuffix(public(article))

    assert f'href="{prefix}/friendship-cities/"' in html
    assert f'href="{prefix}/visits/?year=2021"' in html
    assert re.search(
        r'href="https://www\.mfa\.gov\.cn/"[^>]* target="_blank" rel="noopener noreferrer"', html
    )
    assert 'href="mailto:a@b.cn"' in html
    leads = re.findall(r'<(?:a|form)\b[^>]*?(?:href|action)="(/[^"]*)"', html)
    assert leads
    assert [lead for lead in leads if not lead.startswith(prefix)] == []
    assert f'data-suggest="{prefix}/search/' in html
    for lead in {lead for lead in leads if "/reading/" not in lead}:
        page(client, lead.replace("&amp;", "&"))


def test_a_draft_with_an_address_nobody_can_read_is_previewed(client, office, section):
    article = ArticleFactory(section=section, body_zh_hans='<p><a href="//[a/">一</a></p>')
    client.force_login(office.writer)

    assert 'href="//[a/"' in page(client, previewed(article))


@pytest.mark.parametrize("path", ["admin/", "healthz/live", "reading/?size=large", "preview/abc/"])
def test_a_preview_opens_public_pages_only(client, office, article, path):
    client.force_login(office.writer)
    answer = client.get(f"/admin/news/article/{article.pk}/preview/working/{path}")

    assert answer.status_code == 404
    assert not answer.cookies


def test_the_office_shows_the_widths_and_two_pages_beside_each_other(client, office, article):
    client.force_login(office.writer)
    at = f"/admin/news/article/{article.pk}/preview/"
    form = client.get(f"/admin/news/article/{article.pk}/change/").content.decode()
    review = client.get(f"/admin/news/article/{article.pk}/review/").content.decode()
    both = page(client, f"{at}?first=working:en&second=live:zh-hant&width=tablet")

    assert at in form
    assert at in review
    assert both.count("<iframe") == 2
    assert previewed(article, language=ENGLISH) in both
    assert previewed(article, "live", "zh-hant") in both
    assert 'data-width="tablet"' in both
    assert "已经保存的文字" in both
    assert page(client, f"{at}?first=nonsense&width=0").count("<iframe") == 1


# The whole site at a moment -------------------------------------------------------


def at_site(moment, path="/"):
    return f"/admin/preview/site/{timezone.localtime(moment):%Y-%m-%dT%H%M}{path}"


@pytest.fixture
def scheduled(office, article, moment):
    for language in LANGUAGES:
        office.release(article, language, live_from=moment + timedelta(days=2))
    return article


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_of_a_moment_has_what_is_scheduled(client, office, scheduled, moment, language):
    client.force_login(office.writer)
    title = scheduled.releases.get(language=language).title
    then, before = moment + timedelta(days=3), moment + timedelta(days=1)

    for path in ("/", "/news/", f"/news/{scheduled.section.slug}/"):
        path = PREFIXES[language] + path
        assert title in page(client, at_site(then, path)), path
        assert title not in page(client, at_site(before, path)), path
        assert title not in page(client, path), path
    assert title in page(client, at_site(then, public(scheduled, language)))
    page(client, at_site(before, public(scheduled, language)), status=404)
    page(client, public(scheduled, language), status=404)


def test_the_site_of_a_moment_says_which_and_is_browsed_by_links(client, office, scheduled, moment):
    client.force_login(office.writer)
    then = moment + timedelta(days=3)
    home = page(client, at_site(then))

    assert f"预览：{timezone.localtime(then):%Y-%m-%d %H:%M} 的网站（未发布内容）" in home
    leads = set(re.findall(r'<a\b[^>]*?href="(/[^"]*)"', home)) - {"/admin/preview/site/"}
    assert leads
    assert [lead for lead in leads if not lead.startswith(at_site(then, ""))] == []


def test_a_scheduled_article_is_found_by_the_search_of_its_moment(
    client, office, scheduled, moment
):
    client.force_login(office.writer)
    then = moment + timedelta(days=3)

    assert public(scheduled) in page(client, at_site(then, "/search/?q=谅解备忘录"))
    assert public(scheduled) not in page(client, "/search/?q=谅解备忘录")
    told = client.get(at_site(then, "/search/suggest/?q=谅解备忘录"))
    if told.status_code == 200:
        assert at_site(then, public(scheduled)) in str(told.json())


@pytest.mark.parametrize(
    "asked",
    ["2001-01-01T09:00", "", "soon", "2026-13-01T09:00", "9999-99-99", "9999-12-31T23:59-12:00"],
)
def test_a_moment_that_is_past_or_none_is_refused_in_words(client, office, asked):
    client.force_login(office.writer)

    assert "<form" in page(client, f"/admin/preview/site/?at={asked}")
    assert client.get("/admin/preview/site/2001-01-01T0900/").status_code == 302
    assert client.get("/admin/preview/site/soon/news/").status_code == 302


def test_asking_for_a_moment_leads_to_its_site(client, office, moment):
    client.force_login(office.writer)
    then = moment + timedelta(days=3)
    asked = f"{timezone.localtime(then):%Y-%m-%dT%H:%M}"

    answer = client.get("/admin/preview/site/", {"at": asked, "language": "en"})

    assert answer.headers["Location"] == at_site(then, "/en/")


def test_who_may_not_open_every_text_does_not_see_what_is_to_come(
    client, office, scheduled, moment
):
    then = moment + timedelta(days=3)
    for person in (office.contributor, office.administrator, office.registrar):
        client.force_login(person)
        for address in ("/admin/preview/site/", at_site(then), at_site(then, "/news/")):
            page(client, address, status=403)
    client.logout()
    assert client.get(at_site(then)).headers["Location"].startswith("/admin/login/")


def test_a_person_whose_view_is_limited_is_refused_rather_than_shown(
    client, office, scheduled, moment, monkeypatch
):
    from news.models.article import ArticleQuerySet

    monkeypatch.setattr(ArticleQuerySet, "visible_to", lambda self, user: self.none())
    client.force_login(office.writer)
    then = moment + timedelta(days=3)

    assert client.get(at_site(then)).status_code == 302
    assert "无权查看" in page(
        client, f"/admin/preview/site/?at={timezone.localtime(then):%Y-%m-%dT%H:%M}"
    )


@pytest.mark.django_db(transaction=True)
def test_the_cache_of_pages_neither_keeps_nor_serves_a_preview(client, office, monkeypatch):
    monkeypatch.setattr(pages, "shelf", pages.Shelf(1024 * 1024))
    article = ArticleFactory(section=public_section(office))
    office.release(article, live_from=database_moment() + timedelta(days=2))
    then = database_moment() + timedelta(days=3)
    assert article.title_zh_hans not in page(client, "/news/")
    kept = pages.shelf.size
    client.force_login(office.writer)

    assert article.title_zh_hans in page(client, at_site(then, "/news/"))

    assert pages.shelf.size == kept
    assert article.title_zh_hans not in page(client, "/news/")
    assert article.title_zh_hans in page(client, at_site(then, "/news/"))
    changes.listener.stop()
