"""axe finds no violation on any kind of page: in every language, mode and width.

Width and mode change looks, not sense: every rule is asked once per page and language
and at every width, what a mode changes (colours, sizes) once per mode.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.in_browser.conftest import NARROW

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDTHS = (360, 768, 1440)
PAGES = [
    "/",
    "/about/",
    "/reading/",
    "/sitemap/",
    "/news/",
    "/topics/",
    "/friendship-cities/",
    "/friendship-cities/?kind=sister_city",
    "/hong-kong-macao/",
    "/visits/",
    "/events/",
    "/countries/fr/",
    "/search/",
    "/search/?q=2021",
    "/search/?q=nothing-like-it",
    "/consulates/",
    "/news/999999/",
]
# One page of each kind is found as a reader finds it: by a link on another page.
LINKED = [
    ("/news/", r"/news/[a-z][a-z-]*/"),
    ("/news/", r"/news/\d+/"),
    ("/topics/", r"/topics/[a-z0-9-]+/"),
    ("/friendship-cities/", r"/friendship-cities/[a-z0-9-]+/"),
    ("/visits/", r"/visits/\d+/"),
    ("/events/", r"/events/\d+/"),
]
MODES = {
    "large reading": "mode=large",
    "largest type": "size=largest",
    "high contrast": "contrast=high",
    "yellow on black": "contrast=night",
}
ALL = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    },
}
LOOKS = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "rule",
        "values": [
            "color-contrast",
            "target-size",
            "scrollable-region-focusable",
            "link-in-text-block",
        ],
    },
}


def addresses_of_all_kinds(reader, prefix):
    """Every kind of page, one address each, in one language."""
    addresses = [prefix + page for page in PAGES]
    for address, pattern in LINKED:
        reader.open(prefix + address)
        links = reader.page.eval_on_selector_all(
            "main a[href]", "links => links.map(link => link.getAttribute('href'))"
        )
        addresses.append(next(link for link in links if re.fullmatch(prefix + pattern, link)))
    return addresses


def violations_on(reader, options):
    """What axe finds on the open page: the rule and where."""
    found = Axe().run(reader.page, options=options).response["violations"]
    return [
        (violation["id"], node["target"][0], (node.get("failureSummary") or "")[:200])
        for violation in found
        for node in violation["nodes"]
    ]


def test_nothing_is_found_at_any_width(visit):
    reader = visit()
    wrong = {}
    for address in addresses_of_all_kinds(reader, ""):
        reader.open(address)
        for width in WIDTHS:
            reader.page.set_viewport_size({"width": width, "height": 900})
            if found := violations_on(reader, ALL):
                wrong[address, width] = found

    assert wrong == {}


@pytest.mark.parametrize("prefix", ["/en", "/zh-hant"], ids=["English", "traditional"])
def test_nothing_is_found_in_the_other_languages(visit, prefix):
    reader = visit(NARROW)
    wrong = {}
    for address in addresses_of_all_kinds(reader, prefix):
        reader.open(address)
        if found := violations_on(reader, ALL):
            wrong[address] = found

    assert wrong == {}


@pytest.mark.parametrize("mode", [*MODES, "dark"])
def test_nothing_is_found_in_any_mode(visit, mode):
    reader = visit(NARROW, color_scheme="dark" if mode == "dark" else "light")
    if mode in MODES:
        reader.open(f"/reading/?{MODES[mode]}&back=/")
    wrong = {}
    for address in addresses_of_all_kinds(reader, ""):
        reader.open(address)
        if found := violations_on(reader, LOOKS):
            wrong[address] = found

    assert wrong == {}
