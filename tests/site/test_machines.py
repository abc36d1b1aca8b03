"""What the site says to machines: feeds, sitemaps, calendars, robots, its search."""

import re
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import icalendar
import pytest

from friendship_cities.models import Scope, Visit
from tests.content import public_section
from tests.factories import ArticleFactory, EventFactory, VisitFactory
from tests.site.test_query_budgets import cost_of
from waishi.languages import SOURCE
from waishi.publishing.releasing import withdraw
from waishi.site.models import SiteIdentity

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
MACHINES = [
    "/feeds/news.atom",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/opensearch.xml",
    "/events.ics",
]
ROWS_OF_THE_SITE = 2


@pytest.fixture
def real_office(office):
    return office.make_public(
        SiteIdentity.objects.create(
            pk=1,
            name_zh_hans="某市外事办",
            name_en="An office",
            domain="office.example",
            is_demonstration=False,
        )
    )


def read_feed(client, address):
    return ElementTree.fromstring(client.get(address).content)


def texts(root, path, names):
    return [found.text for found in root.findall(path, names)]


def places(client, address):
    root = ElementTree.fromstring(client.get(address).content)
    return {
        url.find("s:loc", SITEMAP).text.removeprefix("http://testserver"): {
            link.get("hreflang") for link in url.findall("x:link", SITEMAP)
        }
        for url in root.findall("s:url", SITEMAP)
    }


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_feed_has_all_that_atom_asks_for(client, site, prefix):
    address = f"{prefix}/feeds/news.atom"
    response = client.get(address)
    feed = ElementTree.fromstring(response.content)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    for name in ("id", "title", "updated", "author/a:name"):
        assert feed.findtext(f"a:{name}", namespaces=ATOM), name
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links == {
        "self": f"http://testserver{address}",
        "alternate": f"http://testserver{prefix}/news/",
    }
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 2
    for entry in entries:
        number = entry.findtext("a:id", namespaces=ATOM)
        assert re.fullmatch(r"tag:testserver,2026:news/\d+/(zh-hans|en)", number)
        assert entry.findtext("a:title", namespaces=ATOM)
        assert datetime.fromisoformat(entry.findtext("a:updated", namespaces=ATOM)).tzinfo
        assert entry.find("a:link", ATOM).get("href").startswith(f"http://testserver{prefix}/news/")


def test_a_feed_is_dated_by_its_newest_entry_and_keeps_the_bytes_of_an_unchanged_site(client, site):
    feed = read_feed(client, "/feeds/news.atom")
    dates = texts(feed, "a:entry/a:updated", ATOM)

    assert feed.findtext("a:updated", namespaces=ATOM) == max(dates)
    assert client.get("/feeds/news.atom").content == client.get("/feeds/news.atom").content


def test_a_feed_of_a_demonstration_says_so_and_that_of_an_office_does_not(client, site, office):
    title = "a:title"
    assert "演示站点" in read_feed(client, "/feeds/news.atom").findtext(title, namespaces=ATOM)
    assert "demonstration" in read_feed(client, "/en/feeds/news.atom").findtext(
        title, namespaces=ATOM
    )


def test_the_tags_of_an_office_are_of_its_domain_whatever_the_address(client, site, real_office):
    feed = read_feed(client, "/feeds/news.atom")

    assert feed.findtext("a:id", namespaces=ATOM) == "tag:office.example,2026:feeds/news/zh-hans"
    assert "演示" not in client.get("/feeds/news.atom").content.decode()


def test_a_section_has_its_feed_and_an_empty_one_is_still_a_feed(client, site, office):
    address = f"/feeds/{site.section.slug}.atom"
    empty = public_section(office)

    assert len(read_feed(client, address).findall("a:entry", ATOM)) == 2
    feed = read_feed(client, f"/feeds/{empty.slug}.atom")
    assert feed.findtext("a:updated", namespaces=ATOM)
    assert address in client.get(f"/news/{site.section.slug}/").content.decode()
    assert client.get("/feeds/nothing.atom").status_code == 404


def test_a_feed_holds_the_newest_thirty_as_text(client, office):
    section = public_section(office)
    for number in range(31):
        article = ArticleFactory(
            section=section,
            created_by=office.writer,
            title_zh_hans=f"第{number}篇 <b>&",
            summary_zh_hans="摘要 <script>",
        )
        office.release(article)

    feed = read_feed(client, "/feeds/news.atom")

    titles = texts(feed, "a:entry/a:title", ATOM)
    assert (len(titles), titles[0], titles[-1]) == (30, "第30篇 <b>&", "第1篇 <b>&")
    assert texts(feed, "a:entry/a:summary", ATOM)[0] == "摘要 &lt;script&gt;"


