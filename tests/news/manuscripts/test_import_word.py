"""导入Word: a file from the desk becomes a draft; what cannot be read is told in words."""

import io
import zipfile

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from PIL import Image

from news.models import Article
from tests.factories import SectionFactory
from waishi.media.models import Picture
from waishi.publishing.models import Review, TextChange

pytestmark = pytest.mark.django_db

PAGE = "admin:news_article_import_word"


def a_picture(colour="teal"):
    file = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(file, "JPEG")
    file.seek(0)
    return file


def a_word_file():
    document = Document()
    title = document.add_paragraph("重庆与麦德林签署谅解备忘录")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("　　2021年9月15日，双方在线签署。")
    document.add_heading("一、背景", level=2)
    document.add_paragraph("教育", style="List Bullet")
    document.add_picture(a_picture())
    document.add_paragraph("签署现场").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_picture(a_picture("maroon"))
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "城市"
    table.rows[0].cells[1].text = "麦德林"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def send(client, content, name="稿件.docx"):
    data = {
        "section": SectionFactory().pk,
        "file": SimpleUploadedFile(name, content),
    }
    return client.post(reverse(PAGE), data)


def errors(response):
    return " ".join(response.context["form"].errors["file"])


def test_a_word_file_becomes_a_draft_with_its_pictures_in_order(client, office):
    client.force_login(office.writer)

    response = send(client, a_word_file())

    article = Article.objects.get()
    first, second = Picture.objects.order_by("pk")
    assert response.status_code == 302
    assert article.title_zh_hans == "重庆与麦德林签署谅解备忘录"
    assert article.body_zh_hans.index(first.url) < article.body_zh_hans.index(second.url)
    assert "<figcaption>签署现场</figcaption>" in article.body_zh_hans
    assert "<h2>一、背景</h2>" in article.body_zh_hans or "<h3>一、背景" in article.body_zh_hans
    assert "<li>教育</li>" in article.body_zh_hans
    assert "麦德林</p></td>" in article.body_zh_hans.replace("\n", "")
    assert "<p>2021年9月15日" in article.body_zh_hans
    assert TextChange.objects.get().author == office.writer
    assert not Review.objects.exists()


def test_a_button_pressed_twice_makes_one_draft(client, office):
    client.force_login(office.writer)
    content = a_word_file()

    first, second = send(client, content), send(client, content)

    assert Article.objects.count() == 1
    assert first.url == second.url


def test_a_picture_that_is_none_is_named_and_the_rest_is_kept(client, office):
    client.force_login(office.writer)
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_word_file())) as whole,
        zipfile.ZipFile(content, "w") as broken,
    ):
        for name in whole.namelist():
            spoilt = name.startswith("word/media/image1")
            broken.writestr(name, b"no picture" if spoilt else whole.read(name))

    response = send(client, content.getvalue())
    page = client.get(response.url)

    assert Picture.objects.count() == 1
    assert "第 1 张图片没有导入" in page.content.decode()
    assert "picture:" not in Article.objects.get().body_zh_hans


def with_text_of(size):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"0" * size)
    return content.getvalue()


REFUSED = {
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100, "另存为"),
    "a WPS file that calls itself docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "WPS"),
    "a picture": (a_picture().getvalue(), "不是 Word 文档"),
    "nothing": (b" ", "不是 Word 文档"),
    "a bomb": (with_text_of(41 * 1024 * 1024), "解开以后太大"),
    "a broken file": (with_text_of(100), "打不开"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_manuscript_is_refused_with_what_to_do(client, office, what):
    client.force_login(office.writer)
    content, said = REFUSED[what]

    response = send(client, content)

    assert response.status_code == 200
    assert said in errors(response)
    assert not Article.objects.exists()


def test_a_workbook_is_told_apart_from_a_manuscript(client, office):
    client.force_login(office.writer)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")

    assert "没有 Word 正文" in errors(send(client, content.getvalue()))


def test_scripts_and_foreign_pictures_do_not_come_along(client, office):
    client.force_login(office.writer)
    document = Document()
    document.add_paragraph("<script>alert(1)</script> javascript:")
    file = io.BytesIO()
    document.save(file)

    send(client, file.getvalue())

    body = Article.objects.get().body_zh_hans
    assert "<script" not in body
    assert "&lt;script&gt;" in body


@pytest.mark.parametrize("person", ["auditor", "administrator", "registrar"])
def test_only_those_who_write_import(client, office, person):
    client.force_login(getattr(office, person))

    assert client.get(reverse(PAGE)).status_code == 403
    assert send(client, a_word_file()).status_code == 403
    assert not Article.objects.exists()


def test_the_first_page_has_a_door_to_it(client, office):
    client.force_login(office.writer)

    assert reverse(PAGE) in client.get(reverse("admin:index")).content.decode()


def test_a_picture_that_the_file_only_leads_to_is_told(client, office):
    document = Document()
    document.add_paragraph("签署。")
    document.add_picture(a_picture())
    part = document.part
    away = part.relate_to("http://127.0.0.1/a.jpg", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    (blip,) = document.element.body.iter(qn("a:blip"))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), away)
    file = io.BytesIO()
    document.save(file)
    client.force_login(office.writer)

    response = send(client, file.getvalue())

    told = [str(one) for one in get_messages(response.wsgi_request)]
    assert any("1 张图片不在这个文件里" in one for one in told)
    assert not Picture.objects.exists()
