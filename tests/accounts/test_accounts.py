"""Accounts are made, changed and closed, and the door stays shut to everybody else."""

import re

import pytest
from django.conf import settings as configured
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.factories import (
    UserFactory,
)
from tests.publishing.test_office_forms import form_of
from waishi.accounts.models import User
from waishi.accounts.roles import ROLES, set_up_roles
from waishi.publishing.models import AuditEntry

pytestmark = pytest.mark.django_db

of_an_account = pytest.mark.ignore_template_errors

LOGIN = "/admin/login/"

PASSWORD = "Liang-Jiang-Si-An-2026"


def url_of(record, page):
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk]
    )


def list_of(model, page="changelist"):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


@pytest.mark.parametrize("role", [*ROLES, "superuser"])
def test_nobody_deletes_an_account(client, role):
    set_up_roles()
    leaver = UserFactory()
    person = UserFactory(is_superuser=True) if role == "superuser" else UserFactory(roles=[role])
    client.force_login(person)

    assert client.post(url_of(leaver, "delete"), {"post": "yes"}).status_code == 403
    client.post(
        list_of(User),
        {"action": "delete_selected", "_selected_action": leaver.pk, "post": "yes"},
    )
    assert User.objects.filter(pk=leaver.pk).exists()


def test_who_was_made_inactive_holds_nothing_and_cannot_come_in(client):
    set_up_roles()
    leaver = UserFactory(roles=["三审"], is_active=False)
    leaver.set_password(PASSWORD)
    leaver.save()

    assert leaver.held_permissions == frozenset()
    assert not leaver.has_perm("news.view_article")
    response = client.post(LOGIN, {"username": leaver.username, "password": PASSWORD})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def new_account(client, **more):
    return form_of(client, list_of(User, "add")) | {
        "username": "wanzhou01",
        "display_name": "冉某",
        "unit": "万州区外办",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **more,
    }


@of_an_account
def test_an_account_is_made_and_changed_and_all_of_it_is_written_down(client, office):
    client.force_login(office.administrator)
    contributor = Group.objects.get(name="信息员")
    client.post(list_of(User, "add"), new_account(client, groups=[contributor.pk]))
    account = User.objects.get(username="wanzhou01")
    assert [group.name for group in account.groups.all()] == ["信息员"]
    data = form_of(client, url_of(account, "change"))
    data.pop("is_active")

    client.post(url_of(account, "change"), data)
    client.post(
        f"/admin/accounts/user/{account.pk}/password/",
        {
            "usable_password": "true",
            "password1": PASSWORD + "!",
            "password2": PASSWORD + "!",
            "set-password": "1",
        },
    )

    account.refresh_from_db()
    assert not account.is_active
    assert account.check_password(PASSWORD + "!")
    said = AuditEntry.objects.filter(number=str(account.pk), kind="账号").order_by("pk")
    assert [(entry.actor, entry.act) for entry in said] == [
        ("administrator", "新建账号"),
        ("administrator", "修改账号"),
        ("administrator", "重设密码"),
    ]
    assert said[1].detail == {"fields": ["is_active"]}
    assert PASSWORD not in str(list(said.values()))


@of_an_account
def test_an_account_says_whether_it_has_a_password_and_nothing_of_how_it_is_kept(client, office):
    office.writer.set_password(PASSWORD)
    office.writer.save()
    without = UserFactory(password="!")
    for person, may_set in ((office.administrator, True), (office.auditor, False)):
        client.force_login(person)
        page = client.get(url_of(office.writer, "change")).content.decode()
        assert "已设" in page
        assert "没有设，不能登录" in client.get(url_of(without, "change")).content.decode()
        assert "***" not in page
        assert ("设新密码" in page) == may_set


def test_changing_ones_own_password_is_written_down_too(client, office):
    office.writer.set_password(PASSWORD)
    office.writer.save()
    client.force_login(office.writer)
    new = {"new_password1": PASSWORD + "!", "new_password2": PASSWORD + "!"}

    client.post("/admin/password_change/", {"old_password": "wrong", **new})
    assert not AuditEntry.objects.filter(act="修改密码").exists()
    client.post("/admin/password_change/", {"old_password": PASSWORD, **new})

    said = AuditEntry.objects.get(act="修改密码")
    assert (said.actor, said.number) == ("writer", str(office.writer.pk))


@pytest.mark.parametrize("password", ["Jia-Ling-9", "short1", "1234567890123", "password123"])
def test_a_weak_password_is_refused(client, office, password):
    # "Jia-Ling-9" has ten characters, the least there may be.
    client.force_login(office.administrator)
    response = client.post(
        list_of(User, "add"), new_account(client, password1=password, password2=password)
    )
    made = User.objects.filter(username="wanzhou01").exists()
    assert made == (password == "Jia-Ling-9")
    if not made:
        said = re.search(r'<ul class="errorlist".*?</ul>', response.content.decode(), re.DOTALL)
        assert "密码" in said[0]
        assert "password is" not in said[0]


# The door ------------------------------------------------------------------------


@pytest.mark.parametrize("browser", ["zh-CN,zh;q=0.9", "en-US,en;q=0.9", "de", ""])
def test_the_door_is_chinese_whatever_the_browser_says(client, browser):
    page = client.get(LOGIN, headers={"accept-language": browser}).content.decode()
    assert 'lang="zh-hans"' in page
    for word in ("用户名", "密码", "登录", "外事办公室工作台"):
        assert word in page
    for word in ("Username", "Password", "Log in", "Django"):
        assert word not in page


def try_to_come_in(client, user, password):
    return client.post(
        LOGIN,
        {"username": user.username, "password": password},
        headers={"accept-language": "en"},
    )


def test_five_wrong_passwords_close_the_door_and_the_page_says_for_how_long(client):
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    for _ in range(configured.AXES_FAILURE_LIMIT - 1):
        assert try_to_come_in(client, user, "wrong").status_code == 200

    response = try_to_come_in(client, user, "wrong")

    page = response.content.decode()
    assert response.status_code == 429
    assert "已连续 5 次输错密码" in page
    assert "请 30 分钟后再试" in page
    assert "Account locked" not in page
    assert try_to_come_in(client, user, PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_locked_page_does_not_tell_whether_there_is_such_an_account(client):
    def page_of(username):
        user = User(username=username)
        for _ in range(configured.AXES_FAILURE_LIMIT):
            response = try_to_come_in(client, user, "wrong")
        page = response.content.decode()
        return response.status_code, re.sub(r"nonce=\S+|csrf\S+ \S+", "", page)

    known = UserFactory().username
    assert page_of(known) == page_of("nobody")


def test_the_others_come_in_while_one_is_locked_out(client):
    locked, other = UserFactory(), UserFactory()
    other.set_password(PASSWORD)
    other.save()
    for _ in range(configured.AXES_FAILURE_LIMIT):
        try_to_come_in(client, locked, "wrong")

    assert try_to_come_in(client, other, PASSWORD).status_code == 302
