from friendship_cities.admin.agreement import AgreementAdmin
from friendship_cities.admin.city import CityAdmin
from friendship_cities.admin.country import CountryAdmin
from friendship_cities.admin.event import EventAdmin
from friendship_cities.admin.local_party import LocalPartyAdmin
from friendship_cities.admin.partnership import PartnershipAdmin
from friendship_cities.admin.visit import VisitAdmin

__all__ = [
    "AgreementAdmin",
    "CityAdmin",
    "CountryAdmin",
    "EventAdmin",
    "LocalPartyAdmin",
    "PartnershipAdmin",
    "VisitAdmin",
]
