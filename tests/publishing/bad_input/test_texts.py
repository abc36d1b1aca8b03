"""Texts as they are pasted, with all that hangs on them: kept whole, and never dangerous."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from news.models import Article
from tests.content import public_section
from tests.factories import (
    PictureFactory,
    SectionFactory,
)
from tests.publishing.bad_input.given import ADD_ARTICLE, HUGE, SVG, said_by, written_article
from tests.publishing.test_office_forms import change_url

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("picture", ["999999", "abc", "99999999999999999999", "-1", HUGE])
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
