"""What PostgreSQL keeps by itself, whatever road a change comes by."""

import psycopg
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models.constraints import BaseConstraint

from tests.factories import ArticleFactory, PartnershipFactory, SectionFactory
from waishi.publishing import audit
from waishi.publishing.models import ChangeCounter, PublicRecord, Versioned
from waishi.publishing.proposing import take_back

pytestmark = pytest.mark.django_db


def tables_with(trigger):
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text from pg_trigger where tgname = %s", [trigger]
        )
        return {name for (name,) in cursor.fetchall()}


def test_every_versioned_table_is_guarded():
    versioned = {
        model._meta.db_table for model in apps.get_models() if issubclass(model, Versioned)
    }

    assert tables_with("refuse_blind_overwrite") == versioned


def test_every_public_table_asks_for_a_second_person():
    public = {
        model._meta.db_table for model in apps.get_models() if issubclass(model, PublicRecord)
    }

    assert tables_with("require_approved_proposal") == public


def test_every_table_a_public_page_reads_raises_the_counter():
    # Pages read a release's document, which repeats what it shows of these.
    unread = {
        "news_article",
        "news_sectionlimit",
        "news_erratum",
        "news_articlepicture",
        "news_articlevideo",
        "news_articleattachment",
        "media_video",
        # Nothing of previews is public.
        "news_previewlink",
        "news_previewsharing",
        # Files that nothing names any more.
        "news_leftfile",
    }
    ours = {
        table
        for table in connection.introspection.table_names()
        if table.startswith(("news_", "friendship_cities_", "site_", "media_"))
        and "historical" not in table
        and not table.startswith("news_article_")
    }

    assert tables_with("raise_change_counter") == ours - unread


def test_one_person_can_take_a_public_record_back(office):
    tie = office.make_public(PartnershipFactory())

    take_back(tie, office.final)

    tie.refresh_from_db()
    assert not tie.is_public


@pytest.mark.parametrize("role", ["waishi_web", "waishi_jobs"])
@pytest.mark.parametrize(
    "statement",
    [
        "update publishing_auditentry set act = 'x'",
        "delete from publishing_auditentry",
        "truncate publishing_auditentry",
        "truncate news_articlerelease cascade",
        "delete from publishing_review",
        "drop table publishing_auditentry",
        "alter table publishing_auditentry disable trigger all",
    ],
)
def test_the_serving_roles_may_not(role, statement):
    database = connection.settings_dict
    with (
        psycopg.connect(host=database["HOST"], dbname=database["NAME"], user=role) as serving,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        serving.execute(statement)


def test_old_audit_entries_can_be_let_go_after_a_year_at_least(office):
    audit.record(office.writer, "修改", ArticleFactory())
    with connection.cursor() as cursor:
        with pytest.raises(Exception, match="a year at least"), transaction.atomic():
            cursor.execute("select forget_old_audit('1 month')")
        cursor.execute("select forget_old_audit('1 year')")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_the_counter_rises_once_per_commit():
    before = ChangeCounter.objects.get().n

    with transaction.atomic():
        SectionFactory()
        SectionFactory()

    assert ChangeCounter.objects.get().n == before + 1


def test_every_rule_of_the_office_has_a_sentence_for_people():
    rooms = ("waishi", "news", "friendship_cities")
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in rooms]
    silent = [
        constraint.name
        for model in ours
        for constraint in model._meta.constraints
        if constraint.violation_error_message == BaseConstraint.default_violation_error_message
    ]

    assert silent == []
