"""A text and the link to it that somebody was given."""

import pytest

from news.models import PreviewSharing
from news.sharing import give
from tests.content import public_section
from tests.factories import ArticleFactory
from waishi.languages import SOURCE


@pytest.fixture
def switched_on():
    return PreviewSharing.objects.create(is_on=True, networks="10.8.0.0/16\n2001:db8::/32\n")


@pytest.fixture
def article(office, switched_on):
    return ArticleFactory(
        english=True, section=public_section(office), created_by=office.writer, author="余某"
    )


@pytest.fixture
def given(office, article):
    return give(article, SOURCE, office.writer, "某某领事馆新闻官")
