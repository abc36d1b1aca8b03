"""What a reader finds on the page of a section, in each of its layouts."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.content import public_section
from tests.factories import ArticleFactory, PictureFactory, TopicFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.proposing import take_back

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize(
    ("prefix", "language"), [("", SOURCE), ("/en", ENGLISH)], ids=["Chinese", "English"]
)


def released(office, section, title, language=SOURCE, **more):
    """A text readers find; called the same in both languages, where it is public in English."""
    english = {"english": True, "title_en": title} if language == ENGLISH else {}
    article = ArticleFactory(section=section, title_zh_hans=title, **english, **more)
    office.release(article, language)
    return article


def titles_on(response):
    return [release.title for release in response.context["page"].rows]


@BOTH
def test_a_row_is_one_link_and_one_day(client, office, prefix, language):
    section = public_section(office, layout="list")
    article = released(office, section, "Only one", language, original_on="2021-09-15")

    page = client.get(f"{prefix}/news/{section.slug}/").content.decode()

    rows = page.split('<ul class="rows">')[1].split("</ul>")[0]
    assert rows.count("<a ") == 1
    assert rows.count("<time ") == 1
    assert f'href="{prefix}/news/{article.pk}/"' in rows
    assert '<time datetime="2021-09-15">2021-09-15</time>' in rows


@BOTH
def test_a_table_of_documents_names_who_issued_each(client, office, prefix, language):
    section = public_section(office, layout="table")
    released(
        office, section, "Regulation", language, source_zh_hans="国务院", source_en="State Council"
    )

    page = client.get(f"{prefix}/news/{section.slug}/").content.decode()

    assert page.count('<th scope="col">') == 3
    assert f"<td>{'国务院' if not prefix else 'State Council'}</td>" in page


@BOTH
def test_links_to_other_sites_say_that_they_leave(client, office, prefix, language):
    section = public_section(office, layout="links")
    released(office, section, "Elsewhere", language, external_url="https://example.com/a?b=1&c=2")
    released(office, section, "Ministry", language, external_url="https://www.mfa.gov.cn/")

    page = client.get(f"{prefix}/news/{section.slug}/").content.decode()

    rows = page.split('<ul class="entries">')[1].split("</ul>")[0]
    mark = " (external site)" if prefix else "（外部网站）"
    assert (
        '<a href="https://example.com/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">Elsewhere'
        f'<span class="leaving">{mark}</span></a>' in rows
    )
    assert '<a href="https://www.mfa.gov.cn/" rel="noopener">Ministry</a>' in rows


@BOTH
def test_a_guide_has_its_sections_as_chapters_in_the_offices_order(
    client, office, prefix, language
):
    guide = public_section(office, layout="guide", name_zh_hans="办事服务", name_en="Services")
    later = public_section(office, parent=guide, position=9, name_zh_hans="乙", name_en="B")
    first = public_section(office, parent=guide, position=1, name_zh_hans="甲", name_en="A")
    released(office, later, "in B", language)
    released(office, first, "in A", language)
    released(office, guide, "of the guide", language)

    response = client.get(f"{prefix}/news/{guide.slug}/")

    page = response.content.decode()
    chapters = [
        (one.section and one.section["name"], [release.title for release in one.releases])
        for one in response.context["chapters"]
    ]
    named = ("A", "B") if prefix else ("甲", "乙")
    assert chapters == [
        (None, ["of the guide"]),
        (named[0], ["in A"]),
        (named[1], ["in B"]),
    ]
    assert 'href="#part-2"' in page
    assert 'id="part-2"' in page


def test_an_internal_section_is_no_chapter(client, office):
    guide = public_section(office, layout="guide")
    hidden = public_section(office, parent=guide, name_zh_hans="内部栏目")
    released(office, hidden, "内部栏目的稿件")
    released(office, guide, "公开的稿件")
    take_back(hidden, office.final)

    page = client.get(f"/news/{guide.slug}/").content.decode()

    assert "公开的稿件" in page
    assert "内部栏目" not in page


@BOTH
def test_a_section_leads_up_and_an_empty_one_above_is_shown_for_what_it_holds(
    client, office, prefix, language
):
    above = public_section(office, name_zh_hans="上级", name_en="Above")
    below = public_section(office, parent=above, name_zh_hans="下级", name_en="Below")
    article = released(office, below, "text", language)

    page_above = client.get(f"{prefix}/news/{above.slug}/").content.decode()
    page_of_article = client.get(f"{prefix}/news/{article.pk}/").content.decode()

    assert f'href="{prefix}/news/{below.slug}/"' in page_above
    crumbs = page_of_article.split('class="breadcrumb"')[1].split("</nav>")[0]
    assert f'href="{prefix}/news/{above.slug}/"' in crumbs
    assert crumbs.index(above.slug) < crumbs.index(f"/{below.slug}/")


@BOTH
def test_what_is_pinned_stands_apart_on_the_first_page_only(client, office, prefix, language):
    section = public_section(office)
    today = timezone.localdate()
    pinned = released(
        office, section, "pinned", language, pinned_until=today, original_on="2020-01-01"
    )
    over = today - timedelta(days=1)
    released(office, section, "was pinned", language, pinned_until=over, original_on="2020-01-02")
    for day in range(1, 22):
        released(office, section, f"day {day}", language, original_on=f"2021-03-{day:02}")
    address = f"{prefix}/news/{section.slug}/"

    first = client.get(address)
    second = client.get(address + first.context["page"].next_url)

    assert [one.article_id for one in first.context["pinned"]] == [pinned.pk]
    assert "pinned" not in titles_on(first)
    assert second.context["pinned"] == []
    assert titles_on(second) == ["day 1", "was pinned", "pinned"]


@pytest.mark.parametrize("key", ["x", "2021-09-15~1", "0000-00-00T00:00:00+00:00~1"])
def test_a_bad_key_is_the_first_page_with_what_is_pinned(client, office, key):
    section = public_section(office)
    released(office, section, "置顶的", pinned_until=date(2199, 1, 1))
    released(office, section, "其他")

    page = client.get(f"/news/{section.slug}/", {"before": key})

    assert [one.title for one in page.context["pinned"]] == ["置顶的"]
    assert titles_on(page) == ["其他"]


@pytest.mark.parametrize("layout", ["list", "pictures", "guide", "table", "links"])
@BOTH
def test_no_layout_says_how_often_a_section_is_renewed(client, office, prefix, language, layout):
    section = public_section(office, layout=layout, freshness_days=4321)
    picture = PictureFactory()
    released(
        office,
        section,
        "text",
        language,
        lead_picture=picture,
        lead_picture_alt_zh_hans="图",
        lead_picture_alt_en="Picture",
    )

    response = client.get(f"{prefix}/news/{section.slug}/")

    assert response.status_code == 200
    assert "4321" not in response.content.decode()
    assert response.content.decode().count("text</a>") == 1


@pytest.mark.parametrize("rows", [1, 30])
@BOTH
def test_a_section_with_everything_takes_three_statements(
    client, office, rows, prefix, language, django_assert_num_queries
):
    section = public_section(office, layout="guide")
    below = public_section(office, parent=section)
    for number in range(rows):
        released(office, below, f"text {number}", language)
    released(office, section, "pinned", language, pinned_until=date(2199, 1, 1))
    address = f"{prefix}/news/{section.slug}/"

    with django_assert_num_queries(3):
        client.get(address)


def test_topics_go_on_by_key(client, office):
    for day in range(1, 23):
        office.make_public(TopicFactory(starts_on=f"2021-03-{day:02}", name_zh_hans=f"专题{day}"))

    first = client.get("/topics/")
    second = client.get("/topics/" + first.context["page"].next_url)
    bad = client.get("/topics/", {"before": "x", "page": "2"})

    assert [topic.name for topic in first.context["page"].rows][:2] == ["专题22", "专题21"]
    assert [topic.name for topic in second.context["page"].rows] == ["专题2", "专题1"]
    assert len(bad.context["page"].rows) == 20
