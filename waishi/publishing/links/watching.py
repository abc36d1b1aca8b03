"""Which links there are, and asking for them again: at night, and when a text was saved."""

import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
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


def outer_links(text: WorkingText, document: dict[str, Any]) -> list[str]:
    """The addresses of other sites in a document, in its order."""
    prose = chain.from_iterable(read_prose(document.get(n, "")).links for n in text.prose)
    told = [value for name, value in document.items() if name.endswith("_url") and value]
    found = [link.address for link in prose] + told
    return [one for one in dict.fromkeys(found) if is_outer(one) and len(one) <= 500]


def is_outer(address: str) -> bool:
    """Whether it leads to another site."""
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and parts.hostname not in settings.ALLOWED_HOSTS


def note_links(text: WorkingText) -> list[LinkState]:
    """Know the links of a working text, and that it uses them."""
    found = chain.from_iterable(outer_links(text, document_of(text, code)) for code in LANGUAGES)
    return _note({address: {text} for address in found})


@transaction.atomic
def note_all_links() -> list[LinkState]:
    """Know every link that readers can follow now or will be able to; forget the others."""
    used: dict[str, set[WorkingText]] = defaultdict(set)
    for text, document in _released_ahead():
        for address in outer_links(text, document):
            used[address].add(text)
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


def _note(used: dict[str, set[WorkingText]]) -> list[LinkState]:
    known = {state.address: state for state in LinkState.objects.filter(address__in=used)}
    fresh = [LinkState(address=one) for one in used if one not in known]
    states = [*known.values(), *LinkState.objects.bulk_create(fresh)]
    uses = [LinkUse(link=state, text=text) for state in states for text in used[state.address]]
    LinkUse.objects.bulk_create(uses, batch_size=500, ignore_conflicts=True)
    return states


def _released_ahead() -> Iterable[tuple[WorkingText, dict[str, Any]]]:
    ahead = Q(live_until=None) | Q(live_until__gt=database_moment())
    models: list[Any] = apps.get_models()
    for model in models:
        if issubclass(model, WorkingText):
            releases = model._meta.get_field("releases").related_model
            number = model._meta.get_field("releases").field.attname
            for pk, document in releases.objects.filter(ahead).values_list(number, "document"):
                yield model(pk=pk), document
