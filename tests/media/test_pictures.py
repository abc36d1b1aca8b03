"""Pictures: what becomes of an upload, and what a page shows of it."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.template import Context, Template
from django.urls import reverse
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from news.models import ArticlePicture
from tests.factories import ArticleFactory, PictureFactory, UserFactory
from tests.publishing.test_office_forms import change_url, form_of
from waishi.media.imaging import LONGEST_SIDE, RENDITION_WIDTHS, clean_picture, make_renditions
from waishi.media.library import add_picture
from waishi.media.models import Picture
from waishi.media.tasks import render_picture

RED, BLUE = (200, 30, 30), (30, 30, 200)
ORIENTATION, GPS, MAKE, COMMENT = 0x0112, 0x8825, 0x010F, 0x9286


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def half_red_half_blue(width, height):
    """A picture whose left half is red, so that turning it can be seen."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 2, height))
    return image


def encoded(image, format_name="JPEG", **options):
    file = io.BytesIO()
    image.save(file, format_name, **options)
    file.seek(0)
    return file


def opened(name):
    with default_storage.open(name) as file:
        image = Image.open(file)
        image.load()
    return image


def nearly(colour, wanted):
    return all(abs(one - other) < 40 for one, other in zip(colour, wanted, strict=True))


def store_picture(upload):
    """Clean an upload and store it."""
    clean = clean_picture(upload)
    clean.store()
    return clean


# What is stored ------------------------------------------------------------------


def test_one_picture_uploaded_twice_is_one_file():
    first = store_picture(encoded(half_red_half_blue(300, 200)))
    second = store_picture(encoded(half_red_half_blue(300, 200)))
    assert first == second
    assert first.file.startswith("pictures/")
    assert len(default_storage.listdir("pictures")[0]) == 1


def test_a_portrait_from_a_telephone_stands_upright():
    exif = Image.Exif()
    # Turn by 90° clockwise: what was left is now above.
    exif[ORIENTATION] = 6
    stored = store_picture(encoded(half_red_half_blue(400, 300), exif=exif))
    image = opened(stored.file)
    assert (stored.width, stored.height) == image.size == (300, 400)
    assert nearly(image.getpixel((150, 20)), RED)
    assert nearly(image.getpixel((150, 380)), BLUE)
    assert not image.getexif()


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_where_and_with_what_it_was_taken_is_gone(format_name):
    exif = Image.Exif()
    exif[MAKE] = "Huawei-of-somebody"
    exif.get_ifd(GPS).update({1: "N", 2: (29.0, 33.0, 46.0), 3: "E", 4: (106.0, 34.0, 0.0)})
    stored = store_picture(encoded(half_red_half_blue(300, 200), format_name, exif=exif))
    image = opened(stored.file)
    with default_storage.open(stored.file) as file:
        assert b"Huawei" not in file.read()
    assert not image.getexif()
    assert not image.getexif().get_ifd(GPS)
    assert not {"exif", "xmp", "comment", "photoshop"} & set(image.info)


def test_a_script_behind_the_last_byte_does_not_survive():
    file = encoded(half_red_half_blue(300, 200))
    stored = store_picture(io.BytesIO(file.getvalue() + b"<?php system($_GET['c']); ?>"))
    with default_storage.open(stored.file) as kept:
        assert b"<?php" not in kept.read()


def test_a_picture_larger_than_any_screen_is_made_smaller():
    stored = store_picture(encoded(half_red_half_blue(LONGEST_SIDE * 2, 400)))
    assert (stored.width, stored.height) == (LONGEST_SIDE, 200)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"\xff\xd8\xff\xe0 cut short",
        encoded(half_red_half_blue(300, 200)).getvalue()[:900],
    ],
)
def test_what_is_no_picture_is_refused_in_chinese(content):
    with pytest.raises(ValidationError, match="这个文件不是能用的图片"):
        store_picture(io.BytesIO(content))
    assert not default_storage.exists("pictures")


@pytest.mark.parametrize("format_name", ["GIF", "TIFF", "BMP"])
def test_other_kinds_of_picture_are_refused(format_name):
    with pytest.raises(ValidationError, match="请上传 JPEG、PNG、WebP 或 HEIC"):
        store_picture(encoded(half_red_half_blue(30, 20), format_name))


# Renditions ----------------------------------------------------------------------


def renditions_of(image, format_name="JPEG"):
    """The widths made, and each file as it can be opened."""
    stored = store_picture(encoded(image, format_name))
    names = {}

    def name_at(width, extension):
        names[width, extension] = f"{stored.file}-{width}.{extension}"
        return names[width, extension]

    return make_renditions(stored.file, name_at), {key: opened(name) for key, name in names.items()}


@pytest.mark.parametrize(
    ("width", "made"),
    [
        (479, []),
        (480, [480]),
        (1000, [480, 960]),
        (1600, [480, 960, 1600]),
        (3000, [*RENDITION_WIDTHS]),
    ],
)
def test_no_rendition_is_larger_than_the_picture(width, made):
    widths, files = renditions_of(half_red_half_blue(width, 300))
    assert widths == made
    assert sorted(files) == sorted((one, kind) for one in made for kind in ("webp", "jpg"))
    for (at, kind), image in files.items():
        assert image.size == (at, round(300 * at / width))
        assert image.format == {"webp": "WEBP", "jpg": "JPEG"}[kind]


