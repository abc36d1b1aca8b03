"""Where the register uses pictures."""

from typing import Any

from friendship_cities.models import City, Event, EventPicture, Partnership, Visit, VisitPicture
from waishi.languages import columns
from waishi.media.uses import Place, in_the_office, names_picture


def _of_visit(row: Any) -> tuple[str, str]:
    return in_the_office(row.visit)


def _of_event(row: Any) -> tuple[str, str]:
    return in_the_office(row.event)


PLACES = (
    Place(
        "来访出访",
        lambda number, names: VisitPicture.objects.filter(picture=number).select_related("visit"),
        _of_visit,
    ),
    Place(
        "来访出访概要",
        lambda number, names: Visit.objects.filter(names_picture(names, *columns("summary"))),
    ),
    Place(
        "活动",
        lambda number, names: EventPicture.objects.filter(picture=number).select_related("event"),
        _of_event,
    ),
    Place(
        "活动概要",
        lambda number, names: Event.objects.filter(names_picture(names, *columns("summary"))),
    ),
    Place("外国地方", lambda number, names: City.objects.filter(picture=number)),
    Place(
        "外国地方简介",
        lambda number, names: City.objects.filter(names_picture(names, *columns("profile"))),
    ),
    Place(
        "友城简介",
        lambda number, names: Partnership.objects.filter(
            names_picture(names, *columns("profile"))
        ).select_related("city", "local_party"),
    ),
)
