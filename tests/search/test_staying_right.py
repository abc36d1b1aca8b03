"""What is found follows the records, by whatever road they change."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from friendship_cities.models import (
    City,
    LocalParty,
    Visit,
)
from news.models import ArticleRelease
from tests.content import public_section, public_tie
from tests.factories import (
    AgreementFactory,
    ArticleFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    VisitFactory,
)
from tests.search.asking import titles_found
from waishi.languages import SOURCE
from waishi.publishing import parts, saving
from waishi.publishing.proposing import decide, propose
from waishi.search import indexing, sources
from waishi.search.models import ChangedRecord, SearchEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def tie(office):
    city = CityFactory(name_zh_hans="旧名市", name_en="Oldtown")
    return public_tie(office, city=city)


def rename_by_saving(city, office):
    city.refresh_from_db()
    city.name_zh_hans = "新名市"
    saving.save(city, office.registrar, ["name_zh_hans"])


def rename_by_update(city, office):
    City.objects.filter(pk=city.pk).update(name_zh_hans="新名市", version=city.version + 1)


def rename_by_raw_sql(city, office):
    with connection.cursor() as cursor:
        cursor.execute(
            "update friendship_cities_city set name_zh_hans = '新名市', version = version + 1"
        )


@pytest.mark.parametrize("rename", [rename_by_saving, rename_by_update, rename_by_raw_sql])
def test_a_partnership_is_found_by_the_new_name_of_its_city_and_no_longer_by_the_old(
    tie, office, moment, rename
):
    assert titles_found("旧名市", SOURCE, moment) == ["重庆市—旧名市"]

    rename(tie.city, office)

    assert titles_found("旧名市", SOURCE, moment) == []
    assert titles_found("新名市", SOURCE, moment) == ["重庆市—新名市"]


def test_a_change_that_another_person_agreed_to_is_found(tie, office, moment):
    wanted = {"fields_of_cooperation_zh_hans": ("", "水环境治理")}
    decide(propose(tie, wanted, office.registrar), office.final, agree=True)

    assert titles_found("水环境治理", SOURCE, moment) == ["重庆市—旧名市"]


def test_names_of_our_side_and_of_the_country_are_followed(tie, moment):
    titles_found("重庆", SOURCE, moment)
    LocalParty.objects.update(name_zh_hans="渝中区", version=2)
    CountryFactory._meta.model.objects.update(name_zh_hans="法兰西", version=2)

    assert titles_found("渝中区 法兰西", SOURCE, moment) == ["渝中区—旧名市"]


def agree(office, record, part, *rows):
    """Two people let a public record have these rows of a part."""
    wanted = [{"pk": None, **row} for row in rows]
    changes = {part: (parts.value_of(record, part), wanted)}
    decide(propose(record, changes, office.registrar), office.final, agree=True)
    record.refresh_from_db()


def test_parts_and_papers_are_found_with_their_record(tie, office, moment):
    visit = office.make_public(VisitFactory(title_zh_hans="访问"))
    event = office.make_public(EventFactory(title_zh_hans="论坛"))
    titles_found("任何", SOURCE, moment)
    agree(office, visit, "guests", {"name_zh_hans": "来宾甲", "post_zh_hans": "时任市长"})
    agree(office, visit, "stops", {"place_zh_hans": "长江索道"})
    agree(office, event, "organisers", {"name_zh_hans": "主办单位乙"})
    paper = office.make_public(AgreementFactory(partnership=tie, title_zh_hans="意向书丙"))

    assert titles_found("来宾甲 时任市长 长江索道", SOURCE, moment) == ["访问"]
    assert titles_found("主办单位乙", SOURCE, moment) == ["论坛"]
    assert titles_found("意向书丙", SOURCE, moment) == ["重庆市—旧名市"]
    paper.is_public = False
    paper.version += 1
    paper.save()
    assert titles_found("意向书丙", SOURCE, moment) == []


def test_a_part_that_moves_to_another_record_moves_in_search(office, moment):
    first, second = (office.make_public(VisitFactory(title_zh_hans=f"访问{n}")) for n in "甲乙")
    agree(office, first, "stops", {"place_zh_hans": "长江索道"})
    assert titles_found("长江索道", SOURCE, moment) == ["访问甲"]

    agree(office, first, "stops")
    agree(office, second, "stops", {"place_zh_hans": "长江索道"})

    assert titles_found("长江索道", SOURCE, moment) == ["访问乙"]


def test_a_record_that_is_deleted_leaves_nothing_behind(moment):
    visit = VisitFactory()
    indexing.write_changed()
    assert SearchEntry.objects.filter(kind="visit").count() == 2

    Visit.objects.filter(pk=visit.pk).delete()
    indexing.write_changed()

    assert not SearchEntry.objects.exists()


def test_two_changes_are_two_notes():
    visit = VisitFactory()
    noted = ChangedRecord.objects.count()

    Visit.objects.update(title_zh_hans="改", version=2)
    Visit.objects.update(title_zh_hans="再改", version=3)

    assert ChangedRecord.objects.filter(number=visit.pk).count() == noted + 2


def test_every_table_of_a_kind_that_is_found_notes_its_changes():
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgname, tgrelid::regclass::text from pg_trigger where tgname like 'note_%'"
        )
        noted = set(cursor.fetchall())

    for kind in sources.kinds():
        assert (f"note_changed_{kind.name}", kind.model._meta.db_table) in noted
    names = {name.removeprefix("note_changed_") for name, _ in noted}
    assert {name for kind in sources.kinds() for name in kind.shown_by} <= names


def test_no_release_goes_without_being_findable(office):
    release = office.release(ArticleFactory(section=public_section(office)))
    columns = "article_id, language, live_from, released_at, dated_at, section_id, title"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"insert into news_articlerelease ({columns}) select {columns} from news_articlerelease"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleRelease.objects.filter(pk=release.pk).update(search_text="")


def test_rebuilding_makes_everything_findable_again(tie, office, moment):
    office.release(ArticleFactory(section=public_section(office)))
    titles_found("旧名市", SOURCE, moment)
    before = [tie.search_text for tie in SearchEntry.objects.order_by("kind", "number", "language")]
    SearchEntry.objects.all().delete()
    ArticleRelease.objects.update(search_text="?", search_vector="")

    call_command("rebuild_search", verbosity=0)

    after = [tie.search_text for tie in SearchEntry.objects.order_by("kind", "number", "language")]
    assert after == before
    assert titles_found("麦德林签署", SOURCE, moment.replace(year=2100)) != []
