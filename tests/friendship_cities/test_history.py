"""The register remembers what it said, in both languages."""

import pytest

from friendship_cities.models import City, Visit
from tests.factories import CityFactory, VisitFactory
from waishi.languages import LANGUAGES, column
from waishi.publishing import saving

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_earlier_name_is_kept_in_each_language(office, language):
    city = CityFactory(name_zh_hans="汉城", name_en="Hancheng")
    name = column("name", language)
    before = getattr(city, name)

    setattr(city, name, {"zh-hans": "首尔", "en": "Seoul"}[language])
    saving.save(city, office.registrar, [name])

    kept = City.history.filter(id=city.pk).order_by("history_id")
    assert getattr(kept.first(), name) == before
    assert getattr(kept.last(), name) != before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_history_of_a_visit_keeps_its_days(office, language):
    visit = VisitFactory(starts_on="2021-10", ends_on=None)

    row = Visit.history.get(id=visit.pk)

    assert str(row.starts_on) == "2021-10"
    assert getattr(row, column("title", language)) == getattr(visit, column("title", language))
