"""A text, the link to it that somebody was given, and what opening it answers."""

import pytest

from news.models import PreviewSharing
from news.sharing import give
from tests.content import public_section
from tests.factories import ArticleFactory
from waishi.languages import SOURCE

NEAR, FAR = "10.8.3.4", "203.0.113.9"


def opened(client, token, address=NEAR):
    return client.get(f"/preview/{token}/", REMOTE_ADDR=address)


def is_refused(client, token, address=NEAR):
    """Whether the answer is, to the byte, that to an address nobody ever gave."""
    never = "N" * len(token)
    answer, other = opened(client, token, address), opened(client, never, address)
    said = {name: value for name, value in answer.headers.items() if name != "X-Accel-Expires"}
    of_other = {name: value for name, value in other.headers.items() if name != "X-Accel-Expires"}
    same_page = answer.content.decode().replace(token, never) == other.content.decode()
    return answer.status_code == 404 and same_page and said == of_other


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
