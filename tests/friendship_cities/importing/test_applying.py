from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from friendship_cities.countries import load_countries
from friendship_cities.importing.applying import ImportRefused, apply, wait_for_other_imports
from friendship_cities.importing.planning import plan_import
from friendship_cities.importing.register import Register
from friendship_cities.models import City, Partnership, Standing
from tests.factories import CityFactory, UserFactory
from tests.friendship_cities.importing.files import (
    BUAN,
    HIROSHIMA,
    MITO,
    csv_of,
    published_list,
    register_as_it_stands,
    set_up_register,
    xlsx_of,
)
from waishi.dates import PartialDate
from waishi.publishing.models import AuditEntry, Proposal
from waishi.publishing.proposing import decide

pytestmark = pytest.mark.django_db


def test_the_published_list_is_added_and_a_second_import_changes_nothing(bring_in):
    first = bring_in(content=published_list())
    assert first.summary == "共 56 行：新增 56 行，修改 0 行，不变 0 行，拒绝 0 行"
    assert Partnership.objects.filter(is_public=False).count() == 56
    before = register_as_it_stands()

    second = bring_in(content=published_list())

    assert second.summary == "共 56 行：新增 0 行，修改 0 行，不变 56 行，拒绝 0 行"
    assert register_as_it_stands() == before


def test_the_published_list_keeps_its_facts(bring_in):
    bring_in(content=published_list())

    buan = Partnership.objects.get(slug="wulong-buan")
    assert (str(buan.local_party), str(buan.city)) == ("武隆区", "扶安郡")
    assert (buan.city.country.iso2, buan.city.level) == ("KR", "county_region")
    assert buan.city.native_name == "부안군"
    assert buan.standings.get().from_on == PartialDate(2011, 9, 23)
    assert buan.certainty == buan.standings.get().certainty


def test_a_workbook_brings_in_what_the_same_text_table_does(bring_in, plan):
    bring_in(content=xlsx_of(HIROSHIMA, MITO, BUAN))

    assert {row.action.value for row in plan(HIROSHIMA, MITO, BUAN).rows} == {"left"}


def test_one_wrong_row_keeps_the_whole_file_out(plan, office):
    found = plan(HIROSHIMA, MITO, ["重庆市", "某市", "", "台湾", "友好城市", "2001"])
    before = register_as_it_stands()

    with pytest.raises(ImportRefused, match="有 1 行不能导入"):
        apply(found, office.registrar)

    assert register_as_it_stands() == before
    assert not AuditEntry.objects.filter(act="导入").exists()


def test_the_audit_has_one_entry_for_the_file(bring_in, office):
    bring_in(HIROSHIMA, MITO)

    entry = AuditEntry.objects.get(act="导入")
    assert (entry.actor, entry.title) == (office.registrar.username, "友城名录.csv")
    assert entry.detail == {"added": 2, "changed": 0, "left": 0, "refused": 0, "proposed": 0}


def test_the_history_says_who_imported(bring_in, office):
    bring_in(HIROSHIMA)

    past = [City.history.get(), Partnership.history.get()]
    assert {record.history_user for record in past} == {office.registrar}


def test_an_internal_record_is_changed_at_once(bring_in):
    bring_in(MITO)

    bring_in([*MITO[:2], "Mito City", *MITO[3:5], "2000-10"])

    partnership = Partnership.objects.get()
    assert partnership.city.name_en == "Mito City"
    assert partnership.standings.get().from_on == PartialDate(2000, 10)
    assert (partnership.version, partnership.city.version) == (2, 2)


def test_a_change_of_what_is_public_waits_for_another_person(bring_in, plan, office):
    bring_in(MITO)
    partnership = office.make_public(Partnership.objects.get())
    changed = [*MITO[:5], "2000-10"]

    done = bring_in(changed)

    assert done.summary.endswith("修改 1 行，不变 0 行，拒绝 0 行；其中提请复核 1 项")
    assert partnership.standings.get().from_on == PartialDate(2000)
    proposal = Proposal.objects.pending().get()
    (row,) = plan(changed).rows
    assert row.action.value == "left"
    assert "等待另一人同意" in row.notes[0]

    decide(proposal, office.final, agree=True)

    assert partnership.standings.get().from_on == PartialDate(2000, 10)
    assert plan(changed).rows[0].action.value == "left"


