"""What a role may not do, and what nobody may: nothing comes of it, however it is sent."""

import json

import pytest
from django.urls import reverse

from news.models import Article, ArticleRelease
from tests.content import public_section
from tests.factories import (
    ArticleFactory,
    PartnershipFactory,
    SectionFactory,
    TopicFactory,
)
from tests.publishing.bad_input.given import ADD_ARTICLE, said_by, written_article
from tests.publishing.test_office_forms import change_url, form_of
from waishi.publishing.models import Proposal, Review, Stage
from waishi.publishing.reviewing import hashes_of, submit

pytestmark = pytest.mark.django_db


ACTS = ["_submit", "_approve", "_return"]


def pressed(article, act, **more):
    """What the review page sends when a button is pressed."""
    return {
        act: "1",
        "language": "zh-hans",
        "read_hash": hashes_of(article)["zh-hans"],
        "opinion": "意见",
        **more,
    }


def review_url(article):
    return reverse("admin:news_article_review", args=[article.pk])


NOT_THEIRS = [
    (role, act)
    for role in ("contributor", "writer", "auditor", "registrar", "translator")
    for act in ACTS
    if act != "_submit"
]


@pytest.mark.parametrize(("role", "act"), NOT_THEIRS)
def test_a_role_without_the_right_to_decide_decides_nothing(client, office, moment, role, act):
    person = getattr(office, role)
    live = ArticleFactory(created_by=person)
    office.release(live)
    live.title_zh_hans = "更正后的标题"
    live.version += 1
    live.save(update_fields=["title_zh_hans", "version"])
    submit(live, "zh-hans", office.writer)
    live.refresh_from_db()
    client.force_login(person)
    before = (Review.objects.count(), ArticleRelease.objects.count())

    response = client.post(review_url(live), pressed(live, act))

    live.refresh_from_db()
    assert response.status_code in (200, 302, 403, 404)
    assert live.stage == Stage.FIRST
    assert before == (Review.objects.count(), ArticleRelease.objects.count())


@pytest.mark.parametrize("act", ACTS)
def test_an_auditor_changes_nothing(client, office, act):
    article = ArticleFactory()
    client.force_login(office.auditor)

    client.post(review_url(article), pressed(article, act))

    article.refresh_from_db()
    assert article.stage == Stage.DRAFT
    assert not Review.objects.exists()


def test_the_review_page_refuses_who_is_not_signed_in(client):
    article = ArticleFactory()

    response = client.post(review_url(article), pressed(article, "_submit"))

    assert response.status_code == 302
    assert "/admin/login/" in response.headers["Location"]


@pytest.mark.parametrize("view", ["change", "history", "delete", "review"])
def test_a_contributor_does_not_reach_anothers_article_by_its_number(client, office, view):
    theirs = ArticleFactory(title_zh_hans="别的区县的稿件")
    client.force_login(office.contributor)

    response = client.get(reverse(f"admin:news_article_{view}", args=[theirs.pk]), follow=True)

    assert "别的区县的稿件" not in response.content.decode()
    assert "别的区县的稿件" not in client.get("/admin/news/article/").content.decode()


@pytest.mark.parametrize("act", ACTS)
def test_a_contributor_does_not_touch_anothers_article_by_its_number(client, office, act):
    theirs = ArticleFactory()
    client.force_login(office.contributor)

    assert client.post(review_url(theirs), pressed(theirs, act)).status_code == 404
    client.post(change_url(theirs), {"title_zh_hans": "改"})

    theirs.refresh_from_db()
    assert theirs.version == 1


def test_a_contributor_writes_and_submits_an_article_of_their_own(client, office):
    client.force_login(office.contributor)
    data = written_article(client, SectionFactory())

    client.post(ADD_ARTICLE, data | {"_submit_zh-hans": "1"})

    assert Article.objects.get().stage == Stage.FIRST


