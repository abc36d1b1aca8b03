"""The network: every partner city at its true bearing and distance from Chongqing.

A chart, not a map: it draws no coast and no border. Angles are true. Distances
are read between the rings: `RADII` gives every ring its radius, and between two
rings the scale is even, so nearer is always nearer the centre, while the near
neighbours and the many in Europe get more room than one single scale would
leave them. Points on nearly the same spot are moved apart, by 15 units at most.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from friendship_cities.labelling import Named, place_labels
from friendship_cities.lettering import (
    DROP,
    POINT_ROOM,
    TEXT_SIZE,
    Box,
    Place,
    SquaredPaper,
    Text,
    wrap,
)

Kind = Literal["sister_city", "friendly_exchange"]

CHONGQING = (29.563, 106.5516)
EARTH_RADIUS_KM = 6371.0088

# The size of the picture, in its own units. The centre stands right of the middle:
# Europe's names need the left.
WIDTH, HEIGHT = 760.0, 640.0
CENTRE = (424.0, 318.0)
CENTRE_ROOM = 9.0

# Kilometres and the radius they are drawn at; half the way round the earth is last.
RADII = (
    (0.0, 0.0),
    (2_000.0, 80.0),
    (5_000.0, 128.0),
    (10_000.0, 252.0),
    (15_000.0, 272.0),
    (20_016.0, 292.0),
)
RING_KM = (2_000, 5_000, 10_000, 15_000)
# Where the row of ring labels may stand, the best direction first.
RING_LABEL_BEARINGS = (158, 165, 150, 172, 143, 187, 128, 113, 98, 202, 217, 82)
SMALL_TEXT_SIZE = 11.0

COMPASS_RADIUS = 305.0
LETTER_SIZE = 15.0

# Where the picture writes the whole note of the point that is looked at.
NOTE_PLACE = (16.0, 520.0)
NOTE_WIDTH_EM = 15.0
NOTE_LINES = 6


@dataclass(frozen=True)
class Tie:
    """A partnership as the picture needs it: what to write, where, and the way to it.

    The parts of `note`, divided by " · ", stand on lines of their own in the picture.
    """

    name: str
    kind: Kind
    latitude: float
    longitude: float
    address: str
    note: str

    @property
    def rest_of_note(self) -> str:
        """The note without the place's own name, which lists show as the way there."""
        return self.note.partition(" · ")[2]

    @property
    def is_sister_city(self) -> bool:
        """Drawn as a circle; the others are drawn as diamonds."""
        return self.kind == "sister_city"

    @property
    def bearing(self) -> float:
        """The direction from Chongqing, in degrees clockwise from north."""
        return initial_bearing(*CHONGQING, self.latitude, self.longitude)

    @property
    def distance_km(self) -> float:
        """How far it is from Chongqing."""
        return great_circle_km(*CHONGQING, self.latitude, self.longitude)


@dataclass(frozen=True)
class Wording:
    """The words of the picture itself, in the reader's language."""

    centre: str = "重庆"
    compass: tuple[str, str, str, str] = ("北", "东", "南", "西")
    unit: str = "km"


@dataclass(frozen=True)
class Ring:
    """All places at one distance from the centre."""

    distance_km: int
    radius: float
    label: Text


@dataclass(frozen=True)
class Point:
    """A partner city in the picture; `label.is_shown` tells if its name found room."""

    tie: Tie
    bearing: float
    distance_km: float
    x: float
    y: float
    label: Text
    note_lines: tuple[str, ...]


@dataclass(frozen=True)
class Network:
    """Everything `friendship_cities/_network.html` draws, in its own units."""

    rings: tuple[Ring, ...]
    compass: tuple[Text, ...]
    centre: Text
    points: tuple[Point, ...]
    width: float = WIDTH
    height: float = HEIGHT
    centre_x: float = CENTRE[0]
    centre_y: float = CENTRE[1]
    # The radius of the farthest place on earth: as far as the axes go.
    reach: float = RADII[-1][1]
    note_x: float = NOTE_PLACE[0]
    note_y: float = NOTE_PLACE[1]


def great_circle_km(
    latitude: float, longitude: float, to_latitude: float, to_longitude: float
) -> float:
    """The shortest way over a round earth, within 0.6 % of the surveyed one."""
    here, there = math.radians(latitude), math.radians(to_latitude)
    half_height = (there - here) / 2
    half_width = math.radians(to_longitude - longitude) / 2
    chord = math.sin(half_height) ** 2
    chord += math.cos(here) * math.cos(there) * math.sin(half_width) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def initial_bearing(
    latitude: float, longitude: float, to_latitude: float, to_longitude: float
) -> float:
    """The direction in which that way sets out, in degrees clockwise from north."""
    here, there = math.radians(latitude), math.radians(to_latitude)
    turn = math.radians(to_longitude - longitude)
    east = math.sin(turn) * math.cos(there)
    north = math.cos(here) * math.sin(there)
    north -= math.sin(here) * math.cos(there) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360


