import copy
import gc
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from xdist.scheduler import LoadScopeScheduling

from tests.factories import UserFactory
from waishi.accounts.roles import set_up_roles
from waishi.languages import SOURCE
from waishi.publishing import saving
from waishi.publishing.checking import findings_of
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.moments import database_moment
from waishi.publishing.proposing import decide, propose_publication
from waishi.publishing.reviewing import approve, submit

# These begin first, so that at the end no worker waits for another.
LONGEST = [
    "tests/in_browser",
    "tests/accounts/test_access.py",
    "tests/search/test_recall.py",
    "tests/site/test_query_budgets.py",
]
STANDING = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "change_counter",
    "django_content_type",
}
CHANGED = '"search_changedrecord"'


def read_and_approve(article, language, reviewer, **period):
    """Approve what one has read, ticking every warning of the check."""
    document = document_of(article, language)
    found = findings_of(article, language, database_moment(), document)
    ticks = [finding.key for finding in found]
    approve(article, language, reviewer, read_hash=hash_of(document), accepted=ticks, **period)


class Office:
    """The people of the office, each made when first needed, and what they do every day."""

    ROLES = {
        "writer": "采编",
        "contributor": "信息员",
        "translator": "译审",
        "other_translator": "译审",
        "first": "一审",
        "second": "二审",
        "final": "三审",
        "registrar": "友城专员",
        "auditor": "审计员",
        "administrator": "管理员",
    }

    def __init__(self):
        self._people = {}

    def __getattr__(self, name):
        if name not in self.ROLES:
            raise AttributeError(name)
        if name not in self._people:
            self._people[name] = UserFactory(username=name, roles=[self.ROLES[name]])
        return self._people[name]

    def release(self, article, language=SOURCE, **period):
        """Take a text through every review it needs, by different people."""
        submit(article, language, self.writer)
        article.refresh_from_db()
        reviewers = [self.first, self.second, self.final]
        if language != SOURCE:
            reviewers = [self.translator]
        for reviewer in reviewers[-len(article.reviews_wanted(language)) :]:
            read_and_approve(article, language, reviewer, **period)
        article.refresh_from_db()
        return article.releases.filter(language=language).order_by("-pk").first()

    def rewrite(self, article, **texts):
        """Change a text as the admin does."""
        article.refresh_from_db()
        for name, text in texts.items():
            setattr(article, name, text)
        saving.save(article, self.writer, list(texts))

    def make_public(self, *records):
        """Let one person propose and another approve that records become public."""
        for record in records:
            decide(propose_publication(record, self.registrar), self.final, agree=True)
            record.refresh_from_db()
        return records[0] if len(records) == 1 else records


def pytest_configure():
    """Passwords are hashed at once: what slows a guesser down would slow every sign-in here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    DatabaseOperations.sql_flush = delete_what_was_made


def delete_what_was_made(operations, style, tables, **_):
    """The flush after a test that commits: truncating a hundred tables takes a second.

    What every installation has from its beginning stays.
    """
    made = [operations.quote_name(table) for table in tables if table not in STANDING]
    ask = " union all ".join(f"select '{name}' where exists (select from {name})" for name in made)
    with connection.cursor() as cursor:
        cursor.execute(ask)
        filled = [name for (name,) in cursor]
    # The last is where triggers note what goes.
    filled = [name for name in filled if name != CHANGED] + [CHANGED]
    return ["set local waishi.forgetting = 'on'", *(f"delete from {name}" for name in filled)]


def together_with(nodeid):
    """What one worker takes with this test: its file, or the folder that loads once for all."""
    path = nodeid.partition("::")[0]
    folder = path.rpartition("/")[0]
    return folder if folder == "tests/in_browser" else path


class WholeFiles(LoadScopeScheduling):
    """What a file makes once for all its tests is made by one worker.

    xdist 3.8 writes the groups of `loadgroup` where pytest 9.2 reads them no more.
    """

    def _split_scope(self, nodeid):
        return together_with(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return WholeFiles(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """The longest begin; what a file makes once for many of its tests, the others do not meet."""
    files = {}
    for item in items:
        group = together_with(item.nodeid)
        place = LONGEST.index(group) if group in LONGEST else len(LONGEST)
        files.setdefault(item.path, (place, len(files)))
    items.sort(key=lambda item: (files[item.path], "made_once" in item.fixturenames))


def pytest_collection_finish():
    """What is loaded by now stays: nobody need look through it for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@contextmanager
def for_many_tests(make, blocker):
    """What `make` makes for an office, with that office: once, around the tests of a file.

    Each test has a transaction of its own inside this one, and gets copies.
    """
    with blocker.unblock(), transaction.atomic():
        office = Office()
        yield office, make(office)
        transaction.set_rollback(True)


@pytest.fixture
def office(request, db):
    if "made_once" in request.fixturenames:
        return copy.deepcopy(request.getfixturevalue("made_once")[0])
    return Office()


@pytest.fixture
def moment(db):
    return database_moment()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The roles stand in the tests' database, as in every installation."""
    with django_db_blocker.unblock():
        set_up_roles()


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """The hashed files every page links to, as a server has them.

    Looked for when asked for: each test's client would else walk through them all.
    """
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
