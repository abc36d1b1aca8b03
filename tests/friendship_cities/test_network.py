import random
from itertools import combinations, pairwise

import pytest
from django.template.loader import render_to_string

from friendship_cities.lettering import POINT_RADIUS, Box, SquaredPaper, text_width, wrap
from friendship_cities.network import (
    CENTRE,
    HEIGHT,
    RING_KM,
    WIDTH,
    Tie,
    Wording,
    draw_network,
    great_circle_km,
    initial_bearing,
    place_at,
    radius_of,
)

SISTER_CITIES = [
    ("图卢兹市", 43.6045, 1.444),
    ("西雅图市", 47.6062, -122.3321),
    ("多伦多市", 43.6532, -79.3832),
    ("广岛市", 34.3853, 132.4553),
    ("莱斯特市", 52.6369, -1.1398),
    ("沃罗涅日市", 51.6608, 39.2003),
    ("姆普马兰加省", -25.4753, 30.9694),
    ("杜塞尔多夫市", 51.2277, 6.7735),
    ("设拉子市", 29.5918, 52.5837),
    ("布里斯班市", -27.4698, 153.0251),
    ("仁川广域市", 37.4563, 126.7052),
    ("科尔多瓦省", -31.4201, -64.1888),
    ("曼谷市", 13.7563, 100.5018),
    ("安特卫普省", 51.2194, 4.4025),
    ("佩斯州", 47.4979, 19.0402),
    ("皮特什蒂市", 44.8565, 24.8692),
    ("斯利文市", 42.6858, 26.3292),
    ("明斯克州", 53.9006, 27.559),
    ("马里博尔市", 46.5547, 15.6459),
]
FRIENDLY_EXCHANGES = [
    ("水户市", 36.3659, 140.4713),
    ("西哥特兰省", 57.7089, 11.9746),
    ("辛辛那提市", 39.1031, -84.512),
    ("豪登省", -26.2041, 28.0473),
    ("克拉科夫市", 50.0647, 19.945),
    ("杜伊斯堡市", 51.4344, 6.7623),
    ("明斯克州明斯克区", 53.9006, 27.559),
]


def tie(name, latitude, longitude, kind="sister_city"):
    note = f"{name} · 友好城市"
    return Tie(name, kind, latitude, longitude, "/friendship-cities/x/", note)


REAL_TIES = [tie(*city) for city in SISTER_CITIES] + [
    tie(*city, kind="friendly_exchange") for city in FRIENDLY_EXCHANGES
]


def made_up_ties(count):
    """As many ties as the office may once have, crowded where the real ones are."""
    chance = random.Random(2021)
    ties = []
    for _ in range(count):
        near = chance.choice(REAL_TIES)
        latitude = near.latitude + chance.uniform(-6, 6)
        longitude = near.longitude + chance.uniform(-8, 8)
        ties.append(tie(near.name, latitude, longitude, near.kind))
    return ties


REGISTERS = {
    "one": REAL_TIES[:1],
    "real": REAL_TIES,
    "fifty": made_up_ties(50),
    "hundred_and_seventy": made_up_ties(170),
    "all_in_one_city": [tie("图卢兹市", 43.6045, 1.444)] * 12,
    "english": [tie("Zaporizhzhia Oblast", t.latitude, t.longitude) for t in REAL_TIES],
}


@pytest.fixture(params=REGISTERS)
def network(request):
    return draw_network(REGISTERS[request.param])


def texts_of(network):
    shown = [point.label for point in network.points if point.label.is_shown]
    return [
        *shown,
        *network.compass,
        network.centre,
        *(ring.label for ring in network.rings),
    ]


