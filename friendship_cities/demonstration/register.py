"""Places, partnerships and agreements of the demonstration."""

from friendship_cities.demonstration.tables import (
    Row,
    TwoPeople,
    certainty_of,
    date_in,
    read_rows,
)
from friendship_cities.models import (
    Agreement,
    Certainty,
    City,
    Country,
    LocalParty,
    Partnership,
    Visit,
)
from waishi.dates import PartialDate
from waishi.publishing import saving

PLACES_SOURCE = "GB/T 2260（名称、代码）；坐标取政府驻地，依据一般常识"
WULONG_COUNTY_UNTIL = PartialDate(2016)
CITY_REMARK = "坐标取驻地或主要城市，时区亦同，依据一般常识。"
# Where no day of signing was found: a source up to the end of 2021 lists the pair.
LISTED_BY = PartialDate(2021)


def load_places(people: TwoPeople) -> dict[str, LocalParty]:
    """The municipality and its districts and counties, by Chinese name."""
    return {row["name_zh"]: _load_place(row, people) for row in read_rows("places.csv")}


def _load_place(row: Row, people: TwoPeople) -> LocalParty:
    party = LocalParty(
        name_zh_hans=row["name_zh"],
        name_en=row["name_en"],
        level=row["level"],
        adcode=row["adcode"],
        source=PLACES_SOURCE,
        certainty=Certainty.PUBLISHED,
    )

    def add_earlier_name() -> None:
        if row["name_zh"] == "武隆区":
            party.other_names.create(
                name_zh_hans="武隆县", name_en="Wulong County", until_on=WULONG_COUNTY_UNTIL
            )

    saving.create(party, people.proposer, add_earlier_name)
    return party


def load_partnerships(people: TwoPeople, parties: dict[str, LocalParty]) -> dict[str, Partnership]:
    """Every pair with its city, by slug; public where its source is good enough."""
    countries = {country.iso2: country for country in Country.objects.all()}
    zones = {row["slug"]: row["time_zone"] for row in read_rows("time_zones.csv")}
    loaded = {}
    for row in read_rows("partnerships.csv"):
        city = _load_city(row, countries[row["country_iso2"]], zones[row["slug"]], people)
        party = parties[row["chinese_party_zh"]]
        loaded[row["slug"]] = _load_partnership(row, party, city, people)
    return loaded


def _load_city(row: Row, country: Country, time_zone: str, people: TwoPeople) -> City:
    city = City(
        name_zh_hans=row["partner_zh"],
        name_en=row["partner_en"],
        native_name=row["partner_native"],
        level=row["partner_level"],
        country=country,
        latitude=row["latitude"],
        longitude=row["longitude"],
        time_zone=time_zone,
        source=row["source"],
        certainty=certainty_of(row),
        remark=CITY_REMARK,
    )
    saving.create(city, people.proposer)
    if city.certainty == Certainty.PUBLISHED:
        people.publish(city)
    return city


def _load_partnership(row: Row, party: LocalParty, city: City, people: TwoPeople) -> Partnership:
    origin = {"source": row["source"], "certainty": certainty_of(row), "remark": row["note"]}
    partnership = Partnership(local_party=party, city=city, slug=row["slug"], **origin)
    established_on = date_in(row["established_on"])

    def add_standing() -> None:
        partnership.standings.create(
            kind=row["kind"],
            from_on=established_on,
            attested_on=None if established_on else LISTED_BY,
            **origin,
        )

    saving.create(partnership, people.proposer, add_standing)
    if partnership.certainty == Certainty.PUBLISHED:
        people.publish(partnership)
    return partnership


def load_agreements(
    people: TwoPeople, partnerships: dict[str, Partnership], visits: dict[str, Visit]
) -> None:
    """The signed papers the sources speak of; earlier ones stand before what follows them."""
    loaded: dict[str, Agreement] = {}
    for row in read_rows("agreements.csv"):
        partnership = partnerships[row["partnership"]]
        agreement = Agreement(
            title_zh_hans=row["title_zh"],
            title_en=row["title_en"],
            kind=row["kind"],
            partnership=partnership,
            signed_on=date_in(row["signed_on"]),
            place_zh_hans=row["place_zh"],
            place_en=row["place_en"],
            signatories_zh_hans=row["signatories_zh"],
            signatories_en=row["signatories_en"],
            visit=visits[row["visit"]] if row["visit"] else None,
            follows=loaded[row["follows"]] if row["follows"] else None,
            source=row["source"],
            certainty=partnership.certainty,
            remark=row["note"],
        )
        saving.create(agreement, people.proposer)
        if agreement.certainty == Certainty.PUBLISHED:
            people.publish(agreement)
        loaded[row["title_zh"]] = agreement
