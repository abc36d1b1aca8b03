"""Where else readers of the demonstration may turn: official addresses and numbers."""

from functools import partial
from typing import Any

from friendship_cities.demonstration.tables import TwoPeople
from news.demonstration.files import in_columns, read
from waishi.publishing import saving
from waishi.site.models import Link, LinkGroup

TEXTS = ("title", "address", "note")


def load_links(people: TwoPeople) -> None:
    """The groups of links, each approved by two people."""
    for said in read("links.toml")["group"]:
        group = LinkGroup(
            kind=said["kind"], position=said["position"], **in_columns({"title": said["title"]})
        )
        saving.create(group, people.proposer, partial(_write_links, group, said["link"]))
        people.publish(group)


def _write_links(group: LinkGroup, links: list[dict[str, Any]]) -> None:
    for position, said in enumerate(links):
        texts = in_columns({name: said[name] for name in TEXTS if name in said})
        plain = {name: said[name] for name in ("telephone", "source") if name in said}
        link = Link(group=group, position=position, **texts, **plain)
        link.full_clean(exclude=["group", *TEXTS])
        link.save()
