"""Which links there are, and asking for them again: at night, and when a text was saved."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from waishi.languages import LANGUAGES
from waishi.publishing.checking.passages import read_prose
from waishi.publishing.documents import document_of
from waishi.publishing.links.addresses import MayConnect, is_public
from waishi.publishing.links.fetching import fetch
from waishi.publishing.models import LinkState, LinkUse, WorkingText
from waishi.publishing.moments import database_moment

# Seconds between two questions to one site.
PAUSE = 2.0
# A text by its kind and number.
Named = tuple[int, int]


def outer_links(text: WorkingText, document: dict[str, Any]) -> list[str]:
    """The addresses of other sites in a document, in its order."""
    prose = chain.from_iterable(read_prose(document.get(n, "")).links for n in text.prose)
    told = [value for name, value in document.items() if name.endswith("_url") and value]
    found = [link.address for link in prose] + told
    return [one for one in dict.fromkeys(found) if is_outer(one) and len(one) <= 500]


def is_outer(address: str) -> bool:
    """Whether it leads to another site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.hostname not in settings.ALLOWED_HOSTS


def note_links(text: WorkingText) -> list[LinkState]:
    """Know the links of a working text, and that it uses them."""
    return _note({address: {_named(text)} for address in _links_of_working_text(text)})


@transaction.atomic
def note_all_links() -> list[LinkState]:
    """Know every link that readers can follow now or will be able to, and those in work.

    The others are forgotten.
    """
    used: dict[str, set[Named]] = defaultdict(set)
    for text, document in _released_ahead():
        for address in outer_links(text, document):
            used[address].add(_named(text))
    for text in _with_further_links(used):
        for address in _links_of_working_text(text):
            used[address].add(_named(text))
    LinkUse.objects.all().delete()
    states = _note(used)
    LinkState.objects.exclude(address__in=used).delete()
    return states


def by_host(states: Iterable[LinkState]) -> dict[str, list[int]]:
    """The numbers of links by the site they lead to, which is asked by one job."""
    hosts: dict[str, list[int]] = defaultdict(list)
    for state in states:
        hosts[urlsplit(state.address).hostname or ""].append(state.pk)
    return hosts


def check_links(numbers: Iterable[int], may_connect: MayConnect = is_public) -> None:
    """Ask for each link, with a pause between."""
    for place, state in enumerate(LinkState.objects.filter(pk__in=list(numbers))):
        if place:
            time.sleep(PAUSE)
        state.take(fetch(state.address, may_connect), database_moment())
        state.save()


def _note(used: Mapping[str, set[Named]]) -> list[LinkState]:
    # Known already, perhaps by another text that is being saved at this moment.
    LinkState.objects.bulk_create([LinkState(address=one) for one in used], ignore_conflicts=True)
    states = list(LinkState.objects.filter(address__in=used).order_by("pk"))
    uses = [
        LinkUse(link=state, content_type_id=kind, object_id=number)
        for state in states
        for kind, number in used[state.address]
    ]
    LinkUse.objects.bulk_create(uses, batch_size=500, ignore_conflicts=True)
    return states


def _named(text: WorkingText) -> Named:
    return ContentType.objects.get_for_model(text).pk, text.pk


def _links_of_working_text(text: WorkingText) -> list[str]:
    return [one for code in LANGUAGES for one in outer_links(text, document_of(text, code))]


def _released_ahead() -> Iterator[tuple[WorkingText, dict[str, Any]]]:
    """What readers get or will get, one document at a time: there are many."""
    ahead = Q(live_until=None) | Q(live_until__gt=database_moment())
    models: list[Any] = apps.get_models()
    for model in models:
        if issubclass(model, WorkingText):
            releases = model._meta.get_field("releases").related_model
            number = model._meta.get_field("releases").field.attname
            rows = releases.objects.filter(ahead).values_list(number, "document")
            for pk, document in rows.iterator(chunk_size=200):
                yield model(pk=pk), document


def _with_further_links(used: Mapping[str, set[Named]]) -> Iterator[WorkingText]:
    """Texts that were saved with a link that nothing released says: they may be in work."""
    found: dict[int, set[int]] = defaultdict(set)
    for use in LinkUse.objects.select_related("link").iterator():
        if (use.content_type_id, use.object_id) not in used.get(use.link.address, ()):
            found[use.content_type_id].add(use.object_id)
    for kind, numbers in found.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        yield from model._default_manager.filter(pk__in=numbers, trashed_at=None)
