"""Who answers for the site, on every page and for an inspection."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from tests.factories import LinkFactory, LinkGroupFactory, PictureFactory
from tests.publishing.test_office_forms import change_url
from tests.site.test_page_tags import Head
from waishi.publishing.proposing import decide, propose
from waishi.site.frame import read_frame
from waishi.site.inspection import missing_for_inspection
from waishi.site.models import MourningPeriod, OtherName, SiteIdentity

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])
# No office's numbers: all noughts.
WHOLE = {
    "name_zh_hans": "某市外事办公室",
    "name_en": "A Foreign Affairs Office",
    "domain": "wsb.example.gov.cn",
    "site_code": "0000000000",
    "icp_number": "某ICP备00000000号",
    "police_number": "某公网安备 00000000000000号",
    "conac_id": "0" * 32,
    "organiser_zh_hans": "某市人民政府",
    "organiser_en": "A City",
    "operator_zh_hans": "某市外事办公室",
    "address_zh_hans": "某市某路1号",
    "telephone": "023-0000 0000",
    "email": "office@example.gov.cn",
    "office_hours_zh_hans": "工作日9:00—17:00",
}
HOSTILE = '"><script>alert(1)</script>'


def public_identity(office, *, is_demonstration=False, **said):
    identity = SiteIdentity.objects.create(pk=1, **said)
    if not is_demonstration:
        change = {"is_demonstration": (True, False)}
        decide(propose(identity, change, office.registrar), office.final, agree=True)
        identity.refresh_from_db()
    return office.make_public(identity)


def test_the_footer_of_an_office_lists_what_an_inspection_looks_for(client, office):
    public_identity(office, **WHOLE)

    page = client.get("/about/").content.decode()

    for said in (
        "主办单位：某市人民政府",
        "承办单位：某市外事办公室",
        "网站标识码 0000000000",
        'href="https://beian.miit.gov.cn/"',
        "registerSystemInfo?recordcode=00000000000000",
        f"https://bszs.conac.cn/sitename?method=show&amp;id={'0' * 32}",
        'href="tel:023-00000000"',
        'href="mailto:office@example.gov.cn"',
        "我为政府网站找错",
    ):
        assert said in page, said
    assert "演示" not in page


@BOTH
def test_a_fault_is_reported_with_the_address_of_the_very_page(client, office, prefix):
    public_identity(office, **WHOLE)

    page = client.get(f"{prefix}/news/?utm_source=x").content.decode()

    report = page.split("https://zfwzgl.www.gov.cn/")[1].split('"')[0].replace("&amp;", "&")
    asked = parse_qs(urlsplit(report).query)
    assert asked == {"site_code": ["0000000000"], "url": [f"http://testserver{prefix}/news/"]}


def test_an_office_without_a_code_shows_neither_code_nor_placeholder(client, office):
    public_identity(office, name_zh_hans="某市外事办公室")

    page = client.get("/").content.decode()

    for absent in ("标识码", "备案", "党政机关", "找错", "没有"):
        assert absent not in page.split("<footer")[1], absent


def test_a_demonstration_shows_placeholders_and_no_number_whatever_is_filled_in(client, office):
    public_identity(office, is_demonstration=True, **WHOLE)

    page = client.get("/").content.decode()

    assert "网站标识码：演示站点，没有" in page
    for absent in ("0000000000", "beian", "conac", "zfwzgl"):
        assert absent not in page, absent


@BOTH
def test_markup_in_any_field_is_shown_as_text(client, office, prefix):
    fields = ["name", "tagline", "organiser", "operator", "address", "office_hours", "contact"]
    said = {f"{name}_{lang}": HOSTILE for name in fields for lang in ("zh_hans", "en")}
    said |= {"icp_number": HOSTILE, "police_number": f"00000000000000{HOSTILE}"}
    identity = public_identity(office, site_code="0000000000", **said)
    OtherName.objects.create(identity=identity, name_zh_hans=HOSTILE, name_en=HOSTILE)
    group = LinkGroupFactory(title_zh_hans=HOSTILE, title_en=HOSTILE)
    LinkFactory(
        group=group,
        title_zh_hans=HOSTILE,
        title_en=HOSTILE,
        note_zh_hans=HOSTILE,
        telephone="",
        address_zh_hans="https://a.example/" + HOSTILE,
        address_en="https://a.example/" + HOSTILE,
    )
    office.make_public(group)

    for address in ("/", "/about/", "/nothing/"):
        page = client.get(prefix + address).content.decode()
        assert "<script>alert" not in page
        head = Head(page)
        assert all("src" in said or "type" in said for said in head.scripts)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("site_code", "123456789"),
        ("site_code", "12345678901"),
        ("site_code", "123456789x\n"),
        ("site_code", "标识码标识码标识码标"),
        ("conac_id", "xyz"),
        ("police_number", "无号码"),
        ("domain", "http://wsb.example.gov.cn/"),
        ("telephone", "javascript:alert(1)"),
        ("email", "nobody"),
    ],
)
def test_what_is_no_number_of_an_office_is_refused(field, wrong):
    with pytest.raises(ValidationError):
        SiteIdentity(pk=1, name_zh_hans="某办", **{field: wrong}).full_clean(exclude=["name"])


@pytest.mark.parametrize(("field", "wrong"), [("site_code", "123"), ("conac_id", "12")])
def test_the_database_refuses_it_by_itself(field, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteIdentity.objects.create(pk=1, name_zh_hans="某办", **{field: wrong})


def test_the_offices_own_mark_and_names_stand_in_the_footer(client, office):
    picture = PictureFactory()
    identity = public_identity(office, mark=picture, mark_alt_zh_hans="本办标志", **WHOLE)
    OtherName.objects.create(
        identity=identity, name_zh_hans="某市外事侨务办公室", until="2018-10-31"
    )
    OtherName.objects.create(identity=identity, name_zh_hans="某市港澳办", name_en="HKM Office")

    chinese, english = (client.get(p).content.decode() for p in ("/", "/en/"))

    assert f'src="{picture.url}"' in chinese
    assert 'alt="本办标志"' in chinese
    assert "曾用名 某市外事侨务办公室" in " ".join(chinese.split())
    assert '<time datetime="2018-10-31">' in chinese
    assert "HKM Office" in english
    assert "某市外事侨务办公室" not in english


# Links ----------------------------------------------------------------------------


def titles(language):
    return [link["title"] for group in read_frame(language).links for link in group["links"]]


def test_a_link_shows_in_a_language_only_where_it_is_written_in_it(office):
    group = LinkGroupFactory()
    LinkFactory(group=group, position=1)
    LinkFactory(group=group, position=2, title_zh_hans="只有中文", title_en="")
    LinkFactory(
        group=group,
        position=3,
        title_zh_hans="外交部",
        title_en="Foreign Ministry",
        telephone="",
        address_zh_hans="https://www.mfa.gov.cn/",
    )
    office.make_public(group)
    office.make_public(LinkGroupFactory(title_zh_hans="空组"))

    assert titles("zh-hans") == ["外交部全球领事保护热线", "只有中文", "外交部"]
    assert titles("en") == ["Consular protection hotline"]
    assert len(read_frame("zh-hans").links) == 1


def test_a_hotline_is_called_from_every_page(client, office):
    group = LinkGroupFactory()
    LinkFactory(group=group)
    office.make_public(group)

    for address in ("/", "/en/", "/nothing/"):
        assert 'href="tel:+86-10-12308"' in client.get(address).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"telephone": ""},
        {"telephone": "", "address_zh_hans": "javascript:alert(1)"},
        {"address_zh_hans": "javascript:alert(1)"},
        {"telephone": "1;ext=javascript:"},
    ],
)
def test_a_link_that_leads_nowhere_is_refused(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkFactory(**wrong)


# Days of mourning -----------------------------------------------------------------


def test_the_site_is_grey_from_moment_to_moment_and_not_by_one_person(client, office, moment):
    ends_at = moment + timedelta(hours=1)
    period = MourningPeriod.objects.create(occasion="公祭", starts_at=moment, ends_at=ends_at)

    assert "mourning" not in client.get("/").content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        MourningPeriod.objects.update(is_public=True, version=2)
    office.make_public(period)

    assert "css/mourning" in client.get("/").content.decode()
    microsecond = timedelta(microseconds=1)
    assert [
        read_frame("en", at).in_mourning
        for at in (moment - microsecond, moment, ends_at - microsecond, ends_at)
    ] == [False, True, True, False]


# Inspection -----------------------------------------------------------------------


def test_an_inspection_finds_nothing_missing_in_a_whole_identity(office, capsys):
    identity = public_identity(office, **WHOLE)

    assert missing_for_inspection(identity) == []
    call_command("check_identity")
    assert capsys.readouterr().out == "Nothing is missing.\n"


def test_what_is_missing_is_listed_where_the_identity_is_edited(client, office):
    identity = public_identity(office, **(WHOLE | {"conac_id": "", "icp_number": ""}))
    client.force_login(office.administrator)

    page = client.get(change_url(identity)).content.decode()

    assert missing_for_inspection(identity) == ["ICP 备案号", "党政机关网站标识"]
    assert "<li>ICP 备案号</li>" in page
    with pytest.raises(CommandError, match="2 items"):
        call_command("check_identity")


def test_a_site_without_an_identity_misses_it():
    assert missing_for_inspection(None) == ["网站标识还没有填写"]
