"""The first page of the office: five doors, and what there is to do today."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from friendship_cities.desk import next_anniversary
from news.desk import days_left
from news.models import SectionLimit
from tests.conftest import read_and_approve
from tests.content import public_section, public_tie
from tests.factories import (
    AgreementFactory,
    ArticleFactory,
    SectionFactory,
    UserFactory,
    VisitFactory,
)
from tests.publishing.test_reviewing import rewrite
from waishi.accounts.roles import ROLES
from waishi.languages import ENGLISH, NAMES, SOURCE, column
from waishi.publishing.models import LinkState, WordRule
from waishi.publishing.models.link_state import LinkUse
from waishi.publishing.proposing import propose_publication
from waishi.publishing.releasing import cancel
from waishi.publishing.reviewing import hashes_of, release_in_emergency, send_back, submit
from waishi.publishing.stopping import stop_blocked_releases

pytestmark = pytest.mark.django_db


def first_page(client, person):
    client.force_login(person)
    response = client.get("/admin/")
    assert response.status_code == 200
    return response


def said(response):
    """Each block's title with the titles of its lines."""
    return {
        block.title: [item.title for item in block.items] for block in response.context["blocks"]
    }


def doors(response):
    return [door.label for door, _ in response.context["doors"]]


def test_an_editors_doors_come_first(client, office):
    response = first_page(client, office.writer)

    assert doors(response)[:2] == ["写稿", "传图片"]
    assert doors(response)[-2:] == ["待我处理", "看网站"]
    page = response.content.decode()
    assert page.index("写稿") < page.index("全部功能")


@pytest.mark.parametrize("role", [*ROLES])
def test_every_role_finds_its_first_page_and_no_door_it_may_not_pass(client, role):
    response = first_page(client, UserFactory(roles=[role]))

    for _, address in response.context["doors"] + response.context["ways"]:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("person", "labels"),
    [
        ("auditor", ["待我处理", "看网站"]),
        ("administrator", ["传图片", "待我处理", "看网站"]),
        ("registrar", ["传图片", "待我处理", "看网站"]),
    ],
)
def test_who_does_not_write_is_offered_no_door_to_writing(client, office, person, labels):
    assert doors(first_page(client, getattr(office, person))) == labels


def test_a_reviewer_reads_what_waits_and_is_told_when_nothing_does(client, office):
    assert "现在没有等您处理的。" in first_page(client, office.first).content.decode()
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    propose_publication(VisitFactory(), office.registrar)

    assert said(first_page(client, office.first))["待我处理"] == [str(article)]
    assert said(first_page(client, office.final))["待我处理"] == ["荷兰驻华大使访渝"]
    assert (
        "待我处理" not in said(first_page(client, office.writer))
        or not said(first_page(client, office.writer))["待我处理"]
    )


def test_a_writer_reads_what_came_back_with_the_opinion_until_it_is_handed_over_again(
    client, office
):
    article = ArticleFactory(created_by=office.writer)
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    send_back(article, SOURCE, office.first, "请核对签署日期")

    response = first_page(client, office.writer)

    assert said(response)["退回给我的"] == [str(article)]
    assert "请核对签署日期" in response.content.decode()
    assert "我的草稿" not in said(response)
    article.refresh_from_db()
    submit(article, SOURCE, office.writer)
    assert "退回给我的" not in said(first_page(client, office.writer))


def test_drafts_are_ones_own(client, office):
    mine = ArticleFactory(created_by=office.contributor, title_zh_hans="万州来稿")
    ArticleFactory(title_zh_hans="别人的草稿")

    response = first_page(client, office.contributor)

    assert said(response)["我的草稿"] == [mine.title_zh_hans]
    assert "别人的草稿" not in response.content.decode()


def test_who_handed_in_sees_where_it_stands(client, office):
    mine = ArticleFactory(created_by=office.contributor, title_zh_hans="万州来稿")
    submit(mine, SOURCE, office.contributor)

    response = first_page(client, office.contributor)

    assert said(response)["我送审的"] == ["万州来稿"]
    assert "待一审" in response.content.decode()
    assert "我送审的" not in said(first_page(client, office.first))


