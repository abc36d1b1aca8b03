"""Forty pictures at once: from the files of a phone to an article's gallery."""

import io
import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image

from tests.factories import ArticleFactory, PictureFactory, UserFactory
from tests.publishing.bad_input.given import HUGE
from waishi.media.imaging import clean_picture
from waishi.media.library import add_upload
from waishi.media.models import Picture

pytestmark = pytest.mark.django_db

MAKE, EXIF, TAKEN, OFFSET = 0x010F, 0x8769, 0x9003, 0x9011
SHANGHAI = ZoneInfo("Asia/Shanghai")
UPLOAD = "/admin/media/picture/upload/"
AN_HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo(shade=100, taken="", offset="", kind="JPEG"):
    """The file of a camera; each shade is another picture."""
    exif = Image.Exif()
    exif[MAKE] = "Huawei"
    said = exif.get_ifd(EXIF)
    if taken:
        said[TAKEN] = taken
    if offset:
        said[OFFSET] = offset
    file = io.BytesIO()
    Image.new("RGB", (60, 40), (shade, 20, 20)).save(file, kind, exif=exif)
    file.seek(0)
    return file


def upload(name, **made):
    return SimpleUploadedFile(name, photo(**made).getvalue())


def send(client, *files, query=""):
    return client.post(UPLOAD + query, {"pictures": list(files)}, follow=True)


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


# What the camera says ------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_moment_of_taking_is_kept_and_nothing_else_of_the_camera(kind):
    clean = clean_picture(photo(taken="2021:10:12 15:30:05", kind=kind))

    assert clean.taken_at == datetime(2021, 10, 12, 15, 30, 5, tzinfo=SHANGHAI)
    assert b"2021:10:12" not in clean.content
    assert not Image.open(io.BytesIO(clean.content)).getexif()


def test_a_camera_that_says_where_its_clock_is_set_is_believed():
    clean = clean_picture(photo(taken="2021:10:12 09:30:05", offset="+02:00"))
    assert clean.taken_at == datetime(2021, 10, 12, 15, 30, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "0000:00:00 00:00:00",
        "0001:01:01 00:00:00",
        "9999:12:31 23:59:59",
        "    :  :     :  :  ",
        "2021:13:45 99:00:00",
        "昨天",
    ],
)
def test_a_clock_that_was_never_set_says_nothing(said):
    assert clean_picture(photo(taken=said)).taken_at is None


def test_a_picture_from_an_iphone_becomes_one_every_browser_shows():
    clean = clean_picture(photo(kind="HEIF"))
    assert clean.file.endswith(".jpg")
    assert Image.open(io.BytesIO(clean.content)).format == "JPEG"


# One request, no script ----------------------------------------------------------


def test_several_files_come_in_with_one_press_and_stand_in_the_order_they_were_taken(
    client, office
):
    client.force_login(office.writer)
    response = send(
        client,
        upload("IMG_3.jpg", shade=30, taken="2021:10:12 15:30:00"),
        upload("wx.png", shade=90, kind="PNG"),
        upload("IMG_1.heic", shade=10, taken="2021:10:12 09:00:00", kind="HEIF"),
        upload("IMG_2.webp", shade=20, taken="2021:10:12 12:00:00", kind="WEBP"),
    )

    shown = [picture.original_name for picture, _ in response.context["form"].rows()]
    assert shown == ["IMG_1.heic", "IMG_2.webp", "IMG_3.jpg", "wx.png"]
    assert {picture.uploaded_by for picture in Picture.objects.all()} == {office.writer}


def test_pictures_that_do_not_say_when_stand_as_they_were_chosen(client, office):
    """A messenger takes the moment away, and two are sent at once: any may arrive first."""
    client.force_login(office.writer)
    dated = PictureFactory(taken_at="2021-10-12T09:00Z")
    arrived = PictureFactory.create_batch(3)
    chosen = [arrived[1], arrived[2], dated, arrived[0]]

    shown = [picture for picture, _ in client.get(address(chosen)).context["form"].rows()]

    assert shown == [dated, arrived[1], arrived[2], arrived[0]]


