"""Reading aids: chosen by a link, kept in one cookie, shown by one style sheet."""

import re
from urllib.parse import quote

import pytest
from django.conf import settings

from waishi.site.reading import AIDS, COOKIE, PIECES, choice_of, cookie_of

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])
ALL_VALUES = [(name, value) for name, values in AIDS.items() for value in values]
NOT_OURS = {
    "another host": "//evil.example/",
    "another host, three strokes": "///evil.example/",
    "a whole address": "https://evil.example/",
    "our own host, whole": "http://testserver/news/",
    "a backslash": "/\\evil.example/",
    "two backslashes": "\\\\evil.example",
    "a script": "javascript:alert(1)",
    "data": "data:text/html,x",
    "a tab": "/\t/evil.example/",
    "a line break": "/news/\r\nSet-Cookie: a=b",
    "a blank before": " //evil.example/",
    "a blank that is none": "/\u00a0/evil.example",
    "a separator of lines": "/\u2028/evil.example",
    "no path": "news/",
    "nothing": "",
    "overlong": "/" + "a" * 1001,
}


def choose(client, prefix="", headers=None, **wanted):
    return client.get(f"{prefix}/reading/", wanted, headers=headers)


def sheet(client):
    return client.get("/reading.css").content.decode()


@BOTH
def test_a_choice_is_kept_in_one_cookie_and_leads_back(client, prefix):
    response = choose(client, prefix, size="larger", back=f"{prefix}/news/")

    assert response.status_code == 302
    assert response.headers["Location"] == f"{prefix}/news/"
    assert {name: one.value for name, one in response.cookies.items()} == {"reading": "size-larger"}
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Accel-Expires"] == "0"


def test_no_script_reads_the_cookie_and_no_other_site_sends_it(client):
    cookie = choose(client, size="large").cookies["reading"]

    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"]) == ("Lax", "/")
    assert cookie["max-age"] >= 30 * 24 * 3600


@pytest.mark.parametrize(("name", "value"), ALL_VALUES)
def test_every_choice_has_its_piece_of_the_sheet(client, name, value):
    choose(client, **{name: value})

    assert (PIECES / f"{name}-{value}.css").read_text() in sheet(client)


def test_one_choice_leaves_the_others_as_they_are(client):
    choose(client, size="large")
    choose(client, contrast="high")
    choose(client, spacing="wide", mode="large")

    assert client.cookies["reading"].value == ("size-large.contrast-high.spacing-wide.mode-large")


def test_the_large_reading_mode_is_left_again_by_one_link(client):
    page = client.get("/news/").content.decode()
    client.get("/reading/?mode=large&back=/news/")
    assert "退出大字版" in page
    assert ".reading-leave" in sheet(client)

    left = client.get("/reading/?mode=normal&back=/news/")

    assert left.cookies["reading"]["max-age"] == 0
    assert ".reading-leave" not in sheet(client)


@BOTH
@pytest.mark.parametrize("back", NOT_OURS.values(), ids=NOT_OURS)
def test_a_way_back_that_is_not_ours_leads_home(client, prefix, back):
    response = choose(client, prefix, size="large", back=back)

    assert response.headers["Location"] == f"{prefix}/"


@pytest.mark.parametrize(
    "back", ["/", "/en/", "/news/12/", "/search/?q=%E5%8F%8B%E5%9F%8E&page=2", "/a//b", "/x?u=//y"]
)
def test_a_way_back_of_ours_is_gone(client, back):
    response = choose(client, size="large", back=back)

    assert response.headers["Location"] == back


def test_what_was_searched_for_comes_back_though_the_page_names_only_its_path(client):
    came_from = {"referer": "http://testserver/friendship-cities/?kind=sister_city"}

    response = choose(client, headers=came_from, size="large", back="/friendship-cities/")

    assert response.headers["Location"] == "/friendship-cities/?kind=sister_city"