@pytest.mark.parametrize("was_public", [False, True])
@pytest.mark.parametrize("language", [SOURCE, ENGLISH])
def test_what_was_approved_and_taken_back_comes_back_to_who_handed_it_in(
    client, office, moment, language, was_public
):
    article = ArticleFactory(created_by=office.writer, english=True)
    if was_public:
        office.release(article, language)
        office.rewrite(article, **{column("title", language): "2021"})
    release = office.release(article, language, live_from=moment + timedelta(hours=3))
    assert "审过未发" not in said(first_page(client, office.writer))

    cancel(release, office.final)

    response = first_page(client, office.writer)
    assert said(response)["审过未发"] == [str(article)]
    assert f"{NAMES[language]} · 定时发布已取消" in response.content.decode()
    assert ("我的草稿" in said(response)) == (language == ENGLISH and not was_public)
    article.refresh_from_db()
    submit(article, language, office.writer)
    assert "审过未发" not in said(first_page(client, office.writer))


@pytest.fixture
def stopped(office, moment):
    """The replacement of a public text, approved for tonight; its word is listed since."""
    article = ArticleFactory(created_by=office.writer)
    office.release(article)
    office.rewrite(article, title_zh_hans="与汉城签署谅解备忘录")
    office.release(article, live_from=moment + timedelta(hours=3))
    WordRule.objects.create(term="汉城", level="blocking", reason="改名", source="公告")
    assert stop_blocked_releases() == 1
    return article


def test_a_replacement_that_the_check_stopped_is_found_by_who_handed_it_in(client, office, stopped):
    response = first_page(client, office.writer)
    assert said(response)["审过未发"] == [stopped.title_zh_hans]
    assert f"/admin/news/article/{stopped.pk}/change/?check=1" in response.content.decode()
    for person in (office.contributor, office.first, office.final, office.translator):
        assert "审过未发" not in said(first_page(client, person))


@pytest.mark.parametrize("is_theirs", [True, False])
def test_a_stopped_replacement_keeps_to_its_section(client, office, stopped, is_theirs):
    section = stopped.section if is_theirs else SectionFactory()
    SectionLimit.objects.create(user=office.writer, section=section)

    assert ("审过未发" in said(first_page(client, office.writer))) == is_theirs


def test_what_says_the_same_as_a_former_release_is_stopped_as_visibly(client, office, moment):
    article = ArticleFactory()
    first = office.release(article).title
    office.rewrite(article, title_zh_hans="改过的标题")
    office.release(article)
    office.rewrite(article, title_zh_hans=first)

    cancel(office.release(article, live_from=moment + timedelta(hours=3)), office.final)

    assert said(first_page(client, office.writer))["审过未发"] == [first]


def test_what_went_out_before_its_reviews_has_not_come_back(client, office):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    read = hashes_of(article)[SOURCE]
    release_in_emergency(article, SOURCE, office.final, read_hash=read, reason="台风")
    for reviewer in (office.first, office.second, UserFactory(roles=["三审"])):
        read_and_approve(article, SOURCE, reviewer)
        assert "审过未发" not in said(first_page(client, office.writer))


def test_what_appears_or_disappears_within_a_week_is_listed(client, office, moment):
    soon, later, ending = (ArticleFactory(title_zh_hans=name) for name in ("近", "远", "终"))
    office.release(soon, live_from=moment + timedelta(days=3))
    office.release(later, live_from=moment + timedelta(days=30))
    office.release(ending, expires_at=moment + timedelta(days=5))

    assert said(first_page(client, office.writer))["一周内发布和下线"] == ["近", "终"]
    assert "一周内发布和下线" not in said(first_page(client, office.contributor))


def test_what_changes_within_a_week_stands_in_its_order_and_is_called_by_its_name(
    client, office, moment
):
    section = SectionFactory(reviews_wanted=1)
    going, coming, article = (
        ArticleFactory(section=section, title_zh_hans=title) for title in ("将下线", "新稿", "原稿")
    )
    office.release(going, expires_at=moment + timedelta(days=5))
    office.release(article)
    rewrite(article, office.writer, title_zh_hans="换上的")
    office.release(article, live_from=moment + timedelta(days=3))
    office.release(coming, live_from=moment + timedelta(days=1))

    blocks = first_page(client, office.writer).context["blocks"]

    (items,) = (block.items for block in blocks if block.title == "一周内发布和下线")
    assert [(item.title, item.note[-2:]) for item in items] == [
        ("新稿", "发布"),
        ("换上的", "替换"),
        ("将下线", "下线"),
    ]


def test_a_section_near_its_limit_is_named(client, office):
    fresh = public_section(office, freshness_days=365, name_zh_hans="常新")
    due = public_section(office, freshness_days=1, name_zh_hans="将到期")
    imported = public_section(office, freshness_days=1, name_zh_hans="旧稿")
    for section in (fresh, due):
        office.release(ArticleFactory(section=section))
    office.release(ArticleFactory(section=imported, original_on="2021-03-02"))

    blocks = said(first_page(client, office.writer))

    assert "栏目更新期限" not in blocks
    assert days_left(None, 14, timezone.now()) is None


