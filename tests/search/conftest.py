"""A text that readers find in both languages."""

import pytest

from tests.content import public_section
from tests.factories import (
    ArticleFactory,
)
from waishi.languages import ENGLISH


@pytest.fixture
def section(office):
    return public_section(office)


@pytest.fixture
def article(office, section):
    return ArticleFactory(section=section, english=True, created_by=office.writer)


@pytest.fixture
def released(office, article):
    office.release(article)
    office.release(article, ENGLISH)
    return article
