"""Whatever the office's forms are given: an error people can read, and nothing lost."""

import io
import json
import struct
import threading
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from friendship_cities.models import Partnership, Standing, Visit
from news.models import Article, ArticleRelease
from tests.content import public_section
from tests.factories import (
    ArticleFactory,
    CityFactory,
    LocalPartyFactory,
    PartnershipFactory,
    PictureFactory,
    SectionFactory,
    StandingFactory,
    TopicFactory,
)
from tests.publishing.test_office_forms import change_url, form_of
from waishi.accounts.roles import set_up_roles
from waishi.media.models import Picture
from waishi.publishing.models import Proposal, Review, Stage
from waishi.publishing.reviewing import hashes_of, submit

pytestmark = pytest.mark.django_db

ADD_ARTICLE = "/admin/news/article/add/"
ADD_PICTURE = "/admin/media/picture/add/"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def said_by(response):
    """The page, once it is known to be a form that came back."""
    assert response.status_code == 200
    return response.content.decode()


def written_article(client, section, **more):
    """What a browser sends for a new article."""
    return form_of(client, ADD_ARTICLE) | {
        "title_zh_hans": "重庆与恩贾梅纳签署友城协议",
        "body_zh_hans": "<p>2021年10月12日签署。</p>",
        "section": section.pk,
        "source_zh_hans": "市外办",
        **more,
    }


# Dates, lengths, pairs, choices --------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2021-02-31", "不是日历上有的日期"),
        ("2021年2月31日", "不是日历上有的日期"),
        ("2021-13", "不是日历上有的日期"),
        ("0000", "不是日历上有的日期"),
        ("大约八十年代", "不是能识别的日期"),
        ("<script>alert(1)</script>", "不是能识别的日期"),
        ("9" * 500, "40"),
    ],
)
def test_a_day_that_is_none_is_refused_in_words_and_kept_in_its_box(client, office, typed, told):
    client.force_login(office.registrar)
    tie = StandingFactory().partnership
    data = form_of(client, change_url(tie)) | {"standings-0-from_on": typed}

    page = said_by(client.post(change_url(tie), data))

    assert told in page
    assert "<script>alert" not in page
    assert str(Standing.objects.get().from_on) == "1982-12"


def test_a_visit_that_ends_before_it_begins_is_refused_in_words(client, office):
    client.force_login(office.registrar)
    address = reverse("admin:friendship_cities_visit_add")
    data = form_of(client, address) | {
        "title_zh_hans": "荷兰驻华大使访渝",
        "direction": "inbound",
        "starts_on": "2021-04-20",
        "ends_on": "2021-04-19",
        "source": "市外办",
    }

    assert "结束日期不能早于开始日期" in said_by(client.post(address, data))
    assert not Visit.objects.exists()


def test_a_title_of_300_characters_is_refused_and_kept_in_its_box(client, office):
    client.force_login(office.writer)
    title = "长" * 300

    page = said_by(
        client.post(ADD_ARTICLE, written_article(client, SectionFactory(), title_zh_hans=title))
    )

    assert title in page
    assert "200" in page
    assert not Article.objects.exists()


def test_a_pair_that_is_registered_is_refused_in_words(client, office):
    client.force_login(office.registrar)
    tie = PartnershipFactory()
    address = reverse("admin:friendship_cities_partnership_add")
    data = form_of(client, address) | {
        "local_party": tie.local_party.pk,
        "city": tie.city.pk,
        "slug": "another-address",
        "source": "市外办",
    }

    assert "这一对友城已经登记" in said_by(client.post(address, data))
    assert Partnership.objects.count() == 1


@pytest.mark.parametrize("country", ["", "999999", "HK", "99999999999999999999", "法国"])
def test_a_city_of_an_unknown_country_is_refused(client, office, country):
    client.force_login(office.registrar)
    address = reverse("admin:friendship_cities_city_add")
    data = form_of(client, address) | {"name_zh_hans": "某市", "country": country, "source": "x"}

    response = client.post(address, data)

    assert response.context["adminform"].form.errors["country"]


@pytest.mark.parametrize("number", ["abc", "99999999999999999999", "-1", "999999"])
@pytest.mark.parametrize("field", ["partnerships", "countries", "topics", "section"])
def test_a_link_to_a_record_that_is_none_is_refused(client, office, field, number):
    client.force_login(office.writer)
    data = written_article(client, SectionFactory()) | {field: number}

    response = client.post(ADD_ARTICLE, data)

    said_by(response)
    assert response.context["adminform"].form.errors[field]