@pytest.mark.parametrize(
    ("newest", "left"), [("2026-03-01", 0), ("2026-02-28", -1), ("2026-03-15", 14)]
)
def test_the_clock_of_a_section_counts_days_in_shanghai(newest, left):
    day = datetime.fromisoformat(f"{newest}T23:59:00+08:00")
    moment = datetime.fromisoformat("2026-03-15T00:01:00+08:00")
    assert days_left(day, 14, moment) == left


@pytest.mark.parametrize(
    ("began", "today", "comes"),
    [
        (date(1982, 12, 3), date(2026, 12, 3), date(2026, 12, 3)),
        (date(1982, 12, 3), date(2026, 12, 4), date(2027, 12, 3)),
        (date(2000, 2, 29), date(2026, 1, 1), date(2026, 2, 28)),
        (date(2000, 2, 29), date(2028, 1, 1), date(2028, 2, 29)),
        (date(2000, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (date(2026, 1, 5), date(2026, 1, 5), date(2027, 1, 5)),
    ],
)
def test_an_anniversary_comes_on_its_day_also_of_a_leap_day(began, today, comes):
    assert next_anniversary(began, today) == comes


def test_anniversaries_of_sixty_days_are_listed_the_tens_marked(client, office):
    today = timezone.localdate()
    ten = (today + timedelta(days=20)).replace(year=today.year - 10)
    three = (today + timedelta(days=9)).replace(year=today.year - 3)
    far = (today + timedelta(days=100)).replace(year=today.year - 5)
    for began in (ten, three, far):
        public_tie(office, standing={"from_on": began.isoformat()})
    public_tie(office, standing={"from_on": f"{today.year - 20}-{today:%m}"})

    response = first_page(client, office.registrar)

    marks = [
        (item.mark, item.note.rsplit("，", 1)[1])
        for block in response.context["blocks"]
        for item in block.items
        if block.title.startswith("结好周年")
    ]
    assert [note[-4:] for _, note in marks] == ["3周年"[-4:], "10周年"[-4:]]
    assert [mark for mark, _ in marks] == ["", "10周年"]


def test_agreements_near_their_end_are_for_who_keeps_the_register(client, office):
    today = timezone.localdate()
    AgreementFactory(title_zh_hans="将到期", valid_until=today + timedelta(days=90))
    AgreementFactory(title_zh_hans="刚到期", valid_until=today - timedelta(days=3))
    AgreementFactory(title_zh_hans="还早", valid_until=today + timedelta(days=900))
    AgreementFactory(
        title_zh_hans="自动续", valid_until=today + timedelta(days=9), renews_automatically=True
    )
    old = AgreementFactory(title_zh_hans="已续签", valid_until=today + timedelta(days=9))
    AgreementFactory(title_zh_hans="新约", follows=old)

    assert said(first_page(client, office.registrar))["协议续签"] == ["刚到期", "将到期"]
    assert "协议续签" not in said(first_page(client, office.writer))


def test_links_that_broke_are_named_to_who_may_open_their_texts(client, office):
    article = ArticleFactory(title_zh_hans="有断链的稿件")
    broken = LinkState.objects.create(address="https://example.com/gone", state="gone")
    bad_moment = LinkState.objects.create(
        address="https://example.com/once", state="silent", failures=1
    )
    for link in (broken, bad_moment):
        LinkUse.objects.create(link=link, text=article)

    response = first_page(client, office.writer)

    assert said(response)["断链"] == ["https://example.com/gone"]
    assert f"/admin/publishing/linkstate/{broken.pk}/change/" in response.content.decode()
    assert "断链" not in said(first_page(client, office.contributor))


def test_an_emergency_release_stands_there_until_it_is_reviewed(client, office):
    article = ArticleFactory()
    rewrite(article, office.writer, title_zh_hans="紧急通知")
    article.refresh_from_db()
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    read = hashes_of(article)[SOURCE]
    release_in_emergency(article, SOURCE, office.final, read_hash=read, reason="台风")

    assert said(first_page(client, office.writer))["紧急发布，还没有补审"] == ["紧急通知"]
    assert "紧急发布，还没有补审" not in said(first_page(client, office.contributor))


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_however_much_there_is_to_do(
    client, office, rows, django_assert_max_num_queries
):
    for number in range(rows):
        text = ArticleFactory(created_by=office.final, title_zh_hans=f"第{number}稿")
        submit(text, SOURCE, office.writer)
        propose_publication(VisitFactory(), office.registrar)
    first_page(client, office.final)

    with django_assert_max_num_queries(8):
        client.get("/admin/")
