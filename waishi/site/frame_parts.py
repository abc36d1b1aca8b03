"""What the frame says, as subqueries of its one statement, and how each is read.

Moments and days come back from JSON as text; here they are made what they were.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.files.storage import default_storage
from django.db.models import Case, Exists, Expression, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import JSONObject, Length

from waishi.dates import PartialDate
from waishi.languages import column
from waishi.site.models import (
    AlertBanner,
    Link,
    LinkGroup,
    MourningPeriod,
    OldAddress,
    OtherName,
    SiteIdentity,
    StatedFigure,
)

Described = dict[str, Any]

IDENTITY_TEXTS = (
    "name",
    "tagline",
    "mark_alt",
    "organiser",
    "operator",
    "address",
    "office_hours",
    "contact",
    "about",
)
IDENTITY_FACTS = (
    "is_demonstration",
    "domain",
    "site_code",
    "icp_number",
    "police_number",
    "conac_id",
    "telephone",
    "email",
)


def identity(language: str) -> QuerySet:
    """The public identity in `language`."""
    described = _texts(IDENTITY_TEXTS, language) | {name: F(name) for name in IDENTITY_FACTS}
    described["mark"] = Case(
        When(
            mark__isnull=False,
            then=JSONObject(file=F("mark__file"), width=F("mark__width"), height=F("mark__height")),
        )
    )
    described["other_names"] = ArraySubquery(_other_names(language))
    return SiteIdentity.objects.public().annotate(j=JSONObject(**described)).values("j")


def read_identity(described: Described | None) -> Described:
    """The identity with the address of its mark and its days as days; empty where there is none."""
    if described is None:
        return {}
    mark = described["mark"]
    names = [
        name | {"until": date.fromisoformat(name["until"]) if name["until"] else None}
        for name in described["other_names"]
    ]
    return described | {
        "mark": mark and mark | {"url": default_storage.url(mark["file"])},
        "other_names": names,
    }


def figures(language: str) -> QuerySet:
    """The stated figures, the latest of each subject last."""
    described = _texts(("label", "unit", "stated_by"), language)
    described |= {name: F(name) for name in ("subject", "value", "exactness", "source")}
    described |= {"first_day": F("as_of__first_day"), "last_day": F("as_of__last_day")}
    public = StatedFigure.objects.public().annotate(j=JSONObject(**described))
    return public.order_by("subject", "as_of__last_day").values("j")


def read_figure(described: Described) -> Described:
    """The figure with `as_of` as far as it is known."""
    first, last = (date.fromisoformat(described[name]) for name in ("first_day", "last_day"))
    return described | {"as_of": PartialDate.spanning(first, last + timedelta(days=1))}


def link_groups(language: str) -> QuerySet:
    """The groups of links that hold anything in `language`."""
    links = _links(language)
    described = {
        "title": F(column("title", language)),
        "kind": F("kind"),
        "links": ArraySubquery(links.values("j")),
    }
    named = LinkGroup.objects.public().filter(_has("title", language), Exists(links))
    return named.order_by("position", "pk").annotate(j=JSONObject(**described)).values("j")


def banners(language: str, moment: Expression) -> QuerySet:
    """The notices above the page at `moment`, in `language` only where they are written in it."""
    described = {"text": F(column("text", language)), "starts_at": F("starts_at")}
    described |= {name: F(name) for name in ("kind", "urgency", "link")}
    live = AlertBanner.objects.live_at(moment).written_in(language).most_urgent_first()
    return live.annotate(j=JSONObject(**described)).values("j")


def read_banner(described: Described) -> Described:
    """The banner with its beginning as a moment, and the words for its kind."""
    return described | {
        "starts_at": datetime.fromisoformat(described["starts_at"]),
        "label": AlertBanner.Kind(described["kind"]).label,
    }


def in_mourning(moment: Expression) -> Exists:
    """Whether the site is grey at `moment`."""
    return Exists(MourningPeriod.objects.live_at(moment))


def moved_to(asked: Iterable[str]) -> QuerySet:
    """Where the longest of the old addresses in `asked` leads now."""
    known = OldAddress.objects.filter(path__in=asked)
    return known.order_by(Length("path").desc()).values_list("target", flat=True)[:1]


def _other_names(language: str) -> QuerySet:
    names = OtherName.objects.filter(_has("name", language), identity=OuterRef("pk"))
    described = JSONObject(name=F(column("name", language)), until=F("until"))
    return names.order_by("position", "pk").annotate(j=described).values("j")


def _links(language: str) -> QuerySet:
    leads_somewhere = _has("address", language) | Q(telephone__gt="")
    links = Link.objects.filter(leads_somewhere, _has("title", language), group=OuterRef("pk"))
    described = _texts(("title", "address", "note"), language) | {"telephone": F("telephone")}
    return links.order_by("position", "pk").annotate(j=JSONObject(**described))


def _texts(names: tuple[str, ...], language: str) -> dict[str, Any]:
    return {name: F(column(name, language)) for name in names}


def _has(name: str, language: str) -> Q:
    return Q(**{column(name, language) + "__gt": ""})
