"""The people of the demonstration: one for each role, and a second translator.

Nobody reviews their own text, so the translator of an article and the one who
reviews the translation are two.
"""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from waishi.accounts.models import User
from waishi.accounts.roles import set_up_roles

UNIT = "演示"
ROLES = {
    "contributor": "信息员",
    "editor": "采编",
    "translator1": "译审",
    "translator2": "译审",
    "reviewer1": "一审",
    "reviewer2": "二审",
    "reviewer3": "三审",
    "registrar": "友城专员",
    "auditor": "审计员",
    "administrator": "管理员",
}
DISPLAY_NAMES = {"translator1": "演示译审甲", "translator2": "演示译审乙"}


class Account(NamedTuple):
    """What a person needs to sign in, told once: only the hash is kept."""

    username: str
    password: str
    role: str


def new_accounts() -> list[Account]:
    """Every account, with a random password; nothing is stored yet."""
    return [Account(username, secrets.token_urlsafe(12), role) for username, role in ROLES.items()]


@contextmanager
def hashing_aside(accounts: list[Account]) -> Iterator[Iterator[str]]:
    """The passwords' hashes, made beside what is done meanwhile: hashing is slow by design."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        yield pool.map(make_password, [account.password for account in accounts])


def make_people(accounts: list[Account]) -> dict[str, User]:
    """The people of the accounts, by user name; they cannot sign in yet."""
    set_up_roles()
    groups = {group.name: group for group in Group.objects.all()}
    people = {}
    for username, _, role in accounts:
        display_name = DISPLAY_NAMES.get(username, f"演示{role}")
        user = User.objects.create(
            username=username, display_name=display_name, unit=UNIT, is_staff=True
        )
        user.groups.add(groups[role])
        people[username] = user
    return people


def let_in(people: dict[str, User], hashes: Iterator[str]) -> None:
    """Give everyone their password."""
    for user, password_hash in zip(people.values(), hashes, strict=True):
        user.password = password_hash
        user.save(update_fields=["password"])
