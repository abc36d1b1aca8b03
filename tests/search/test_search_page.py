"""What a reader sees who searches."""

from datetime import timedelta

import pytest

from news.models import Withdrawal
from tests.factories import (
    ArticleFactory,
    SectionFactory,
    VisitFactory,
)
from tests.search.asking import titles_found
from waishi.languages import SOURCE
from waishi.publishing import releasing

pytestmark = pytest.mark.django_db

MEDELLIN = "重庆与麦德林签署友城谅解备忘录"
BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])


def titles_on(response):
    titles = [row["title"] for row in response.context["found"].rows]
    return [title.replace("<mark>", "").replace("</mark>", "") for title in titles]


@pytest.mark.parametrize(
    "text",
    ["麦", "麦德林", "友城 谅解", "2021年9月", "ＭＯＵ 麦德林"[3:], "友城谅解備忘錄", "在线签署"],
)
def test_a_reader_finds_a_text_by_a_string_of_it(client, released, text):
    response = client.get("/search/", {"q": text})

    assert titles_on(response) == [MEDELLIN]


@pytest.mark.parametrize(
    "text",
    ["medellin", "MEDELLÍN", "signing", "memorandums", "chongqing sign", "ongqin", "15 sept"],
)
def test_english_is_found_by_its_stem_in_any_case_and_without_its_accents(client, released, text):
    response = client.get("/en/search/", {"q": text})

    assert titles_on(response) == ["Chongqing and Medellín sign a memorandum"]


def test_words_that_stand_apart_are_not_found_as_one(client, released):
    response = client.get("/search/", {"q": "德林署友"})

    assert titles_on(response) == []


def test_a_string_across_the_end_of_a_sentence_is_not_found_as_one_word(client, office, section):
    office.release(ArticleFactory(section=section, body_zh_hans="<p>访问大阪。市长</p>"))

    assert titles_on(client.get("/search/", {"q": "大阪市"})) == []
    assert titles_on(client.get("/search/", {"q": "大阪 市长"})) == [MEDELLIN]


def test_a_word_is_found_through_its_emphasis(client, office, section):
    office.release(ArticleFactory(section=section, body_zh_hans="<p>访问<strong>大</strong>阪</p>"))

    assert titles_on(client.get("/search/", {"q": "访问大阪"})) == [MEDELLIN]


def test_what_was_found_is_marked_and_nothing_else_is_markup(client, office, section):
    body = "<p>签署 &lt;script&gt;alert(1)&lt;/script&gt; 备忘录</p>"
    office.release(ArticleFactory(section=section, title_zh_hans="<b>标题</b>", body_zh_hans=body))

    page = client.get("/search/", {"q": "标题 alert"}).content.decode()

    assert "&lt;b&gt;<mark>标题</mark>&lt;/b&gt;" in page
    assert "&lt;script&gt;<mark>alert</mark>(1)" in page


def test_the_words_are_in_the_box_but_never_in_the_title(client, released):
    page = client.get("/search/", {"q": '"><script>麦德林'}).content.decode()

    assert "麦德林" not in page[page.index("<title>") : page.index("</title>")]
    assert "&quot;&gt;&lt;script&gt;麦德林" in page
    assert "<script>麦德林" not in page


@BOTH
def test_the_search_page_is_never_listed_by_other_search_engines(client, released, prefix):
    page = client.get(prefix + "/search/", {"q": "a"}).content.decode()

    assert '<meta name="robots" content="noindex">' in page


@BOTH
@pytest.mark.parametrize("text", ["", " ", "。，！", "&|!:*'", "!!(友", "\\", "%", "_", "'", "<->"])
def test_operators_and_punctuation_do_no_harm(client, released, prefix, text):
    assert client.get(prefix + "/search/", {"q": text}).status_code == 200
    assert client.get(prefix + "/search/suggest/", {"q": text}).status_code == 200


@BOTH
@pytest.mark.parametrize(
    "query",
    [
        "q=" + "友城" * 5000,
        "q=" + "a%20" * 3000,
        "q=%ED%A0%80",
        "q=%F0%28%8C%28",
        "q=%F0%9F%87%A8%F0%9F%87%B3",
        "q=友&kind=nothing&section=x&year=y&sort=z&before=w",
        "q=友&before=99999999999999999~9.999999999999999999",
        "q=友&before=-1~0.-1",
        "q=友&year=99999999999999999999",
        "q[]=友",
        "q=a&q=友城",
    ],
)
def test_a_hostile_address_is_answered(client, released, prefix, query):
    assert client.get(f"{prefix}/search/?{query}").status_code == 200
    assert client.get(f"{prefix}/search/suggest/?{query}").status_code == 200