def test_what_is_no_picture_is_named_with_the_reason_and_the_others_are_kept(client, office):
    client.force_login(office.writer)
    response = send(
        client,
        upload("a.jpg", shade=1),
        SimpleUploadedFile("名单.docx", b"PK\x03\x04"),
        upload("b.jpg", shade=90),
    )

    assert "名单.docx：这个文件不是能用的图片" in told(response)
    assert [one.title for one in Picture.objects.order_by("pk")] == ["a", "b"]
    assert len(response.context["form"].pictures) == 2


def test_nothing_chosen_is_told(client, office):
    client.force_login(office.writer)
    assert "请先选择图片" in told(client.post(UPLOAD, follow=True))


def test_one_picture_twice_in_a_batch_stands_there_once(client, office):
    client.force_login(office.writer)
    response = send(client, upload("a.jpg"), upload("又一次.jpg"))
    assert len(response.context["form"].pictures) == 1


@pytest.mark.parametrize("who", ["auditor"])
def test_who_may_not_add_pictures_finds_no_page(client, office, who):
    client.force_login(getattr(office, who))
    assert client.get(UPLOAD).status_code == 403
    assert client.post(UPLOAD, {"pictures": [upload("a.jpg")]}).status_code == 403
    assert not Picture.objects.exists()


# One file after another, by script -----------------------------------------------


def test_a_script_is_told_the_number_or_the_reason(client, office):
    client.force_login(office.writer)
    accept = {"headers": {"accept": "application/json"}}
    taken = client.post(UPLOAD, {"pictures": upload("a.jpg")}, **accept)
    refused = client.post(UPLOAD, {"pictures": SimpleUploadedFile("b.jpg", b"b")}, **accept)

    assert taken.json()["number"] == Picture.objects.get().pk
    assert refused.status_code == 422
    assert "b.jpg：这个文件不是能用的图片" in refused.json()["refused"]


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_the_same_picture_at_once_get_one():
    by, found, failed = UserFactory(), [], []
    together = threading.Barrier(4)

    def bring(number):
        together.wait()
        try:
            found.append(add_upload(photo(), f"{number}.jpg", by).pk)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert len(found) == 4
    assert len(set(found)) == Picture.objects.count() == 1
    folder = default_storage.listdir("pictures")[0][0]
    assert len(default_storage.listdir(f"pictures/{folder}")[1]) == 1


# The page of the batch -----------------------------------------------------------


@pytest.fixture
def batch():
    """Three pictures of one day, as a phone named them."""
    day = datetime(2021, 10, 12, 9, tzinfo=SHANGHAI)
    return [
        PictureFactory(
            title=f"IMG_{n}", original_name=f"IMG_{n}.jpg", taken_at=day + n * AN_HOUR, source=""
        )
        for n in (1, 2, 3)
    ]


def address(batch, **more):
    query = {"pictures": "-".join(str(one.pk) for one in batch)} | more
    return reverse("admin:media_picture_batch", query=query)


def form_at(client, url):
    form = client.get(url).context["form"]
    fields = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in fields.items() if value not in (None, False)}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("一\n二\n三", "贴了 3 行，图片有 3 张，一一对应"),
        ("一\n\n二", "贴了 2 行，图片有 3 张：从第 3 张起没有新的图说"),
        ("一\n二\n三\n四", "贴了 4 行，图片有 3 张：多出的行留在框里"),
    ],
)
def test_pasted_captions_are_spread_and_a_wrong_number_is_told(client, office, batch, lines, said):
    client.force_login(office.writer)
    data = form_at(client, address(batch)) | {"lines": lines, "_spread": "1"}

    response = client.post(address(batch), data)

    form = response.context["form"]
    spread = [form[f"caption-{one.pk}"].value() for one in batch]
    assert said in told(response)
    assert spread == [*lines.split(), ""][:3]
    assert not Picture.objects.exclude(description="").exists()
    assert form["lines"].value() == ("四" if "四" in lines else "")


