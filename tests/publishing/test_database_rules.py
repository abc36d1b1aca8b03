"""What PostgreSQL keeps by itself, whatever road a change comes by."""

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models.constraints import BaseConstraint

from tests.factories import ArticleFactory, PartnershipFactory, SectionFactory
from waishi.publishing import audit
from waishi.publishing.models import AuditEntry, ChangeCounter, PublicRecord, Versioned
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
    }
    ours = {
        table
        for table in connection.introspection.table_names()
        if table.startswith(("news_", "friendship_cities_", "site_", "media_"))
        and "historical" not in table
        and not table.startswith("news_article_")
    }

    assert tables_with("raise_change_counter") == ours - unread


def test_stale_saves_and_updates_are_refused():
    article = ArticleFactory()
    article.title_zh_hans = "改"

    with pytest.raises(OperationalError, match="changed meanwhile"), transaction.atomic():
        article.save()
    with pytest.raises(OperationalError, match="changed meanwhile"), transaction.atomic():
        type(article).objects.update(title_zh_hans="改")


def test_a_record_does_not_become_public_by_any_road_but_an_approval(office):
    section = SectionFactory()

    for change in (
        lambda: SectionFactory(is_public=True),
        lambda: type(section).objects.update(is_public=True, version=2),
    ):
        with pytest.raises(IntegrityError, match="nobody approved"), transaction.atomic():
            change()


def test_a_public_record_does_not_change_without_an_approval(office):
    tie = office.make_public(PartnershipFactory())

    with pytest.raises(IntegrityError, match="nobody approved"), transaction.atomic():
        type(tie).objects.update(slug="another", version=tie.version + 1)
    with pytest.raises(IntegrityError, match="not deleted"), transaction.atomic():
        tie.delete()


def test_one_person_can_take_a_public_record_back(office):
    tie = office.make_public(PartnershipFactory())

    take_back(tie, office.final)

    tie.refresh_from_db()
    assert not tie.is_public


def test_the_audit_is_only_added_to(office):
    audit.record(office.writer, "修改", ArticleFactory())

    for change in (AuditEntry.objects.all().delete, lambda: AuditEntry.objects.update(act="x")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


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
