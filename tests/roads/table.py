"""The table of rules and roads: what every file of this folder fills in and has tried.

A rule is tried by every road there is in the office. A road that does not exist for a
rule stands in the table with the reason. SQL runs as the owner of the tables, who may do
all that the serving roles may and more; what these may not even try stands in
`tests/publishing/test_database_rules.py`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models.deletion import ProtectedError, RestrictedError

# No ProgrammingError: a mistyped statement is no refusal.
REFUSALS = (
    ValidationError,
    IntegrityError,
    OperationalError,
    ProtectedError,
    RestrictedError,
    PermissionDenied,
    CommandError,
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Road(StrEnum):
    """How a change can come."""

    FORM = "the form"
    LIST = "the list"
    BULK = "a bulk action"
    IMPORT = "an importer"
    COMMAND = "a management command"
    SERVICE = "a service"
    SAVE = "save()"
    UPDATE = "update()"
    BULK_WRITE = "bulk_create(), bulk_update()"
    DELETE = "delete()"
    SQL = "SQL"


@dataclass(frozen=True)
class Try:
    """One attempt; where a person makes it, `told` is what they read of it.

    `holds` is what must be as before, where an attempt may leave something else behind,
    such as a proposal that waits for another person.
    """

    go: Callable[[Any], Any]
    told: str = ""
    holds: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class NoRoad:
    """Why the road does not lead to the rule."""

    reason: str


# No list of the office writes: `test_table` holds that none has `list_editable`.
NO_LIST = NoRoad("lists only show: none has list_editable")
# Of all bulk actions: `test_table` names them.
NO_BULK = NoRoad("no bulk action of the office does this")
NO_IMPORT = NoRoad("no importer writes it")
NO_COMMAND = NoRoad("no command writes it")
NOT_WRITTEN_ANEW = NoRoad("the rule is of rows that are there")
KEPT = NoRoad("deleting is a rule of its own")

Attempts = Try | NoRoad | list[Try]
Rule = Mapping[Road, Attempts]


def tries(table: Mapping[str, Rule]) -> list[Any]:
    """Every attempt of a table, as a parameter of a test."""
    found = []
    for rule, roads in table.items():
        for road, attempts in roads.items():
            if isinstance(attempts, NoRoad):
                continue
            several = attempts if isinstance(attempts, list) else [attempts]
            for number, attempt in enumerate(several, start=1):
                name = f"{rule}, by {road}" + (f" {number}" if len(several) > 1 else "")
                found.append(pytest.param(attempt, id=name))
    return found


def assert_nothing_comes_of(attempt: Try, scene: Any) -> None:
    """It is refused, or does no harm; everything stands as before, and a person reads why."""
    said = ""
    held = attempt.holds(scene) if attempt.holds else None
    try:
        with transaction.atomic():
            said = said_by(attempt.go(scene))
            connection.check_constraints()
    except REFUSALS as refusal:
        said = " ".join(getattr(refusal, "messages", [str(refusal)]))
    if attempt.holds:
        assert attempt.holds(scene) == held
    else:
        changed = {name for name, rows in everything().items() if rows != scene.before[name]}
        assert changed == set(), said
    if attempt.told:
        assert attempt.told in said
        assert CHINESE.search(said)


# What is written down beside the work: acts, forms that are open, messages, sign-ins.
BESIDE = {
    "publishing_auditentry",
    "publishing_openform",
    "publishing_notice",
    "publishing_linkstate",
    "change_counter",
    "accounts_user",
}


def everything() -> dict[str, str]:
    """All rows of all records of the office, told apart table by table."""
    with connection.cursor() as cursor:
        cursor.execute(_of_all_tables())
        return dict(cursor.fetchall())


@cache
def _of_all_tables() -> str:
    ours = ("news_", "friendship_cities_", "site_", "media_", "publishing_", "accounts_")
    tables = connection.introspection.table_names()
    return " union all ".join(
        f"select '{name}', md5(string_agg(t::text, ' ' order by t::text)) from {name} t"
        for name in tables
        if name.startswith(ours) and name not in BESIDE
    )


def sql(statement: str, *values: Any) -> None:
    """A statement as anybody could send it who has the database."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def said_by(answer: Any) -> str:
    """What a person reads of an answer; nothing of what code gives back."""
    content = getattr(answer, "content", None)
    return content.decode() if isinstance(content, bytes) else ""