def test_an_overlong_search_says_that_it_was_cut(client, released):
    page = client.get("/search/", {"q": "麦德林" * 100}).content.decode()

    assert "只检索了前 200 个字" in page


def test_a_nul_byte_is_refused(client):
    assert client.get("/search/?q=%00").status_code == 400


def test_a_text_is_found_from_the_moment_of_its_release_until_its_end(office, article, moment):
    starts, ends = moment + timedelta(days=1), moment + timedelta(days=2)
    office.release(article, live_from=starts, expires_at=ends)
    instant = timedelta(microseconds=1)

    found = {
        at: titles_found("麦德林", SOURCE, at)
        for at in (moment, starts - instant, starts, ends - instant, ends)
    }

    assert found == {
        moment: [],
        starts - instant: [],
        starts: [MEDELLIN],
        ends - instant: [MEDELLIN],
        ends: [],
    }


def test_only_the_release_of_the_moment_is_found(client, office, released):
    office.rewrite(released, title_zh_hans="改后的标题")
    office.release(released)

    assert titles_on(client.get("/search/", {"q": "麦德林签署"})) == []
    assert titles_on(client.get("/search/", {"q": "改后的标题"})) == ["改后的标题"]


def test_a_draft_is_never_found(client, office, released):
    office.rewrite(released, title_zh_hans="只在草稿里")

    assert titles_on(client.get("/search/", {"q": "只在草稿里"})) == []


@pytest.mark.parametrize("kind", ["error", "outdated"])
def test_a_withdrawn_text_is_not_found_and_not_suggested(client, office, released, kind):
    releasing.withdraw(released, SOURCE, office.final, kind=kind, reason="r", notice="已不适用")
    stays = kind == Withdrawal.Kind.OUTDATED

    found = client.get("/search/", {"q": "麦德林"})
    titles = client.get("/search/suggest/", {"q": "麦德林"}).json()["titles"]

    assert bool(titles_on(found)) == bool(titles) == stays
    assert titles_on(client.get("/en/search/", {"q": "medellin"}))


def test_titles_are_suggested_from_what_is_on_the_site(client, office, released):
    office.release(ArticleFactory(section=released.section, title_zh_hans="另一篇"))

    titles = client.get("/search/suggest/", {"q": "麦德"}).json()["titles"]
    in_the_body_only = client.get("/search/suggest/", {"q": "9月15日"}).json()["titles"]

    assert titles == [{"title": MEDELLIN, "url": f"/news/{released.pk}/", "kind": "新闻"}]
    assert in_the_body_only == []


def test_at_most_eight_titles_are_suggested(client, office, section):
    for _ in range(10):
        office.release(ArticleFactory(section=section))

    assert len(client.get("/search/suggest/", {"q": "友城"}).json()["titles"]) == 8


def test_a_title_comes_before_a_mention_and_the_newer_before_the_older(office, section, moment):
    mention = ArticleFactory(
        section=section, title_zh_hans="其他", body_zh_hans="<p>提到釜山市</p>"
    )
    old = ArticleFactory(
        section=section, title_zh_hans="釜山市代表团来访", original_on="2002-05-01"
    )
    new = ArticleFactory(
        section=section, title_zh_hans="釜山市代表团再访", original_on="2021-05-01"
    )
    for article in (old, new, mention):
        office.release(article)

    assert titles_found("釜山", SOURCE, moment + timedelta(days=1)) == [
        "釜山市代表团再访",
        "釜山市代表团来访",
        "其他",
    ]


def test_results_can_be_had_by_date(office, section, moment):
    for day in ("2021-03-01", "2019-03-01", "2020-03-01"):
        office.release(ArticleFactory(section=section, title_zh_hans=f"签证{day}", original_on=day))

    by_date = titles_found("签证", SOURCE, moment + timedelta(days=1), sort="date")

    assert by_date == ["签证2021-03-01", "签证2020-03-01", "签证2019-03-01"]


@pytest.mark.parametrize("sort", ["", "date"])
def test_all_results_are_reached_page_by_page_once_each(client, office, section, sort):
    articles = [ArticleFactory(section=section, title_zh_hans=f"友城消息{n}") for n in range(25)]
    for article in articles:
        office.release(article)

    seen, address = [], f"/search/?q=友城消息&sort={sort}"
    while address:
        response = client.get(address)
        assert response.context["found"].total == 25
        seen += titles_on(response)
        address = response.context["next_url"] and "/search/" + response.context["next_url"]

    assert sorted(seen) == sorted(article.title_zh_hans for article in articles)


