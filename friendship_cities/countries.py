"""The rows of countries, from the file of states; every installation has them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from friendship_cities.diplomatic_relations import State, read_states
from friendship_cities.models import Certainty, Country
from waishi.languages import ENGLISH, SOURCE, column
from waishi.publishing import saving

MINISTRY = "外交部《中华人民共和国与各国建立外交关系日期简表》（截至2024年1月24日）"
ORIGIN = {"source": MINISTRY, "certainty": Certainty.PUBLISHED}


@dataclass(frozen=True)
class Loaded:
    """How many rows the file added and corrected."""

    added: int
    corrected: int


@transaction.atomic
def load_countries() -> Loaded:
    """Add the states that are missing and correct what differs; safe to run twice.

    A row of a state that left the file stays, for a person to judge.
    """
    known = {country.iso2: country for country in saving.locked(Country.objects.all())}
    states = read_states()
    added = [state for state in states if state.iso2 not in known]
    for state in added:
        saving.create(Country(iso2=state.iso2, **_facts(state), **ORIGIN), by=None)
    corrected = [_correct(known[state.iso2], state) for state in states if state.iso2 in known]
    return Loaded(len(added), sum(corrected))


def _correct(country: Country, state: State) -> bool:
    """Give the row the file's facts; whether any differed."""
    facts = _facts(state)
    if all(getattr(country, name) == value for name, value in facts.items()):
        return False
    wanted = facts | ORIGIN
    for name, value in wanted.items():
        setattr(country, name, value)
    saving.save(country, None, wanted)
    return True


def _facts(state: State) -> dict[str, Any]:
    return {
        column("name", SOURCE): state.name_zh,
        column("name", ENGLISH): state.name_en,
        "continent": state.continent,
        "diplomatic_relations_since": state.since,
    }
