"""Every address, asked for and posted to by everybody: what each gets stands in access.csv.

After a change that was meant, `UPDATE_ACCESS=1 pytest tests/accounts/test_access.py`
writes the table anew; `git diff` then shows who sees more and who sees less.
"""

import csv
import os
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from tests.accounts.addresses import addresses
from tests.accounts.an_office import SECRETS, AnOffice, limited_editor
from tests.factories import SectionFactory, UserFactory
from waishi.publishing.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

TABLE = Path(__file__).with_name("access.csv")
SAID = {200: "yes", 403: "no", 404: "none", 405: "no", 410: "gone", 400: "bad"}

# Pages without a form.
ONLY_READ = ("history/", ".docx", "day/", "difference/", "sheet/", "wechat/", "jsi18n/", "path>")


def everybody(office):
    """Who may come: nobody, those who left, those without a role, and one of each role."""
    roles = (
        "contributor", "writer", "translator", "first", "second", "final", "registrar", "auditor",
        "administrator",
    )  # fmt: skip
    return {
        "anonymous": None,
        "inactive": UserFactory(username="inactive", roles=["三审"], is_active=False),
        "no role": UserFactory(username="plain"),
        **{name: getattr(office, name) for name in roles},
        "limited editor": limited_editor(SectionFactory(slug="elsewhere")),
        "superuser": UserFactory(username="root", is_superuser=True),
    }


def answer(client, method, path):
    """In one word what came, and which secrets stood on the page."""
    with transaction.atomic():
        acts = AuditEntry.objects.count()
        response = client.generic(method, path, content_type="application/x-www-form-urlencoded")
        did = AuditEntry.objects.count() > acts
        transaction.set_rollback(True)
    word = SAID.get(response.status_code, str(response.status_code))
    if response.status_code in (301, 302):
        word = "sign in" if response.url.startswith("/admin/login/") else "sent on"
    page = b"" if response.streaming else response.content
    seen = [name for said, name in SECRETS.items() if said.encode() in page]
    return " ".join([word, *(["DID"] if did else []), *(f"+{name}" for name in seen)])


def methods(one, name):
    """How an address is asked for by the person of that column.

    Public pages know no person (a test of the site holds that), so three ask for them.
    """
    if not one.is_of_the_office:
        return ["GET"] if name in ("anonymous", "contributor", "superuser") else []
    return ["GET"] if one.pattern.endswith(ONLY_READ) else ["GET", "POST"]


def asked_by(name, person, everything):
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    signed_in = client.cookies.output(header="", sep=";")
    found = {}
    for one in everything:
        for method in methods(one, name):
            # One of the addresses signs people out.
            client.cookies = SimpleCookie(signed_in)
            found[one.pattern, one.about, method] = answer(client, method, one.path)
    return found


def read_table():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {
            (row.pop("address"), row.pop("about"), row.pop("method")): row
            for row in csv.DictReader(lines)
        }


def write_table(found, people):
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["address", "about", "method", *people])
        for key, row in sorted(found.items()):
            table.writerow([*key, *row.values()])


def differences(expected, found):
    """Line by line what the table says and what is so."""
    said = [f"not in the table: {' '.join(key)}" for key in found if key not in expected]
    said += [f"no longer there: {' '.join(key)}" for key in expected if key not in found]
    for key in expected.keys() & found.keys():
        said += [
            f"{' '.join(key)}: {person} gets “{found[key][person]}”, the table says “{told}”"
            for person, told in expected[key].items()
            if told != found[key][person]
        ]
    return sorted(said)


def test_everybody_gets_what_the_table_says_and_nothing_else(office, monkeypatch):
    # Django's client would copy the context of every template, which takes most of the time.
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)
    people = everybody(office)
    everything = list(addresses(AnOffice(office)))
    by_person = {name: asked_by(name, person, everything) for name, person in people.items()}
    found = {
        key: {name: said.get(key, "") for name, said in by_person.items()}
        for key in by_person["anonymous"]
    }
    if os.environ.get("UPDATE_ACCESS"):
        write_table(found, people)

    said = differences(read_table(), found)
    assert not said, "\n" + "\n".join(said)