def test_what_was_taken_down_or_is_to_come_is_in_no_feed_and_no_sitemap(
    client, office, site, moment
):
    coming = ArticleFactory(section=site.section, created_by=office.writer)
    office.release(coming, live_from=moment + timedelta(days=1))
    withdraw(site.article, SOURCE, office.first, kind="error")

    feed = client.get("/feeds/news.atom").content.decode()
    articles = places(client, "/sitemap-articles-0.xml")

    for gone in (coming, site.article):
        assert f"/news/{gone.pk}/" not in feed
        assert f"/news/{gone.pk}/" not in articles
    assert places(client, "/en/sitemap-articles-0.xml")[f"/en/news/{site.article.pk}/"] == set()


@pytest.mark.parametrize("address", [*MACHINES, "/sitemap-articles-0.xml"])
def test_nothing_derived_stands_in_a_machines_list(client, site, address):
    if address != "/opensearch.xml":
        assert client.get("/zh-hant" + address).status_code == 404
    assert "zh-hant" not in client.get(address).content.decode().lower()


def test_the_index_names_every_file_and_every_file_opens(client, site):
    for prefix in ("", "/en"):
        root = ElementTree.fromstring(client.get(prefix + "/sitemap.xml").content)
        named = texts(root, "s:sitemap/s:loc", SITEMAP)
        files = [file.removeprefix("http://testserver") for file in named]
        kinds = [re.sub(r"^.*sitemap-|(-\d+)?\.xml$", "", file) for file in files]
        assert kinds == ["pages", *SITEMAP_KINDS]
        for file in files:
            assert file.startswith(prefix + "/sitemap-")
            found = places(client, file)
            assert found, file
            for place, languages in found.items():
                assert client.get(place).status_code == 200, place
                assert languages in ({"zh-Hans", "en"}, set())


SITEMAP_KINDS = [
    "partnerships",
    "countries",
    "visits",
    "events",
    "sections",
    "articles",
    "topics",
]


def test_a_sitemap_holds_exactly_what_is_public_in_its_language(client, office, site):
    chinese_only = ArticleFactory(section=site.section, created_by=office.writer)
    office.release(chinese_only)
    ArticleFactory(section=site.section, created_by=office.writer)
    link = ArticleFactory(
        section=site.section,
        created_by=office.writer,
        external_url="https://example.test/",
    )
    office.release(link)
    only_chinese_visit = office.make_public(VisitFactory(title_en=""))
    VisitFactory()

    articles = places(client, "/sitemap-articles-0.xml")
    visits = places(client, "/sitemap-visits-0.xml")

    both = {"zh-Hans", "en"}
    assert articles[f"/news/{site.article.pk}/"] == both
    assert articles[f"/news/{chinese_only.pk}/"] == set()
    assert len(articles) == 3
    assert f"/en/news/{chinese_only.pk}/" not in places(client, "/en/sitemap-articles-0.xml")
    assert visits[f"/visits/{site.visit.pk}/"] == both
    assert visits[f"/visits/{only_chinese_visit.pk}/"] == set()
    assert len(visits) == Visit.objects.public().count()


