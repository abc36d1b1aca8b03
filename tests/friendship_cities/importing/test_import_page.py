import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from friendship_cities.models import City, Partnership
from tests.friendship_cities.importing.files import (
    HIROSHIMA,
    MITO,
    csv_of,
    published_list,
    register_as_it_stands,
    xlsx_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


@pytest.fixture
def address():
    return reverse("admin:friendship_cities_partnership_import")


@pytest.fixture
def registrar(client, office):
    client.force_login(office.registrar)
    return client


@pytest.fixture
def upload(registrar, address):
    """Sends a file in; the page that answers."""

    def upload(content, name="友城名录.csv"):
        return registrar.post(address, {"file": SimpleUploadedFile(name, content)})

    return upload


def signed_plan(page):
    found = re.search(r'name="plan" value="([^"]+)"', page.content.decode())
    return found and found[1]


def test_the_page_asks_for_a_file(registrar, address):
    page = registrar.get(address).content.decode()

    assert "<h1>导入友城名录</h1>" in page
    assert 'type="file"' in page
    assert "style=" not in page


@pytest.mark.parametrize(("build", "name"), [(csv_of, "友城名录.csv"), (xlsx_of, "友城名录.xlsx")])
def test_a_file_is_shown_then_confirmed_then_written(upload, registrar, address, build, name):
    before = register_as_it_stands()

    shown = upload(build(HIROSHIMA, MITO), name)

    assert "共 2 行：新增 2 行，修改 0 行，不变 0 行，拒绝 0 行" in shown.content.decode()
    assert "1986-10-23" in shown.content.decode()
    assert register_as_it_stands() == before

    done = registrar.post(address, {"plan": signed_plan(shown)}, follow=True)

    assert "导入完成。共 2 行：新增 2 行" in done.content.decode()
    assert set(Partnership.objects.values_list("slug", flat=True)) == {"hiroshima", "mito"}


def test_the_published_list_is_written_and_has_nothing_to_confirm_the_second_time(
    upload, registrar, address
):
    registrar.post(address, {"plan": signed_plan(upload(published_list()))})

    again = upload(published_list())

    assert Partnership.objects.count() == 56
    assert "台账与文件一致，没有要写入的内容" in again.content.decode()
    assert signed_plan(again) is None


def test_a_refused_row_is_shown_with_its_reason_and_nothing_can_be_confirmed(upload):
    page = upload(csv_of(HIROSHIMA, ["重庆市", "某市", "", "台湾", "友好城市", "2001"]))

    assert "台湾是中国的一部分，不是国家" in page.content.decode()
    assert "有 1 行不能导入" in page.content.decode()
    assert signed_plan(page) is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("姓名,电话\n张三,023\n".encode(), "这不像友城名录"),
        (b"", "这个文件是空的"),
        (b"\x89PNG\r\n\x1a\n\0", "是图片"),
        (b"a" * 10_000_001, "文件超过 10 MB"),
    ],
)
def test_a_file_of_another_kind_is_answered_on_the_page(upload, content, sentence):
    page = upload(content)

    assert page.status_code == 200
    assert sentence in page.content.decode()


def test_words_of_a_file_are_shown_as_words(upload):
    page = upload(csv_of(["重庆市", "<b>某市", "", "日本", "", ""]), '<i>"名录.csv')

    assert "<b>某市" not in page.content.decode()
    assert "<i>" not in page.content.decode()
    assert "&lt;b&gt;某市" in page.content.decode()


def test_a_register_that_changed_meanwhile_is_shown_again_instead_of_written(
    upload, registrar, address
):
    registrar.post(address, {"plan": signed_plan(upload(csv_of(MITO)))})
    shown = upload(csv_of([*MITO[:2], "Mito City", *MITO[3:]]))
    City.objects.update(name_en="Mito-shi", version=2)

    page = registrar.post(address, {"plan": signed_plan(shown)})

    assert "预览之后台账又有变动" in page.content.decode()
    assert "Mito-shi" in page.content.decode()
    assert City.objects.get().name_en == "Mito-shi"


def test_a_confirmation_is_good_for_who_saw_it_and_unaltered_only(upload, client, office, address):
    plan = signed_plan(upload(csv_of(MITO)))

    for altered in ("", "x", plan[:-1]):
        page = client.post(address, {"plan": altered}, follow=True)
        assert "请重新选择文件" in page.content.decode()
    office.first.groups.set(office.registrar.groups.all())
    client.force_login(office.first)
    page = client.post(address, {"plan": plan}, follow=True)

    assert "请重新选择文件" in page.content.decode()
    assert not Partnership.objects.exists()


def test_an_old_confirmation_is_not_carried_out(upload, registrar, address, monkeypatch):
    plan = signed_plan(upload(csv_of(MITO)))
    monkeypatch.setattr("friendship_cities.admin.import_partnerships.MOST_SECONDS", -1)

    page = registrar.post(address, {"plan": plan}, follow=True)

    assert "请重新选择文件" in page.content.decode()
    assert not Partnership.objects.exists()


def test_only_who_keeps_the_register_sees_the_page(client, office, address):
    assert client.get(address).status_code == 302
    for person in (office.writer, office.auditor, office.administrator):
        client.force_login(person)
        assert client.get(address).status_code == 403
        assert client.post(address, {"plan": "x"}).status_code == 403
