"""The register as an import compares a file with it, in a fixed number of statements."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from friendship_cities.models import City, Country, LocalParty, Partnership
from waishi.publishing import saving
from waishi.publishing.models import Proposal
from waishi.publishing.moments import database_moment


class Register:
    """Everything a row can speak of; one instance per record.

    With `lock`, nobody else changes a city or a partnership until the
    transaction ends.
    """

    def __init__(self, *, lock: bool = False) -> None:
        self.day = timezone.localdate(database_moment())
        self.countries = list(Country.objects.all())
        self.local_parties = list(LocalParty.objects.prefetch_related("other_names"))
        self.cities = list(_maybe_locked(City.objects.all(), lock))
        stored = _maybe_locked(Partnership.objects.all(), lock)
        self.partnerships = list(stored.prefetch_related("standings"))
        self._link()
        self._pending = _pending_changes()

    def is_pending(self, record: models.Model, changes: dict[str, tuple[Any, Any]]) -> bool:
        """Whether exactly these changes of `record` wait for a second person already."""
        proposed = {name: list(pair) for name, pair in changes.items()}
        return proposed in self._pending.get((type(record), record.pk), [])

    def _link(self) -> None:
        countries = {country.pk: country for country in self.countries}
        parties = {party.pk: party for party in self.local_parties}
        cities = {city.pk: city for city in self.cities}
        for city in self.cities:
            city.country = countries[city.country_id]
        for partnership in self.partnerships:
            partnership.local_party = parties[partnership.local_party_id]
            partnership.city = cities[partnership.city_id]


def _maybe_locked(records: models.QuerySet, lock: bool) -> models.QuerySet:
    """In one order always, so that two imports cannot wait for each other."""
    records = records.order_by("pk")
    return saving.locked(records) if lock else records


def _pending_changes() -> dict[tuple[type, int], list[dict[str, list[Any]]]]:
    kinds = ContentType.objects.get_for_models(City, Partnership)
    models_by_kind = {kind.pk: model for model, kind in kinds.items()}
    waiting = Proposal.objects.pending().filter(content_type__in=models_by_kind)
    found: dict[tuple[type, int], list[dict[str, list[Any]]]] = {}
    for kind, number, changes in waiting.values_list("content_type_id", "object_id", "changes"):
        found.setdefault((models_by_kind[kind], number), []).append(changes)
    return found