@pytest.mark.parametrize("name", ["articles-9", "nothing-0", "articles-999999999999999"])
def test_a_sitemap_of_nothing_is_not_found(client, site, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_a_sitemap_costs_one_statement(client, site):
    assert cost_of(client, "/sitemap.xml") == 1
    assert cost_of(client, "/sitemap-pages.xml") == 1
    index = client.get("/sitemap.xml").content.decode()
    for kind in SITEMAP_KINDS:
        file = re.search(rf"/sitemap-{kind}-\d+\.xml", index)[0]
        assert cost_of(client, file) == 1, kind


def test_a_sitemap_says_when_a_text_last_went_out(client, site):
    page = client.get("/sitemap-articles-0.xml").content.decode()
    release = site.article.releases.get(language=SOURCE)

    at = release.live_from.replace(microsecond=0)
    assert f"<lastmod>{at.isoformat()}</lastmod>" in page
    assert "<lastmod>" in client.get("/sitemap-visits-0.xml").content.decode()


def test_machines_are_kept_out_of_a_demonstration_and_let_into_an_office(client, office):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"

    office.make_public(
        SiteIdentity.objects.create(pk=1, name_zh_hans="某办", is_demonstration=False)
    )
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /" not in lines
    assert {"Disallow: /admin/", "Disallow: /en/search/", "Disallow: /zh-hant/reading/"} <= {*lines}
    assert lines[-2:] == [
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/en/sitemap.xml",
    ]


@pytest.mark.parametrize(("prefix", "language"), [("", "zh-hans"), ("/en", "en")])
def test_a_browser_is_told_how_to_search(client, prefix, language):
    response = client.get(f"{prefix}/opensearch.xml")
    root = ElementTree.fromstring(response.content)

    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert root.findtext("o:Language", namespaces=names) == language
    address = f"http://testserver{prefix}/search/?q={{searchTerms}}"
    assert address in {url.get("template") for url in root.findall("o:Url", names)}
    assert f'href="{prefix}/opensearch.xml"' in client.get(f"{prefix}/about/").content.decode()


def test_the_map_of_the_site_leads_to_sections_and_feeds(client, site):
    for prefix, feeds in (("", ""), ("/en", "/en"), ("/zh-hant", "")):
        page = client.get(f"{prefix}/sitemap/").content.decode()
        assert f'href="{prefix}/news/{site.section.slug}/"' in page
        assert f'href="{feeds}/feeds/{site.section.slug}.atom"' in page
        assert f'href="{feeds}/events.ics"' in page


def calendar_of(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(response.content)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}, calendar


def test_a_calendar_holds_what_is_known_to_the_day_and_invents_nothing(client, office):
    known = {
        "一天": {"starts_on": "2021-10-21"},
        "三天": {"starts_on": "2021-10-21", "ends_on": "2021-10-23"},
        "只知月份": {"starts_on": "2021-10"},
        "何时结束只知月份": {"starts_on": "2021-10-30", "ends_on": "2021-11"},
        "港澳": {"starts_on": "2021-10-21", "scope": Scope.HONG_KONG_MACAO},
    }
    for title, days in known.items():
        office.make_public(EventFactory(title_zh_hans=title, title_en="", **days))
    EventFactory(title_zh_hans="内部")

    events, _ = calendar_of(client, "/events.ics")

    assert {title: (event.start, event.end) for title, event in events.items()} == {
        "一天": (date(2021, 10, 21), date(2021, 10, 22)),
        "三天": (date(2021, 10, 21), date(2021, 10, 24)),
    }
    assert calendar_of(client, "/en/events.ics")[0] == {}


def test_hours_that_are_known_stand_in_their_own_time_zone(client, office):
    event = office.make_public(
        EventFactory(
            starts_on="2021-07-01",
            start_time="09:30",
            end_time="11:00",
            time_zone="Europe/Paris",
            venue_zh_hans="巴黎，某厅；一楼",
            summary_zh_hans="<p>第一段。</p>",
        )
    )

    events, calendar = calendar_of(client, f"/events/{event.pk}.ics")

    entry = events[event.title_zh_hans]
    assert entry.start.isoformat() == "2021-07-01T09:30:00+02:00"
    assert entry.end.isoformat() == "2021-07-01T11:00:00+02:00"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert (str(entry["LOCATION"]), str(entry["DESCRIPTION"])) == ("巴黎，某厅；一楼", "第一段。")
    assert str(entry["URL"]) == f"http://testserver/events/{event.pk}/"


@pytest.mark.parametrize("scope", [Scope.HONG_KONG_MACAO, Scope.DOMESTIC])
def test_a_calendar_of_one_event_is_called_by_it_and_no_exchange_at_home_is_called_international(
    client, office, scope
):
    event = office.make_public(EventFactory(scope=scope, title_zh_hans="渝港合作会议"))

    _, calendar = calendar_of(client, f"/events/{event.pk}.ics")

    assert str(calendar["X-WR-CALNAME"]).startswith("渝港合作会议 · ")
    assert "国际" not in calendar["X-WR-CALNAME"]
    assert "演示站点" in calendar["X-WR-CALNAME"]


def test_what_an_event_is_about_is_told_to_machines_in_words_not_in_html(client, office):
    said = "<p>Trade &amp; culture,&nbsp;a forum.</p><p>Second day: R&amp;D.</p>"
    event = office.make_public(EventFactory(summary_en=said))

    events, _ = calendar_of(client, f"/en/events/{event.pk}.ics")
    page = client.get(f"/en/events/{event.pk}/").content.decode()

    told = str(events[event.title_en]["DESCRIPTION"]).replace("\xa0", " ")
    assert told == "Trade & culture, a forum.\nSecond day: R&D."
    assert r'"Trade \u0026 culture, a forum. Second day: R\u0026D."' in page


def test_an_event_keeps_its_name_in_both_languages_and_in_both_calendars(client, office):
    event = office.make_public(EventFactory())
    addresses = ["/events.ics", "/en/events.ics", f"/en/events/{event.pk}.ics"]

    names = {str(e["UID"]) for a in addresses for e in calendar_of(client, a)[0].values()}

    assert names == {f"event-{event.pk}@testserver"}


def test_a_calendar_of_nothing_is_not_found(client, office):
    hidden = EventFactory()
    vague = office.make_public(EventFactory(starts_on="2021-10"))

    for number in (hidden.pk, vague.pk, 999999):
        assert client.get(f"/events/{number}.ics").status_code == 404


@pytest.mark.parametrize("address", MACHINES)
def test_what_machines_read_has_a_mark_and_is_not_sent_twice(client, site, address):
    response = client.get(address)
    again = client.get(address, headers={"if-none-match": response["ETag"]})

    assert (response.status_code, again.status_code) == (200, 304)
    assert "Vary" not in response.headers
    assert not response.cookies
