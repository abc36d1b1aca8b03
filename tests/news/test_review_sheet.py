"""信息发布审核表 and the text itself, to print, to sign and to file."""

import io

import pytest
from docx import Document
from PIL import Image

from news.exporting import docx_of
from tests.factories import ArticleFactory
from tests.publishing.test_reviewing import read_and_approve, rewrite
from waishi.languages import SOURCE
from waishi.media.library import add_picture
from waishi.media.models import Picture
from waishi.publishing.documents import document_of
from waishi.publishing.reviewing import hashes_of, submit
from waishi.publishing.signing import fingerprint_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(office):
    article = ArticleFactory(
        body_zh_hans="<h2>背景</h2><p>签署<strong>备忘录</strong>。</p><ol><li><p>经贸</p></li>"
        "<li><p>教育</p></li></ol><table><tbody><tr><th><p>年</p></th><th><p>事</p></th></tr>"
        "<tr><td><p>2021</p></td><td><p>签署</p></td></tr></tbody></table>"
    )
    rewrite(article, office.writer, title_zh_hans="重庆与图卢兹续签友城协议")
    article.refresh_from_db()
    submit(article, SOURCE, office.writer)
    read_and_approve(article, office.first, opinion="事实已核")
    return article


def address(article, end):
    return f"/admin/news/article/{article.pk}/review/zh-hans/{end}"


def words_of(content):
    """Everything a Word file says, its tables included."""
    word = Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return word, " ".join([one.text for one in word.paragraphs] + cells)


def test_the_form_says_who_agreed_and_leaves_room_for_a_pen(client, office, submitted):
    client.force_login(office.second)

    page = client.get(address(submitted, "sheet/")).content.decode()

    assert "信息发布审核表" in page
    assert office.first.display_name in page
    assert "事实已核" in page
    assert office.writer.display_name in page
    assert fingerprint_of(hashes_of(submitted)[SOURCE]) in page
    for stage in ("一审", "二审", "三审"):
        assert stage in page


def test_an_approval_of_an_earlier_text_does_not_stand_in_its_line(client, office, submitted):
    rewrite(submitted, office.second, title_zh_hans="二审改过")
    client.force_login(office.final)

    response = client.get(address(submitted, "sheet/"))

    sheet = response.context["sheet"]
    assert [line.who for line in sheet.lines] == ["", "", ""]
    assert any("事实已核" in row for row in sheet.history)


def test_the_form_as_a_word_file_says_the_same(client, office, submitted):
    client.force_login(office.second)

    response = client.get(address(submitted, "sheet.docx"))

    _, words = words_of(response.content)
    for wanted in ("信息发布审核表", "事实已核", office.first.display_name, "重庆与图卢兹"):
        assert wanted in words
    assert fingerprint_of(hashes_of(submitted)[SOURCE]) in words
    assert response["Content-Disposition"].startswith("attachment")


def test_the_text_as_a_word_file_keeps_headings_lists_and_tables(client, office, submitted):
    client.force_login(office.second)

    word, words = words_of(client.get(address(submitted, "text.docx")).content)

    styles = {one.text: one.style.name for one in word.paragraphs}
    assert styles["重庆与图卢兹续签友城协议"] == "Title"
    assert styles["背景"] == "Heading 1"
    assert styles["签署备忘录。"] == "Normal"
    assert styles["经贸"] == styles["教育"] == "List Number"
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["2021", "签署"]
    assert "备忘录" in [run.text for one in word.paragraphs for run in one.runs if run.bold]
    assert words


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "JPEG"), ("RGBA", "PNG")])
def test_the_text_as_a_word_file_has_its_pictures_with_captions(
    office, settings, tmp_path, mode, kind
):
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    # What is transparent is kept as WebP, which Word does not know.
    Image.new(mode, (400, 300), "#0f4c5c").save(file, kind)
    file.seek(0)
    picture = add_picture(file, "签署现场", office.writer)
    article = ArticleFactory(
        body_zh_hans=f'<p>签署。</p><figure><img src="/media/{picture.file}" alt="现场">'
        "<figcaption>双方签署协议</figcaption></figure><p>会后合影。</p>"
    )

    word, _ = words_of(docx_of(document_of(article, SOURCE), Picture.objects.all()))

    assert len(word.inline_shapes) == 1
    said = [one.text for one in word.paragraphs if one.text]
    assert said[-3:] == ["签署。", "双方签署协议", "会后合影。"]
    captions = [one.text for one in word.paragraphs if one.style.name == "Caption"]
    assert captions == ["双方签署协议"]


@pytest.mark.parametrize("end", ["sheet/", "sheet.docx", "text.docx"])
@pytest.mark.parametrize(
    ("person", "status"),
    [("contributor", 404), ("administrator", 404), ("auditor", 200), ("writer", 200)],
)
def test_the_form_is_for_those_who_may_open_the_text(
    client, office, submitted, end, person, status
):
    client.force_login(getattr(office, person))
    assert client.get(address(submitted, end)).status_code == status


def test_a_language_there_is_none_of_is_not_found(client, office, submitted):
    client.force_login(office.second)
    other = address(submitted, "sheet/").replace("zh-hans", "zh-hant")
    assert client.get(other).status_code == 404
