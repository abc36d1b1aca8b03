"""What the register refuses to hold, and what readers see where it holds it all the same."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from friendship_cities.calendars import days_of
from tests.content import public_tie
from tests.factories import CityFactory, CountryFactory, EventFactory
from waishi.languages import LANGUAGES, column
from waishi.site.linked_data import day_and_time

pytestmark = pytest.mark.django_db

# The last is a folder of the zones' database.
NO_ZONES = ["北京", "Asia/Chongging", "../etc/passwd", "Asia"]


@pytest.mark.parametrize("name", NO_ZONES)
@pytest.mark.parametrize("make", [CityFactory.build, EventFactory.build])
def test_what_is_no_time_zone_is_refused_in_words(make, name):
    with pytest.raises(ValidationError, match="不是时区的名称"):
        make(time_zone=name).clean_fields()


@pytest.mark.parametrize("name", NO_ZONES)
def test_a_time_zone_that_is_none_closes_no_page(client, office, name):
    tie = public_tie(office, city=CityFactory(time_zone=name))

    pages = [client.get(one) for one in ("/", "/friendship-cities/", tie.get_absolute_url())]

    assert [page.status_code for page in pages] == [200] * 3


@pytest.mark.parametrize("name", NO_ZONES)
def test_an_hour_in_no_time_zone_stands_in_no_calendar(name):
    event = EventFactory.build(start_time="09:30", end_time="17:00", time_zone=name)
    event.clean_fields(exclude=["time_zone"])

    assert days_of(event) == (date(2021, 10, 21), date(2021, 10, 22))
    assert day_and_time(event.starts_on, event.start_time, name) == "2021-10-21T09:30"


@pytest.mark.parametrize("missing", ["latitude", "longitude"])
def test_half_a_place_is_none(missing):
    city = CityFactory.build(country=CountryFactory(), **{missing: None})

    with pytest.raises(ValidationError, match="经纬度须同时填写"):
        city.full_clean()
    with pytest.raises(IntegrityError, match="city_lies_on_the_globe"):
        city.save()


@pytest.mark.parametrize("end", ["09:30", "08:00"])
@pytest.mark.parametrize("last_day", [None, "2021-10-21"])
def test_an_event_of_one_day_ends_after_the_hour_it_begins(last_day, end):
    event = EventFactory.build(start_time="09:30", end_time=end, ends_on=last_day)
    event.clean_fields()

    with pytest.raises(ValidationError, match="结束时刻须晚于开始时刻"):
        event.full_clean()
    with pytest.raises(IntegrityError, match="event_ends_after_its_first_hour"):
        event.save()


@pytest.mark.parametrize(
    "more", [{"end_time": "18:00"}, {"end_time": "01:00", "ends_on": "2021-10-22"}]
)
def test_an_event_may_end_the_same_evening_or_after_midnight(more):
    event = EventFactory.build(start_time="09:30", **more)

    event.full_clean()
    event.save()

    event.refresh_from_db()
    begins, ends = days_of(event)
    assert begins < ends


def test_no_country_had_relations_before_the_republic_was_founded():
    country = CountryFactory.build(diplomatic_relations_since=date(1, 1, 1))

    with pytest.raises(ValidationError, match="建交日期不能早于1949年10月1日"):
        country.full_clean()
    with pytest.raises(IntegrityError, match="country_since_the_republic_was_founded"):
        country.save()


@pytest.mark.parametrize("name", ["", " ", None])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country_is_named_in_both_languages_since_it_has_a_page_in_both(language, name):
    country = CountryFactory.build(**{column("name", language): name})

    with pytest.raises(ValidationError):
        country.full_clean()
    with pytest.raises(IntegrityError, match="country_is_named_in_both_languages"):
        country.save()


@pytest.mark.parametrize("code", ["jp", "Jp"])
def test_a_code_in_small_letters_is_told_from_one_of_no_country(code):
    with pytest.raises(ValidationError, match="国家代码用两个大写字母：JP"):
        CountryFactory.build(iso2=code, name_zh_hans="日本", name_en="Japan").full_clean()