def test_what_is_transparent_stays_so_in_webp_and_is_white_in_jpeg():
    drawing = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    drawing.paste((200, 30, 30, 255), (0, 0, 300, 400))
    _, files = renditions_of(drawing, "PNG")
    webp, jpeg = files[480, "webp"], files[480, "jpg"]
    assert webp.mode == "RGBA"
    assert webp.getpixel((470, 10))[3] == 0
    assert webp.getpixel((10, 10))[3] == 255
    assert jpeg.mode == "RGB"
    assert nearly(jpeg.getpixel((470, 10)), (255, 255, 255))
    assert nearly(jpeg.getpixel((10, 10)), RED)


@pytest.mark.parametrize("mode", ["L", "P", "LA", "CMYK", "1", "I;16"])
def test_pictures_of_every_colour_mode_are_taken(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new(mode, (500, 300)) if mode == "I;16" else half_red_half_blue(500, 300)
    widths, files = renditions_of(image if mode == "I;16" else image.convert(mode), kind)
    assert widths == [480]
    assert files[480, "jpg"].mode == "RGB"


# The library ---------------------------------------------------------------------


@pytest.mark.django_db
def test_one_picture_added_twice_is_one_row_and_one_job():
    by = UserFactory()
    first = add_picture(encoded(half_red_half_blue(700, 400)), "朝天门", by)
    again = add_picture(encoded(half_red_half_blue(700, 400)), "另一个名字", by)
    assert again == first
    assert [picture.title for picture in Picture.objects.all()] == ["朝天门"]
    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"picture_id": first.pk}]


@pytest.mark.django_db
def test_the_form_says_that_a_picture_is_there_already(client, office):
    client.force_login(office.writer)
    content = encoded(half_red_half_blue(700, 400)).getvalue()
    add_picture(io.BytesIO(content), "朝天门", office.writer)
    data = form_of(client, reverse("admin:media_picture_add")) | {"title": "又一张"}
    data["upload"] = SimpleUploadedFile("again.jpg", content, "image/jpeg")
    response = client.post(reverse("admin:media_picture_add"), data)
    assert "图库里已有这张图片" in response.content.decode()
    assert Picture.objects.count() == 1


@pytest.mark.django_db
def test_until_its_renditions_are_made_the_upload_is_shown():
    picture = add_picture(encoded(half_red_half_blue(1000, 600)), "朝天门", UserFactory())
    page = shown(picture)
    assert f'src="{picture.url}"' in page
    assert "srcset" not in page


@pytest.mark.django_db
def test_the_job_makes_them_and_the_page_offers_them():
    picture = add_picture(encoded(half_red_half_blue(1000, 600)), "朝天门", UserFactory())
    version = picture.version

    render_picture(picture_id=picture.pk)
    render_picture(picture_id=picture.pk)

    picture.refresh_from_db()
    assert picture.ready_widths == [480, 960]
    assert picture.version > version
    page = shown(picture)
    for width in (480, 960):
        for kind in ("webp", "jpg"):
            name = picture.rendition(width, kind)
            assert f"{default_storage.url(name)} {width}w" in page
            assert default_storage.exists(name)
    assert 'width="1000"' in page
    assert 'height="600"' in page
    assert 'alt="朝天门的黄昏"' in page


@pytest.mark.django_db
def test_a_picture_deleted_before_its_turn_is_no_failure():
    picture = PictureFactory()
    number = picture.pk
    picture.delete()

    render_picture(picture_id=number)

    assert not Picture.objects.exists()


def shown(picture):
    template = Template('{% load media_tags %}{% picture it "朝天门的黄昏" "100vw" %}')
    return template.render(Context({"it": picture}))


# What may be said of a picture ---------------------------------------------------


@pytest.mark.django_db
def test_a_map_without_its_approval_number_is_refused_by_the_form(client, office):
    client.force_login(office.writer)
    picture = PictureFactory()
    data = form_of(client, change_url(picture)) | {"contains_map": "on", "map_approval": ""}
    response = client.post(change_url(picture), data)
    assert "含地图的图片须填写审图号" in response.content.decode()
    picture.refresh_from_db()
    assert not picture.contains_map


@pytest.mark.django_db
def test_a_map_with_its_approval_number_is_taken(client, office):
    client.force_login(office.writer)
    picture = PictureFactory()
    said = {"contains_map": "on", "map_approval": "渝S（2021）031号"}
    assert (
        client.post(change_url(picture), form_of(client, change_url(picture)) | said).status_code
        == 302
    )
    picture.refresh_from_db()
    assert picture.contains_map


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"contains_map": True}, "picture_of_a_map_has_its_approval"),
        ({"focal_x": 101}, "picture_focal_point_lies_inside"),
        ({"focal_y": 32000}, "picture_focal_point_lies_inside"),
        ({"focal_x": -1}, "focal_x"),
    ],
)
def test_the_database_refuses_it_too(wrong, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        PictureFactory(**wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "is_taken"),
    [("0", True), ("100", True), ("101", False), ("-1", False), ("左", False), ("", False)],
)
def test_the_focal_point_lies_inside_the_picture(client, office, value, is_taken):
    client.force_login(office.writer)
    picture = PictureFactory()
    data = form_of(client, change_url(picture)) | {"focal_x": value}
    response = client.post(change_url(picture), data)
    assert response.status_code == (302 if is_taken else 200)


# What is used stays --------------------------------------------------------------


@pytest.mark.django_db
def test_a_picture_in_use_cannot_be_deleted():
    picture = PictureFactory()
    article = ArticleFactory(lead_picture=picture)
    with pytest.raises(ProtectedError):
        picture.delete()
    article.lead_picture = None
    article.version += 1
    article.save()
    ArticlePicture.objects.create(article=article, picture=picture)
    with pytest.raises(ProtectedError):
        picture.delete()
