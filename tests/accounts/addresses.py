"""Every address of the site, from its resolver, with an example of each thing it can be about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.urls import get_resolver

from tests.accounts.an_office import AnOffice
from waishi.languages import SOURCE

ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
# Groups of a regular expression that Django's own admin has, and the plain text of one.
OF_THE_ADMIN = {
    r"^(?P<app_label>accounts|publishing|media|site|friendship_cities|news|axes|procrastinate)/$": (
        "<app_label>/"
    ),
    "(?P<url>.*)$": "<url>",
    "^media/(?P<path>.+)$": "media/<path>",
}


@dataclass(frozen=True)
class Address:
    """One address as it is asked for, the pattern it comes from, and what it is about."""

    pattern: str
    about: str
    path: str

    @property
    def is_of_the_office(self) -> bool:
        return self.pattern.startswith("admin/")


def patterns(resolver: object = None, before: str = "") -> Iterator[str]:
    """Every pattern of the site, as `path()` writes it."""
    for one in (resolver or get_resolver()).url_patterns:
        text = str(one.pattern)
        text = before + OF_THE_ADMIN.get(text, text)
        if hasattr(one, "url_patterns"):
            yield from patterns(one, text)
        else:
            yield text


def addresses(office: AnOffice) -> Iterator[Address]:
    """Every address, once for each example of what it is about."""
    for pattern in dict.fromkeys(patterns()):
        for about, values in examples(pattern, office):
            filled = ARGUMENT.sub(lambda found, v=values: str(v[found["name"]]), pattern)
            yield Address(pattern, about, f"/{filled}")


def examples(pattern: str, office: AnOffice) -> list[tuple[str, dict]]:
    """What the arguments of a pattern can be; an AssertionError for one nobody gave any."""
    names = {found["name"] for found in ARGUMENT.finditer(pattern)}
    if not names:
        return [("", {})]
    of_model = re.match(r"admin/(\w+)/(\w+)/<(path:object_id|int:number|id)>", pattern)
    if of_model:
        return [
            (
                about,
                {"object_id": record.pk, "number": record.pk, "id": record.pk, **_further(record)},
            )
            for about, record in office.records(apps.get_model(of_model[1], of_model[2]))
        ]
    given = office.further_examples()
    assert pattern in given, f"Give examples of {pattern} in an_office.py"
    return given[pattern]


def _further(record: object) -> dict:
    """What pages below an article ask for."""
    releases = getattr(record, "releases", None)
    first = releases.order_by("pk").first() if releases is not None else None
    return {
        "language": SOURCE,
        "source": "working",
        "path": "news/",
        "kind": "visit",
        "release": first.pk if first else 0,
    }