# Published: Los Angeles to New York airport, 2,144 nautical miles (E. Williams,
# Aviation Formulary); Flinders Peak to Buninyong (technical manual of the Geocentric
# Datum of Australia). The others are geodesics of the WGS84 ellipsoid, computed with
# GeographicLib 2.1.
@pytest.mark.parametrize(
    ("here", "there", "kilometres", "degrees"),
    [
        ((33.95, -118.40), (40.6333, -73.7833), 3970.7, 66.0),
        ((-37.951033, 144.424868), (-37.652821, 143.926496), 54.972, 306.868),
        ((40.6, -73.8), (51.6, -0.5), 5551.759, 51.199),
        ((29.563, 106.5516), (43.6045, 1.444), 8898.420, 314.740),
        ((29.563, 106.5516), (47.6062, -122.3321), 10164.628, 30.529),
        ((29.563, 106.5516), (34.3853, 132.4553), 2498.786, 70.938),
        ((29.563, 106.5516), (-27.4698, 153.0251), 8020.476, 137.354),
        ((29.563, 106.5516), (-31.4201, -64.1888), 19115.324, 254.038),
    ],
)
def test_distance_and_bearing_agree_with_published_ones(here, there, kilometres, degrees):
    assert great_circle_km(*here, *there) == pytest.approx(kilometres, rel=0.01)
    assert initial_bearing(*here, *there) == pytest.approx(degrees, rel=0.01)


def test_a_farther_place_is_drawn_farther_out():
    radii = [radius_of(distance) for distance in range(0, 20_016, 100)]

    assert all(near < far for near, far in pairwise(radii))


def test_the_rings_stand_at_the_distances_they_name():
    rings = draw_network([]).rings

    assert [ring.distance_km for ring in rings] == [2_000, 5_000, 10_000, 15_000]
    assert [ring.radius for ring in rings] == [radius_of(km) for km in RING_KM]
    assert [ring.label.text for ring in rings][:2] == ["2,000 km", "5,000 km"]


def test_north_is_up_and_east_is_right():
    x, y = CENTRE

    assert place_at(0, 100) == pytest.approx((x, y - 100))
    assert place_at(90, 100) == pytest.approx((x + 100, y))


def test_a_point_stands_at_its_true_bearing_and_distance():
    network = draw_network([tie("图卢兹市", 43.6045, 1.444)])

    point = network.points[0]
    x, y = place_at(point.bearing, radius_of(point.distance_km))
    assert (point.x, point.y) == pytest.approx((x, y), abs=0.05)
    assert point.bearing == pytest.approx(314.7, rel=0.01)
    assert point.distance_km == pytest.approx(8898, rel=0.01)


def test_partners_on_one_spot_are_drawn_beside_each_other():
    minsk = (53.9006, 27.559)
    region, district = draw_network(
        [tie("明斯克州", *minsk), tie("明斯克区", *minsk, kind="friendly_exchange")]
    ).points

    apart = abs(region.x - district.x) + abs(region.y - district.y)
    assert 2 * POINT_RADIUS < apart < 25


def test_no_name_touches_another_text(network):
    overlapping = [
        (one.text, other.text)
        for one, other in combinations(texts_of(network), 2)
        if one.box.overlaps(other.box)
    ]

    assert overlapping == []


def test_no_name_touches_a_point(network):
    marks = [Box.around(p.x, p.y, POINT_RADIUS) for p in network.points]
    touching = [
        point.tie.name
        for point in network.points
        if point.label.is_shown and any(point.label.box.overlaps(mark) for mark in marks)
    ]

    assert touching == []


def test_no_line_to_a_moved_name_crosses_another_text(network):
    leaders = [p.label for p in network.points if p.label.leader]
    for label in leaders:
        paper = SquaredPaper(WIDTH, HEIGHT)
        for text in texts_of(network):
            if text is not label:
                paper.take(inner(text.box))
        assert paper.is_clear(label.leader), label.text


def inner(box):
    """The box less the width of one square of the paper that is asked."""
    return Box(box.left + 2, box.top + 2, box.right - 2, box.bottom - 2)


def test_nothing_leaves_the_picture(network):
    for text in (*texts_of(network), *(point.label for point in network.points)):
        left, top, right, bottom = text.box
        assert left >= 0, text
        assert top >= 0, text
        assert right <= WIDTH, text
        assert bottom <= HEIGHT, text


