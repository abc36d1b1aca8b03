"""New versions: readers keep what was released, drafts are offered the better file."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from news.models import ArticlePicture
from tests.factories import ArticleFactory, PictureFactory
from tests.publishing.bad_input.given import HUGE
from tests.publishing.test_office_forms import change_url
from waishi.languages import SOURCE
from waishi.media.models import Picture
from waishi.publishing.documents import document_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def a_file(name="better.jpg", shade=120):
    file = io.BytesIO()
    Image.new("RGB", (700, 500), (shade, 90, 90)).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue())


def bring_version(client, old, upload):
    return client.post(
        reverse("admin:media_picture_new_version", args=[old.pk]), {"upload": upload}, follow=True
    )


@pytest.fixture
def old():
    return PictureFactory(
        title="签字仪式",
        credit_zh_hans="王某 摄",
        contains_map=True,
        map_approval="渝S（2021）031号",
    )


def test_of_a_new_version_the_same_is_said(client, office, old):
    client.force_login(office.writer)
    bring_version(client, old, a_file())

    new = Picture.objects.get(replaces=old)
    assert (new.title, new.credit_zh_hans) == ("签字仪式", "王某 摄")
    assert (new.contains_map, new.map_approval) == (True, "渝S（2021）031号")
    assert new.file != old.file
    assert f'href="{change_url(new)}"' in client.get(change_url(old)).content.decode()


def test_a_second_version_is_brought_for_the_newest_only(client, office, old):
    client.force_login(office.writer)
    bring_version(client, old, a_file())
    page = bring_version(client, old, a_file(shade=10))
    assert "已有新版本" in page.content.decode()
    assert Picture.objects.count() == 2


def test_a_file_the_library_has_is_no_new_version(client, office, old):
    client.force_login(office.writer)
    bring_version(client, PictureFactory(), a_file())
    page = bring_version(client, old, a_file())
    assert "图库里已有这个文件" in page.content.decode()
    old.refresh_from_db()
    assert not hasattr(old, "replaced_by")


def test_a_draft_takes_the_new_version_and_the_live_release_keeps_the_old(client, office, old):
    article = ArticleFactory(
        lead_picture=old,
        lead_picture_alt_zh_hans="签字",
        body_zh_hans=f'<figure><img src="{old.url}" alt="两人签字"></figure>',
    )
    ArticlePicture.objects.create(
        article=article, picture=old, alt_zh_hans="签字", caption_zh_hans="签字"
    )
    release = office.release(article)
    client.force_login(office.writer)
    page = bring_version(client, old, a_file())
    new = Picture.objects.get(replaces=old)
    assert page.context["drafts"] == [article]

    client.post(reverse("admin:media_picture_switch", args=[new.pk]), {"draft": [article.pk]})

    article.refresh_from_db()
    document = document_of(article, SOURCE)
    assert article.lead_picture == new
    assert new.url in document["body"]
    assert old.url not in document["body"]
    assert [use["picture"] for use in document["gallery"]] == [new.pk]
    release.refresh_from_db()
    assert release.lead_picture == old
    assert [use["picture"] for use in release.document["gallery"]] == [old.pk]
    assert client.get(change_url(new)).context["drafts"] == []


def test_only_drafts_that_were_ticked_and_may_be_opened_are_switched(client, office, old):
    others = ArticleFactory(lead_picture=old)
    client.force_login(office.contributor)
    new = PictureFactory(replaces=old)
    assert client.get(change_url(new)).context["drafts"] == []
    client.post(reverse("admin:media_picture_switch", args=[new.pk]), {"draft": [others.pk]})
    others.refresh_from_db()
    assert others.lead_picture == old


@pytest.mark.parametrize("number", ["0", "x", HUGE])
def test_what_is_no_draft_is_not_switched(client, office, old, number):
    new = PictureFactory(replaces=old)
    client.force_login(office.writer)
    address = reverse("admin:media_picture_switch", args=[new.pk])

    assert "0 篇稿件" in client.post(address, {"draft": number}, follow=True).content.decode()


def test_who_may_not_add_pictures_brings_no_version(client, office, old):
    client.force_login(office.auditor)
    assert bring_version(client, old, a_file()).status_code == 403


# Choosing one for the body -------------------------------------------------------


def test_the_editor_of_the_body_opens_the_library(client, office):
    client.force_login(office.writer)
    page = client.get(reverse("admin:news_article_add")).content.decode()
    assert "/admin/media/picture/browse/" in page


def test_the_library_is_searched_from_the_editor(client, office, django_assert_max_num_queries):
    client.force_login(office.writer)
    PictureFactory.create_batch(30)
    PictureFactory(title="朝天门", description="暮色")
    with django_assert_max_num_queries(10):
        page = client.get("/admin/media/picture/browse/?CKEditorFuncNum=-1&q=朝天门")
    assert [one.title for one in page.context["page"]] == ["朝天门"]
    assert 'data-called="-1"' in page.content.decode()


@pytest.mark.parametrize("called", ["x", "1;alert(1)", '"><script>'])
def test_what_is_no_number_calls_nothing(client, office, called):
    client.force_login(office.writer)
    page = client.get("/admin/media/picture/browse/", {"CKEditorFuncNum": called})
    assert page.context["called"] == ""


# The focal point in crops --------------------------------------------------------


@pytest.mark.parametrize(
    ("across", "down", "classes"),
    [
        (50, 50, ""),
        (0, 100, "focal-x-0 focal-y-100"),
        (34, 66, "focal-x-30 focal-y-70"),
        (50, 20, "focal-x-50 focal-y-20"),
    ],
)
def test_a_crop_keeps_to_the_focal_point_by_classes(across, down, classes):
    assert Picture(focal_x=across, focal_y=down).focal_classes == classes
