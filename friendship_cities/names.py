"""The names the register knows, in both languages."""

from collections.abc import Iterator

from friendship_cities.models import City, Country, LocalParty, VisitGuest
from waishi.languages import columns
from waishi.publishing.glossary import Known

# Longer words are sentences, not names.
LONGEST = 60


def names_of_the_register() -> Iterator[str]:
    """Names of countries, foreign places, our own parties and guests."""
    for model in (Country, City, LocalParty, VisitGuest):
        for names in model.objects.order_by().values_list(*columns("name")):
            yield from (name for name in names if name and len(name) <= LONGEST)


def terms_of_the_register() -> Iterator[Known]:
    """Names of countries, foreign places and our own parties that stand in both languages."""
    for model, kind in ((Country, "国名"), (City, "地名"), (LocalParty, "机构")):
        said = model.objects.order_by("pk").values_list(*columns("name"))
        yield from (Known(zh, en, kind, "台账") for zh, en in said if zh and en)
