from friendship_cities.models.agreement import Agreement
from friendship_cities.models.city import City
from friendship_cities.models.country import Country
from friendship_cities.models.event import Event, EventOrganiser, EventPicture
from friendship_cities.models.local_party import LocalParty, LocalPartyName
from friendship_cities.models.partnership import Partnership, Standing
from friendship_cities.models.record import Certainty, Scope
from friendship_cities.models.visit import Visit, VisitGuest, VisitPicture, VisitStop

__all__ = [
    "Agreement",
    "Certainty",
    "City",
    "Country",
    "Event",
    "EventOrganiser",
    "EventPicture",
    "LocalParty",
    "LocalPartyName",
    "Partnership",
    "Scope",
    "Standing",
    "Visit",
    "VisitGuest",
    "VisitPicture",
    "VisitStop",
]
