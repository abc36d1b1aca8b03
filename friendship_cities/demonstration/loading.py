"""The register's part of the demonstration; see the README beside this file."""

from dataclasses import dataclass

from friendship_cities.demonstration.exchanges import load_exchanges
from friendship_cities.demonstration.register import (
    load_agreements,
    load_partnerships,
    load_places,
)
from friendship_cities.demonstration.tables import TwoPeople
from friendship_cities.models import Event, Partnership, Visit


@dataclass(frozen=True)
class Register:
    """What articles can be about: partnerships by slug, exchanges by Chinese title."""

    partnerships: dict[str, Partnership]
    visits: dict[str, Visit]
    events: dict[str, Event]


def load_register(people: TwoPeople) -> Register:
    """Load every record of the register; countries must be there."""
    partnerships = load_partnerships(people, load_places(people))
    visits, events = load_exchanges(people, partnerships)
    load_agreements(people, partnerships, visits)
    return Register(partnerships, visits, events)
