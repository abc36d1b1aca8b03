import pytest

from friendship_cities.importing.applying import apply
from friendship_cities.importing.planning import plan_import
from tests.friendship_cities.importing.files import csv_of, set_up_register


@pytest.fixture
def register(db):
    set_up_register()


@pytest.fixture
def plan(register):
    """Plans a list of rows, or a whole file."""

    def plan(*rows, content=None, name="友城名录.csv", **options):
        return plan_import(content or csv_of(*rows, **options), name)

    return plan


@pytest.fixture
def bring_in(plan, office):
    """Imports a list of rows, or a whole file, in the name of the registrar."""

    def bring_in(*rows, **options):
        return apply(plan(*rows, **options), office.registrar)

    return bring_in


@pytest.fixture
def reasons(plan):
    """Why the only row of a list is refused; empty where it is not."""

    def reasons(*rows, **options):
        (row,) = plan(*rows, **options).rows
        return "；".join(row.reasons)

    return reasons
