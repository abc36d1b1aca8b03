"""One world for all the attempts of a file: made once, and as it was before each of them."""

from types import SimpleNamespace

import pytest
from django.db import models, transaction

from tests.conftest import Office
from tests.roads.table import everything


@pytest.fixture(scope="module")
def world(request, django_db_setup, django_db_blocker):
    """What the file's `make_world` makes, in a transaction that ends with the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        office = Office()
        for name in Office.ROLES:
            getattr(office, name)
        made = {"office": office, **request.module.make_world(office)}
        yield made, everything()
        transaction.set_rollback(True)


@pytest.fixture
def scene(world, client, settings, tmp_path):
    """The world read anew, a browser, and a place for files."""
    made, before = world
    settings.MEDIA_ROOT = tmp_path
    return SimpleNamespace(
        **{name: _anew(thing) for name, thing in made.items()},
        client=client,
        before=before,
        directory=tmp_path,
    )


def _anew(thing):
    is_row = isinstance(thing, models.Model)
    return type(thing)._base_manager.get(pk=thing.pk) if is_row else thing
