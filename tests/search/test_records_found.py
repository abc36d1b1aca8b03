"""Records of the register are found as texts are, from when readers may read them."""

from datetime import timedelta

import pytest

from tests.content import public_tie
from tests.factories import (
    ArticleFactory,
    CityFactory,
    EventFactory,
    SectionFactory,
    TopicFactory,
    VisitFactory,
)
from tests.search.asking import titles_found
from waishi.languages import SOURCE
from waishi.publishing.proposing import decide, propose, take_back

pytestmark = pytest.mark.django_db

MEDELLIN = "重庆与麦德林签署友城谅解备忘录"

BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])


def titles_on(response):
    titles = [row["title"] for row in response.context["found"].rows]
    return [title.replace("<mark>", "").replace("</mark>", "") for title in titles]


@BOTH
def test_every_kind_of_record_is_found_in_its_language(client, office, released, prefix):
    tie = public_tie(office, city=CityFactory(name_zh_hans="阿埃罗港", name_en="Aerohaven"))
    visit = office.make_public(VisitFactory(title_zh_hans="阿埃罗访渝", title_en="Aero visit"))
    event = office.make_public(EventFactory(title_zh_hans="阿埃罗论坛", title_en="Aero forum"))
    topic = office.make_public(TopicFactory(name_zh_hans="阿埃罗专题", name_en="Aero topic"))

    response = client.get(f"{prefix}/search/", {"q": "aero" if prefix else "阿埃罗"})

    assert {row["url"] for row in response.context["found"].rows} == {
        f"{prefix}/friendship-cities/{tie.slug}/",
        f"{prefix}/visits/{visit.pk}/",
        f"{prefix}/events/{event.pk}/",
        f"{prefix}/topics/{topic.slug}/",
    }


def test_what_is_internal_is_not_found_and_what_is_taken_back_no_longer(client, office):
    office.make_public(EventFactory(title_zh_hans="已公开的论坛"))
    EventFactory(title_zh_hans="未公开的论坛")
    taken = office.make_public(EventFactory(title_zh_hans="撤回的论坛"))
    take_back(taken, office.final)

    assert titles_on(client.get("/search/", {"q": "的论坛"})) == ["已公开的论坛"]
    assert client.get("/search/suggest/", {"q": "撤回的"}).json()["titles"] == []


def test_a_record_is_suggested_at_once_by_its_new_name_and_no_longer_by_its_old(client, office):
    event = office.make_public(EventFactory(title_zh_hans="旧名的论坛"))
    assert client.get("/search/suggest/", {"q": "的论坛"}).json()["titles"]
    proposal = propose(event, {"title_zh_hans": ("旧名的论坛", "新名的论坛")}, office.registrar)
    decide(proposal, office.final, agree=True)

    titles = client.get("/search/suggest/", {"q": "的论坛"}).json()["titles"]

    assert [one["title"] for one in titles] == ["新名的论坛"]


def test_a_visit_is_found_only_once_it_is_over(office, moment):
    office.make_public(VisitFactory(title_zh_hans="尚未结束", starts_on="2030-05-01", ends_on=None))

    the_day = moment.replace(year=2030, month=5, day=1, hour=4)
    assert titles_found("尚未结束", SOURCE, moment) == []
    assert titles_found("尚未结束", SOURCE, the_day) == []
    assert titles_found("尚未结束", SOURCE, the_day + timedelta(days=1)) == ["尚未结束"]


def test_a_section_that_stands_in_the_menu_is_found(client, office):
    above = office.make_public(SectionFactory(name_zh_hans="出国办事"))
    below = office.make_public(SectionFactory(name_zh_hans="护照签证", parent=above))
    beside = office.make_public(SectionFactory(name_zh_hans="领事提醒"))
    article = ArticleFactory(section=below)
    article.further_sections.add(beside)
    office.release(article)

    for name in ("出国办事", "护照签证", "领事提醒"):
        assert name in titles_on(client.get("/search/", {"q": name}))


def test_a_section_with_nothing_in_it_is_not_found(client, office, released):
    office.make_public(SectionFactory(name_zh_hans="空的栏目"))

    assert titles_on(client.get("/search/", {"q": "空的栏目"})) == []
