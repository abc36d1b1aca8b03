"""What is no country is refused by every road (design part 3)."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from friendship_cities.diplomatic_relations import ISO_CODES, NO_COUNTRIES, refusal
from friendship_cities.importing.planning import plan_import
from friendship_cities.models import Country
from tests.factories import CountryFactory
from tests.publishing.test_office_forms import form_of

pytestmark = pytest.mark.django_db

REASONS = {
    "HK": "特别行政区",
    "MO": "特别行政区",
    "TW": "台湾是中国的一部分",
    "XK": "未与我国建交",
    "VA": "不是与我国建交的国家",
    "BT": "不是与我国建交的国家",
    "ZZ": "不是与我国建交的国家",
    "CN": "我方",
}
CODES = pytest.mark.parametrize("code", [*REASONS, *(code.lower() for code in REASONS)])
ENGLISH_NAMES = {"HK": "Hong Kong", "MO": "Macao", "TW": "Taiwan", "XK": "Kosovo"}
CHINESE_NAMES = {"HK": "香港", "MO": "澳门", "TW": "台湾", "XK": "科索沃"}


def test_none_of_them_is_among_the_states_of_the_file():
    assert not set(REASONS) & set(ISO_CODES)


@CODES
def test_the_office_is_told_why_it_is_no_country(client, office, code):
    client.force_login(office.registrar)
    address = reverse("admin:friendship_cities_country_add")
    data = form_of(client, address) | {
        "iso2": code,
        "name_zh_hans": "某地",
        "name_en": "Somewhere",
        "continent": "asia",
        "diplomatic_relations_since": "1971-10-25",
        "source": "某处",
        "certainty": "published",
    }

    response = client.post(address, data)

    assert response.status_code == 200
    assert REASONS[code.upper()] in str(response.context["adminform"].form.errors["iso2"])
    assert not Country.objects.exists()


@CODES
def test_the_record_itself_refuses_it_with_the_reason(code):
    with pytest.raises(ValidationError, match=REASONS[code.upper()]):
        CountryFactory.build(iso2=code).full_clean()


@CODES
def test_the_database_refuses_it_by_any_road(code):
    france = CountryFactory()

    for road in (
        lambda: CountryFactory(iso2=code),
        lambda: Country.objects.bulk_create([CountryFactory.build(iso2=code)]),
        lambda: Country.objects.filter(pk=france.pk).update(iso2=code, version=2),
    ):
        with pytest.raises(IntegrityError, match="country_has_diplomatic"), transaction.atomic():
            road()


def test_the_command_adds_no_such_country():
    call_command("load_countries", verbosity=0)

    assert Country.objects.count() == len(ISO_CODES)
    assert not Country.objects.filter(iso2__in=REASONS).exists()


@pytest.mark.parametrize("names", [CHINESE_NAMES, ENGLISH_NAMES, {code: code for code in REASONS}])
@pytest.mark.parametrize("code", ["HK", "MO", "TW", "XK"])
def test_the_importer_refuses_it_as_a_country_with_the_reason(code, names):
    call_command("load_countries", verbosity=0)
    table = f"外方城市,国家,我方,类型,结好时间\n某市,{names[code]},重庆市,友好城市,1999-01-02\n"

    plan = plan_import(table.encode("utf-8-sig"), "名录.csv")

    assert len(plan.refused) == 1
    assert any(REASONS[code] in reason for reason in plan.refused[0].reasons)


@pytest.mark.parametrize("code", sorted(NO_COUNTRIES))
def test_the_reason_is_given_however_the_code_is_written(code):
    assert refusal(code) == refusal(f" {code.lower()} ") == NO_COUNTRIES[code]


@CODES
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])
def test_it_has_no_page(client, prefix, code):
    assert client.get(f"{prefix}/countries/{code}/").status_code == 404
