"""Translations out and in as a spreadsheet: merged, never overwritten, nothing executed."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import Workbook, load_workbook

from news.models import Article, ArticlePicture
from tests.factories import ArticleFactory, PictureFactory
from waishi.languages import ENGLISH
from waishi.publishing import saving
from waishi.publishing.glossary import import_terms, read_terms, write_terms
from waishi.publishing.models import Term, Translation
from waishi.publishing.translation_files import read_workbook, write_workbook

pytestmark = pytest.mark.django_db

IMPORT = "/admin/translations/import/"


@pytest.fixture
def article(office):
    made = ArticleFactory.build(section=None, created_by=office.writer)
    made.section = ArticleFactory().section
    saving.create(made, office.writer)
    ArticlePicture.objects.create(article=made, picture=PictureFactory(), caption_zh_hans="现场")
    return made


def filled(content, **english):
    """The exported file with English written into it, as Excel would save it."""
    book = load_workbook(io.BytesIO(content))
    for row in book.active.iter_rows(min_row=2):
        name = row[2].value.rsplit(".", 1)[-1]
        if name in english:
            row[5].value = english[name]
            row[5].data_type = "f" if english[name].startswith("=HYPER") else "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(client, content):
    return client.post(IMPORT, {"file": SimpleUploadedFile("t.xlsx", content)})


def confirm(client, page):
    return client.post(IMPORT, {"file": page.context["signed"]}, follow=True)


def test_what_goes_out_comes_in_translated(client, office, article):
    client.force_login(office.translator)
    out = client.get("/admin/translations/export/?tab=missing")
    page = upload(client, filled(out.content, title="Signed", caption="At the signing"))
    article.refresh_from_db()
    assert not article.title_en

    said = confirm(client, page).content.decode()

    assert "已写入 2 项英文" in said
    article.refresh_from_db()
    assert article.title_en == "Signed"
    assert article.gallery.get().caption_en == "At the signing"
    known = Translation.objects.of_text(article, ENGLISH).get()
    assert known.made_from["title"] == article.title_zh_hans


def test_chinese_that_moved_since_the_export_is_refused_with_both_texts(client, office, article):
    content = filled(write_workbook([article], ENGLISH), title="Signed")
    before = article.title_zh_hans
    office.rewrite(article, title_zh_hans="后来的标题")
    client.force_login(office.translator)

    page = upload(client, content)

    said = page.content.decode()
    assert before in said
    assert "后来的标题" in said
    assert not page.context["signed"]


def test_english_that_another_wrote_meanwhile_is_not_overwritten(client, office, article):
    content = filled(write_workbook([article], ENGLISH), title="Mine")
    client.force_login(office.translator)
    page = upload(client, content)
    office.rewrite(article, title_en="Theirs")

    confirm(client, page)

    article.refresh_from_db()
    assert article.title_en == "Theirs"


def test_the_chinese_is_never_written(client, office, article):
    book = load_workbook(io.BytesIO(write_workbook([article], ENGLISH)))
    for row in book.active.iter_rows(min_row=2):
        row[4].value, row[5].value = "改掉的中文", "x"
    file = io.BytesIO()
    book.save(file)
    client.force_login(office.translator)

    confirm(client, upload(client, file.getvalue()))

    article.refresh_from_db()
    assert article.title_zh_hans == "重庆与麦德林签署友城谅解备忘录"
    assert article.title_en == "x"


def test_no_formula_goes_out_and_none_is_read(client, office, article):
    office.rewrite(article, title_zh_hans="=cmd|' /C calc'!A0")
    out = write_workbook([article], ENGLISH)
    cells = {row[2].value: row[4] for row in load_workbook(io.BytesIO(out)).active.iter_rows()}
    assert cells["title"].data_type == "s"
    client.force_login(office.translator)

    page = upload(client, filled(out, title='=HYPERLINK("http://x.example")'))

    assert "公式不读" in page.content.decode()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", "汉".encode() * 9])
def test_what_is_no_file_of_the_desk_is_told_so(client, office, content):
    client.force_login(office.translator)
    page = upload(client, content)
    assert page.status_code == 200
    assert page.context["form"].errors


def test_a_file_damaged_on_its_way_is_told_so(article):
    whole = write_workbook([article], ENGLISH)
    told = set()
    for place in range(0, len(whole) - 40, 40):
        damaged = whole[:place] + b"\xff" * 20 + whole[place + 20 :]
        try:
            read_workbook(damaged)
        except ValidationError as refusal:
            told |= {*refusal.messages}

    assert "读不懂这个文件，请用翻译台导出的 XLSX。" in told


def test_another_spreadsheet_is_told_its_headings(client, office):
    file = io.BytesIO()
    Workbook().save(file)
    client.force_login(office.translator)
    assert upload(client, file.getvalue()).context["form"].errors


@pytest.mark.parametrize("person", ["auditor", "registrar"])
def test_who_does_not_translate_neither_exports_nor_imports(client, office, person):
    client.force_login(getattr(office, person))
    assert client.get("/admin/translations/export/").status_code == 403
    assert client.post(IMPORT).status_code == 403


def test_the_command_tries_first_and_keeps_the_same_rule(office, article, tmp_path, capsys):
    file = tmp_path / "t.xlsx"
    file.write_bytes(filled(write_workbook([article], ENGLISH), title="By command"))

    call_command("load_translations", file, username=office.translator.username)
    article.refresh_from_db()
    assert not article.title_en
    call_command("load_translations", file, username=office.auditor.username, write=True)
    assert "您不写这一语种" in capsys.readouterr().out
    call_command("load_translations", file, username=office.translator.username, write=True)

    assert Article.objects.get(pk=article.pk).title_en == "By command"


# The list of words ---------------------------------------------------------------


def test_the_list_of_words_comes_back_as_it_went_out(office):
    Term.objects.create(zh="=友城", en="=sister city", kind="other", source="试")
    told = write_terms(Term.objects.all())
    assert "'=友城" in told
    changed = told.replace("sister city", "friendship city")

    assert import_terms(read_terms(told), office.translator) == []
    assert import_terms(read_terms(changed), office.translator) == ["=友城"]
    assert Term.objects.get().en == "=friendship city"