def test_one_credit_is_for_all_and_what_is_left_empty_stays(client, office, batch):
    client.force_login(office.writer)
    data = form_at(client, address(batch)) | {
        f"caption-{batch[0].pk}": "代表团抵达朝天门",
        "credit_zh_hans": "王某 摄",
    }

    client.post(address(batch), data)

    first, second, _ = Picture.objects.as_taken()
    assert (first.title, first.description) == ("代表团抵达朝天门", "代表团抵达朝天门")
    assert second.title == "IMG_2"
    assert {one.credit_zh_hans for one in Picture.objects.all()} == {"王某 摄"}
    assert {one.credit_en for one in Picture.objects.all()} == {"Photo: Foreign Affairs Office"}


def test_a_map_in_a_batch_needs_its_approval_number(client, office, batch):
    client.force_login(office.writer)
    data = form_at(client, address(batch)) | {f"map-{batch[1].pk}": "on"}

    response = client.post(address(batch), data)

    assert "须填写审图号" in response.content.decode()
    assert not Picture.objects.filter(contains_map=True).exists()


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(client, office, batch):
    client.force_login(office.writer)
    data = form_at(client, address(batch)) | {f"caption-{batch[0].pk}": "我的图说"}
    Picture.objects.filter(pk=batch[0].pk).update(description="同事的图说", version=2)

    response = client.post(address(batch), data)

    assert "刚被他人改过" in told(response)
    assert Picture.objects.get(pk=batch[0].pk).description == "同事的图说"
    assert response.context["form"][f"caption-{batch[0].pk}"].value() == "我的图说"


def test_the_sizes_being_made_meanwhile_are_no_conflict(client, office, batch):
    client.force_login(office.writer)
    data = form_at(client, address(batch)) | {f"caption-{batch[0].pk}": "我的图说"}
    Picture.objects.filter(pk=batch[0].pk).update(ready_widths=[480], version=2)

    client.post(address(batch), data)

    assert Picture.objects.get(pk=batch[0].pk).description == "我的图说"


@pytest.mark.parametrize("asked", ["", "0", "x", "9" * 30, "1-2-三"])
def test_a_batch_that_is_not_there_is_not_found(client, office, asked):
    client.force_login(office.writer)
    address = reverse("admin:media_picture_batch", query={"pictures": asked})
    assert client.get(address).status_code == 404


# Into an article -----------------------------------------------------------------


def test_pictures_brought_for_an_article_stand_in_its_gallery_by_one_press(client, office, batch):
    client.force_login(office.writer)
    article = ArticleFactory()
    there = address(batch, article=article.pk)
    data = form_at(client, there) | {
        f"caption-{batch[0].pk}": "签字",
        f"alt-{batch[0].pk}": "两人在桌前签字",
    }

    response = client.post(there, data)

    assert response.url == reverse("admin:news_article_change", args=[article.pk])
    uses = article.gallery.all()
    assert [use.picture for use in uses] == batch
    assert (uses[0].caption_zh_hans, uses[0].alt_zh_hans) == ("签字", "两人在桌前签字")
    article.refresh_from_db()
    assert article.version == 2
    client.post(there, form_at(client, there))
    assert article.gallery.count() == 3


def test_a_contributor_cannot_put_pictures_into_the_article_of_another(client, office, batch):
    client.force_login(office.contributor)
    article = ArticleFactory()
    there = address(batch, article=article.pk)
    page = client.get(there)
    assert page.context["destination"] is None
    client.post(there, form_at(client, there))
    assert not article.gallery.exists()


@pytest.mark.parametrize("number", ["0", "x", "", "99999999", HUGE])
def test_an_article_that_is_not_there_is_nowhere_to_go(client, office, batch, number):
    client.force_login(office.writer)
    assert client.get(address(batch, article=number)).context["destination"] is None