@pytest.mark.parametrize("slug", ["statistics", "Ünïcode", "a b", "../x", "<script>", "x" * 300])
def test_an_address_that_is_none_is_refused(client, office, slug):
    client.force_login(office.registrar)
    address = reverse("admin:friendship_cities_partnership_add")
    data = form_of(client, address) | {
        "local_party": LocalPartyFactory().pk,
        "city": CityFactory().pk,
        "slug": slug,
        "source": "市外办",
    }

    said_by(client.post(address, data))

    assert not Partnership.objects.exists()


@pytest.mark.parametrize("field", ["title_zh_hans", "body_zh_hans", "source_zh_hans"])
def test_a_nul_byte_in_a_text_is_no_error_of_ours(client, office, field):
    client.force_login(office.writer)
    data = written_article(client, SectionFactory(), **{field: "<p>前\x00后</p>"})

    response = client.post(ADD_ARTICLE, data)

    assert response.status_code in (200, 302)


@pytest.mark.parametrize("number", ["abc", "99999999999999999999", "0", "1'--"])
def test_an_unknown_number_in_the_address_of_a_form_is_no_error_of_ours(client, office, number):
    client.force_login(office.writer)

    for address in (
        f"/admin/news/article/{number}/change/",
        f"/admin/news/article/{number}/review/",
    ):
        assert client.get(address).status_code in (302, 404)


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "词" * 5000, "stage=x", "section=abc", "p=abc", "o=9"]
)
def test_a_list_of_the_office_asked_for_anything_is_no_error_of_ours(client, office, query):
    client.force_login(office.writer)

    assert client.get(f"/admin/news/article/?{query}").status_code in (200, 302, 400)


# Pictures ------------------------------------------------------------------------


def upload(client, name, content, kind="image/jpeg"):
    file = SimpleUploadedFile(name, content, kind)
    return client.post(ADD_PICTURE, form_of(client, ADD_PICTURE) | {"title": "图", "upload": file})


def encoded(format_name, size=(64, 48), mode="RGB", **options):
    file = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 0).save(file, format_name, **options)
    return file.getvalue()


