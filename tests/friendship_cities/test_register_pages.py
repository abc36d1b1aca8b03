"""What readers see of the register, of visits and of events, and what they never see."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from friendship_cities.models import Partnership, Scope, Visit
from tests.content import public_section, public_tie
from tests.factories import (
    AgreementFactory,
    ArticleFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    PartnershipFactory,
    StandingFactory,
    VisitFactory,
)
from waishi.publishing.proposing import take_back

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])


def seen_by_readers(client, *more):
    """Every page on which a record of the register could stand, as one text."""
    addresses = ["/", "/friendship-cities/", "/countries/fr/", "/visits/", "/events/", *more]
    pages = [client.get(prefix + one) for prefix in ("", "/en") for one in addresses]
    return "".join(page.content.decode() for page in pages)


def city(**more):
    return CityFactory(name_zh_hans="秘密市", name_en="Secretville", **more)


def test_a_tie_nobody_approved_is_shown_nowhere(client, office):
    CountryFactory()
    tie = PartnershipFactory(city=city())
    StandingFactory(partnership=tie)

    seen = seen_by_readers(client)

    assert "秘密市" not in seen
    assert "Secretville" not in seen
    assert client.get(tie.get_absolute_url()).status_code == 404
    assert client.get(f"{tie.get_absolute_url()}qr.svg").status_code == 404


@BOTH
def test_a_ties_page_is_taken_along_by_code_letter_and_address(client, office, prefix):
    tie = public_tie(office, city=city())
    address = f"{prefix}/friendship-cities/{tie.slug}/"

    page, code = client.get(address).content.decode(), client.get(f"{address}qr.svg")

    assert f'src="{address}qr.svg"' in page
    assert f"http://testserver{address}</a>" in page
    assert code.headers["Content-Type"] == "image/svg+xml"
    take_back(tie, office.final)
    assert client.get(f"{address}qr.svg").status_code == 404


def test_a_tie_that_was_taken_back_is_shown_nowhere(client, office):
    tie = public_tie(office, city=city())
    assert "秘密市" in seen_by_readers(client)

    take_back(tie, office.final)

    assert "秘密市" not in seen_by_readers(client)
    assert client.get(tie.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("status", ["dormant", "suspended", "ended"])
def test_a_tie_that_is_not_alive_is_shown_nowhere_and_nobody_reads_why(client, office, status):
    tie = PartnershipFactory(city=city())
    StandingFactory(partnership=tie, from_on="1999")
    StandingFactory(partnership=tie, from_on="2020", status=status, reason="内部原因")
    office.make_public(tie)
    article = ArticleFactory(section=public_section(office))
    article.partnerships.add(tie)
    office.release(article)
    visit = VisitFactory()
    visit.partnerships.add(tie)
    office.make_public(visit)

    seen = seen_by_readers(client, f"/news/{article.pk}/", f"/visits/{visit.pk}/")

    assert article.title_zh_hans in seen
    assert "秘密市" not in seen
    assert "Secretville" not in seen
    assert "内部原因" not in seen
    assert client.get(tie.get_absolute_url()).status_code == 404


def test_what_the_office_notes_for_itself_is_on_no_page(client, office):
    tie = public_tie(
        office,
        remark="本办内部备注",
        city=city(remark="本办内部备注"),
        standing={"remark": "本办内部备注"},
    )
    visit = office.make_public(VisitFactory(remark="本办内部备注"))
    event = office.make_public(EventFactory(remark="本办内部备注"))

    seen = seen_by_readers(
        client, tie.get_absolute_url(), f"/visits/{visit.pk}/", f"/events/{event.pk}/"
    )

    assert "秘密市" in seen
    assert "内部备注" not in seen


def test_unverified_records_stay_inside_until_two_people_agree(client, office):
    tie = public_tie(office, city=CityFactory(name_zh_hans="图卢兹市"))
    paper = AgreementFactory(partnership=tie, title_zh_hans="待查证的协议", certainty="unverified")
    visit = VisitFactory(title_zh_hans="待查证的来访", certainty="unverified")
    visit.partnerships.add(tie)
    visit.countries.add(tie.city.country)
    event = EventFactory(title_zh_hans="待查证的活动", certainty="unverified")
    event.partnerships.add(tie)
    event.countries.add(tie.city.country)

    seen = seen_by_readers(client, tie.get_absolute_url())

    assert "图卢兹市" in seen
    assert "待查证的" not in seen
    assert client.get(f"/visits/{visit.pk}/").status_code == 404
    assert client.get(f"/events/{event.pk}/").status_code == 404

    office.make_public(paper)
    assert "待查证的协议" in client.get(tie.get_absolute_url()).content.decode()


def test_a_visit_is_shown_only_after_its_last_day(client, office):
    today = timezone.localdate()
    ending_today = office.make_public(VisitFactory(starts_on=str(today), ends_on=str(today)))
    over = office.make_public(
        VisitFactory(
            title_zh_hans="已结束的来访", starts_on=str(today - timedelta(days=1)), ends_on=None
        )
    )

    assert client.get(f"/visits/{over.pk}/").status_code == 200
    assert client.get(f"/visits/{ending_today.pk}/").status_code == 404
    seen = seen_by_readers(client)
    assert "已结束的来访" in seen
    assert ending_today.title_zh_hans not in seen
    tomorrow = today + timedelta(days=1)
    assert Visit.objects.shown_on(tomorrow).contains(ending_today)
    assert not Visit.objects.shown_on(today).contains(ending_today)


def test_a_visit_known_to_the_month_is_shown_after_the_month(office):
    visit = office.make_public(VisitFactory(starts_on="2021-04", ends_on=None))

    assert not Visit.objects.shown_on(date(2021, 4, 30)).exists()
    assert list(Visit.objects.shown_on(date(2021, 5, 1))) == [visit]


def test_an_announced_visit_is_shown_beforehand(client, office):
    tomorrow = timezone.localdate() + timedelta(days=1)
    visit = office.make_public(
        VisitFactory(starts_on=str(tomorrow), ends_on=None, is_announced=True)
    )

    assert client.get(f"/visits/{visit.pk}/").status_code == 200


@BOTH
def test_hong_kong_and_macao_stand_apart_and_in_no_foreign_total(client, office, prefix):
    foreign = VisitFactory()
    foreign.countries.add(CountryFactory())
    visit = VisitFactory(
        scope=Scope.HONG_KONG_MACAO, title_zh_hans="港澳来访", title_en="From Macao"
    )
    event = EventFactory(scope=Scope.HONG_KONG_MACAO, title_zh_hans="澳门周", title_en="Macao Week")
    office.make_public(foreign, visit, event)
    titles = ["From Macao", "Macao Week"] if prefix else ["港澳来访", "澳门周"]

    visits = client.get(f"{prefix}/visits/")
    events = client.get(f"{prefix}/events/")
    apart = client.get(f"{prefix}/hong-kong-macao/").content.decode()

    assert visits.context["counts"]["inbound"] == 1
    assert titles[0] not in visits.content.decode()
    assert titles[1] not in events.content.decode()
    assert all(title in apart for title in titles)


@BOTH
def test_no_filter_of_the_register_names_hong_kong_macao_or_taiwan(client, office, prefix):
    public_tie(office)

    filters = client.get(f"{prefix}/friendship-cities/").context["filters"]

    countries = next(one for one in filters if one.name == "country")
    assert [option.label for option in countries.options[1:]] == ["France" if prefix else "法国"]


@pytest.mark.parametrize("code", ["hk", "mo", "tw", "xk"])
@BOTH
def test_the_register_filtered_by_what_is_no_country_is_empty(client, office, prefix, code):
    public_tie(office)

    response = client.get(f"{prefix}/friendship-cities/?country={code}")

    assert response.status_code == 200
    assert response.context["total"] == 0


def test_domestic_exchanges_are_in_no_foreign_list(client, office):
    visit = office.make_public(VisitFactory(scope=Scope.DOMESTIC, title_zh_hans="兄弟省市来访"))

    assert "兄弟省市来访" not in seen_by_readers(client, "/hong-kong-macao/")
    assert visit.is_public


@pytest.mark.parametrize(
    ("from_on", "day", "counted"),
    [
        ("2021-12-31", date(2021, 12, 30), False),
        ("2021-12-31", date(2021, 12, 31), True),
        ("2022-01-01", date(2021, 12, 31), False),
        ("2021-12", date(2021, 12, 30), False),
        ("2021-12", date(2021, 12, 31), True),
        ("2020-02", date(2020, 2, 28), False),
        ("2020-02", date(2020, 2, 29), True),
        ("2021", date(2021, 12, 30), False),
        ("2021", date(2021, 12, 31), True),
        ("2022", date(2021, 12, 31), False),
    ],
)
def test_a_tie_counts_from_the_last_day_it_can_have_begun(from_on, day, counted):
    tie = StandingFactory(from_on=from_on).partnership

    assert Partnership.objects.as_of(day).contains(tie) == counted


def test_a_tie_is_what_its_papers_made_it_on_any_day():
    tie = StandingFactory(kind="friendly_exchange", from_on="2001").partnership
    StandingFactory(partnership=tie, kind="sister_city", from_on="2010-05-06")
    StandingFactory(
        partnership=tie, kind="sister_city", from_on="2020", status="ended", reason="到期"
    )

    def on(day):
        found = Partnership.objects.as_of(day).first()
        return found and (found.kind, found.status, str(found.since))

    assert on(date(2001, 12, 30)) is None
    assert on(date(2010, 5, 5)) == ("friendly_exchange", "in_force", "2001")
    assert on(date(2010, 5, 6)) == ("sister_city", "in_force", "2010-05-06")
    assert on(date(2020, 12, 31)) == ("sister_city", "ended", "2010-05-06")
    assert not Partnership.objects.in_force(date(2020, 12, 31)).exists()


def test_a_tie_to_be_confirmed_is_shown_as_such_and_counted_nowhere(client, office):
    public_tie(office, city=city(), standing={"kind": "to_be_confirmed"})

    response = client.get("/friendship-cities/")

    assert "秘密市" in response.content.decode()
    counts = response.context["counts"]
    assert (counts["sister_city"], counts["friendly_exchange"]) == (0, 0)


@BOTH
def test_a_tie_without_a_name_in_a_language_is_not_found_there(client, office, prefix):
    tie = public_tie(office, city=CityFactory(name_zh_hans="无英文名市", name_en=""))

    response = client.get(prefix + tie.get_absolute_url())

    assert response.status_code == (404 if prefix else 200)


def test_a_year_holds_what_lay_in_it_at_least_partly_and_counts_what_it_lists(client, office):
    over_new_year = VisitFactory(starts_on="2020-12-30", ends_on="2021-01-02")
    later = VisitFactory(starts_on="2021-05-01", ends_on=None)
    office.make_public(over_new_year, later)

    for year, wanted in ((2020, [over_new_year]), (2021, [later, over_new_year])):
        response = client.get(f"/visits/?year={year}")
        assert [visit.pk for visit in response.context["page"].rows] == [v.pk for v in wanted]
        assert response.context["counts"]["inbound"] == len(wanted)


def test_one_history_holds_the_papers_visits_and_events_of_a_tie_newest_first(client, office):
    tie = public_tie(office, standing={"from_on": "1982-12"})
    visit = VisitFactory(starts_on="2021-04-19", ends_on=None)
    event = EventFactory(starts_on="2019", ends_on=None)
    for exchange in (visit, event):
        exchange.partnerships.add(tie)
    office.make_public(visit, event, AgreementFactory(partnership=tie, signed_on="1982-12-03"))

    history = client.get(tie.get_absolute_url()).context["history"]

    assert [(group["year"], len(group["entries"])) for group in history] == [
        (2021, 1),
        (2019, 1),
        (1982, 2),
    ]
    assert "1982-12" in {str(entry.day) for entry in history[-1]["entries"]}


@BOTH
def test_a_tie_that_was_suspended_for_a_while_was_made_once(client, office, prefix):
    tie = PartnershipFactory()
    StandingFactory(partnership=tie, kind="friendly_exchange", from_on="1986-10-23")
    StandingFactory(partnership=tie, from_on="1991-06-02")
    StandingFactory(partnership=tie, from_on="1999-03-04", status="suspended", reason="内部")
    StandingFactory(partnership=tie, from_on="2010-05-01")
    office.make_public(tie)

    page = client.get(f"{prefix}/friendship-cities/{tie.slug}/").content.decode()

    assert [day in page for day in ("1986-10-23", "1991-06-02")] == [True, True]
    assert [day in page for day in ("1999-03-04", "2010-05-01")] == [False, False]


@pytest.mark.parametrize(
    ("prefix", "zone", "said"),
    [
        ("", "Asia/Shanghai", "09:30–17:00 · 北京时间"),
        ("/en", "Asia/Shanghai", "09:30–17:00 · Beijing time"),
        ("/en", "Europe/Paris", "09:30–17:00 · Europe/Paris"),
    ],
)
def test_the_hours_of_an_event_say_whose_they_are(client, office, prefix, zone, said):
    hours = {"start_time": "09:30", "end_time": "17:00", "time_zone": zone}
    event = office.make_public(EventFactory(**hours))

    assert said in client.get(f"{prefix}/events/{event.pk}/").content.decode()
