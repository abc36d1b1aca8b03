"""What machines and inspections read on each kind of page (国办发〔2017〕47号, schema.org)."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from friendship_cities.describing import describe_event
from tests.content import public_section
from tests.factories import ArticleFactory, EventFactory, SectionFactory, TopicFactory
from tests.site.test_public_pages import pages_of, propose_and_agree
from waishi.site.linked_data import data_block
from waishi.site.models import SiteIdentity

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])
OF_THE_SITE = ["SiteName", "SiteDomain", "SiteIDCode"]
OF_THE_COLUMN = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
OF_THE_ARTICLE = ["ArticleTitle", "PubDate", "ContentSource"]
OPTIONAL = {"Keywords", "Author", "Description", "Image", "Url"}
HOSTILE = [
    '"><script>alert(1)</script>',
    "</script><script>alert(1)</script>",
    "a\u2028b\u2029c",
    "<!-- <script>",
    "]]>&quot;'\\",
]


class Head(HTMLParser):
    """The meta elements, links and data blocks of a page, and every script there is."""

    def __init__(self, page):
        super().__init__()
        self.metas, self.properties, self.links, self.scripts, self.blocks = {}, {}, [], [], []
        self._is_data = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self._is_data = tag == "script" and said.get("type") == "application/ld+json"
        if tag == "meta" and "name" in said:
            assert said["name"].lower() not in {name.lower() for name in self.metas}, said
            self.metas[said["name"]] = said["content"]
        elif tag == "meta" and "property" in said:
            self.properties[said["property"]] = said["content"]
        elif tag == "link":
            self.links.append(said)
        elif tag == "script":
            self.scripts.append(said)

    def handle_data(self, data):
        if self._is_data:
            self.blocks.append(json.loads(data))

    def handle_endtag(self, tag):
        self._is_data = False

    def described(self, kind):
        return [block for block in self.blocks if block["@type"] == kind]


@pytest.fixture
def identity(office):
    identity = SiteIdentity.objects.create(
        pk=1,
        name_zh_hans="某市外事办公室",
        name_en="A Foreign Affairs Office",
        domain="wsb.example.gov.cn",
        site_code="0000000000",
        organiser_zh_hans="某市外事办公室",
        organiser_en="A Foreign Affairs Office",
    )
    propose_and_agree(office, identity, {"is_demonstration": (True, False)})
    return office.make_public(identity)


def head_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return Head(response.content.decode())


def wanted_on(address):
    """The required tags of a page's kind: 3 on the home page, 7 on columns, 10 on articles."""
    if address == "/":
        return OF_THE_SITE
    if re.fullmatch(r"/news/\d+/", address):
        return OF_THE_SITE + OF_THE_COLUMN + OF_THE_ARTICLE
    return OF_THE_SITE + OF_THE_COLUMN


def tags_of_the_regulation(head):
    known = {*OF_THE_SITE, *OF_THE_COLUMN, *OF_THE_ARTICLE}
    return {name: said for name, said in head.metas.items() if name in known}


def check_tags(client, site, prefix, also):
    for address in [*pages_of(site), "/reading/"]:
        head = head_of(client, prefix + address)
        tags = tags_of_the_regulation(head)

        assert sorted(tags) == sorted(set(wanted_on(address)) & also), address
        for name, said in {**head.metas, **head.properties}.items():
            assert said.strip(), (address, name)
            assert said.strip().lower() not in ("null", "none", "undefined"), (address, name)
        if "ColumnName" in tags:
            assert tags["ColumnDescription"] != tags["ColumnName"], address
        if "PubDate" in tags:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d", tags["PubDate"])
        assert "/" not in tags["SiteDomain"]


ALL = {*OF_THE_SITE, *OF_THE_COLUMN, *OF_THE_ARTICLE}


@BOTH
def test_every_page_of_an_office_has_exactly_the_tags_of_its_kind(client, identity, site, prefix):
    check_tags(client, site, prefix, ALL)


@BOTH
def test_every_page_of_a_demonstration_has_them_too(client, office, site, prefix):
    office.make_public(
        SiteIdentity.objects.create(pk=1, name_zh_hans="演示", name_en="Demonstration")
    )

    check_tags(client, site, prefix, ALL)


@BOTH
def test_a_site_without_an_identity_still_has_no_blank_tag(client, site, prefix):
    check_tags(client, site, prefix, ALL - {"SiteName"})


def test_an_afternoon_is_told_by_the_clock_of_24_hours(client, identity, office, site):
    release = site.article.releases.filter(language="zh-hans").get()

    said = head_of(client, f"/news/{site.article.pk}/").metas["PubDate"]

    assert said == f"{timezone.localtime(release.dated_at):%Y-%m-%d %H:%M}"


