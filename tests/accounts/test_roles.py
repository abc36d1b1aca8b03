"""Who may do what: the roles of the office, their accounts, and the door."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from tests.factories import (
    AgreementFactory,
    ArticleFactory,
    CityFactory,
    EventFactory,
    PictureFactory,
    StandingFactory,
    TopicFactory,
    UserFactory,
    VisitFactory,
)
from tests.publishing.test_office_forms import form_of
from waishi.accounts.roles import ROLES, set_up_roles
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.models import AuditEntry, Proposal, Stage
from waishi.publishing.proposing import decide, propose_publication, take_back
from waishi.publishing.releasing import withdraw
from waishi.publishing.reviewing import ReviewRefused, approve, hashes_of, send_back, submit

pytestmark = pytest.mark.django_db

# Django's own page of an account leaves a variable of a widget's template unset.
of_an_account = pytest.mark.ignore_template_errors

LOGIN = "/admin/login/"
PASSWORD = "Liang-Jiang-Si-An-2026"


def url_of(record, page):
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk]
    )


def list_of(model, page="changelist"):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


# The roles themselves ------------------------------------------------------------


def test_each_role_holds_exactly_what_is_listed_however_often_it_is_set_up():
    call_command("set_up_roles")
    group = Group.objects.get(name="信息员")
    group.permissions.add(Permission.objects.get(codename="review_final"))
    UserFactory(roles=["信息员"])
    call_command("set_up_roles")

    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    for role, listed in ROLES.items():
        granted = Group.objects.get(name=role).permissions.values_list(
            "content_type__app_label", "codename"
        )
        assert {f"{app}.{name}" for app, name in granted} == set(listed), role
    assert group.user_set.count() == 1


def test_no_role_both_reviews_and_manages_accounts():
    for role, listed in ROLES.items():
        reviews = any(name.startswith("publishing.review_") for name in listed)
        manages = "accounts.change_user" in listed
        assert not (reviews and manages), role


def test_no_role_may_delete_accounts_or_touch_the_audit():
    granted = {name for listed in ROLES.values() for name in listed}
    assert "accounts.delete_user" not in granted
    assert {name for name in granted if name.endswith("_auditentry")} == {
        "publishing.view_auditentry"
    }


def test_a_misspelt_permission_is_named(monkeypatch):
    monkeypatch.setitem(ROLES, "信息员", ["news.view_artcle"])
    with pytest.raises(LookupError, match=r"news\.view_artcle"):
        set_up_roles()


# Who manages accounts releases nothing -------------------------------------------


def test_an_administrator_neither_reviews_nor_decides_nor_withdraws(office):
    article, boss = ArticleFactory(), office.administrator
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    for reviewer in (office.first, office.second, office.final):
        read = {"read_hash": hashes_of(article)[SOURCE]}
        with pytest.raises(ValidationError, match="没有这一环节的权限"):
            approve(article, SOURCE, boss, **read)
        with pytest.raises(ValidationError, match="没有这一环节的权限"):
            send_back(article, SOURCE, boss, "不妥")
        approve(article, SOURCE, reviewer, **read)
    released = ArticleFactory()
    office.release(released)
    with pytest.raises(ValidationError, match="没有撤稿的权限"):
        withdraw(released, SOURCE, boss, kind="error", reason="有误")
    visit = VisitFactory()
    with pytest.raises(ValidationError):
        decide(propose_publication(visit, office.registrar), boss, agree=True)
    with pytest.raises(ValidationError, match="没有撤回公开记录的权限"):
        take_back(visit, boss)


def test_a_superuser_neither_reviews_nor_withdraws(office):
    boss = UserFactory(is_superuser=True)
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    with pytest.raises(ValidationError, match="没有这一环节的权限"):
        approve(article, SOURCE, boss, read_hash=hashes_of(article)[SOURCE])


@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_an_administrator_cannot_see_drafts(client, office, page):
    article = ArticleFactory(title_zh_hans="尚未公开的稿件")
    client.force_login(office.administrator)
    response = client.get(url_of(article, page))
    # Django answers "there is none" by leading to the desk.
    assert response.status_code in (302, 403)
    follow = client.get("/admin/")
    assert "尚未公开的稿件" not in response.content.decode() + follow.content.decode()


def test_an_administrator_sees_no_review_of_a_draft_either(client, office):
    article = ArticleFactory(title_zh_hans="尚未公开的稿件")
    submit(article, SOURCE, office.writer)
    client.force_login(office.administrator)
    assert client.get(f"/admin/news/article/{article.pk}/review/").status_code == 404
    for address in ("/admin/publishing/review/", "/admin/news/article/"):
        assert client.get(address).status_code == 403


@of_an_account
def test_an_administrator_cannot_become_a_reviewer(client, office):
    client.force_login(office.administrator)
    final = Group.objects.get(name="三审")
    me = office.administrator
    data = form_of(client, url_of(me, "change")) | {"groups": [final.pk], "display_name": "改名"}
    assert client.post(url_of(me, "change"), data).status_code == 302
    me.refresh_from_db()
    assert (me.display_name, [group.name for group in me.groups.all()]) == ("改名", ["管理员"])


@of_an_account
def test_nobody_is_administrator_and_reviewer_at_once(client, office):
    client.force_login(office.administrator)
    other = UserFactory(roles=["采编"])
    both = list(Group.objects.filter(name__in=["管理员", "一审"]).values_list("pk", flat=True))
    data = form_of(client, url_of(other, "change")) | {"groups": both}

    response = client.post(url_of(other, "change"), data)

    assert "管理员不能同时是审稿人" in response.content.decode()
    assert [group.name for group in other.groups.all()] == ["采编"]


# Who reads the books writes nothing ----------------------------------------------


@pytest.fixture
def one_of_each(office):
    article = ArticleFactory()
    office.release(article)
    withdraw(article, SOURCE, office.final, kind="error", reason="有误")
    propose_publication(VisitFactory(), office.registrar)
    StandingFactory()
    records = [AgreementFactory, CityFactory, EventFactory, TopicFactory, PictureFactory]
    for factory in records:
        factory()


def registered_models():
    return sorted(
        (model for model in admin.site._registry if model._meta.app_label not in ("axes",)),
        key=lambda model: model._meta.label,
    )


def test_an_auditor_changes_nothing_anywhere(client, office, one_of_each):
    client.force_login(office.auditor)
    tried = []
    for model in registered_models():
        assert client.get(list_of(model, "add")).status_code == 403, model
        assert client.post(list_of(model, "add"), {}).status_code == 403, model
        record = model._default_manager.first()
        if record is None:
            continue
        tried.append(model.__name__)
        before = type(record)._default_manager.filter(pk=record.pk).values().get()
        for page in ("change", "delete"):
            response = client.post(url_of(record, page), {"post": "yes", "_agree": "1"})
            # A refused decision is told on its page, which keeps the opinion.
            is_told = model is Proposal and "没有复核的权限" in response.content.decode()
            assert is_told or response.status_code in (302, 403), (model, page)
        client.post(list_of(model), {"action": "delete_selected", "_selected_action": record.pk})
        after = type(record)._default_manager.filter(pk=record.pk).values().get()
        assert after == before, model
    assert {"Article", "ArticleRelease", "Withdrawal", "Proposal", "Partnership"} <= set(tried)


@pytest.mark.parametrize("button", ["_submit", "_approve", "_return", "_hurry", "_emergency"])
def test_an_auditor_reads_the_review_page_and_its_buttons_refuse(client, office, button):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    client.force_login(office.auditor)
    page = f"/admin/news/article/{article.pk}/review/"
    assert client.get(page).status_code == 200
    said = AuditEntry.objects.count()

    client.post(
        page,
        {
            button: "1",
            "language": SOURCE,
            "read_hash": hashes_of(article)[SOURCE],
            "opinion": "不妥",
        },
    )

    version = article.version
    article.refresh_from_db()
    assert (article.stage, article.version) == (Stage.FIRST, version)
    assert AuditEntry.objects.count() == said


def test_an_auditor_reads_who_did_what(client, office):
    submit(ArticleFactory(), SOURCE, office.writer)
    client.force_login(office.auditor)
    page = client.get("/admin/publishing/auditentry/").content.decode()
    assert office.writer.display_name in page


# A district sees its own ---------------------------------------------------------


def test_a_contributor_sees_only_their_own_articles(client, office):
    mine = ArticleFactory(created_by=office.contributor, title_zh_hans="万州区的来稿")
    theirs = ArticleFactory(title_zh_hans="别的区的来稿")
    office.release(theirs)
    client.force_login(office.contributor)

    page = client.get("/admin/news/article/").content.decode()

    assert "万州区的来稿" in page
    assert "别的区的来稿" not in page
    assert client.get(url_of(mine, "change")).status_code == 200
    for hidden in ("change", "delete", "history"):
        assert client.get(url_of(theirs, hidden)).status_code in (302, 403)
    assert client.get(f"/admin/news/article/{theirs.pk}/review/").status_code == 404
    data = {"title_zh_hans": "改掉", "shown": "{}"}
    assert client.post(url_of(theirs, "change"), data).status_code in (302, 403)
    theirs.refresh_from_db()
    assert theirs.title_zh_hans == "别的区的来稿"


def test_a_contributor_does_not_learn_what_others_have_scheduled(client, office, moment):
    article = ArticleFactory(title_zh_hans="下周才公布的任命")
    release = office.release(article, live_from=moment.replace(year=moment.year + 1))
    assert release is not None
    client.force_login(office.contributor)
    page = client.get("/admin/news/articlerelease/").content.decode()
    assert "下周才公布的任命" not in page
    assert client.get(url_of(release, "change")).status_code in (302, 403)


# What only some may do to a text, or find out of a record ------------------------


def test_a_text_is_submitted_by_those_who_write_its_language(office):
    article = ArticleFactory(english=True)

    with pytest.raises(ReviewRefused, match="您不写中文"):
        submit(article, SOURCE, office.translator)
    submit(article, ENGLISH, office.translator)

    article.refresh_from_db()
    assert (article.stage, article.translation_stage) == (Stage.DRAFT, Stage.TRANSLATION)


def test_the_way_to_a_public_page_is_told_to_those_who_may_open_the_record(client, office):
    visit = VisitFactory()
    kind = ContentType.objects.get_for_model(visit).pk
    address = reverse("admin:view_on_site", args=[kind, visit.pk])

    client.force_login(office.contributor)
    assert client.get(address).status_code == 404
    client.force_login(office.writer)
    assert client.get(address).url.endswith(visit.get_absolute_url())
