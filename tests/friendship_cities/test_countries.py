import pytest

from friendship_cities.countries import MINISTRY, load_countries
from friendship_cities.diplomatic_relations import NO_COUNTRIES, read_states
from friendship_cities.models import Certainty, Country
from waishi.publishing import saving

pytestmark = pytest.mark.django_db


def test_every_state_of_the_file_becomes_a_country_with_its_source():
    loaded = load_countries()

    assert loaded.added == Country.objects.count() == len(read_states())
    assert not Country.objects.filter(iso2__in=NO_COUNTRIES).exists()
    assert set(Country.objects.values_list("source", "certainty")) == {
        (MINISTRY, Certainty.PUBLISHED)
    }


def test_loading_again_corrects_what_differs_and_nothing_else():
    load_countries()
    france, chad = (Country.objects.get(iso2=code) for code in ("FR", "TD"))
    france.name_zh_hans = "法兰西"
    saving.save(france, None, ["name_zh_hans"])
    chad.remark = "本办备注"
    saving.save(chad, None, ["remark"])

    loaded = load_countries()

    assert (loaded.added, loaded.corrected) == (0, 1)
    assert Country.objects.get(iso2="FR").name_zh_hans == "法国"
    assert Country.objects.get(iso2="TD").remark == "本办备注"
