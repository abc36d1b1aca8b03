"""Every address, asked for and posted to by everybody: what each gets stands in access.csv.

After a change that was meant, `UPDATE_ACCESS=1 pytest tests/accounts/test_access.py`
writes the table anew; `git diff` then shows who sees more and who sees less.
"""

import copy
import csv
import logging
import os
import re
from functools import partial
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.contrib import admin
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.http import HttpResponse
from django.template import Template
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils.functional import SimpleLazyObject

from tests.accounts.acts import acts_of
from tests.accounts.addresses import addresses
from tests.accounts.an_office import SECRETS, AnOffice, limited_editor
from tests.factories import SectionFactory, UserFactory
from waishi.languages import SOURCE
from waishi.publishing.models import AuditEntry
from waishi.site.office import OfficeSite

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

TABLE = Path(__file__).with_name("access.csv")
NOTHING = encode_multipart(BOUNDARY, {})
SAID = {200: "yes", 403: "no", 404: "none", 405: "no", 410: "gone", 400: "bad"}

# Lists act by a chosen action only: those are among the acts.
LISTS = re.compile(r"admin/\w+/\w+/")
# Pages without a form.
ONLY_READ = ("history/", ".docx", "day/", "difference/", "sheet/", "wechat/", "jsi18n/", "path>")
PAGES = configured.BASE_DIR / "templates" / "office"
# What a button of our templates is called; one for each language, as for the Chinese.
BUTTON = re.compile(r'name="(_[a-z_]+(?:{{ language }})?)"')


def everybody(office):
    """Who may come: nobody, somebody without a role, one of each role, and who is limited."""
    roles = (
        "contributor", "writer", "translator", "first", "second", "final", "registrar", "auditor",
        "administrator",
    )  # fmt: skip
    return {
        "anonymous": None,
        "no role": UserFactory(username="plain"),
        **{name: getattr(office, name) for name in roles},
        "limited editor": limited_editor(SectionFactory(slug="elsewhere")),
        "superuser": UserFactory(username="root", is_superuser=True),
    }


def answer(client, method, path, sent, before):
    """In one word what came, with what was done and which secrets stood on the page."""
    with transaction.atomic():
        response = client.generic(method, path, sent, MULTIPART_CONTENT)
        did = acts_since(before) if method == "POST" else []
        transaction.set_rollback(True)
    word = SAID.get(response.status_code, str(response.status_code))
    if response.status_code in (301, 302):
        word = "sign in" if response.url.startswith("/admin/login/") else "sent on"
    page = b"" if response.streaming else response.content
    seen = [name for said, name in SECRETS.items() if is_said(said, page)]
    return " ".join([word, *did, *(f"+{name}" for name in seen)])


def is_said(words, page):
    """Whether HTML, or JSON with its escapes, holds the words."""
    return words.encode() in page or words.encode("unicode_escape") in page


def acts_since(number):
    """What the audit says was done, each thing once."""
    acts = AuditEntry.objects.filter(pk__gt=number).order_by("pk").values_list("act", flat=True)
    return list(dict.fromkeys(acts))


def buttons():
    """Every button that stands in a template."""
    pages = "\n".join(page.read_text() for page in PAGES.glob("*.html"))
    return {name.replace("{{ language }}", SOURCE) for name in BUTTON.findall(pages)}


def methods(one, name):
    """How an address is asked for by the person of that column.

    What is the same for everybody (a test of the site holds it of readers' pages), three ask.
    """
    if one.is_the_same_for_all:
        return ["GET"] if name in ("anonymous", "contributor", "superuser") else []
    is_read = one.pattern.endswith(ONLY_READ) or LISTS.fullmatch(one.pattern)
    return ["GET"] if is_read else ["GET", "POST"]


def asked_by(name, person, everything, acts):
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    signed_in = client.cookies.output(header="", sep=";")
    asked = [
        ((one.pattern, one.about, method), method, one.path, NOTHING)
        for one in everything
        for method in methods(one, name)
    ]
    asked += [((act.page, act.about, act.button), "POST", act.path, act.sent) for act in acts]
    found, before = {}, AuditEntry.objects.latest("pk").pk
    for key, *request in asked:
        # One of the addresses signs people out, and what one page says stays there.
        client.cookies = SimpleCookie(signed_in)
        found[key] = answer(client, *request, before)
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


def remembered(get_user):
    """Of each person one reading from the database, for each page a copy of its own."""
    known = {}

    def copied(backend, number):
        if number not in known:
            known[number] = person = get_user(backend, number)
            assert person.get_all_permissions() >= person.held_permissions
        return copy.copy(known[number])

    return copied


@pytest.fixture
def quick_pages(monkeypatch, settings):
    """Pages without what costs time and tells nothing: menu, log, copies of contexts, and more.

    What a page shows is read where it is opened; where it is posted to, what it did.
    Who somebody is, and what their roles grant, is read once, not for every page.
    """
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    monkeypatch.setattr(admin.site, "enable_nav_sidebar", False)
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    bare = "django.urls.resolvers.URLResolver.resolve_error_handler"
    monkeypatch.setattr(bare, lambda _, code: lambda *_, **__: HttpResponse(status=code))
    monkeypatch.setattr(ModelBackend, "get_user", remembered(ModelBackend.get_user))
    list_apps = OfficeSite.get_app_list
    monkeypatch.setattr(
        OfficeSite, "get_app_list", lambda *args: SimpleLazyObject(partial(list_apps, *args))
    )
    render = Template.render

    def render_what_is_opened(template, context):
        request = getattr(context, "request", None)
        return "" if request and request.method == "POST" else render(template, context)

    def quicken():
        monkeypatch.setattr(Template, "render", render_what_is_opened)
        monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)

    return quicken


def test_somebody_who_left_is_nobody(client):
    client.force_login(UserFactory(roles=["三审"], is_active=False))

    assert client.get("/admin/").wsgi_request.user.is_anonymous


def test_everybody_gets_what_the_table_says_and_nothing_else(office, quick_pages):
    made = AnOffice(office)
    everything, acts = list(addresses(made)), acts_of(made)
    assert buttons() <= {act.button for act in acts}

    people = everybody(office)
    quick_pages()
    by_person = {name: asked_by(name, person, everything, acts) for name, person in people.items()}
    found = {
        key: {name: said.get(key, "") for name, said in by_person.items()}
        for key in by_person["anonymous"]
    }
    if os.environ.get("UPDATE_ACCESS"):
        write_table(found, people)

    said = differences(read_table(), found)
    assert not said, "\n" + "\n".join(said)