def test_nearly_all_real_names_find_room():
    network = draw_network(REAL_TIES)

    hidden = [p.tie.name for p in network.points if not p.label.is_shown]
    assert len(hidden) <= len(REAL_TIES) // 10


def test_a_name_without_room_still_stands_ready_beside_its_point():
    network = draw_network(REGISTERS["hundred_and_seventy"])

    hidden = [point for point in network.points if not point.label.is_shown]
    assert hidden
    assert all(abs(point.label.x - point.x) < 10 for point in hidden)
    assert [p.tie.name for p in hidden] == [p.label.text for p in hidden]


def test_sister_cities_keep_their_true_place_before_friendly_exchanges():
    minsk = (53.9006, 27.559)
    ties = [tie("明斯克区", *minsk, kind="friendly_exchange"), tie("明斯克州", *minsk)]

    sister_city = draw_network(ties).points[1]

    true = place_at(sister_city.bearing, radius_of(sister_city.distance_km))
    assert (sister_city.x, sister_city.y) == pytest.approx(true, abs=0.05)


def test_the_same_register_is_always_drawn_the_same():
    ties = REGISTERS["fifty"]

    assert draw_network(ties) == draw_network(list(ties))


def test_an_empty_register_shows_the_rings_alone():
    network = draw_network([])

    assert network.points == ()
    assert len(network.rings) == 4
    assert [letter.text for letter in network.compass] == ["北", "东", "南", "西"]


def test_the_picture_speaks_the_language_of_its_reader():
    network = draw_network([], Wording("Chongqing", ("N", "E", "S", "W"), "km"))

    assert network.centre.text == "Chongqing"
    assert [letter.text for letter in network.compass] == ["N", "E", "S", "W"]


@pytest.mark.parametrize(
    ("text", "ems"),
    [("重庆", 2), ("（重）", 3), ("km", 1.1), ("", 0), ("e\u0301", 0.55)],
)
def test_a_chinese_character_is_as_wide_as_it_is_high(text, ems):
    assert text_width(text) == pytest.approx(ems)


def test_a_note_is_broken_between_its_parts_and_words():
    point = draw_network([tie("明斯克州", 53.9006, 27.559)]).points[0]

    assert point.note_lines == ("明斯克州", "友好城市")
    assert wrap("Sister city since 1982", 8, 3) == ("Sister city", "since 1982")
    assert wrap("一二三，四五六", 3, 5) == ("一二", "三，四", "五六")


def test_a_note_that_is_too_long_says_that_it_goes_on():
    assert wrap("一二三四五六七八", 3, 2) == ("一二三", "四五…")


def page_of(ties):
    network = draw_network(ties)
    return render_to_string("friendship_cities/_network.html", {"network": network})


def test_every_partner_in_the_picture_is_a_link_that_says_its_note():
    page = page_of(REAL_TIES)

    assert page.count('<a class="network-tie') == len(REAL_TIES)
    assert page.count('href="/friendship-cities/x/"') == len(REAL_TIES)
    assert "<title>图卢兹市 · 友好城市</title>" in page
    assert "方位距离示意，非地图" in page


def test_the_two_kinds_differ_in_shape_and_not_in_colour_alone():
    sister_city = page_of([tie("图卢兹市", 43.6045, 1.444)])
    exchange = page_of([tie("水户市", 36.3659, 140.4713, kind="friendly_exchange")])

    # One mark of each kind stands in the legend of both.
    assert sister_city.count('<circle class="network-mark"') == 2
    assert exchange.count('<circle class="network-mark"') == 1
    assert exchange.count('<path class="network-mark"') == 2


def test_the_picture_obeys_the_strict_content_security_policy():
    page = page_of(REAL_TIES)

    assert "style=" not in page
    assert "<style" not in page
    assert "<script" not in page


def test_the_picture_of_an_empty_register_has_no_empty_list():
    page = page_of([])

    assert 'role="list"' not in page
    assert "network-skip" not in page
