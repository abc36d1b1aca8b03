"""Every address of the site, from its resolver, with an example of each thing it can be about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.urls import get_resolver

from tests.accounts.an_office import AnOffice
from tests.accounts.examples import Examples, further_examples, pages_below, records
from waishi.languages import SOURCE

ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
# Django's own regular expressions, and how `path()` would write them.
OF_THE_ADMIN = {
    r"\^\(\?P<app_label>.*\)/\$": "<app_label>/",
    r"\(\?P<url>\.\*\)\$": "<url>",
    r"\^media/\(\?P<path>\.\+\)\$": "media/<path>",
}
OF_A_RECORD = re.compile(r"admin/(\w+)/(\w+)/<(?:path:object_id|int:number|id)>")


@dataclass(frozen=True)
class Address:
    """One address as it is asked for, the pattern it comes from, and what it is about."""

    pattern: str
    about: str
    path: str

    @property
    def is_the_same_for_all(self) -> bool:
        """A page of readers, or Django's old address of a form, which leads to the new one."""
        return not self.pattern.startswith("admin/") or self.pattern.endswith("<path:object_id>/")


def patterns(resolver: object = None, before: str = "") -> Iterator[str]:
    """Every pattern of the site, as `path()` writes it."""
    for one in (resolver or get_resolver()).url_patterns:
        text = str(one.pattern)
        for group, plain in OF_THE_ADMIN.items():
            text = re.sub(f"^{group}$", plain, text)
        text = before + text
        if hasattr(one, "url_patterns"):
            yield from patterns(one, text)
        else:
            yield text


def addresses(made: AnOffice) -> Iterator[Address]:
    """Every address, once for each example of what it is about."""
    further = further_examples(made)
    for pattern in dict.fromkeys(patterns()):
        for about, values in _examples(pattern, made, further):
            filled = ARGUMENT.sub(lambda found, v=values: str(v[found["name"]]), pattern)
            yield Address(pattern, about, f"/{filled}{values.get('query', '')}")


def _examples(pattern: str, made: AnOffice, further: dict[str, Examples]) -> Examples:
    """What the arguments of a pattern can be; an AssertionError for one nobody gave any."""
    if pattern in further:
        return further[pattern]
    if not ARGUMENT.search(pattern):
        return [("", {})]
    if found := OF_A_RECORD.match(pattern):
        is_form = pattern.endswith(("/change/", "<path:object_id>/"))
        choose = records if is_form else pages_below
        chosen = choose(made, apps.get_model(found[1], found[2]))
        return [(about, _arguments(record)) for about, record in chosen]
    raise AssertionError(f"Give examples of {pattern} in examples.py")


def _arguments(record: object) -> dict:
    """The number of a record by every name, and what pages below an article ask for beside."""
    releases = getattr(record, "releases", None)
    first = releases.order_by("pk").first() if releases is not None else None
    return {
        **dict.fromkeys(("object_id", "number", "id"), record.pk),
        "language": SOURCE,
        "source": "working",
        "path": "news/",
        "kind": "visit",
        "release": first.pk if first else 0,
    }
