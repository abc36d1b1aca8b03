"""Pages kept under the change counter, in one process."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from friendship_cities.models import Country
from tests.content import public_section, public_tie
from tests.factories import AlertBannerFactory, ArticleFactory, CountryFactory
from tests.publishing.test_database_rules import tables_with
from waishi.publishing.models import ChangeCounter
from waishi.publishing.moments import database_moment
from waishi.site import changes, pages, schedule
from waishi.site.frame import read_frame

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def shelf(monkeypatch):
    """A process that keeps pages."""
    monkeypatch.setattr(pages, "shelf", pages.Shelf(1024 * 1024))
    yield pages.shelf
    changes.listener.stop()


@pytest.fixture
def deaf(monkeypatch):
    """A process that hears nothing of changes."""
    monkeypatch.setattr(changes.listener, "heard", lambda: None)


@pytest.fixture
def country():
    return CountryFactory()


def committed(act, *arguments, **more):
    """What an act of the office makes, in one transaction, as a form does it."""
    with transaction.atomic():
        return act(*arguments, **more)


def rename(country, name):
    Country.objects.filter(pk=country.pk).update(
        name_zh_hans=name, version=Country.objects.get(pk=country.pk).version + 1
    )


def name_on(client, country):
    page = client.get(f"/countries/{country.iso2.lower()}/").content.decode()
    return page.split("<h1>")[1].split("</h1>")[0].strip()


def statements(client, address, **headers):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, headers=headers)
    return len(asked), response


def hear(counter=None):
    """Wait until the listener knows the counter."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        heard = changes.listener.heard()
        if heard and counter in (None, heard.counter):
            return heard
        time.sleep(0.01)
    raise AssertionError("nothing heard")


def test_a_page_that_is_kept_costs_nothing_while_changes_are_heard(client, country):
    hear()
    client.get("/countries/fr/")

    assert statements(client, "/countries/fr/")[0] == 0


def test_a_page_that_is_kept_costs_one_statement_where_nothing_is_heard(client, country, deaf):
    client.get("/countries/fr/")

    cost, response = statements(client, "/countries/fr/")
    again, unchanged = statements(client, "/countries/fr/", if_none_match=response["ETag"])

    assert (cost, response.status_code) == (1, 200)
    assert (again, unchanged.status_code, unchanged.content) == (1, 304, b"")


def test_a_change_shows_at_once_where_nothing_is_heard(client, country, deaf):
    for number in range(5):
        rename(country, f"法国{number}")
        assert name_on(client, country) == f"法国{number}"


def test_a_change_that_was_heard_shows(client, country):
    hear()
    before = name_on(client, country)

    rename(country, "法国新名")
    hear(ChangeCounter.objects.get().n)

    assert before != name_on(client, country) == "法国新名"


def test_a_change_that_is_not_committed_shows_to_nobody(client, country, deaf):
    before = name_on(client, country)
    with transaction.atomic():
        rename(country, "没有提交")
        seen = []
        reader = threading.Thread(target=lambda: seen.append(read_elsewhere(client, country)))
        reader.start()
        reader.join()
        transaction.set_rollback(True)

    assert seen == [before]
    assert name_on(client, country) == before


def read_elsewhere(client, country):
    try:
        return name_on(client, country)
    finally:
        connection.close()


def test_a_page_that_was_being_made_during_a_change_is_not_kept_past_it(
    client, country, deaf, monkeypatch
):
    read = read_frame

    def slow(*arguments, **more):
        frame = read(*arguments, **more)
        rename(country, "其间改的名")
        return frame

    monkeypatch.setattr("waishi.site.frame.read_frame", slow)
    client.get("/countries/fr/")
    monkeypatch.undo()
    monkeypatch.setattr(pages, "shelf", pages.shelf)

    assert name_on(client, country) == "其间改的名"


