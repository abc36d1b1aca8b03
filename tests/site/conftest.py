import copy

import pytest

from tests.conftest import for_many_tests
from tests.content import public_site


@pytest.fixture(scope="module")
def made_once(request, django_db_setup, django_db_blocker):
    """An office and its public site, with as many rows of everything as a file or test says."""
    rows = getattr(request, "param", None) or getattr(request.module, "ROWS_OF_THE_SITE", 1)
    with for_many_tests(lambda office: public_site(office, rows), django_db_blocker) as made:
        yield made


@pytest.fixture
def site(db, made_once):
    return copy.deepcopy(made_once[1])
