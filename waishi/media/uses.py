"""Where a picture is used, as every room tells: drafts, releases of all times, records.

What is used stays: foreign keys and the triggers of `waishi.media.guarding` see to
that by every road; here staff are told why, with the way there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.array import ArrayOverlap
from django.db.models import Exists, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from waishi.accounts.models import User
from waishi.media.models import Picture

# Of each place so many are shown.
MOST = 50


class PicturesIn(Func):
    """The pictures a text names, as the database reads it."""

    function = "pictures_in"
    output_field = ArrayField(TextField())


class NamesOfPicture(Func):
    """What a text may name a picture by: its file, its number."""

    function = "names_of_picture"
    output_field = ArrayField(TextField())


def names_picture(names: Any, *columns: str) -> Q:
    """Rows in whose `columns`, rich text or JSON, the picture is named."""
    found = Q()
    for column in columns:
        found |= Q(ArrayOverlap(PicturesIn(Cast(column, TextField())), names))
    return found


def in_the_office(record: Any) -> tuple[str, str]:
    """A record by its name, and its page in the office."""
    meta = record._meta
    page = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
    return str(record), page


def _all(rows: QuerySet, user: User) -> QuerySet:
    return rows


@dataclass(frozen=True)
class Place:
    """One way in which records use pictures.

    `rows` takes the picture's number and names (expressions) and selects the
    records; `said` names one and leads to it; `visible` keeps those the person may
    open.
    """

    label: str
    rows: Callable[[Any, Any], QuerySet]
    said: Callable[[Any], tuple[str, str]] = in_the_office
    visible: Callable[[QuerySet, User], QuerySet] = _all


@dataclass(frozen=True)
class Use:
    """One record that uses the picture."""

    label: str
    title: str
    address: str


_places: dict[str, Place] = {}


def pictures_are_used_in(*places: Place) -> None:
    """Let a room tell where it uses pictures."""
    _places.update({place.label: place for place in places})


def uses_of(picture: Picture, user: User) -> tuple[list[Use], int]:
    """Where the picture is used, and how many more uses the person may not open.

    One statement asks all places at once; those that use it are then read.
    """
    outer = OuterRef("pk"), NamesOfPicture(OuterRef("file"), OuterRef("pk"))
    inner = Value(picture.pk), NamesOfPicture(Value(picture.file), Value(picture.pk))
    asked = {
        f"place_{n}": ArraySubquery(place.rows(*outer).order_by("-pk").values("pk")[:MOST])
        for n, place in enumerate(_places.values())
    }
    found = Picture.objects.filter(pk=picture.pk).annotate(**asked).values_list(*asked).get()
    uses, hidden = [], 0
    for place, numbers in zip(_places.values(), found, strict=True):
        if numbers:
            rows = place.rows(*inner).filter(pk__in=numbers)
            seen = list(place.visible(rows, user).order_by("-pk"))
            uses += [Use(place.label, *place.said(one)) for one in seen]
            hidden += len(numbers) - len(seen)
    return uses, hidden


def unused(pictures: QuerySet) -> QuerySet:
    """Pictures that nothing uses or ever showed."""
    number, names = OuterRef("pk"), NamesOfPicture(OuterRef("file"), OuterRef("pk"))
    return pictures.filter(*(~Exists(place.rows(number, names)) for place in _places.values()))


def used_among(pictures: Iterable[Picture]) -> list[Picture]:
    """Those of the pictures that are used somewhere."""
    wanted = list(pictures)
    free = unused(Picture.objects.filter(pk__in=[one.pk for one in wanted]))
    numbers = set(free.values_list("pk", flat=True))
    return [one for one in wanted if one.pk not in numbers]