def test_the_same_change_is_not_proposed_twice(bring_in, office):
    bring_in(MITO)
    office.make_public(City.objects.get())
    changed = [*MITO[:2], "Mito City", *MITO[3:]]
    bring_in(changed)
    before = register_as_it_stands()

    done = bring_in(changed)

    assert done.counts["left"] == 1
    assert register_as_it_stands() == before


def test_a_pair_with_a_public_place_is_added_as_internal(bring_in, office):
    bring_in(MITO)
    office.make_public(*City.objects.all())

    bring_in(["渝中区", *MITO[1:]])

    assert Partnership.objects.filter(is_public=False).count() == 2
    assert not Proposal.objects.pending().exists()


def test_a_plan_that_no_longer_holds_is_not_carried_out(plan, bring_in, office):
    bring_in(MITO)
    found = plan([*MITO[:2], "Mito City", *MITO[3:]])
    City.objects.update(name_en="Mito-shi", version=2)
    before = register_as_it_stands()

    with pytest.raises(ImportRefused, match="台账又有变动"):
        apply(found, office.registrar)

    assert register_as_it_stands() == before


def test_only_who_keeps_the_register_imports(plan, office):
    found = plan(MITO)

    for person in (office.writer, office.auditor, office.administrator):
        with pytest.raises(ImportRefused, match="没有导入友城名录的权限"):
            apply(found, person)

    assert not Partnership.objects.exists()


def test_a_long_list_is_all_or_nothing(bring_in):
    rows = [["重庆市", f"某{n}市", "", "日本", "友好交流城市", "2001"] for n in range(120)]

    bring_in(*rows)

    assert Standing.objects.count() == 120


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_nothing_is_lost_and_nothing_is_doubled():
    set_up_register()
    person = UserFactory(roles=["友城专员"])
    lists = [csv_of(HIROSHIMA, MITO), csv_of(HIROSHIMA, BUAN)]
    together = Barrier(2)

    def bring_in(content):
        try:
            plan = plan_import(content, "友城名录.csv")
            together.wait(timeout=20)
            return apply(plan, person).counts["added"]
        except ImportRefused as refusal:
            return refusal.message
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        outcomes = list(people.map(bring_in, lists))

    assert sorted(map(str, outcomes))[0] == "2"
    assert "台账又有变动" in sorted(map(str, outcomes))[1]
    # Whoever was refused looks again, and adds what is missing.
    for content in lists:
        apply(plan_import(content, "友城名录.csv"), person)
    assert set(Partnership.objects.values_list("slug", flat=True)) == {
        "hiroshima",
        "mito",
        "wulong-buan-county",
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("work", [lambda: Register(lock=True), load_countries])
def test_whoever_names_a_place_or_a_country_does_not_wait_for_an_import(work):
    """Who holds a tie and names a place would wait for us, and we for the tie."""
    city, told = CityFactory(), []

    def name_it():
        try:
            with connection.cursor() as cursor:
                cursor.execute("set lock_timeout = '3s'")
            told.append(CityFactory(country=city.country, parent=city).parent)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as others:
        work()
        others.submit(name_it).result(timeout=30)

    assert told == [city]


@pytest.mark.django_db(transaction=True)
def test_who_would_wait_too_long_for_another_import_is_told_to_try_again():
    set_up_register()
    person, told = UserFactory(roles=["友城专员"]), []

    def bring_in():
        try:
            with connection.cursor() as cursor:
                cursor.execute("set lock_timeout = '100ms'")
            apply(plan_import(csv_of(HIROSHIMA), "友城名录.csv"), person)
        except ImportRefused as refusal:
            told.append(refusal.message)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as others:
        wait_for_other_imports()
        others.submit(bring_in).result(timeout=30)

    assert told == ["别人正在改台账，什么也没有写入，请过一会儿再确认"]
    assert not Partnership.objects.exists()
