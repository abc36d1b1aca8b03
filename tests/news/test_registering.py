"""From news into the register and back: facts go over, and one decision is enough."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from friendship_cities.models import Event, Visit
from news.models import Article, ArticlePicture
from news.registering import day_in
from tests.conftest import read_and_approve
from tests.factories import (
    ArticleFactory,
    CountryFactory,
    PartnershipFactory,
    PictureFactory,
    SectionFactory,
    VisitFactory,
)
from waishi.dates import PartialDate
from waishi.languages import SOURCE
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import Proposal
from waishi.publishing.proposing import propose, propose_publication
from waishi.publishing.reviewing import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(office):
    made = ArticleFactory(created_by=office.writer)
    made.countries.add(CountryFactory(iso2="CO", name_zh_hans="哥伦比亚"))
    made.partnerships.add(PartnershipFactory())
    ArticlePicture.objects.create(
        article=made, picture=PictureFactory(), caption_zh_hans="签署现场", alt_zh_hans="两人握手"
    )
    return made


def page_of(article, kind="visit"):
    return reverse("admin:news_article_register", args=[article.pk, kind])


def filled(client, article, kind="visit"):
    form = client.get(page_of(article, kind)).context["form"]
    return {bound.html_name: bound.value() for bound in form if bound.value()}


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<p>2021年9月15日签署，2021年9月15日生效。</p>", PartialDate(2021, 9, 15)),
        ("<p>2021年9月15日到访，2021年9月17日离开。</p>", None),
        ("<p>9月15日签署。</p>", None),
        ("<p>2021年13月45日。</p>", None),
    ],
)
def test_a_day_is_taken_over_only_where_the_text_names_one(body, day):
    article = ArticleFactory.build(section=None, created_by=None, summary_zh_hans="")
    article.body_zh_hans = body
    assert day_in(article) == day


def test_an_article_becomes_a_visit_with_its_facts_linked_and_proposed(client, office, article):
    client.force_login(office.writer)
    data = filled(client, article)
    assert data["starts_on"] == "2021-09-15"
    assert "direction" not in data

    response = client.post(page_of(article), data | {"direction": "video"})

    assert response.status_code == 302, response.context["form"].errors
    visit = Visit.objects.get()
    assert visit.title_zh_hans == article.title_zh_hans
    assert {one.iso2 for one in visit.countries.all()} >= {"CO"}
    assert visit.pictures.get().caption_zh_hans == "签署现场"
    assert not visit.is_public
    assert list(article.visits.all()) == [visit]
    assert Proposal.objects.get().makes_public


def test_a_button_pressed_twice_registers_one_visit(client, office, article):
    client.force_login(office.writer)
    data = filled(client, article) | {"direction": "video"}
    client.post(page_of(article), data)

    again = client.post(page_of(article), data)
    other = client.post(page_of(article), data | {"starts_on": "2021-09-16"})

    assert "已经登记" in again.content.decode()
    assert other.status_code == 302
    assert [str(visit.starts_on) for visit in Visit.objects.order_by("pk")] == [
        "2021-09-15",
        "2021-09-16",
    ]


def test_an_article_becomes_an_event_too(client, office, article):
    client.force_login(office.writer)
    data = filled(client, article, "event") | {"kind": "conference"}
    assert client.post(page_of(article, "event"), data).status_code == 302
    assert Event.objects.get().title_zh_hans == article.title_zh_hans


@pytest.mark.parametrize("person", ["contributor", "translator", "auditor"])
def test_who_keeps_no_register_registers_nothing(client, office, article, person):
    client.force_login(getattr(office, person))
    assert client.get(page_of(article)).status_code in (403, 404)
    assert client.post(page_of(article), {"title_zh_hans": "x"}).status_code in (403, 404)
    assert not Visit.objects.exists()


def register_and_review(client, office, article, **more):
    client.force_login(office.writer)
    client.post(page_of(article), filled(client, article) | {"direction": "inbound"})
    article.refresh_from_db()
    submit(article, SOURCE, office.writer)
    for reviewer in (office.first, office.second):
        read_and_approve(Article.objects.get(pk=article.pk), SOURCE, reviewer)
    client.force_login(office.final)
    review = reverse("admin:news_article_review", args=[article.pk])
    page = client.get(review)
    data = {
        "language": SOURCE,
        "read_hash": hash_of(document_of(article, SOURCE)),
        "_approve": "1",
        "accepted": [finding.key for finding, _ in page.context["findings"]],
        "together": [proposal.pk for proposal, _ in page.context["together"]],
    }
    client.post(review, data | more)
    return Visit.objects.get()


def test_one_decision_releases_the_text_and_its_visit(client, office, article):
    visit = register_and_review(client, office, article)

    assert visit.is_public
    assert Proposal.objects.get().decided_by == office.final
    assert client.get(visit.get_absolute_url()).status_code == 200


def test_a_visit_that_was_not_ticked_waits(client, office, article):
    assert not register_and_review(client, office, article, together=[]).is_public


def test_a_box_that_was_taken_out_stays_so_when_the_button_is_refused(client, office, article):
    refused = {"read_hash": "of another text"}

    page = register_and_review(client, office, article, together=[], opinion="请核对", **refused)

    assert not page.is_public
    review = reverse("admin:news_article_review", args=[article.pk])
    answer = client.post(
        review, {"language": SOURCE, "_approve": "1", "opinion": "请核对"} | refused
    )
    box = answer.content.decode().partition('name="together"')[2].partition(">")[0]
    assert 'value="' in box
    assert "checked" not in box
    fresh = client.get(review).content.decode().partition('name="together"')[2].partition(">")[0]
    assert "checked" in fresh


def test_a_scheduled_text_does_not_bring_its_visit_out_early(client, office, article, moment):
    later = moment.replace(year=moment.year + 1).strftime("%Y-%m-%dT%H:%M")
    assert not register_and_review(client, office, article, live_from=later).is_public


def test_a_moment_that_has_passed_releases_neither_the_text_nor_its_visit(
    client, office, article, moment
):
    passed = timezone.localtime(moment - timedelta(minutes=2)).strftime("%Y-%m-%dT%H:%M")
    assert not register_and_review(client, office, article, live_from=passed).is_public
    assert not article.releases.exists()


def test_what_the_reviewer_proposed_is_not_decided_along(client, office, article):
    visit = VisitFactory()
    article.visits.add(visit)
    propose_publication(visit, office.final)
    submit(article, SOURCE, office.writer)
    for reviewer in (office.first, office.second):
        read_and_approve(Article.objects.get(pk=article.pk), SOURCE, reviewer)
    client.force_login(office.final)
    page = client.get(reverse("admin:news_article_review", args=[article.pk]))
    assert page.context["together"] == []


# And back ------------------------------------------------------------------------


def test_a_draft_about_a_visit_says_its_facts_and_no_sentence(client, office):
    visit = VisitFactory(hosts_zh_hans="市外办", delegation_zh_hans="")
    visit.guests.create(name_zh_hans="张某", post_zh_hans="市长")
    client.force_login(office.writer)
    address = reverse("admin:news_article_draft_about", args=["visit", visit.pk])
    assert (
        address
        in client.get(
            reverse("admin:friendship_cities_visit_change", args=[visit.pk])
        ).content.decode()
    )

    client.post(address, {"section": SectionFactory().pk})

    article = Article.objects.get()
    assert article.title_zh_hans == visit.title_zh_hans
    assert "<p>来宾：张某（市长）</p>" in article.body_zh_hans
    assert "代表团" not in article.body_zh_hans
    assert list(article.visits.all()) == [visit]


# Deciding on a proposal ----------------------------------------------------------


def test_who_decides_sees_all_that_would_become_public(client, office):
    visit = VisitFactory(hosts_zh_hans="市外办", remark="内部的话")
    proposal = propose_publication(visit, office.registrar)
    client.force_login(office.final)

    page = client.get(reverse("admin:publishing_proposal_change", args=[proposal.pk]))

    said = page.content.decode()
    assert visit.title_zh_hans in said
    assert "市外办" in said
    assert "内部的话" not in said


def test_a_change_of_a_public_record_is_shown_as_a_difference(client, office):
    visit = office.make_public(VisitFactory(hosts_zh_hans="市外办主任"))
    proposal = propose(visit, {"hosts_zh_hans": ("市外办主任", "市外办副主任")}, office.registrar)
    client.force_login(office.final)

    page = client.get(reverse("admin:publishing_proposal_change", args=[proposal.pk]))

    assert "［增加：</span>副" in page.content.decode()
