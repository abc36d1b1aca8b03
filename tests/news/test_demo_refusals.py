import pytest
from django.core.management import CommandError, call_command

from news.demonstration.clearing import clear_demonstration
from news.demonstration.marks import Refused
from news.models import Article
from tests.factories import ArticleFactory, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "found"),
    [
        (UserFactory, r"accounts\.User 1"),
        (ArticleFactory, r"news\.Article 1"),
        (PartnershipFactory, r"friendship_cities\.Partnership 1"),
    ],
    ids=["an account", "an article", "a partnership"],
)
def test_the_demonstration_refuses_a_database_that_holds(factory, found):
    factory()

    with pytest.raises(CommandError, match=found):
        call_command("load_demo")


def test_an_installation_that_is_no_demonstration_cannot_be_cleared():
    ArticleFactory()

    with pytest.raises(CommandError, match="No demonstration was loaded here"):
        call_command("clear_demo", with_everything=True)
    with pytest.raises(Refused):
        clear_demonstration()
    assert Article.objects.exists()
