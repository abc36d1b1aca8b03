"""Hong Kong, Macao and Taiwan are regions of China: no road calls them countries.

That no code but those of the states is taken stands, code by code, in
`tests/friendship_cities/test_countries_refused.py`.
"""

import pytest
from django.db.models import F

from friendship_cities.importing.applying import apply
from friendship_cities.importing.planning import plan_import
from friendship_cities.models import Country
from tests.factories import CountryFactory
from tests.friendship_cities.importing.files import csv_of
from tests.publishing.test_office_forms import change_url, form_of
from tests.roads.table import (
    NO_BULK,
    NO_LIST,
    NOT_WRITTEN_ANEW,
    NoRoad,
    Road,
    Try,
    assert_nothing_comes_of,
    sql,
    tries,
)
from waishi.publishing import saving

pytestmark = pytest.mark.django_db


def make_world(office):
    """One country."""
    japan = CountryFactory(iso2="JP", name_zh_hans="日本", name_en="Japan", continent="asia")
    return {"japan": japan}


def saved(record, **changes):
    """A record as its next version, saved past all services."""
    for name, value in changes.items():
        setattr(record, name, value)
    record.version += 1
    record.save()


TABLE = {
    "no region of China is called a country": {
        Road.FORM: Try(
            lambda s: (
                s.client.force_login(s.office.registrar)
                or s.client.post(
                    change_url(s.japan),
                    form_of(s.client, change_url(s.japan)) | {"name_zh_hans": "中国香港"},
                )
            ),
            "香港、澳门、台湾不是国家",
        ),
        Road.LIST: NO_LIST,
        Road.BULK: NO_BULK,
        Road.IMPORT: Try(
            lambda s: apply(
                plan_import(csv_of(["重庆市", "某市", "", "台湾", "友好城市", "2001"]), "a.csv"),
                s.office.registrar,
            ),
            "有 1 行不能导入",
        ),
        Road.COMMAND: NoRoad("load_countries reads the shipped file: test_countries_refused"),
        Road.SERVICE: Try(
            lambda s: saving.create(
                CountryFactory.build(iso2="TW", name_zh_hans="台湾"), s.office.registrar
            )
        ),
        Road.SAVE: [
            Try(lambda s: saved(s.japan, name_en="Hong Kong")),
            Try(lambda s: saved(s.japan, iso2="MO")),
        ],
        Road.UPDATE: [
            Try(lambda s: Country.objects.update(name_zh_hans="台湾", version=F("version") + 1)),
            Try(lambda s: Country.objects.update(iso2="HK", version=F("version") + 1)),
        ],
        Road.BULK_WRITE: Try(
            lambda s: Country.objects.bulk_create([CountryFactory.build(name_en="Macau")])
        ),
        Road.DELETE: NOT_WRITTEN_ANEW,
        Road.SQL: Try(
            lambda s: sql(
                "update friendship_cities_country set name_en = 'Taiwan', version = version + 1"
            )
        ),
    },
}


@pytest.mark.parametrize("attempt", tries(TABLE))
def test_no_road_leads_around(scene, attempt):
    assert_nothing_comes_of(attempt, scene)