def radius_of(distance_km: float) -> float:
    """The radius a distance is drawn at: even between two neighbouring rings."""
    for (near, inner), (far, outer) in pairwise(RADII):
        if distance_km <= far:
            return inner + (outer - inner) * (distance_km - near) / (far - near)
    return RADII[-1][1]


def place_at(bearing: float, radius: float) -> Place:
    """Where a bearing and a radius lie in the picture: north is up."""
    angle = math.radians(bearing)
    return CENTRE[0] + radius * math.sin(angle), CENTRE[1] - radius * math.cos(angle)


def draw_network(ties: Sequence[Tie], wording: Wording | None = None) -> Network:
    """Lay out the picture: always the same one for the same ties and words.

    A name that finds no room is left out until its point is looked at; sister
    cities are served first.
    """
    wording = wording or Wording()
    centre = Text(wording.centre, CENTRE[0], CENTRE[1] + 24, "middle", LETTER_SIZE)
    compass = compass_of(wording)
    paper = paper_around(centre, *compass)
    places = spread(ties, paper)
    rings = rings_of(wording, paper)
    named = [
        Named(tie.name, *place, weight=2 if tie.is_sister_city else 1)
        for tie, place in zip(ties, places, strict=True)
    ]
    labels = place_labels(named, CENTRE, paper)
    points = tuple(map(point_of, ties, places, labels))
    return Network(rings, compass, centre, points)


def compass_of(wording: Wording) -> tuple[Text, ...]:
    """North, east, south and west, just outside the farthest place on earth."""
    return tuple(
        text_at(letter, place_at(bearing, COMPASS_RADIUS), LETTER_SIZE)
        for bearing, letter in zip((0, 90, 180, 270), wording.compass, strict=True)
    )


def text_at(text: str, place: Place, size: float) -> Text:
    """A text with its middle at a place."""
    return Text(text, place[0], place[1] + DROP * size, "middle", size).rounded()


def paper_around(*texts: Text) -> SquaredPaper:
    """The picture with these texts, the centre and the room for the note taken."""
    paper = SquaredPaper(WIDTH, HEIGHT)
    for text in texts:
        paper.take(text.box)
    paper.take(Box.around(*CENTRE, CENTRE_ROOM))
    x, y = NOTE_PLACE
    paper.take(Box(0, y, x + NOTE_WIDTH_EM * TEXT_SIZE, HEIGHT))
    return paper


def rings_of(wording: Wording, paper: SquaredPaper) -> tuple[Ring, ...]:
    """The rings, their labels in one row along the emptiest of a few directions."""
    rows = [ring_labels(wording, bearing) for bearing in RING_LABEL_BEARINGS]
    labels = max(rows, key=lambda row: sum(paper.is_free(label.box) for label in row))
    for label in labels:
        paper.take(label.box)
    return tuple(
        Ring(distance, radius_of(distance), label)
        for distance, label in zip(RING_KM, labels, strict=True)
    )


def ring_labels(wording: Wording, bearing: float) -> list[Text]:
    """The labels of all rings in one direction, each across its ring."""
    return [
        text_at(
            f"{distance:,} {wording.unit}",
            place_at(bearing, radius_of(distance)),
            SMALL_TEXT_SIZE,
        )
        for distance in RING_KM
    ]


def spread(ties: Sequence[Tie], paper: SquaredPaper) -> list[Place]:
    """Where each point is drawn: its true place, or if taken a few units off."""
    places: dict[int, Place] = {}
    # The sort is stable: sister cities keep their true place before others do.
    for index in sorted(range(len(ties)), key=lambda i: not ties[i].is_sister_city):
        tie = ties[index]
        true = place_at(tie.bearing, radius_of(tie.distance_km))
        free = (p for p in beside(*true) if paper.is_free(Box.around(*p, POINT_ROOM)))
        places[index] = next(free, true)
        paper.take_point(*places[index])
    return [places[index] for index in range(len(ties))]


def beside(x: float, y: float) -> Iterator[Place]:
    """The place itself, then places around it, the nearest first."""
    yield x, y
    for distance in (3, 6, 9, 12, 15):
        for turn in range(0, 360, 30):
            angle = math.radians(turn)
            yield x + distance * math.cos(angle), y + distance * math.sin(angle)


def point_of(tie: Tie, place: Place, label: Text) -> Point:
    """The point of a tie, with its true bearing and distance beside its place."""
    return Point(
        tie=tie,
        bearing=tie.bearing,
        distance_km=tie.distance_km,
        x=round(place[0], 1),
        y=round(place[1], 1),
        label=label,
        note_lines=wrap(tie.note.replace(" · ", "\n"), NOTE_WIDTH_EM, NOTE_LINES),
    )
