"""Files that are no picture, or more than one: refused in words, or taken without their secrets."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.publishing.bad_input.given import SVG, said_by
from tests.publishing.test_office_forms import form_of
from waishi.media.models import Picture

pytestmark = pytest.mark.django_db

ADD_PICTURE = "/admin/media/picture/add/"


def upload(client, name, content, kind="image/jpeg"):
    file = SimpleUploadedFile(name, content, kind)
    return client.post(ADD_PICTURE, form_of(client, ADD_PICTURE) | {"title": "图", "upload": file})


def encoded(format_name, size=(64, 48), mode="RGB", **options):
    file = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 0).save(file, format_name, **options)
    return file.getvalue()


def png_of(width, height):
    """A PNG of a few kilobytes that says it is enormous."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(2_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


BOMB = png_of(20_000, 20_000)
NO_PICTURES = {
    "an SVG with a script": ("a.svg", SVG, "image/svg+xml"),
    "an SVG named JPEG": ("a.jpg", SVG, "image/jpeg"),
    "HTML named JPEG": ("a.jpg", b"<html><script>alert(1)</script></html>", "image/jpeg"),
    "a truncated JPEG": ("a.jpg", encoded("JPEG", (800, 600))[:900], "image/jpeg"),
    "a TIFF": ("a.tif", encoded("TIFF"), "image/tiff"),
    "a GIF": ("a.gif", encoded("GIF"), "image/gif"),
    "an empty file": ("a.jpg", b"", "image/jpeg"),
    "four bytes": ("a.png", b"\x89PNG", "image/png"),
    "a bomb": ("a.png", BOMB, "image/png"),
    "a picture of more than four thousand million pixels": (
        "a.png",
        png_of(70_000, 70_000),
        "image/png",
    ),
}


@pytest.mark.parametrize("kind", NO_PICTURES)
def test_what_is_no_picture_is_refused_in_words(client, office, kind):
    client.force_login(office.writer)

    response = upload(client, *NO_PICTURES[kind])

    said_by(response)
    assert response.context["adminform"].form.errors["upload"]
    assert not Picture.objects.exists()


def test_the_bomb_is_small_and_is_refused_for_its_size_in_pixels(client, office):
    client.force_login(office.writer)

    assert len(BOMB) < 10_000
    assert "5000 万像素" in said_by(upload(client, "a.png", BOMB))


def test_nothing_of_where_a_photograph_was_taken_is_kept(client, office):
    client.force_login(office.writer)
    exif = Image.Exif()
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (29.0, 33.0, 47.0), 3: "E", 4: (106.0, 33.0, 6.0)})
    exif[0x8825] = exif.get_ifd(0x8825)
    photograph = encoded("JPEG", (200, 100), exif=exif, comment=b"GPS 29.56")
    assert Image.open(io.BytesIO(photograph)).getexif().get_ifd(0x8825)

    assert upload(client, "a.jpg", photograph).status_code == 302

    with default_storage.open(Picture.objects.get().file) as stored:
        content = stored.read()
    assert not Image.open(io.BytesIO(content)).getexif()
    assert b"Exif" not in content
    assert b"CameraMaker" not in content
    assert b"GPS" not in content


def test_a_script_behind_the_last_byte_of_a_picture_is_gone(client, office):
    client.force_login(office.writer)

    upload(client, "a.jpg", encoded("JPEG") + b"<script>alert(1)</script>")

    with default_storage.open(Picture.objects.get().file) as stored:
        assert b"<script" not in stored.read()


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "RGBA", "LA", "I;16"])
def test_a_picture_of_an_unusual_kind_is_taken_or_refused_in_words(client, office, mode):
    client.force_login(office.writer)
    content = encoded("JPEG" if mode == "CMYK" else "PNG", mode=mode)

    assert upload(client, "a.png", content).status_code == 302


def test_the_same_picture_twice_is_told_and_kept_once(client, office):
    client.force_login(office.writer)
    upload(client, "a.jpg", encoded("JPEG"))

    assert "图库里已有这张图片" in said_by(upload(client, "b.jpg", encoded("JPEG")))
    assert Picture.objects.count() == 1
