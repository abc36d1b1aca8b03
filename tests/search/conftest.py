"""A text that readers find in both languages."""

import copy

import pytest

from tests.conftest import for_many_tests
from tests.content import public_section
from tests.factories import ArticleFactory
from waishi.languages import ENGLISH


def write_article(office, section):
    return ArticleFactory(section=section, english=True, created_by=office.writer)


def release_article(office):
    article = write_article(office, public_section(office))
    office.release(article)
    office.release(article, ENGLISH)
    return article


@pytest.fixture
def section(office):
    return public_section(office)


@pytest.fixture
def article(office, section):
    return write_article(office, section)


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    with for_many_tests(release_article, django_db_blocker) as made:
        yield made


@pytest.fixture
def released(db, made_once):
    return copy.deepcopy(made_once[1])