def test_a_scheduled_release_shows_from_its_moment_and_a_page_is_made_anew(client, office, deaf):
    article = ArticleFactory(section=committed(public_section, office), created_by=office.writer)
    at = database_moment() + timedelta(seconds=1.5)
    committed(office.release, article, live_from=at)
    seen = []
    while not seen or seen[-1][0] < at + timedelta(seconds=0.5):
        before = database_moment()
        is_there = f"/news/{article.pk}/" in client.get("/news/").content.decode()
        seen.append((before, is_there))
        assert is_there or before < at
        assert not is_there or database_moment() >= at
        time.sleep(0.02)

    assert {is_there for _, is_there in seen} == {True, False}


def test_a_page_with_a_clock_is_kept_for_its_minute(client, office):
    tie = committed(public_tie, office)
    tie.city.time_zone = "Europe/Paris"
    tie.city.version += 1
    tie.city.save(update_fields=["time_zone", "version"])

    client.get(f"/friendship-cities/{tie.slug}/")

    (page,) = pages.shelf._pages.values()
    assert page.holds_until <= database_moment() + timedelta(minutes=1)
    assert (page.holds_until.second, page.holds_until.microsecond) == (0, 0)


def test_the_next_moment_is_midnight_in_shanghai_or_what_is_scheduled_before(office):
    frame = read_frame("zh-hans")
    midnight = timezone.localtime(frame.next_moment)
    assert (midnight.hour, midnight.minute, midnight.second) == (0, 0, 0)
    assert frame.moment < frame.next_moment <= frame.moment + timedelta(days=1)

    article = ArticleFactory(section=committed(public_section, office), created_by=office.writer)
    at = min(frame.moment + timedelta(minutes=1), frame.next_moment)
    end = at + timedelta(minutes=1)
    committed(office.release, article, live_from=at, expires_at=end)

    assert read_frame("zh-hans").next_moment == at
    assert read_frame("zh-hans", at).next_moment == min(end, read_frame("zh-hans", at).next_moment)
    assert read_frame("zh-hans", end).next_moment > end


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_frame_that_is_put_into_words_once_says_what_one_made_anew_does(office, language):
    committed(office.make_public, AlertBannerFactory())

    kept = read_frame(language)
    anew = read_frame(language, kept.moment)

    assert kept == anew
    assert kept.banners[0]["label"]
    assert read_frame(language).moment > kept.moment


def test_what_is_scheduled_stands_in_tables_that_raise_the_counter():
    tables = {model._meta.db_table for model in schedule.scheduled()}

    assert tables
    assert tables <= tables_with("raise_change_counter")


@pytest.mark.parametrize("junk", ["utm_source=x", "page=2", "x", "before", "&&&", "a=1&b=2"])
def test_what_a_page_does_not_read_is_no_part_of_its_key(client, country, junk, deaf):
    client.get("/countries/fr/")

    assert statements(client, f"/countries/fr/?{junk}")[0] == 1
    assert len(pages.shelf._pages) == 1


def test_what_a_page_reads_tells_its_pages_apart(client, office, deaf):
    tie = committed(public_tie, office)
    all_ties = client.get("/friendship-cities/?x=1&utm=2").content
    filtered = client.get("/friendship-cities/?continent=asia&x=1").content

    assert len(pages.shelf._pages) == 2
    assert tie.slug in all_ties.decode()
    assert tie.slug not in filtered.decode()
    assert client.get("/friendship-cities/?continent=asia").content == filtered


def test_every_language_host_and_scheme_has_its_own_page(client, country, deaf):
    shown = {
        client.get(prefix + "/countries/fr/", HTTP_HOST=host, secure=secure).content
        for prefix in ("", "/en", "/zh-hant")
        for host in ("testserver", "localhost")
        for secure in (False, True)
    }

    assert len(shown) == len(pages.shelf._pages) == 12


def test_what_failed_or_leads_nowhere_is_not_kept(client, deaf):
    client.get("/nothing/")
    client.get("/news/999999/")

    assert not pages.shelf._pages


