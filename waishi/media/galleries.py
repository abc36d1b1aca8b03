"""Records with a list of pictures, which pictures can be put into as they are uploaded.

Rooms say which; the library knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from waishi.accounts.models import User
from waishi.media.models import Picture
from waishi.numbers import is_number


@dataclass(frozen=True)
class Placed:
    """A picture with what is said of it where it is put."""

    picture: Picture
    caption: str
    alt: str


@dataclass(frozen=True)
class Gallery:
    """How pictures get into a kind of record.

    `find` gives the record a person may change, or nothing; `put` writes the
    pictures behind those that are there, by `publishing.saving`.
    """

    find: Callable[[User, int], models.Model | None]
    put: Callable[[Any, list[Placed], User], None]


_galleries: dict[str, Gallery] = {}


def pictures_go_into(parameter: str, gallery: Gallery) -> None:
    """Let `?parameter=number` on the page of upload name a record."""
    _galleries[parameter] = gallery


@dataclass(frozen=True)
class Destination:
    """The record that pictures being uploaded are meant for."""

    parameter: str
    record: models.Model
    gallery: Gallery

    @property
    def query(self) -> str:
        """What names the record in an address."""
        return f"{self.parameter}={self.record.pk}"


def destination_of(asked: dict[str, Any], user: User) -> Destination | None:
    """The record an address names, where the person may change it."""
    for parameter, gallery in _galleries.items():
        number = str(asked.get(parameter, ""))
        record = gallery.find(user, int(number)) if is_number(number) else None
        if record:
            return Destination(parameter, record, gallery)
    return None
