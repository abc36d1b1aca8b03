"""The filters and orders the search page offers, as links."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from waishi.search import sources
from waishi.search.finding import Found
from waishi.search.query import Asked


@dataclass(frozen=True)
class Offer:
    """One link of a row of links; `url` leads to the same search with this chosen."""

    label: str
    url: str
    is_chosen: bool
    count: int | None = None


@dataclass(frozen=True)
class Offers:
    """A row of links under a label."""

    label: str
    links: list[Offer]


def offers_for(asked: Asked, found: Found) -> list[Offers]:
    """By kind, section and year what was found of each."""
    labels = sources.labels()
    kinds = ((name, labels[name], found.kinds[name]) for name in labels if name in found.kinds)
    places = ((place["place"], place["place_name"], place["n"]) for place in found.places)
    years = ((year, year, found.years[year]) for year in sorted(found.years, reverse=True))
    rows = [
        Offers(_("种类"), list(_links(asked, "kind", kinds))),
        Offers(_("栏目"), list(_links(asked, "section", places))),
        Offers(_("年份"), list(_links(asked, "year", years))),
    ]
    return [row for row in rows if len(row.links) > 2 or _is_narrowed(row)]


def _is_narrowed(row: Offers) -> bool:
    return any(link.is_chosen for link in row.links[1:])


def _links(asked: Asked, name: str, values: Iterable[tuple[str, str, int]]) -> Iterator[Offer]:
    chosen = asked.chosen.get(name, "")
    yield Offer(_("全部"), asked.narrowed(name, "").url(), not chosen)
    for value, label, count in values:
        yield Offer(label, asked.narrowed(name, value).url(), value == chosen, count)


def orders_of(asked: Asked) -> Offers:
    """Both orders."""
    by_rank, by_date = (replace(asked, by_date=is_dated, before="") for is_dated in (False, True))
    links = [
        Offer(_("最相关"), by_rank.url(), not asked.by_date),
        Offer(_("最新"), by_date.url(), asked.by_date),
    ]
    return Offers(_("排序"), links)