def test_filters_narrow_by_kind_section_and_year(client, office, released):
    other = office.make_public(SectionFactory(slug="other", reviews_wanted=1))
    office.release(ArticleFactory(section=other, original_on="2019-03", title_zh_hans="麦德林旧闻"))
    office.make_public(VisitFactory(title_zh_hans="麦德林市代表团来访"))

    def found(**filters):
        return set(titles_on(client.get("/search/", {"q": "麦德林", **filters})))

    assert found() == {MEDELLIN, "麦德林旧闻", "麦德林市代表团来访"}
    assert found(kind="visit") == {"麦德林市代表团来访"}
    assert found(section="other") == {"麦德林旧闻"}
    assert found(year="2019") == {"麦德林旧闻"}
    assert found(year="2021", kind="visit") == {"麦德林市代表团来访"}
    assert found(kind="visit", section="other") == set()
    offers = client.get("/search/", {"q": "麦德林"}).context["offers"]
    counts = {row.label: {link.label: link.count for link in row.links} for row in offers}
    assert counts["种类"] == {"全部": None, "新闻": 2, "来访出访": 1}
    assert counts["年份"]["2019"] == 1


def test_a_month_is_shown_as_that_month_and_no_day_is_invented(client, office, section):
    office.release(ArticleFactory(section=section, original_on="2019-03"))

    page = client.get("/search/", {"q": "麦德林"}).content.decode()

    assert '<time datetime="2019-03">2019-03</time>' in page


def test_who_finds_nothing_is_helped_on(client, office, released):
    page = client.get("/search/", {"q": "麦德琳签署 没有的词"})
    help_given = page.context["help"]

    assert [title["title"] for title in help_given["similar"]] == [MEDELLIN]
    assert [one["text"] for one in help_given["fewer"]] == ["麦德琳签署", "没有的词"]
    assert 'href="/news/"' in page.content.decode()


def test_who_finds_nothing_in_one_language_hears_of_the_other(client, released):
    page = client.get("/search/", {"q": "memorandum"})

    assert page.context["help"]["elsewhere"] == 1
    assert 'href="/en/search/?q=memorandum"' in page.content.decode()


def test_a_filter_that_leaves_nothing_can_be_taken_away(client, released):
    page = client.get("/search/", {"q": "麦德林", "kind": "event"})

    assert page.context["help"]["unfiltered_url"] == "?q=%E9%BA%A6%E5%BE%B7%E6%9E%97"


@pytest.mark.parametrize("rows", [1, 9])
@pytest.mark.parametrize(
    ("address", "statements"),
    [
        ("/search/", 1),
        ("/search/?q=友城", 2),
        ("/search/?q=友城&sort=date&kind=article", 2),
        ("/search/?q=没有", 3),
        ("/search/suggest/?q=友城", 2),
    ],
)
def test_a_search_costs_the_same_however_much_it_finds(
    client, office, section, rows, address, statements, django_assert_num_queries
):
    for number in range(rows):
        office.release(ArticleFactory(section=section, title_zh_hans=f"友城{number}"))
    client.get(address)

    with django_assert_num_queries(statements):
        assert client.get(address).status_code == 200


def test_what_readers_search_for_is_written_down_nowhere(client, released, caplog):
    from django.db import connection

    client.get("/search/", {"q": "读者的私事"})

    assert "读者的私事" not in caplog.text
    with connection.cursor() as cursor:
        for table in ("search_changedrecord", "search_searchentry", "publishing_auditentry"):
            cursor.execute(f"select count(*) from {table} t where t::text like '%读者的私事%'")
            assert cursor.fetchone() == (0,)


def test_the_traditional_site_searches_the_same_texts_in_either_script(client, released):
    for text in ("友城諒解", "友城谅解"):
        page = client.get("/zh-hant/search/", {"q": text}).content.decode()
        titles = client.get("/zh-hant/search/suggest/", {"q": text}).json()["titles"]

        assert "重慶與麥德林簽署<mark>友城諒解</mark>備忘錄" in page
        assert f'href="/zh-hant/news/{released.pk}/"' in page
        assert titles == [
            {
                "title": "重慶與麥德林簽署友城諒解備忘錄",
                "url": f"/zh-hant/news/{released.pk}/",
                "kind": "新聞",
            }
        ]
