import pytest

from tests.factories import ArticleFactory
from waishi.languages import LANGUAGES


@pytest.fixture
def article(office):
    """A text that readers find in both languages."""
    found = ArticleFactory(english=True, created_by=office.writer)
    for language in LANGUAGES:
        office.release(found, language)
    return found
