"""The table itself is whole: every rule names every road, and the lists of roads are true."""

import importlib
import pkgutil

import pytest
from django.contrib import admin
from django.core.management import get_commands

import tests.roads
from tests.roads.table import Road

ROOMS = ("waishi", "news", "friendship_cities")
TABLES = {
    f"{module.name}: {rule}": roads
    for module in pkgutil.iter_modules(tests.roads.__path__)
    if module.name.startswith("test_") and module.name != "test_table"
    for rule, roads in importlib.import_module(f"tests.roads.{module.name}").TABLE.items()
}


@pytest.mark.parametrize("rule", TABLES)
def test_every_rule_names_every_road(rule):
    assert set(TABLES[rule]) == set(Road)


def test_no_list_of_the_office_writes():
    assert [one for one in admin.site._registry.values() if one.list_editable] == []


def test_these_are_all_bulk_actions():
    actions = {
        action if isinstance(action, str) else action.__name__
        for one in admin.site._registry.values()
        if type(one).__module__.split(".")[0] in ROOMS
        for action in one.actions or ()
    }
    assert [*dict(admin.site.actions)] == ["delete_selected"]
    assert actions == {"propose_publication", "withdraw"}


def test_these_are_all_commands_of_the_office():
    ours = {name for name, room in get_commands().items() if room.split(".")[0] in ROOMS}

    assert ours == {
        "check_identity",
        "clear_demo",
        "import_old_addresses",
        "import_partnerships",
        "load_countries",
        "load_demo",
        "load_translations",
        "load_words",
        "rebuild_queue",
        "rebuild_search",
        "set_up_roles",
    }
