"""The register and the settings of the site: two people for all that readers see of them."""

import pytest
from django.core.management import call_command
from django.db.models import F
from django.urls import reverse

from friendship_cities.importing.applying import apply
from friendship_cities.importing.planning import plan_import
from friendship_cities.models import (
    City,
    LocalParty,
    Partnership,
    Standing,
    Visit,
    VisitGuest,
    VisitPicture,
)
from news.models import Section
from tests.content import public_section, public_tie
from tests.factories import (
    CityFactory,
    CountryFactory,
    LinkFactory,
    LinkGroupFactory,
    PictureFactory,
    TopicFactory,
    VisitFactory,
)
from tests.friendship_cities.importing.files import MITO, csv_of
from tests.publishing.test_office_forms import change_url, form_of
from tests.roads.table import (
    KEPT,
    NO_BULK,
    NO_IMPORT,
    NO_LIST,
    NOT_WRITTEN_ANEW,
    NoRoad,
    Road,
    Try,
    assert_nothing_comes_of,
    sql,
    tries,
)
from waishi.publishing import proposing, saving
from waishi.publishing.models import Proposal
from waishi.publishing.moments import database_moment
from waishi.site.models import AlertBanner, Link

pytestmark = pytest.mark.django_db
LATER = csv_of([*MITO[:5], "2000-10"])


def make_world(office):
    """A tie, a visit, a section and a group of links that are public; a visit that is proposed."""
    japan = CountryFactory(
        iso2="JP",
        name_zh_hans="日本",
        name_en="Japan",
        continent="asia",
        diplomatic_relations_since="1972-09-29",
    )
    mito = CityFactory(name_zh_hans="水户市", name_en="Mito", country=japan)
    exchange = {"kind": "friendly_exchange", "from_on": "2000"}
    tie = public_tie(office, city=mito, slug="mito", standing=exchange)
    visit = VisitFactory()
    VisitGuest.objects.create(visit=visit, name_zh_hans="来宾")
    visit.countries.set([japan])
    visit.cities.set([town := CityFactory(name_zh_hans="名古屋市", country=japan)])
    links = LinkFactory().group
    office.make_public(visit, links)
    asked = VisitFactory(title_zh_hans="还没有公开的来访")
    return {
        "tie": tie,
        "visit": visit,
        "links": links,
        "japan": japan,
        "town": town,
        "section": public_section(office),
        "picture": PictureFactory(),
        "asked": asked,
        "proposal": proposing.propose_publication(asked, office.registrar),
    }


def public_facts(scene):
    """All that readers can see of the records, whatever waits for a second person."""
    parts = [Standing, VisitGuest, VisitPicture, Link, Visit.countries.through]
    whole = [Partnership, Visit, Section, City, AlertBanner]
    rows = [[*model._base_manager.order_by("pk").values()] for model in parts]
    return rows + [
        [*model._base_manager.filter(is_public=True).order_by("pk").values()] for model in whole
    ]


def change_by_form(scene):
    scene.client.force_login(scene.office.registrar)
    address = change_url(scene.tie)
    data = form_of(scene.client, address) | {
        "slug": "elsewhere",
        "standings-0-from_on": "1999",
    }
    return scene.client.post(address, data, follow=True)


def press(scene, person, record, button):
    scene.client.force_login(person)
    address = change_url(record)
    data = form_of(scene.client, address) | {button: "1"}
    return scene.client.post(address, data, follow=True)


def choose(scene, person, model, action, *records):
    scene.client.force_login(person)
    chosen = {"action": action, "_selected_action": [one.pk for one in records], "post": "yes"}
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return scene.client.post(address, chosen, follow=True)


def decide_by_page(scene, person):
    scene.client.force_login(person)
    address = reverse("admin:publishing_proposal_change", args=[scene.proposal.pk])
    return scene.client.post(address, {"_agree": "1"}, follow=True)


def import_by_command(scene):
    file = scene.directory / "名录.csv"
    file.write_bytes(LATER)
    name = scene.office.registrar.username
    call_command("import_partnerships", str(file), "--apply", "--user", name, verbosity=0)


def saved(record, **changes):
    """A record as its next version, saved past all services."""
    for name, value in changes.items():
        setattr(record, name, value)
    record.version += 1
    record.save()


def decided(proposal, by, **more):
    """A proposal as if `by` had agreed to it."""
    said = {"verdict": "approved", "decided_by": by, "decided_at": database_moment(), **more}
    for name, value in said.items():
        setattr(proposal, name, value)
    return proposal


