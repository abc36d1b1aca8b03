"""Records whose English is missing: facts need no second review, but somebody has to write them."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Model, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from friendship_cities.models import Agreement, City, Event, LocalParty, Partnership, Visit
from waishi.languages import ENGLISH, SOURCE, column
from waishi.publishing import parts

# What names a record in Chinese, and what of it readers of English would look for.
WANTED: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    City: ("name", ("name", "profile")),
    LocalParty: ("name", ("name",)),
    Partnership: ("city__name", ("fields_of_cooperation", "profile")),
    Agreement: ("title", ("title", "parties", "place", "signatories")),
    Visit: ("title", ("title", "delegation", "hosts", "summary")),
    Event: ("title", ("title", "series", "venue", "summary")),
}


def records_without_english() -> QuerySet:
    """One JSON value `j` a record: kind, number, name, and for each field whether it lacks.

    By kind and name, as PostgreSQL orders the values.
    """
    found = [_of_kind(model, *said) for model, said in WANTED.items()]
    return found[0].union(*found[1:], all=True).order_by("j")


def missing_of(row: dict[str, Any]) -> list[str]:
    """What is missing in a row, in the office's words."""
    model = next(model for model in WANTED if model._meta.model_name == row["kind"])
    names = [name for name in WANTED[model][1] if row["lacking"][name]]
    return [parts.label_of(model, name) for name in names]


def _of_kind(model: type[Model], title: str, names: tuple[str, ...]) -> QuerySet:
    lacking = {name: _is_missing(name) for name in names}
    anything = Q()
    for is_missing in lacking.values():
        anything |= is_missing
    told = {name: ExpressionWrapper(q, BooleanField()) for name, q in lacking.items()}
    described = JSONObject(
        kind=Value(model._meta.model_name),
        number=F("pk"),
        name=F(column(title, SOURCE)),
        lacking=JSONObject(**told),
    )
    rows: Any = model._default_manager
    return rows.filter(anything).order_by().annotate(j=described).values("j")


def _is_missing(name: str) -> Q:
    english = column(name, ENGLISH)
    has_english = Q(**{f"{english}__gt": ""})
    return Q(**{f"{column(name, SOURCE)}__gt": ""}) & (~has_english | Q(**{f"{english}": None}))