def png_of(width, height):
    """A PNG of a few kilobytes that says it is enormous."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(2_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


BOMB = png_of(20_000, 20_000)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NO_PICTURES = {
    "an SVG with a script": ("a.svg", SVG, "image/svg+xml"),
    "an SVG named JPEG": ("a.jpg", SVG, "image/jpeg"),
    "HTML named JPEG": ("a.jpg", b"<html><script>alert(1)</script></html>", "image/jpeg"),
    "a truncated JPEG": ("a.jpg", encoded("JPEG", (800, 600))[:900], "image/jpeg"),
    "a TIFF": ("a.tif", encoded("TIFF"), "image/tiff"),
    "a GIF": ("a.gif", encoded("GIF"), "image/gif"),
    "an empty file": ("a.jpg", b"", "image/jpeg"),
    "four bytes": ("a.png", b"\x89PNG", "image/png"),
    "a bomb": ("a.png", BOMB, "image/png"),
    "a picture of more than four thousand million pixels": (
        "a.png",
        png_of(70_000, 70_000),
        "image/png",
    ),
}


@pytest.mark.parametrize("kind", NO_PICTURES)
def test_what_is_no_picture_is_refused_in_words(client, office, kind):
    client.force_login(office.writer)

    response = upload(client, *NO_PICTURES[kind])

    said_by(response)
    assert response.context["adminform"].form.errors["upload"]
    assert not Picture.objects.exists()


def test_the_bomb_is_small_and_is_refused_for_its_size_in_pixels(client, office):
    client.force_login(office.writer)

    assert len(BOMB) < 10_000
    assert "5000 万像素" in said_by(upload(client, "a.png", BOMB))


def test_nothing_of_where_a_photograph_was_taken_is_kept(client, office):
    client.force_login(office.writer)
    exif = Image.Exif()
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (29.0, 33.0, 47.0), 3: "E", 4: (106.0, 33.0, 6.0)})
    exif[0x8825] = exif.get_ifd(0x8825)
    photograph = encoded("JPEG", (200, 100), exif=exif, comment=b"GPS 29.56")
    assert Image.open(io.BytesIO(photograph)).getexif().get_ifd(0x8825)

    assert upload(client, "a.jpg", photograph).status_code == 302

    with default_storage.open(Picture.objects.get().file) as stored:
        content = stored.read()
    assert not Image.open(io.BytesIO(content)).getexif()
    assert b"Exif" not in content
    assert b"CameraMaker" not in content
    assert b"GPS" not in content


def test_a_script_behind_the_last_byte_of_a_picture_is_gone(client, office):
    client.force_login(office.writer)

    upload(client, "a.jpg", encoded("JPEG") + b"<script>alert(1)</script>")

    with default_storage.open(Picture.objects.get().file) as stored:
        assert b"<script" not in stored.read()


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "RGBA", "LA", "I;16"])
def test_a_picture_of_an_unusual_kind_is_taken_or_refused_in_words(client, office, mode):
    client.force_login(office.writer)
    content = encoded("JPEG" if mode == "CMYK" else "PNG", mode=mode)

    assert upload(client, "a.png", content).status_code == 302


def test_the_same_picture_twice_is_told_and_kept_once(client, office):
    client.force_login(office.writer)
    upload(client, "a.jpg", encoded("JPEG"))

    assert "图库里已有这张图片" in said_by(upload(client, "b.jpg", encoded("JPEG")))
    assert Picture.objects.count() == 1


# Texts ---------------------------------------------------------------------------


def test_a_paste_of_three_megabytes_is_saved_whole(client, office):
    client.force_login(office.writer)
    body = "<p>" + "重庆外事" * 250_000 + "</p>"
    assert len(body.encode()) > 3_000_000

    response = client.post(
        ADD_ARTICLE, written_article(client, SectionFactory(), body_zh_hans=body)
    )

    assert response.status_code == 302
    assert Article.objects.get().body_zh_hans == body
    page = client.get(change_url(Article.objects.get())).content.decode()
    assert "重庆外事" * 250_000 in page


DANGEROUS = [
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" JaVaScRiPt:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="vbscript:x">x</a>',
    '<img src="data:image/png;base64,AAAA">',
    '<img src="https://example.com/tracker.gif">',
    '<img src="/media/x.jpg" alt="现场" onerror="alert(1)">',
    "<iframe src='https://example.com'></iframe>",
    "<object data='x'></object><embed src='x'>",
    "<form action='https://example.com'><input name=a></form>",
    "<style>body{display:none}</style>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    '<p style="position:fixed" class="x" id="main">x</p>',
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<meta http-equiv=refresh content='0;url=https://example.com'>",
]
FORBIDDEN = [
    "javascript:",
    "data:",
    "vbscript:",
    "example.com",
    "onerror",
    "<script",
    "<iframe",
    "<object",
    "<embed",
    "<form",
    "<style",
    "<svg",
    "<math",
    "style=",
    'id="main"',
    "<meta",
    "<!--",
]


@pytest.mark.parametrize("html", DANGEROUS)
def test_nothing_dangerous_in_a_body_is_kept_or_shown(client, office, html):
    section = public_section(office)
    PictureFactory(file="x.jpg")
    client.force_login(office.writer)

    client.post(ADD_ARTICLE, written_article(client, section, body_zh_hans=f"<p>前言</p>{html}"))

    article = Article.objects.get()
    office.release(article)
    shown = client.get(f"/news/{article.pk}/").context["body"]
    for text in (article.body_zh_hans, shown):
        assert "前言" in text
        assert not [word for word in FORBIDDEN if word in text.lower()]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.com", "x y"]
)
@pytest.mark.parametrize("field", ["external_url", "original_url", "source_url"])
def test_an_address_that_is_no_web_address_is_refused(client, office, field, address):
    client.force_login(office.writer)
    data = written_article(client, SectionFactory(), **{field: address})

    response = client.post(ADD_ARTICLE, data)

    said_by(response)
    assert response.context["adminform"].form.errors[field]


def test_a_form_of_a_hundred_pictures_is_saved_and_shown_in_its_order(client, office):
    section = public_section(office)
    client.force_login(office.writer)
    pictures = PictureFactory.create_batch(100)
    data = written_article(client, section, **{"gallery-TOTAL_FORMS": "100"})
    for number, picture in enumerate(pictures):
        data |= {
            f"gallery-{number}-picture": str(picture.pk),
            f"gallery-{number}-position": str(100 - number),
            f"gallery-{number}-alt_zh_hans": f"第{number}张",
            f"gallery-{number}-caption_zh_hans": f"图说{number}",
        }

    assert client.post(ADD_ARTICLE, data).status_code == 302

    article = Article.objects.get()
    office.release(article)
    gallery = client.get(f"/news/{article.pk}/").context["gallery"]
    assert [use["picture"] for use in gallery] == pictures[::-1]
    assert [use["alt"] for use in gallery] == [f"第{n}张" for n in range(99, -1, -1)]


def test_a_form_of_a_hundred_pictures_with_one_mistake_comes_back_whole(client, office):
    client.force_login(office.writer)
    pictures = PictureFactory.create_batch(100)
    data = written_article(client, SectionFactory(), **{"gallery-TOTAL_FORMS": "100"})
    for number, picture in enumerate(pictures):
        data |= {
            f"gallery-{number}-picture": str(picture.pk),
            f"gallery-{number}-position": str(number),
            f"gallery-{number}-caption_zh_hans": f"图说{number}。",
        }

    page = said_by(client.post(ADD_ARTICLE, data | {"title_zh_hans": ""}))

    assert all(f"图说{number}。" in page for number in range(100))
    assert not Article.objects.exists()


@pytest.mark.parametrize("picture", ["999999", "abc", "99999999999999999999", "-1"])
def test_a_picture_that_is_not_in_the_library_is_refused(client, office, picture):
    client.force_login(office.writer)
    data = written_article(client, SectionFactory(), lead_picture=picture)

    response = client.post(ADD_ARTICLE, data)

    said_by(response)
    assert response.context["adminform"].form.errors["lead_picture"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("议程.pdf", b"<html><script>alert(1)</script>"),
        ("议程.pdf", b"MZ\x90\x00"),
        ("议程.docx", b"%PDF-1.7"),
        ("议程.exe", b"MZ\x90\x00"),
        ("议程.html", b"<html>"),
        ("议程.svg", SVG),
        ("议程", b"%PDF-1.7"),
        ("议程.pdf.html", b"%PDF-1.7"),
    ],
)
def test_an_attachment_that_is_not_what_it_says_is_refused(client, office, name, content):
    client.force_login(office.writer)
    data = written_article(client, SectionFactory())
    data |= {
        "attachments-TOTAL_FORMS": "1",
        "attachments-0-title_zh_hans": "议程",
        "attachments-0-language": "zh-hans",
        "attachments-0-file": SimpleUploadedFile(name, content),
    }

    said_by(client.post(ADD_ARTICLE, data))

    assert not Article.objects.exists()


def test_an_attachment_that_is_what_it_says_is_kept_with_its_size(client, office):
    client.force_login(office.writer)
    data = written_article(client, SectionFactory())
    data |= {
        "attachments-TOTAL_FORMS": "1",
        "attachments-0-title_zh_hans": "议程",
        "attachments-0-language": "zh-hans",
        "attachments-0-file": SimpleUploadedFile("议程.pdf", b"%PDF-1.7 x"),
    }

    assert client.post(ADD_ARTICLE, data).status_code == 302
    assert Article.objects.get().attachments.get().size == 10


# People --------------------------------------------------------------------------

ACTS = ["_submit", "_approve", "_return"]


def pressed(article, act, **more):
    """What the review page sends when a button is pressed."""
    return {
        act: "1",
        "language": "zh-hans",
        "read_hash": hashes_of(article)["zh-hans"],
        "opinion": "意见",
        **more,
    }


def review_url(article):
    return reverse("admin:news_article_review", args=[article.pk])


NOT_THEIRS = [
    (role, act)
    for role in ("contributor", "writer", "auditor", "registrar", "translator")
    for act in ACTS
    if act != "_submit"
]


@pytest.mark.parametrize(("role", "act"), NOT_THEIRS)
def test_a_role_without_the_right_to_decide_decides_nothing(client, office, moment, role, act):
    person = getattr(office, role)
    live = ArticleFactory(created_by=person)
    office.release(live)
    live.title_zh_hans = "更正后的标题"
    live.version += 1
    live.save(update_fields=["title_zh_hans", "version"])
    submit(live, "zh-hans", office.writer)
    live.refresh_from_db()
    client.force_login(person)
    before = (Review.objects.count(), ArticleRelease.objects.count())

    response = client.post(review_url(live), pressed(live, act))

    live.refresh_from_db()
    assert response.status_code in (200, 302, 403, 404)
    assert live.stage == Stage.FIRST
    assert before == (Review.objects.count(), ArticleRelease.objects.count())


@pytest.mark.parametrize("act", ACTS)
def test_an_auditor_changes_nothing(client, office, act):
    article = ArticleFactory()
    client.force_login(office.auditor)

    client.post(review_url(article), pressed(article, act))

    article.refresh_from_db()
    assert article.stage == Stage.DRAFT
    assert not Review.objects.exists()


def test_the_review_page_refuses_who_is_not_signed_in(client):
    article = ArticleFactory()

    response = client.post(review_url(article), pressed(article, "_submit"))

    assert response.status_code == 302
    assert "/admin/login/" in response.headers["Location"]


@pytest.mark.parametrize("view", ["change", "history", "delete", "review"])
def test_a_contributor_does_not_reach_anothers_article_by_its_number(client, office, view):
    theirs = ArticleFactory(title_zh_hans="别的区县的稿件")
    client.force_login(office.contributor)

    response = client.get(reverse(f"admin:news_article_{view}", args=[theirs.pk]), follow=True)

    assert "别的区县的稿件" not in response.content.decode()
    assert "别的区县的稿件" not in client.get("/admin/news/article/").content.decode()


@pytest.mark.parametrize("act", ACTS)
def test_a_contributor_does_not_touch_anothers_article_by_its_number(client, office, act):
    theirs = ArticleFactory()
    client.force_login(office.contributor)

    assert client.post(review_url(theirs), pressed(theirs, act)).status_code == 404
    client.post(change_url(theirs), {"title_zh_hans": "改"})

    theirs.refresh_from_db()
    assert theirs.version == 1


def test_a_contributor_writes_and_submits_an_article_of_their_own(client, office):
    client.force_login(office.contributor)
    data = written_article(client, SectionFactory())

    client.post(ADD_ARTICLE, data | {"_submit_zh-hans": "1"})

    assert Article.objects.get().stage == Stage.FIRST


@pytest.mark.parametrize(
    "more",
    [
        {"language": "de"},
        {"language": ""},
        {"read_hash": "0" * 64},
        {"read_hash": "x" * 5000},
        {"read_hash": ""},
        {"opinion": "长" * 5000},
        {"live_from": "昨天"},
        {"expires_at": "2001-01-01 00:00"},
        {"live_from": "9999-12-31 23:59", "expires_at": "9999-12-31 23:58"},
        {"live_from": "9999-12-31 23:59"},
        {"live_from": "3021-12-31 23:59"},
    ],
)
def test_an_approval_that_is_wrong_in_any_way_is_none(client, office, more):
    article = ArticleFactory(section=SectionFactory(reviews_wanted=1))
    submit(article, "zh-hans", office.writer)
    article.refresh_from_db()
    client.force_login(office.final)

    response = client.post(review_url(article), pressed(article, "_approve", **more), follow=True)

    article.refresh_from_db()
    assert response.status_code == 200
    assert article.stage == Stage.FINAL
    assert not ArticleRelease.objects.exists()
    assert list(response.context["messages"])


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "x"},
        {"kind": ""},
        {"kind": "merged"},
        {"kind": "merged", "merged_into": "999999"},
        {"kind": "merged", "merged_into": "abc"},
        {"kind": "merged", "merged_into": "99999999999999999999"},
        {"kind": "outdated", "notice_zh_hans": ""},
        {"kind": "outdated", "notice_zh_hans": " "},
        {"kind": "error", "languages": "de"},
        {"kind": "error", "languages": ""},
    ],
)
def test_a_withdrawal_that_is_wrong_in_any_way_is_none(client, office, more):
    article = ArticleFactory(section=public_section(office))
    office.release(article)
    client.force_login(office.final)

    address = f"/admin/withdraw/?page={article.pk}"
    response = client.post(address, {"languages": "zh-hans"} | more)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not article.withdrawals.exists()
    assert client.get(f"/news/{article.pk}/").status_code == 200


def test_a_page_is_not_merged_into_itself(client, office):
    article = ArticleFactory(section=public_section(office))
    office.release(article)
    client.force_login(office.final)

    said = {"languages": "zh-hans", "kind": "merged", "merged_into": article.pk}
    client.post(f"/admin/withdraw/?page={article.pk}", said)

    assert not article.withdrawals.exists()


@pytest.mark.parametrize(
    "shown", ["", "nonsense", "[]", "null", "1", '{"title_zh_hans": 5}', "{" * 9000]
)
def test_a_form_whose_hashes_were_tampered_with_overwrites_nothing(client, office, shown):
    article = ArticleFactory()
    client.force_login(office.writer)
    data = form_of(client, change_url(article)) | {"title_zh_hans": "改", "shown": shown}

    said_by(client.post(change_url(article), data))

    article.refresh_from_db()
    assert article.version == 1


def test_hashes_of_another_article_overwrite_nothing(client, office):
    article, other = ArticleFactory(), ArticleFactory(title_zh_hans="别的标题")
    client.force_login(office.writer)
    theirs = form_of(client, change_url(other))["shown"]
    data = form_of(client, change_url(article)) | {"title_zh_hans": "改", "shown": theirs}

    said_by(client.post(change_url(article), data))

    assert "title_zh_hans" in json.loads(theirs)
    article.refresh_from_db()
    assert article.version == 1


@pytest.mark.parametrize("act", ["_agree", "_return"])
@pytest.mark.parametrize("role", ["contributor", "writer", "auditor", "administrator"])
def test_a_proposal_is_not_decided_by_a_role_without_the_right(client, office, role, act):
    office.make_public(TopicFactory())
    tie = PartnershipFactory()
    client.force_login(office.registrar)
    client.post(change_url(tie), form_of(client, change_url(tie)) | {"_propose": "1"})
    proposal = Proposal.objects.pending().get()
    client.force_login(getattr(office, role))

    client.post(
        reverse("admin:publishing_proposal_change", args=[proposal.pk]), {act: "1", "opinion": "x"}
    )

    proposal.refresh_from_db()
    assert proposal.verdict == Proposal.Verdict.PENDING


def test_a_proposal_is_decided_once(client, office):
    tie = PartnershipFactory()
    client.force_login(office.registrar)
    client.post(change_url(tie), form_of(client, change_url(tie)) | {"_propose": "1"})
    address = reverse("admin:publishing_proposal_change", args=[Proposal.objects.get().pk])
    client.force_login(office.final)
    client.post(address, {"_agree": "1"})

    response = client.post(address, {"_return": "1", "opinion": "x"}, follow=True)

    tie.refresh_from_db()
    assert tie.is_public
    assert "已有结论" in response.content.decode()


# Two at once ---------------------------------------------------------------------


def save_at_once(person, forms):
    """Send each form from a thread of its own, all at the same moment."""
    ready, answers = threading.Barrier(len(forms)), {}

    def send(name, address, data):
        browser = Client()
        browser.force_login(person)
        try:
            ready.wait(10)
            answers[name] = browser.post(address, data)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(name, *form)) for name, form in forms.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.mark.django_db(transaction=True)
def test_of_two_people_saving_one_title_at_once_one_is_kept_and_the_other_is_told(client, office):
    set_up_roles()
    article = ArticleFactory()
    client.force_login(office.writer)
    form = form_of(client, change_url(article))
    titles = ["甲的标题", "乙的标题"]

    answers = save_at_once(
        office.writer,
        {title: (change_url(article), form | {"title_zh_hans": title}) for title in titles},
    )

    article.refresh_from_db()
    loser = next(title for title in titles if title != article.title_zh_hans)
    assert answers[article.title_zh_hans].status_code == 302
    assert answers[loser].status_code == 200
    page = answers[loser].content.decode()
    assert loser in page
    assert article.title_zh_hans in page
    assert article.version == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_people_saving_two_languages_at_once_both_are_kept(client, office):
    set_up_roles()
    article = ArticleFactory(english=True)
    client.force_login(office.writer)
    form = form_of(client, change_url(article))

    answers = save_at_once(
        office.writer,
        {
            name: (change_url(article), form | {name: text})
            for name, text in {"title_zh_hans": "新标题", "summary_en": "New summary"}.items()
        },
    )

    article.refresh_from_db()
    assert {answer.status_code for answer in answers.values()} == {302}
    assert (article.title_zh_hans, article.summary_en) == ("新标题", "New summary")
    assert article.version == 3