TABLE = {
    "what is public changes only as another person agreed": {
        Road.FORM: [
            Try(change_by_form, "由另一人同意后生效", holds=public_facts),
            Try(
                lambda s: (
                    s.client.force_login(s.office.writer)
                    or s.client.post(change_url(s.tie), {"slug": "elsewhere"})
                )
            ),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: Try(
            lambda s: choose(s, s.office.registrar, Partnership, "propose_publication", s.tie),
            "该记录已经公开",
        ),
        Road.IMPORT: Try(
            lambda s: apply(plan_import(LATER, "名录.csv"), s.office.registrar),
            holds=public_facts,
        ),
        Road.COMMAND: Try(import_by_command, holds=public_facts),
        Road.SERVICE: [
            Try(lambda s: saving.save(s.tie, s.office.registrar, ["slug"])),
            Try(
                lambda s: saving.save(
                    s.tie, s.office.registrar, [], s.tie.standings.all().delete, ["standings"]
                )
            ),
        ],
        Road.SAVE: [
            Try(lambda s: saved(s.tie, slug="elsewhere")),
            Try(lambda s: saved(s.section, reviews_wanted=1, freshness_days=1)),
            Try(lambda s: saved(s.links, title_zh_hans="改")),
        ],
        Road.UPDATE: [
            Try(lambda s: Partnership.objects.update(slug="x", version=F("version") + 1)),
            Try(lambda s: Section.objects.update(reviews_wanted=2, version=F("version") + 1)),
        ],
        Road.BULK_WRITE: Try(
            lambda s: Visit.objects.bulk_update(
                [Visit(pk=s.visit.pk, hosts_zh_hans="改", version=s.visit.version + 1)],
                ["hosts_zh_hans", "version"],
            )
        ),
        Road.DELETE: KEPT,
        Road.SQL: Try(
            lambda s: sql("update friendship_cities_visit set scope = 'x', version = version + 1")
        ),
    },
    "rows of what is public change only together with it": {
        Road.FORM: NoRoad("rows stand in the form of their record: the rule before"),
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: NoRoad("the import writes rows through their record: the rule before"),
        Road.COMMAND: NoRoad("as the import"),
        Road.SERVICE: NoRoad("`saving` writes rows after their record: the rule before"),
        Road.SAVE: [
            Try(lambda s: Standing.objects.create(partnership=s.tie, kind="sister_city")),
            Try(lambda s: VisitPicture.objects.create(visit=s.visit, picture=s.picture)),
            Try(lambda s: Link.objects.create(group=s.links, title_zh_hans="x", telephone="1")),
            Try(lambda s: s.visit.countries.set([])),
            Try(lambda s: s.visit.partnerships.add(s.tie)),
        ],
        Road.UPDATE: [
            Try(lambda s: Standing.objects.update(kind="sister_city")),
            Try(lambda s: Link.objects.update(group=LinkGroupFactory())),
            Try(lambda s: Link.objects.update(telephone="1")),
        ],
        Road.BULK_WRITE: Try(
            lambda s: VisitGuest.objects.bulk_create([VisitGuest(visit=s.visit, name_en="Guest")])
        ),
        Road.DELETE: [
            Try(lambda s: Standing.objects.all().delete()),
            Try(lambda s: VisitGuest.objects.all()._raw_delete("default")),
        ],
        Road.SQL: [
            Try(lambda s: sql("update friendship_cities_standing set from_on = '[1980-01-01,)'")),
            Try(lambda s: sql("delete from friendship_cities_visit_countries")),
            Try(lambda s: sql("update site_link set telephone = '1'")),
        ],
    },
    "nothing becomes public by one person": {
        Road.FORM: [
            Try(lambda s: press(s, s.office.registrar, s.asked, "_propose"), "已有人提请公开"),
            Try(lambda s: decide_by_page(s, s.office.registrar), "不能复核自己的提请"),
            Try(lambda s: decide_by_page(s, s.office.writer), "没有复核的权限"),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: Try(
            lambda s: choose(s, s.office.registrar, City, "propose_publication", s.tie.city),
            "等待另一人复核",
            holds=public_facts,
        ),
        Road.IMPORT: Try(
            lambda s: apply(
                plan_import(csv_of(["重庆市", "广岛市", "", "日本", "友好城市", "1986"]), "a.csv"),
                s.office.registrar,
            ),
            holds=lambda s: Partnership.objects.public().count(),
        ),
        Road.COMMAND: NoRoad("import_partnerships applies as the import does"),
        Road.SERVICE: [
            Try(
                lambda s: proposing.decide(s.proposal, s.office.registrar, agree=True),
                "不能复核自己的提请",
            ),
            Try(lambda s: proposing.decide(s.proposal, s.office.writer, agree=True), "没有复核"),
        ],
        Road.SAVE: [
            Try(lambda s: saved(s.asked, is_public=True)),
            Try(lambda s: TopicFactory(is_public=True)),
        ],
        Road.UPDATE: Try(lambda s: Visit.objects.update(is_public=True, version=F("version") + 1)),
        Road.BULK_WRITE: Try(
            lambda s: City.objects.bulk_create(
                [City(name_zh_hans="某市", country=s.japan, source="x", is_public=True)]
            )
        ),
        Road.DELETE: NOT_WRITTEN_ANEW,
        Road.SQL: Try(
            lambda s: sql(
                "update friendship_cities_visit set is_public = true, version = version + 1"
            )
        ),
    },
    "a proposal says for ever what was proposed, and another decides it once": {
        Road.FORM: NoRoad("its page has two buttons and no field: the rule before"),
        Road.LIST: NO_LIST,
        Road.BULK: NoRoad("its list has no actions"),
        Road.IMPORT: NO_IMPORT,
        Road.COMMAND: NoRoad("rebuild_queue writes the queue alone"),
        Road.SERVICE: Try(
            lambda s: proposing.propose_publication(s.asked, s.office.final), "已有人提请公开"
        ),
        Road.SAVE: [
            Try(lambda s: decided(s.proposal, s.office.registrar).save()),
            Try(lambda s: decided(s.proposal, s.office.final, changes={"slug": ["", "x"]}).save()),
            Try(lambda s: decided(s.proposal, s.office.final, proposed_by=s.office.writer).save()),
        ],
        Road.UPDATE: [
            Try(lambda s: Proposal.objects.pending().update(changes={"slug": ["", "x"]})),
            Try(lambda s: Proposal.objects.pending().update(object_id=s.tie.pk)),
            Try(lambda s: Proposal.objects.exclude(decided_by=None).update(applied_version=9)),
            Try(lambda s: Proposal.objects.exclude(decided_by=None).update(opinion="x")),
        ],
        Road.BULK_WRITE: Try(
            lambda s: Proposal.objects.bulk_update(
                [decided(s.proposal, s.office.final, changes={})], ["changes"]
            )
        ),
        Road.DELETE: [
            Try(lambda s: s.proposal.delete()),
            Try(lambda s: Proposal.objects.all()._raw_delete("default")),
        ],
        Road.SQL: Try(lambda s: sql("update publishing_proposal set proposed_by_id = 0")),
    },
    "what is public is taken back, not deleted; what others need is not deleted at all": {
        Road.FORM: [
            Try(
                lambda s: (
                    s.client.force_login(s.office.registrar)
                    or s.client.post(change_url(s.tie).replace("change", "delete"), {"post": "yes"})
                )
            ),
            Try(
                lambda s: (
                    s.client.force_login(s.office.registrar)
                    or s.client.post(
                        change_url(s.japan).replace("change", "delete"), {"post": "yes"}
                    )
                )
            ),
        ],
        Road.LIST: NO_LIST,
        Road.BULK: [
            Try(lambda s: choose(s, s.office.registrar, Partnership, "delete_selected", s.tie)),
            Try(lambda s: choose(s, s.office.registrar, Visit, "delete_selected", s.visit)),
            Try(lambda s: choose(s, s.office.registrar, City, "delete_selected", s.tie.city)),
            Try(
                lambda s: choose(s, s.office.registrar, City, "delete_selected", s.town),
                "没有删除",
            ),
        ],
        Road.IMPORT: NoRoad("no importer deletes"),
        Road.COMMAND: NoRoad("clear_demo alone deletes: a demonstration's, as the owner"),
        Road.SERVICE: NoRoad("no service deletes a record"),
        Road.SAVE: NOT_WRITTEN_ANEW,
        Road.UPDATE: NOT_WRITTEN_ANEW,
        Road.BULK_WRITE: NOT_WRITTEN_ANEW,
        Road.DELETE: [
            Try(lambda s: s.tie.delete()),
            Try(lambda s: Visit.objects.all().delete()),
            Try(lambda s: s.section.delete()),
            Try(lambda s: s.tie.city.delete()),
            Try(lambda s: s.town.delete()),
            Try(lambda s: s.japan.delete()),
            Try(lambda s: LocalParty.objects.all().delete()),
        ],
        Road.SQL: [
            Try(lambda s: sql("delete from friendship_cities_partnership")),
            Try(lambda s: sql("delete from site_linkgroup")),
            Try(lambda s: sql("delete from friendship_cities_country")),
        ],
    },
}


@pytest.mark.parametrize("attempt", tries(TABLE))
def test_no_road_leads_around(scene, attempt):
    assert_nothing_comes_of(attempt, scene)