@BOTH
def test_a_page_is_described_once_for_all_who_share_it(client, identity, site, prefix):
    for address in pages_of(site):
        head = head_of(client, prefix + address)

        assert head.properties["og:url"] == f"http://testserver{prefix}{address}"
        assert head.properties["og:title"]
        assert head.properties["og:locale"] == ("en_GB" if prefix else "zh_CN")
        assert head.properties.get("og:description") == head.metas.get("Description")
        is_article = address == f"/news/{site.article.pk}/"
        assert head.properties["og:type"] == ("article" if is_article else "website")


def test_a_page_in_traditional_characters_says_so_to_who_shares_it(client, identity, site):
    assert head_of(client, "/zh-hant/news/").properties["og:locale"] == "zh_HK"


@BOTH
def test_a_later_page_of_a_list_is_a_page_of_its_own(client, identity, site, prefix):
    address = f"http://testserver{prefix}/news/"
    key = "2099-01-01T00:00:00+00:00~1"

    for asked, own in [
        (f"?before={key}", "?before=2099-01-01T00%3A00%3A00%2B00%3A00~1"),
        ("?before=nonsense", ""),
        ("?utm_source=wechat", ""),
    ]:
        head = head_of(client, f"{prefix}/news/{asked}")

        assert canonical(head) == address + own
        assert head.properties["og:url"] == address + own
        assert bool(alternates(head)) is not bool(own)


def test_a_year_of_a_list_is_known_by_the_whole_list(client, identity, site):
    head = head_of(client, "/events/?year=2019&before=2099-01-01~1")

    assert canonical(head) == "http://testserver/events/"


def canonical(head):
    return next(link["href"] for link in head.links if link.get("rel") == "canonical")


def alternates(head):
    return {
        link["hreflang"]: link["href"]
        for link in head.links
        if link.get("rel") == "alternate"
        if "hreflang" in link and "type" not in link
    }


def test_alternates_name_exactly_the_languages_a_page_is_in(client, office, site):
    chinese_only = ArticleFactory(section=site.section)
    office.release(chinese_only)
    host = "http://testserver"

    both = alternates(head_of(client, f"/news/{site.article.pk}/"))
    one = alternates(head_of(client, f"/news/{chinese_only.pk}/"))
    derived = alternates(head_of(client, f"/zh-hant/news/{chinese_only.pk}/"))

    address = f"/news/{site.article.pk}/"
    assert both == {
        "zh-Hans": host + address,
        "zh-Hant": f"{host}/zh-hant{address}",
        "en": f"{host}/en{address}",
        "x-default": f"{host}/en{address}",
    }
    assert "en" not in one
    assert one["x-default"] == f"{host}/news/{chinese_only.pk}/"
    assert derived == one


@pytest.mark.parametrize("address", ["/nothing/", "/en/nothing/"])
def test_a_page_that_is_not_there_describes_nothing(client, identity, address):
    head = Head(client.get(address).content.decode())

    assert list(tags_of_the_regulation(head)) == OF_THE_SITE
    assert "og:url" not in head.properties
    assert not [link for link in head.links if link.get("rel") == "canonical"]


# What may become public -----------------------------------------------------------


@pytest.mark.parametrize("said", ["", "  ", None])
@pytest.mark.parametrize(
    "field",
    [
        f"{name}_{lang}"
        for name in ("name", "description", "keywords")
        for lang in ("zh_hans", "en")
    ],
)
def test_a_section_whose_tags_would_be_blank_does_not_become_public(office, field, said):
    section = SectionFactory(**{field: said})

    with pytest.raises(ValidationError, match="页面标签必填"):
        office.make_public(section)
    section.refresh_from_db()
    assert not section.is_public


@pytest.mark.parametrize(
    "missing", [{"introduction_zh_hans": ""}, {"introduction_en": ""}, {"introduction_en": None}]
)
def test_a_topic_without_an_introduction_does_not_become_public(office, missing):
    with pytest.raises(ValidationError, match="页面标签必填"):
        office.make_public(TopicFactory(**missing))


def test_a_topic_may_be_public_in_chinese_only(office):
    assert office.make_public(TopicFactory(name_en="", introduction_en="")).is_public