@pytest.mark.parametrize(
    "more",
    [
        {"language": "de"},
        {"language": ""},
        {"read_hash": "0" * 64},
        {"read_hash": "x" * 5000},
        {"read_hash": ""},
        {"opinion": "长" * 5000},
        {"live_from": "昨天"},
        {"expires_at": "2001-01-01 00:00"},
        {"live_from": "9999-12-31 23:59", "expires_at": "9999-12-31 23:58"},
        {"live_from": "9999-12-31 23:59"},
        {"live_from": "3021-12-31 23:59"},
    ],
)
def test_an_approval_that_is_wrong_in_any_way_is_none(client, office, more):
    article = ArticleFactory(section=SectionFactory(reviews_wanted=1))
    submit(article, "zh-hans", office.writer)
    article.refresh_from_db()
    client.force_login(office.final)

    response = client.post(review_url(article), pressed(article, "_approve", **more), follow=True)

    article.refresh_from_db()
    assert response.status_code == 200
    assert article.stage == Stage.FINAL
    assert not ArticleRelease.objects.exists()
    assert list(response.context["messages"])


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "x"},
        {"kind": ""},
        {"kind": "merged"},
        {"kind": "merged", "merged_into": "999999"},
        {"kind": "merged", "merged_into": "abc"},
        {"kind": "merged", "merged_into": "99999999999999999999"},
        {"kind": "outdated", "notice_zh_hans": ""},
        {"kind": "outdated", "notice_zh_hans": " "},
        {"kind": "error", "languages": "de"},
        {"kind": "error", "languages": ""},
    ],
)
def test_a_withdrawal_that_is_wrong_in_any_way_is_none(client, office, more):
    article = ArticleFactory(section=public_section(office))
    office.release(article)
    client.force_login(office.final)

    address = f"/admin/withdraw/?page={article.pk}"
    response = client.post(address, {"languages": "zh-hans"} | more)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not article.withdrawals.exists()
    assert client.get(f"/news/{article.pk}/").status_code == 200


def test_a_page_is_not_merged_into_itself(client, office):
    article = ArticleFactory(section=public_section(office))
    office.release(article)
    client.force_login(office.final)

    said = {"languages": "zh-hans", "kind": "merged", "merged_into": article.pk}
    client.post(f"/admin/withdraw/?page={article.pk}", said)

    assert not article.withdrawals.exists()


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "nonsense",
        "[]",
        "null",
        "1",
        '{"title_zh_hans": 5}',
        "{" * 9000,
        pytest.param("[" * 99_999, id="deep"),
    ],
)
def test_a_form_whose_hashes_were_tampered_with_overwrites_nothing(client, office, shown):
    article = ArticleFactory()
    client.force_login(office.writer)
    data = form_of(client, change_url(article)) | {"title_zh_hans": "改", "shown": shown}

    said_by(client.post(change_url(article), data))

    article.refresh_from_db()
    assert article.version == 1


def test_hashes_of_another_article_overwrite_nothing(client, office):
    article, other = ArticleFactory(), ArticleFactory(title_zh_hans="别的标题")
    client.force_login(office.writer)
    theirs = form_of(client, change_url(other))["shown"]
    data = form_of(client, change_url(article)) | {"title_zh_hans": "改", "shown": theirs}

    said_by(client.post(change_url(article), data))

    assert "title_zh_hans" in json.loads(theirs)
    article.refresh_from_db()
    assert article.version == 1


@pytest.mark.parametrize("act", ["_agree", "_return"])
@pytest.mark.parametrize("role", ["contributor", "writer", "auditor", "administrator"])
def test_a_proposal_is_not_decided_by_a_role_without_the_right(client, office, role, act):
    office.make_public(TopicFactory())
    tie = PartnershipFactory()
    client.force_login(office.registrar)
    client.post(change_url(tie), form_of(client, change_url(tie)) | {"_propose": "1"})
    proposal = Proposal.objects.pending().get()
    client.force_login(getattr(office, role))

    client.post(
        reverse("admin:publishing_proposal_change", args=[proposal.pk]), {act: "1", "opinion": "x"}
    )

    proposal.refresh_from_db()
    assert proposal.verdict == Proposal.Verdict.PENDING


def test_a_proposal_is_decided_once(client, office):
    tie = PartnershipFactory()
    client.force_login(office.registrar)
    client.post(change_url(tie), form_of(client, change_url(tie)) | {"_propose": "1"})
    address = reverse("admin:publishing_proposal_change", args=[Proposal.objects.get().pk])
    client.force_login(office.final)
    client.post(address, {"_agree": "1"})

    response = client.post(address, {"_return": "1", "opinion": "x"}, follow=True)

    tie.refresh_from_db()
    assert tie.is_public
    assert "已有结论" in response.content.decode()
