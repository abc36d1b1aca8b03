"""What the office does is seen by readers within a second, through the served site."""

import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.error import HTTPError
from urllib.request import build_opener

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import ArticleFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.correcting import agree, propose
from waishi.publishing.moments import database_moment
from waishi.publishing.releasing import reinstate, set_expiry, withdraw
from waishi.publishing.slips import Replacement
from waishi.publishing.tasks import warm_addresses

PREFIX = {SOURCE: "", ENGLISH: "/en"}


def status_and_page(address):
    try:
        with build_opener().open(address) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def seen_after(address, wanted):
    """How long it takes until a reader who asks again and again gets what is `wanted`."""
    began = time.monotonic()
    while time.monotonic() - began < 5:
        if wanted(*status_and_page(address)):
            break
    return time.monotonic() - began


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", [SOURCE, ENGLISH])
def test_releases_errata_and_withdrawals_are_seen_within_a_second(live_server, office, language):
    article = ArticleFactory(
        english=True, body_zh_hans="<p>教育合做。</p>", body_en="<p>Educaton.</p>"
    )
    page = f"{live_server.url}{PREFIX[language]}/news/{article.pk}/"
    assert status_and_page(page)[0] == 404

    office.release(article, language)
    waited = {"released": seen_after(page, lambda status, _: status == 200)}
    slip = {SOURCE: ("合做", "合作"), ENGLISH: ("Educaton", "Education")}[language]
    by = office.first if language == SOURCE else office.translator
    agree(propose(article, language, office.writer, [Replacement(*slip)]), by)
    waited["mended"] = seen_after(page, lambda _, said: slip[1] in said)
    withdrawal = withdraw(article, language, office.first, kind="error")
    waited["withdrawn"] = seen_after(page, lambda status, _: status == 410)
    reinstate(withdrawal, office.first)
    waited["reinstated"] = seen_after(page, lambda status, _: status == 200)

    assert {name: seconds for name, seconds in waited.items() if seconds > 1} == {}


@pytest.mark.django_db(transaction=True)
def test_a_page_that_readers_keep_asking_for_ends_to_the_second(live_server, office):
    article = ArticleFactory()
    page = f"{live_server.url}/news/{article.pk}/"
    release = office.release(article)
    assert status_and_page(page)[0] == 200
    ends = database_moment() + timedelta(seconds=1)

    set_expiry(release, office.final, ends)

    assert seen_after(page, lambda status, _: status == 404) < 2
    assert database_moment() >= ends


# Through every nginx ---------------------------------------------------------------


class Recorder(BaseHTTPRequestHandler):
    asked: list = []
    schemes: list = []

    def do_GET(self):
        self.asked.append((self.headers["Host"], self.path))
        self.schemes.append(self.headers["X-Forwarded-Proto"])
        self.send_response(410)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def nginx(settings):
    """A server on this machine that stands for nginx and remembers what it was asked."""
    server = HTTPServer(("127.0.0.1", 0), Recorder)
    Recorder.asked, Recorder.schemes = [], []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.NGINX_ADDRESSES = [f"http://127.0.0.1:{server.server_port}"]
    settings.ALLOWED_HOSTS = ["fao.example"]
    yield Recorder
    server.shutdown()
    thread.join()
    server.server_close()


def jobs():
    return ProcrastinateJob.objects.filter(task_name="publishing.warm_addresses")


@pytest.mark.django_db
def test_after_a_withdrawal_its_addresses_are_fetched_through_every_nginx(office, nginx):
    article = ArticleFactory()
    office.release(article)
    before = jobs().count()

    withdraw(article, SOURCE, office.first, kind="error")

    assert jobs().count() == before + 1
    job = jobs().latest("pk")
    warm_addresses(**job.args)
    page = f"/news/{article.pk}/"
    assert {("fao.example", page), ("fao.example", f"/zh-hant{page}")} <= set(nginx.asked)
    assert ("fao.example", f"/news/{article.section.slug}/") in nginx.asked


@pytest.mark.django_db
def test_the_english_page_is_fetched_at_its_own_address(office, nginx):
    article = ArticleFactory(english=True)
    office.release(article, ENGLISH)

    withdraw(article, ENGLISH, office.first, kind="error")

    job = jobs().latest("pk")
    assert f"/en/news/{article.pk}/" in job.args["paths"]
    assert f"/news/{article.pk}/" not in job.args["paths"]


def test_every_name_of_the_site_is_asked_for_as_a_reader_comes(nginx, settings):
    settings.ALLOWED_HOSTS = ["fao.example", ".www.example", "*"]
    settings.HTTPS = True

    warm_addresses(paths=["/news/1/"])

    assert nginx.asked == [("fao.example", "/news/1/"), ("www.example", "/news/1/")]
    assert nginx.schemes == ["https", "https"]


def test_one_nginx_that_is_down_is_tried_again_and_the_others_are_asked(nginx, settings):
    settings.NGINX_ADDRESSES = ["http://127.0.0.1:1", *settings.NGINX_ADDRESSES]

    with pytest.raises(ConnectionError, match=r"127\.0\.0\.1:1"):
        warm_addresses(paths=["/news/1/"])

    assert nginx.asked == [("fao.example", "/news/1/")]


@pytest.mark.django_db
def test_without_an_nginx_no_job_is_made(office, settings):
    settings.NGINX_ADDRESSES = []
    article = ArticleFactory()
    office.release(article)

    withdraw(article, SOURCE, office.first, kind="error")

    assert not jobs().exists()