def test_the_database_holds_it_by_itself(office):
    section = office.make_public(SectionFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        type(section).objects.update(keywords_en="", version=section.version + 1)


def test_a_topic_without_an_english_name_has_no_english_page(client, office):
    topic = office.make_public(TopicFactory(name_en="", introduction_en=""))

    assert client.get(f"/topics/{topic.slug}/").status_code == 200
    assert client.get(f"/en/topics/{topic.slug}/").status_code == 404


# Data blocks ----------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_ends_a_data_block_but_its_end(text):
    block = data_block({"@type": "Thing", "name": text})

    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside) == {
        "@context": "https://schema.org",
        "@type": "Thing",
        "name": text,
    }


@BOTH
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts_in_every_tag_and_block(client, identity, office, prefix, text):
    section = public_section(office, name_zh_hans=text, name_en=text)
    article = ArticleFactory(
        section=section,
        english=True,
        title_zh_hans=text,
        title_en=text,
        summary_zh_hans=text,
        summary_en=text,
        source_zh_hans=text,
        source_en=text,
    )
    office.release(article)
    office.release(article, "en")

    head = head_of(client, f"{prefix}/news/{article.pk}/")

    title = article.releases.first().title
    assert head.metas["ArticleTitle"] == title
    assert head.properties["og:title"] == " ".join(title.split())
    assert head.described("NewsArticle")[0]["headline"] == title
    assert [script for script in head.scripts if "alert(1)" in str(script)] == []
    assert all("src" in said or said["type"] == "application/ld+json" for said in head.scripts)


@BOTH
def test_an_article_is_described_as_news_with_its_day(client, identity, site, prefix):
    head = head_of(client, f"{prefix}/news/{site.article.pk}/")

    (news,) = head.described("NewsArticle")
    (trail,) = head.described("BreadcrumbList")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", news["datePublished"])
    assert news["publisher"]["@type"] == "GovernmentOrganization"
    assert news["inLanguage"] == ("en" if prefix else "zh-Hans")
    assert news["url"] == f"http://testserver{prefix}/news/{site.article.pk}/"
    assert [place["position"] for place in trail["itemListElement"]] == [1, 2, 3, 4]
    assert all(place["item"].startswith("http://testserver/") for place in trail["itemListElement"])


@BOTH
def test_the_home_page_says_where_the_site_is_searched(client, identity, site, prefix):
    (website,) = head_of(client, f"{prefix}/").described("WebSite")

    address = website["potentialAction"]["target"]["urlTemplate"]
    assert address == f"http://testserver{prefix}/search/?q={{search_term_string}}"
    assert client.get(address.replace("{search_term_string}", "友城")).status_code == 200


def test_an_imported_text_is_dated_as_far_as_its_day_is_known(client, identity, office):
    article = ArticleFactory(section=public_section(office), original_on="2021-09")
    office.release(article)

    (news,) = head_of(client, f"/news/{article.pk}/").described("NewsArticle")

    assert news["datePublished"] == "2021-09"
    assert "dateModified" not in news


def test_a_demonstration_is_described_as_no_government(client, office, site):
    office.make_public(SiteIdentity.objects.create(pk=1, name_zh_hans="演示"))

    (website,) = head_of(client, "/").described("WebSite")
    (news,) = head_of(client, f"/news/{site.article.pk}/").described("NewsArticle")

    assert website["publisher"]["@type"] == news["publisher"]["@type"] == "Organization"


@pytest.mark.parametrize(
    ("more", "start", "end"),
    [
        ({}, "2021-10-21", None),
        ({"starts_on": "2021-10"}, "2021-10", None),
        ({"starts_on": "2021-10", "start_time": "09:30"}, "2021-10", None),
        ({"ends_on": "2021-10-22"}, "2021-10-21", "2021-10-22"),
        ({"start_time": "09:30"}, "2021-10-21T09:30+08:00", None),
        (
            {"start_time": "09:30", "end_time": "11:00"},
            "2021-10-21T09:30+08:00",
            "2021-10-21T11:00+08:00",
        ),
        ({"start_time": "09:30", "time_zone": "Europe/Paris"}, "2021-10-21T09:30+02:00", None),
        ({"start_time": "09:30", "time_zone": "nowhere"}, "2021-10-21T09:30", None),
    ],
)
def test_an_event_begins_and_ends_as_far_as_it_is_known(more, start, end):
    event = EventFactory(**more)
    event.refresh_from_db()

    described = describe_event(event, "en", "https://example.gov.cn")

    assert described["startDate"] == start
    assert described["endDate"] == end


@BOTH
def test_an_event_page_describes_its_event(client, site, prefix):
    (event,) = head_of(client, f"{prefix}/events/{site.event.pk}/").described("Event")

    assert event["name"] == (site.event.title_en if prefix else site.event.title_zh_hans)
    assert event["startDate"] == "2021-10-21"
    assert "T" not in event["startDate"]