@pytest.mark.parametrize(
    "referer",
    [
        "http://evil.example/friendship-cities/?kind=x",
        "http://testserver/news/?before=x",
        "http://[broken",
        "nonsense",
        "http://testserver/friendship-cities/?\\evil",
    ],
)
def test_a_page_the_reader_is_not_on_adds_nothing(client, referer):
    response = choose(
        client, headers={"referer": referer}, size="large", back="/friendship-cities/"
    )

    assert response.headers["Location"] == "/friendship-cities/"


def test_the_way_back_never_makes_another_choice(client):
    response = choose(client, size="large", back="/reading/?size=largest&back=/news/")

    assert response.headers["Location"] == "/reading/?back=%2Fnews%2F"


@pytest.mark.parametrize(
    "value", ["", "huge", "LARGE", "normal.mode-large", "../../settings", "9" * 5000]
)
def test_a_value_that_is_none_changes_nothing(client, value):
    choose(client, size="large")
    choose(client, size=value)

    assert client.cookies["reading"].value == "size-large"


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "x",
        "size-huge",
        "size-",
        "-",
        ".....",
        "size-../../x",
        "%00",
        "size-large" * 100,
        "\u00e9",
    ],
)
def test_a_cookie_that_says_nothing_gives_the_sheet_of_everybody(client, cookie):
    normal = sheet(client)
    client.cookies["reading"] = cookie

    assert sheet(client) == normal


def test_a_choice_and_its_cookie_say_the_same():
    for name, value in ALL_VALUES:
        choice = choice_of("") | {name: value}
        assert choice_of(cookie_of(choice)) == choice


def test_the_sheet_is_small_the_readers_own_and_asked_for_anew(client):
    choose(client, size="largest", contrast="night", spacing="wider", mode="large")

    response = client.get("/reading.css")

    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Vary"] == "Cookie"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Accel-Expires"] == "0"
    assert not response.cookies
    assert len(response.content) < 6000


def test_a_sheet_that_still_holds_is_not_sent_again(client):
    etag = client.get("/reading.css").headers["ETag"]

    again = client.get("/reading.css", headers={"if-none-match": etag})
    choose(client, size="large")
    changed = client.get("/reading.css", headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Vary"] == "Cookie"
    assert changed.status_code == 200


@BOTH
def test_every_reader_gets_the_same_page_and_links_the_sheet_last(client, prefix):
    plain = client.get(f"{prefix}/about/")
    choose(client, size="large", mode="large")

    response = client.get(f"{prefix}/about/")

    assert response.content == plain.content
    assert "Vary" not in response.headers
    sheets = [line for line in response.content.decode().splitlines() if "stylesheet" in line]
    assert 'href="/reading.css"' in sheets[-1]


@BOTH
def test_the_page_of_choices_is_a_form_that_every_aid_is_on(client, prefix):
    page = client.get(f"{prefix}/reading/?back=/news/").content.decode()

    for name, value in ALL_VALUES:
        assert f'data-aid="{name}-{value}"' in page
    assert f'action="{prefix}/reading/"' in page
    assert '<a href="/news/">' in page


@pytest.mark.parametrize("back", ["//evil.example/", '/"><script>alert(1)</script>'])
def test_the_page_of_choices_shows_no_way_back_that_is_not_ours(client, back):
    page = client.get(f"/reading/?back={quote(back)}").content.decode()

    assert "evil.example" not in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("address", ["/reading/?size=large", "/reading.css"])
def test_readers_change_nothing_by_sending(client, address):
    assert client.post(address).status_code == 405


def test_the_large_mode_has_a_large_pointer_of_our_own(client):
    client.cookies[COOKIE] = "mode-large"
    sheet = client.get("/reading.css").content.decode()

    pointers = re.findall(r'cursor: url\("/static/(.+?)"\)', sheet)

    assert len(pointers) == 2
    for name in pointers:
        (side,) = set(
            re.findall(r' (?:width|height)="(\d+)"', (settings.STATIC_ROOT / name).read_text())
        )
        # Three times what is usual; browsers take none above 128.
        assert 48 <= int(side) <= 128
