"""Ten people save the same article in the same moment, through the served site."""

import threading
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from django.test import Client

from news.models import Article
from tests.factories import ArticleFactory, UserFactory
from tests.publishing.test_office_forms import change_url, form_of
from waishi.publishing.models import TextChange

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 10


class StayHere(HTTPRedirectHandler):
    """A redirect is the answer that says: saved."""

    def redirect_request(self, *args):
        return None


class Colleague:
    """Somebody who has the form open and will save it with one field changed."""

    def __init__(self, number, server, article):
        # Django's own client signs in; the saving goes over a connection of its own.
        client = Client(enforce_csrf_checks=True)
        client.force_login(UserFactory(username=f"writer{number}", roles=["采编"]))
        # Not the English of the same words: whose Chinese moves meanwhile is told so.
        self.column = ("title_zh_hans", "summary_en")[number % 2]
        self.title = f"第{number}人的标题"
        self.form = form_of(client, change_url(article)) | {self.column: self.title}
        self.form["csrfmiddlewaretoken"] = client.cookies["csrftoken"].value
        self.cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
        self.address = server + change_url(article)
        self.status, self.page = 0, ""

    def save(self, together):
        body = urlencode(self.form, doseq=True).encode()
        request = Request(self.address, body, {"Cookie": self.cookies})
        together.wait()
        try:
            with build_opener(StayHere).open(request, timeout=60) as answer:
                self.status, self.page = answer.status, answer.read().decode()
        except HTTPError as answer:
            self.status = answer.code


@pytest.fixture
def colleagues(live_server):
    article = ArticleFactory(english=True)
    people = [Colleague(number, live_server.url, article) for number in range(PEOPLE)]
    together = threading.Barrier(PEOPLE)
    threads = [threading.Thread(target=one.save, args=[together]) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return people


def test_nothing_is_overwritten_and_everybody_is_told_the_truth(colleagues):
    article = Article.objects.get()
    saved = {one.column: one for one in colleagues if one.status == 302}
    told = [one for one in colleagues if one.status == 200]

    assert len(saved) == 2
    assert len(told) == PEOPLE - 2
    assert article.version == 3
    assert TextChange.objects.count() == 2
    for column, winner in saved.items():
        assert getattr(article, column) == winner.title
    for one in told:
        assert "他人已把这一项改为" in one.page
        assert one.title in one.page
        assert saved[one.column].title in one.page
