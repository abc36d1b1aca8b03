"""Work limited to some sections: who is limited sees, lists, searches and reviews only those."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from news.models import Article, FrontPick, Section, SectionLimit
from tests.conftest import read_and_approve
from tests.factories import ArticleFactory, FrontPickFactory, SectionFactory, UserFactory
from tests.publishing.test_office_forms import form_of
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing import proposing, translating
from waishi.publishing.models import (
    AuditEntry,
    EmergencyRelease,
    Occurrence,
    Proposal,
    QueueEntry,
    Review,
    WordRule,
)
from waishi.publishing.releasing import withdraw
from waishi.publishing.reviewing import ReviewRefused, hashes_of, release_in_emergency, submit
from waishi.publishing.scanning import scan

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections(db):
    return SectionFactory(name_zh_hans="领事服务"), SectionFactory(name_zh_hans="外事动态")


@pytest.fixture
def texts(office, sections):
    """A submitted text in each section; the first one is open to whoever is limited."""
    found = [
        ArticleFactory(section=section, title_zh_hans=f"{section}的稿件") for section in sections
    ]
    for text in found:
        submit(text, SOURCE, office.writer)
        text.refresh_from_db()
    return found


def limited(role, *sections):
    person = UserFactory(roles=[role])
    for section in sections:
        SectionLimit.objects.create(user=person, section=section)
    return person


@pytest.mark.parametrize("role", ["采编", "译审", "一审", "二审", "三审"])
def test_who_is_limited_opens_the_texts_of_their_sections_only(sections, texts, role):
    mine, other = texts

    assert [*Article.objects.visible_to(limited(role, sections[0]))] == [mine]
    assert {*Article.objects.visible_to(limited(role, *sections))} == {mine, other}
    assert {*Article.objects.visible_to(UserFactory(roles=[role]))} == {mine, other}


def test_a_limited_contributor_sees_their_own_texts_in_their_sections(sections):
    person = limited("信息员", sections[0])
    mine = ArticleFactory(section=sections[0], created_by=person)
    ArticleFactory(section=sections[1], created_by=person)
    ArticleFactory(section=sections[0])

    assert [*Article.objects.visible_to(person)] == [mine]


def test_the_list_the_search_and_the_form_hold_to_it(client, sections, texts):
    mine, other = texts
    client.force_login(limited("采编", sections[0]))

    listed = client.get("/admin/news/article/", {"q": "稿件"}).content.decode()

    assert mine.title_zh_hans in listed
    assert other.title_zh_hans not in listed
    for page in ("change", "review", "releases", "wechat", "history"):
        address = reverse(f"admin:news_article_{page}", args=[other.pk])
        answer = client.get(address)
        assert other.title_zh_hans not in answer.content.decode()
        assert answer.status_code in (302, 404)


def test_a_text_is_written_into_ones_own_sections_only(client, sections):
    person = limited("采编", sections[0])
    client.force_login(person)
    sent = form_of(client, "/admin/news/article/add/") | {
        "title_zh_hans": "新稿",
        "source_zh_hans": "市外办",
    }

    client.post("/admin/news/article/add/", sent | {"section": sections[1].pk})
    assert not Article.objects.exists()
    client.post("/admin/news/article/add/", sent | {"section": sections[0].pk})
    assert Article.objects.get().section == sections[0]

    for address in ("/admin/news/article/add/", "/admin/news/article/import-word/"):
        page = client.get(address).content.decode()
        choices = re.search(r'<select name="section".*?</select>', page, re.DOTALL)[0]
        assert "领事服务" in choices
        assert "外事动态" not in choices


def test_the_queue_and_the_first_page_hold_to_it(client, sections, texts):
    mine, other = texts
    person = limited("一审", sections[0])
    client.force_login(person)

    seen = QueueEntry.objects.visible_to(person)
    assert [entry.object_id for entry in seen] == [mine.pk]
    for address in ("/admin/queue/?tab=all", "/admin/"):
        page = client.get(address).content.decode()
        assert mine.title_zh_hans in page
        assert other.title_zh_hans not in page


def test_a_limited_reviewer_approves_in_their_sections_only(sections, texts):
    mine, other = texts
    person = limited("一审", sections[0])

    read_and_approve(mine, SOURCE, person)
    with pytest.raises(ReviewRefused, match="栏目"):
        read_and_approve(other, SOURCE, person)


def test_a_limited_final_reviewer_releases_nothing_elsewhere_in_an_emergency(sections, texts):
    other = texts[1]
    read = hashes_of(other)[SOURCE]

    with pytest.raises(ReviewRefused, match="栏目"):
        release_in_emergency(
            other, SOURCE, limited("三审", sections[0]), read_hash=read, reason="台风"
        )


def test_a_limited_translator_says_nothing_of_translations_elsewhere(sections, texts):
    other = ArticleFactory(section=sections[1], english=True)
    translating.note(other, {})

    with pytest.raises(ValidationError, match="栏目"):
        translating.confirm(
            other, ENGLISH, limited("译审", sections[0]), ["title"], translating.STILL_RIGHT
        )


def test_a_limited_reviewer_decides_nothing_of_a_pick_elsewhere(office, sections, texts):
    pick = FrontPickFactory(article=texts[1])
    proposal = proposing.propose_publication(pick, office.writer)

    with pytest.raises(proposing.ProposalRefused, match="栏目"):
        proposing.decide(proposal, limited("三审", sections[0]), agree=True)


def test_opinions_emergencies_and_findings_elsewhere_are_not_told(office, sections, texts):
    read = hashes_of(texts[1])[SOURCE]
    release_in_emergency(texts[1], SOURCE, office.final, read_hash=read, reason="台风")
    scan(WordRule.objects.create(term="的稿件", reason="试", source="试", instead="的文章"))
    person = limited("三审", sections[0])

    assert {one.object_id for one in Review.objects.visible_to(person)} == {texts[0].pk}
    assert not EmergencyRelease.objects.visible_to(person).exists()
    assert {one.object_id for one in Occurrence.objects.visible_to(person)} == {texts[0].pk}
    assert EmergencyRelease.objects.visible_to(office.second).exists()


def test_a_pick_of_a_text_elsewhere_is_not_told(office, sections, texts):
    pick = FrontPickFactory(article=texts[1])
    proposing.propose_publication(pick, office.writer)
    person = limited("二审", sections[0])

    assert not FrontPick.objects.visible_to(person).exists()
    assert not Proposal.objects.visible_to(person).exists()
    assert Proposal.objects.visible_to(office.second).exists()


def test_the_calendar_and_the_releases_hold_to_it(client, office, sections):
    shown = [ArticleFactory(section=section) for section in sections]
    for article, title in zip(shown, ("领事新稿", "动态新稿"), strict=True):
        office.rewrite(article, title_zh_hans=title)
        office.release(article)
        withdraw(article, SOURCE, office.first, kind="error")
    client.force_login(limited("采编", sections[0]))

    for address in ("/admin/calendar/", "/admin/news/articlerelease/", "/admin/news/withdrawal/"):
        page = client.get(address).content.decode()
        assert "领事新稿" in page
        assert "动态新稿" not in page


@pytest.mark.ignore_template_errors
def test_the_administrator_limits_a_person_and_it_is_written_down(client, office, sections):
    person = UserFactory(roles=["采编"])
    client.force_login(office.administrator)
    address = reverse("admin:accounts_user_change", args=[person.pk])
    sent = form_of(client, address) | {
        "section_limits-TOTAL_FORMS": "1",
        "section_limits-0-section": sections[0].pk,
        "section_limits-0-user": person.pk,
    }

    client.post(address, sent)

    assert [one.section for one in person.section_limits.all()] == [sections[0]]
    entry = AuditEntry.objects.get(act__startswith="修改限定栏目")
    assert (entry.number, entry.detail) == (str(person.pk), {"now": ["领事服务"]})


@pytest.mark.ignore_template_errors
def test_only_the_administrator_limits(client, office, sections):
    client.force_login(office.auditor)
    page = client.get(reverse("admin:accounts_user_change", args=[office.writer.pk]))

    assert 'name="section_limits-0-section"' not in page.content.decode()
    assert Section.objects.visible_to(office.auditor).count() == 2
