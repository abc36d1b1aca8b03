"""Addresses of a former site lead to the pages that took their place."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.publishing.test_office_forms import form_of
from waishi.publishing.models import AuditEntry
from waishi.site.models import OldAddress
from waishi.site.moving import import_old_addresses

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "//evil.example/",
    "/\\evil.example/",
    "https://evil.example/",
    "javascript:alert(1)",
    "evil.example",
    "",
    "/a b/",
    "/x#y",
    "/\n/evil.example",
]


def old(path, target):
    return OldAddress.objects.create(path=path, target=target)


@pytest.mark.parametrize(
    "path", ["/html/12.html", "/content.aspx?id=12", "/动态/12.html", "/news/nothing-here/"]
)
def test_an_old_address_leads_to_its_page_for_ever(client, path):
    old(path, "/about/")

    response = client.get(path)

    assert response.status_code == 301
    assert response.headers["Location"] == "/about/"
    assert client.head(path).status_code == 301


def test_the_query_tells_old_addresses_apart(client):
    old("/content.aspx?id=12", "/about/")
    old("/content.aspx", "/news/")

    assert client.get("/content.aspx?id=12").headers["Location"] == "/about/"
    assert client.get("/content.aspx?id=13").headers["Location"] == "/news/"
    assert client.get("/content.aspx").headers["Location"] == "/news/"


def test_a_page_that_is_there_is_not_looked_up(client):
    old("/about/", "/news/")

    assert client.get("/about/").status_code == 200


def test_a_form_sent_to_an_old_address_is_not_found(client):
    old("/html/12.html", "/about/")

    assert client.post("/html/12.html").status_code == 404


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_old_address_leads_to_another_host(target):
    with pytest.raises(IntegrityError), transaction.atomic():
        old("/html/12.html", target)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("/a", "/b"), ("/b", "/a")),
        (("/a", "/b"), ("/b", "/c")),
        (("/b", "/c"), ("/a", "/b")),
    ],
)
def test_loops_and_detours_are_refused_by_every_road(first, second):
    old(*first)

    with pytest.raises(IntegrityError, match="straight to its page"), transaction.atomic():
        old(*second)
    refused = import_old_addresses(",".join(second), None)
    assert len(refused.faults) == 1
    assert OldAddress.objects.count() == 1


def test_an_old_address_does_not_lead_to_itself():
    with pytest.raises(IntegrityError), transaction.atomic():
        old("/a", "/a")


def test_a_list_comes_in_as_a_whole_or_not_at_all(tmp_path, capsys):
    file = tmp_path / "old.csv"
    file.write_text("旧地址,新地址\n/html/1.html,12\n/html/2.html,/about/\n\n", "utf-8-sig")

    call_command("import_old_addresses", file)
    call_command("import_old_addresses", file)

    assert dict(OldAddress.objects.values_list("path", "target")) == {
        "/html/1.html": "/news/12/",
        "/html/2.html": "/about/",
    }
    assert capsys.readouterr().out == "2 added, 0 changed.\n0 added, 0 changed.\n"
    file.write_text("/html/3.html,/about/\n/html/2.html,https://evil.example/\n/x\n", "utf-8")
    with pytest.raises(CommandError, match=r"第2行[\s\S]*第3行"):
        call_command("import_old_addresses", file)
    assert OldAddress.objects.count() == 2


def test_the_office_writes_the_number_of_an_article(client, office):
    client.force_login(office.administrator)
    address = reverse("admin:site_oldaddress_add")
    data = form_of(client, address) | {"path": "/html/1.html", "target": "1024"}

    assert client.post(address, data).status_code == 302
    assert OldAddress.objects.get().target == "/news/1024/"
    assert AuditEntry.objects.filter(act="新建", kind="旧地址").exists()


def test_what_is_no_old_address_is_explained_in_the_form(client, office):
    client.force_login(office.administrator)
    old("/b", "/c")
    address = reverse("admin:site_oldaddress_add")
    data = form_of(client, address)

    for path, target, said in [
        ("/a", "//evil.example/", "只写本站的路径"),
        ("/a", "/b", "请直接写最终的地址"),
        ("/c", "/d", "请先改它们的新地址"),
    ]:
        page = client.post(address, data | {"path": path, "target": target}).content.decode()
        assert said in page
    assert OldAddress.objects.count() == 1


def test_an_address_of_nothing_costs_two_statements_at_most(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert client.get("/nothing/").status_code == 404


IMPORT = "/admin/site/oldaddress/import/"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_list_is_shown_first_and_written_when_the_office_says_so(client, office, encoding):
    client.force_login(office.administrator)
    old("/html/2.html", "/news/")
    old("/html/3.html", "/about/")
    lines = "旧地址,新地址\n/动态/1.html,12\n/html/2.html,/about/\n/html/3.html,/about/\n"
    file = SimpleUploadedFile("旧地址.csv", lines.encode(encoding))

    shown = client.post(IMPORT, {"file": file, "_try": "1"})

    assert "新增 1 条，改动 1 条，1 条已有、不变" in shown.content.decode()
    assert OldAddress.objects.count() == 2
    pasted = shown.context["form"].initial["pasted"]
    client.post(IMPORT, {"pasted": pasted, "_import": "1"})
    assert dict(OldAddress.objects.values_list("path", "target")) == {
        "/动态/1.html": "/news/12/",
        "/html/2.html": "/about/",
        "/html/3.html": "/about/",
    }
    assert AuditEntry.objects.filter(kind="旧地址", actor=office.administrator.username).exists()


@pytest.mark.parametrize("button", ["_try", "_import"])
def test_every_line_that_is_wrong_is_named_and_nothing_is_written(client, office, button):
    client.force_login(office.administrator)
    pasted = "/a\t/about/\n/b\thttps://evil.example/\n/c\n/d\t/a"

    page = client.post(IMPORT, {"pasted": pasted, button: "1"}).content.decode()

    for said in ("第2行：只写本站的路径", "第3行：须有旧地址和新地址两列", "第4行：新地址本身"):
        assert said in page
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "请选择文件"),
        ({"pasted": " \n"}, "请选择文件"),
        ({"pasted": "/a,/b\n" * 2001}, "一次最多导入2000行"),
        ({"file": SimpleUploadedFile("x.csv", b"\xff\xff\xff")}, "不是 CSV"),
    ],
)
def test_what_is_no_list_is_refused_in_words(client, office, sent, told):
    client.force_login(office.administrator)

    assert told in client.post(IMPORT, sent | {"_try": "1"}).content.decode()


@pytest.mark.parametrize("person", ["writer", "final", "auditor"])
def test_only_who_keeps_the_site_brings_lists_in(client, office, person):
    client.force_login(getattr(office, person))

    assert client.post(IMPORT, {"pasted": "/a,/about/", "_import": "1"}).status_code == 403
    assert not OldAddress.objects.exists()
