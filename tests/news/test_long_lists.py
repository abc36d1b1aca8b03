"""Lists of the office that may grow without end: counted so far, never sorted, found by words."""

from itertools import product

import pytest
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from news.models import Article, ArticleRelease
from tests.factories import (
    ArticleFactory,
    PartnershipFactory,
    PictureFactory,
    TopicFactory,
    UserFactory,
)
from waishi.languages import ENGLISH, SOURCE
from waishi.media.models import Picture
from waishi.publishing.admin import lists
from waishi.publishing.admin.office import admin_address
from waishi.publishing.models import AuditEntry, Review
from waishi.publishing.proposing import propose_publication

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/news/article/"
LONG = [Article, ArticleRelease, Review, AuditEntry, Picture]


def numbers(client, **query):
    """The articles the list shows, in its order."""
    response = client.get(ARTICLES, query)
    assert response.status_code == 200
    return [article.pk for article in response.context["cl"].result_list]


@pytest.fixture
def few_are_counted(monkeypatch):
    monkeypatch.setattr(lists, "COUNTED", 2)


def test_a_list_says_that_there_are_more_than_it_counts(client, office, few_are_counted):
    made = [ArticleFactory().pk for _ in range(3)]
    client.force_login(office.writer)

    response = client.get(ARTICLES)

    assert "2 多 稿件" in " ".join(response.content.decode().split())
    assert numbers(client) == made[::-1]


def test_a_list_that_is_counted_whole_says_how_many(client, office):
    ArticleFactory()
    client.force_login(office.writer)

    page = " ".join(client.get(ARTICLES).content.decode().split())

    assert "1 稿件" in page
    assert "多 稿件" not in page


@pytest.mark.parametrize(
    ("query", "offers"), [({}, False), ({"q": "友城"}, True), ({"stage__exact": "draft"}, True)]
)
def test_only_what_is_searched_offers_to_show_everything(client, office, query, offers):
    ArticleFactory()
    client.force_login(office.writer)

    assert ("显示全部" in client.get(ARTICLES, query).content.decode()) == offers


@pytest.mark.parametrize("gathered", [0, 5000])
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("友城", ["one", "two"]),
        ("合作备忘录", ["one"]),
        ("友城 备忘录", ["one"]),
        ("备忘录 大使", []),
        ("使", ["three"]),
        ("SISTER city", ["two"]),
        ("sister 友城", ["two"]),
        ("城友", []),
        ("100%", ["three"]),
        ("_", []),
        ("987654", ["one"]),
        ("987654 友城", ["one"]),
        ("友城 9999", []),
    ],
)
def test_every_word_stands_in_one_of_the_titles(
    client, office, monkeypatch, words, found, gathered
):
    monkeypatch.setattr(lists, "GATHERED", gathered)
    made = {
        "one": ArticleFactory(title_zh_hans="987654家友城签署合作备忘录"),
        "two": ArticleFactory(title_zh_hans="友城来访", title_en="A Sister City Visits"),
        "three": ArticleFactory(title_zh_hans="大使100%满意"),
    }
    client.force_login(office.writer)

    assert set(numbers(client, q=words)) == {made[name].pk for name in found}


@pytest.mark.parametrize("gathered", [0, 5000])
def test_a_number_finds_its_article_and_what_was_released_of_it(
    client, office, monkeypatch, gathered
):
    monkeypatch.setattr(lists, "GATHERED", gathered)
    article = ArticleFactory()
    client.force_login(office.writer)

    assert numbers(client, q=str(article.pk)) == [article.pk]
    assert numbers(client, q="9" * 40) == []
    release = office.release(article)
    client.force_login(office.auditor)
    found = client.get("/admin/news/articlerelease/", {"q": str(article.pk)}).context["cl"]
    assert [one.pk for one in found.result_list] == [release.pk]


@pytest.mark.parametrize(("rows", "is_done"), [(2, True), (3, False)])
def test_nothing_is_done_to_more_than_was_counted(client, office, few_are_counted, rows, is_done):
    drafts = [ArticleFactory(created_by=office.writer) for _ in range(rows)]
    client.force_login(office.writer)
    everything = {"action": "delete_selected", "select_across": "1", "index": "0"}
    everything |= {"_selected_action": [drafts[0].pk], "post": "yes"}

    response = client.post(ARTICLES, everything, follow=True)

    assert Article.objects.in_trash().count() == (rows if is_done else 0)
    assert ("一次最多处理 2 条" in response.content.decode()) != is_done


def test_what_is_old_is_found_by_its_year(client, office):
    old, new = ArticleFactory(), ArticleFactory()
    old.created_at = "2019-12-31T23:30+08:00"
    old.version += 1
    old.save()
    client.force_login(office.writer)

    assert numbers(client, year="2019") == [old.pk]
    assert numbers(client, year="2020") == []
    page = client.get(ARTICLES).content.decode()
    assert "?year=2019" in page
    assert "?year=2018" not in page
    for said in ("", "x", "0000", "20199", "²019"):
        assert numbers(client, year=said) == [new.pk, old.pk]