def test_a_shelf_never_holds_more_than_it_may():
    shelf = pages.Shelf(100_000)
    soon = timezone.now() + timedelta(hours=1)
    for number in range(100):
        shelf.put((str(number),), pages.Page(1, soon, 200, {}, b"x" * 5000))
        assert shelf.size <= 100_000
    shelf.put(("large",), pages.Page(1, soon, 200, {}, b"x" * 50_000))

    now = changes.Known(1, timezone.now())
    assert shelf.find(("99",), now)
    assert not shelf.find(("0",), now)
    assert not shelf.find(("large",), now)
    assert shelf.size == sum(page.size for page in shelf._pages.values())


def test_a_newer_page_is_not_replaced_by_an_older_one():
    shelf = pages.Shelf(100_000)
    soon = timezone.now() + timedelta(hours=1)
    shelf.put(("a",), pages.Page(8, soon, 200, {}, b"new"))
    shelf.put(("a",), pages.Page(7, soon, 200, {}, b"old"))

    assert shelf.find(("a",), changes.Known(8, timezone.now())).content == b"new"


def test_a_listener_whose_connection_is_cut_hears_again(client, country, caplog, monkeypatch):
    monkeypatch.setattr(changes, "PAUSE", 0.1)
    hear()
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where pid <> pg_backend_pid() and datname = current_database()"
        )

    rename(country, "断线时改的名")

    hear(ChangeCounter.objects.get().n)
    assert name_on(client, country) == "断线时改的名"
    assert "Listening for changes ended" in caplog.text


def test_a_listener_that_hears_nothing_more_is_not_trusted(monkeypatch):
    hear()
    monkeypatch.setattr(changes, "TRUSTED", -1.0)

    assert changes.listener.heard() is None


def test_a_child_process_knows_nothing_of_what_its_parent_heard():
    hear()
    changes.listener._stopped.set()
    changes.listener._thread.join()

    changes.listener.begin_anew()

    assert changes.listener._heard is None
    assert hear()


def test_headers_only_have_the_length_and_the_mark_of_the_page(client, country):
    page = client.get("/countries/fr/")
    headers = client.head("/countries/fr/")

    assert headers.content == b""
    assert headers["Content-Length"] == page["Content-Length"] == str(len(page.content))
    assert headers["ETag"] == page["ETag"]
    assert page["ETag"].startswith('W/"')


@pytest.mark.parametrize("marks", ["{}", '"other", {}', "*"])
def test_an_unchanged_page_is_not_sent_again(client, country, marks):
    page = client.get("/countries/fr/")

    answer = client.get("/countries/fr/", headers={"if-none-match": marks.format(page["ETag"])})
    strong = client.get("/countries/fr/", headers={"if-none-match": page["ETag"][2:]})

    assert (answer.status_code, answer.content) == (304, b"")
    assert strong.status_code == 304
    assert answer["ETag"] == page["ETag"]
    assert "Content-Length" not in answer.headers
    assert answer["Cache-Control"] == "no-cache"


def test_a_changed_page_is_sent(client, country, deaf):
    page = client.get("/countries/fr/")
    rename(country, "改了的名")

    answer = client.get("/countries/fr/", headers={"if-none-match": page["ETag"]})

    assert answer.status_code == 200
    assert answer["ETag"] != page["ETag"]


def test_a_page_cannot_read_what_it_did_not_say_it_reads(rf):
    request = rf.get("/?before=1&before=2&q=x")

    pages.read_only(request, ["before", "year"])

    assert request.GET.get("before") == "2"
    assert request.GET.get("year") is None
    assert request.get_full_path() == "/?before=2"
    with pytest.raises(pages.UndeclaredParameter):
        request.GET.get("q")
    with pytest.raises(pages.UndeclaredParameter):
        "q" in request.GET  # noqa: B015 (asking is the point)
