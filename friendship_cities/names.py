"""The names the register knows, in both languages."""

from collections.abc import Iterator

from friendship_cities.models import City, Country, LocalParty, VisitGuest
from waishi.languages import columns

# Longer words are sentences, not names.
LONGEST = 60


def names_of_the_register() -> Iterator[str]:
    """Names of countries, foreign places, our own parties and guests."""
    for model in (Country, City, LocalParty, VisitGuest):
        for names in model.objects.order_by().values_list(*columns("name")):
            yield from (name for name in names if name and len(name) <= LONGEST)