def test_words_find_nothing_a_person_may_not_open(client, office):
    ArticleFactory(title_zh_hans="他人的友城稿件")
    client.force_login(office.contributor)

    assert numbers(client, q="友城") == []


@given(title=st.text(max_size=12), start=st.integers(0, 11), end=st.integers(1, 12))
def test_a_word_stands_only_where_all_its_pairs_do(db_connection, title, start, end):
    title = title.replace("\0", "")
    word = title[start:end]

    with db_connection.cursor() as cursor:
        cursor.execute("select pairs_of(%s::text, null) @> pairs_of(%s::text)", [title, word])
        assert cursor.fetchone() == (True,)


@pytest.fixture(scope="module")
def db_connection(django_db_setup, django_db_blocker):
    """One connection for every example: nothing is written."""
    with django_db_blocker.unblock():
        yield connection


@pytest.mark.parametrize("model", LONG)
def test_no_long_list_is_sorted_by_a_column(client, office, model):
    for title in ("乙", "甲", "丙"):
        office.release(ArticleFactory(title_zh_hans=title))
        PictureFactory(title=title)
    client.force_login(UserFactory(roles=["采编", "审计员"]))
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"

    response = client.get(address)

    assert isinstance(admin.site._registry[model], lists.LongList)
    assert 'class="column-' in response.content.decode()
    assert "?o=" not in response.content.decode()
    newest = [row.pk for row in response.context["cl"].result_list]
    assert newest == sorted(newest, reverse=True)
    for column in range(1, 7):
        asked = client.get(address, {"o": str(column)}).context["cl"]
        assert [row.pk for row in asked.result_list] == newest


@pytest.mark.parametrize("model", LONG)
def test_the_columns_a_long_list_is_searched_in_have_an_index_of_their_pairs(model):
    wanted = list(admin.site._registry[model].search_fields)
    indexed = [
        [part.name for part in index.expressions[0].get_source_expressions()]
        for index in model._meta.indexes
        if index.name.endswith("_pairs")
    ]

    assert indexed == [wanted]


@pytest.mark.parametrize(("language", "name"), [(SOURCE, "中文"), (ENGLISH, "英文")])
def test_releases_and_reviews_are_filtered_by_language(client, office, language, name):
    article = ArticleFactory(english=True)
    for one in (SOURCE, ENGLISH):
        office.release(article, one)
    client.force_login(office.auditor)

    for kind in ("news/articlerelease", "publishing/review"):
        response = client.get(f"/admin/{kind}/", {"language": language})
        assert {row.language for row in response.context["cl"].result_list} == {language}
        assert f"?language={language}" in response.content.decode()
        assert name in response.content.decode()


def test_the_audit_offers_the_acts_and_kinds_it_holds(client, office):
    for act, kind in product(["删除", "修改", "删除"], ["稿件", "图片"]):
        AuditEntry.objects.create(
            at="2026-11-27T00:00Z", actor="x", actor_name="某", act=act, kind=kind, number="1"
        )
    client.force_login(office.auditor)

    response = client.get("/admin/publishing/auditentry/", {"act": "修改"})

    act, kind, _ = response.context["cl"].filter_specs
    offered = {spec.field.name: [*spec.lookup_choices] for spec in (act, kind)}
    assert set(offered) == {"act", "kind"}
    assert {"删除", "修改"} <= set(offered["act"])
    assert {"稿件", "图片"} <= set(offered["kind"])
    assert len(offered["act"]) == len(set(offered["act"]))
    assert {row.act for row in response.context["cl"].result_list} == {"修改"}


def test_proposals_are_filtered_by_kinds_of_records_called_as_the_office_calls_them(client, office):
    for record in (PartnershipFactory(), TopicFactory()):
        propose_publication(record, office.registrar)
    client.force_login(office.final)
    address = "/admin/publishing/proposal/"

    _, kinds = client.get(address).context["cl"].filter_specs
    named = {name: value for value, name in kinds.lookup_choices}
    found = client.get(address, {"kind": named["专题"]}).context["cl"].result_list

    assert {"友城", "专题", "来访出访"} <= set(named)
    assert not [name for name in named if "|" in name or name.isascii()]
    assert [row.record._meta.verbose_name for row in found] == ["专题"]
    for nonsense in ("x", "999999999999999999999"):
        assert client.get(address, {"kind": nonsense}).status_code == 200


def test_what_is_only_read_offers_no_history_of_changes(client, office):
    proposal = propose_publication(PartnershipFactory(), office.registrar)
    release = office.release(ArticleFactory())
    client.force_login(office.final)

    for record in (proposal, release):
        page = client.get(admin_address(record)).content.decode()
        assert "/history/" not in page


def test_every_list_is_called_by_what_it_lists(client, office):
    called = {}
    for person in (office.administrator, office.registrar, office.final, office.auditor):
        client.force_login(person)
        for model in admin.site._registry:
            response = client.get(reverse(admin_urlname(model._meta, "changelist")))
            if response.status_code == 200:
                called[model] = response.context["title"]

    assert len(called) > 30
    assert called == {model: model._meta.verbose_name_plural for model in called}
