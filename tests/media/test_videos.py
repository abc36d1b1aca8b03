"""What the office takes as a video and as captions, and what it refuses."""

import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import PictureFactory
from waishi.media import filming
from waishi.media.filming import store_captions, store_video
from waishi.media.models import Video

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\n两江相会。\n"


def box(kind, *inside):
    body = b"".join(inside)
    return struct.pack(">I", len(body) + 8) + kind + body


def film(codec=b"avc1", aside=b"+29.5630+106.5516/"):
    """The least an MP4 is made of: no picture in it, but every box on the way to one."""
    described = box(b"stsd", bytes(8), box(codec, bytes(78)))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", described))))
    said = box(b"udta", box(b"\xa9xyz", aside))
    head = box(b"ftyp", b"isom", bytes(4), b"isomavc1")
    return head + box(b"moov", box(b"mvhd", bytes(100)), track, said) + box(b"mdat", bytes(64))


def nested(times):
    """A box in a box in a box."""
    body = b""
    for _ in range(times):
        body = box(b"moov", body)
    return body


def uploaded(content, name="a.mp4"):
    return SimpleUploadedFile(name, content)


def test_a_film_is_kept_under_the_hash_of_what_it_is(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    name, size = store_video(uploaded(film()))

    assert name.startswith("videos/")
    assert name.endswith(".mp4")
    assert size == len(film())
    assert store_video(uploaded(film(), "other name.mov"))[0] == name


def test_where_a_telephone_says_it_was_is_blotted_out(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    name, size = store_video(uploaded(film(aside=b"+29.5630+106.5516/")))

    with default_storage.open(name) as stored:
        content = stored.read()
    assert b"106.5516" not in content
    assert b"udta" not in content
    assert len(content) == size
    assert b"avc1" in content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a film at all, but long enough to have a head",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        film()[:-10],
        film() + b"\x00\x00",
        box(b"ftyp", b"isom", bytes(4)),
        box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", bytes(8)),
        film(codec=b"hvc1"),
        box(b"ftyp", b"isom", bytes(4)) + nested(2000) + box(b"mdat", bytes(8)),
        struct.pack(">I", 4) + b"ftyp" + bytes(50),
        struct.pack(">I", 1) + b"ftyp" + struct.pack(">Q", 2**63) + bytes(50),
        b"<html><script>alert(1)</script></html>",
    ],
    ids=[
        "empty",
        "text",
        "picture",
        "cut off",
        "with a tail",
        "head only",
        "no description",
        "HEVC",
        "box in box in box",
        "a box shorter than its head",
        "a box longer than any file",
        "page",
    ],
)
def test_what_no_browser_can_play_is_refused(settings, tmp_path, content):
    settings.MEDIA_ROOT = tmp_path

    with pytest.raises(ValidationError):
        store_video(uploaded(content))

    assert list(tmp_path.rglob("*")) == []


def test_too_many_boxes_and_too_many_bytes_are_refused(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path

    with pytest.raises(ValidationError):
        store_video(uploaded(film() + box(b"free") * 20_001))
    monkeypatch.setattr(filming, "MOST_BYTES", 100)
    with pytest.raises(ValidationError, match="200 MB"):
        store_video(uploaded(film()))


def test_captions_are_kept_whatever_the_line_ends(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    name = store_captions(uploaded(("\ufeff" + CAPTIONS).replace("\n", "\r\n").encode()))

    with default_storage.open(name) as stored:
        assert stored.read().decode() == CAPTIONS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"WEBVTT",
        b"WEBVTT\n\nno times",
        CAPTIONS.replace("WEBVTT", "WEBVTTX").encode(),
        b"1\n00:00:00,000 --> 00:00:02,000\nSubRip\n",
        CAPTIONS.encode("gbk"),
        CAPTIONS.encode() + b"\x00",
        film(),
    ],
    ids=["empty", "head", "no times", "not quite", "SubRip", "GBK", "with a NUL", "film"],
)
def test_what_is_no_captions_is_refused(settings, tmp_path, content):
    settings.MEDIA_ROOT = tmp_path

    with pytest.raises(ValidationError):
        store_captions(uploaded(content))


@pytest.mark.django_db
def test_an_editor_takes_a_video_in_and_replaces_its_captions(client, office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(office.writer)
    described = {
        "title_zh_hans": "两江短片",
        "title_en": "Two rivers",
        "poster": PictureFactory().pk,
        "upload": uploaded(film()),
        "captions_upload_zh_hans": uploaded(CAPTIONS.encode(), "a.vtt"),
    }

    response = client.post(reverse("admin:media_video_add"), described)

    assert response.status_code == 302, response.context["adminform"].form.errors
    video = Video.objects.get()
    kept = (video.file, video.captions_zh_hans)
    form = reverse("admin:media_video_change", args=[video.pk])
    shown = client.get(form).context["adminform"].form.initial["shown"]
    better = uploaded((CAPTIONS + "\n00:03.000 --> 00:04.000\n完\n").encode(), "b.vtt")
    again = described | {"shown": shown, "captions_upload_zh_hans": better}
    del again["upload"]
    assert client.post(form, again).status_code == 302
    video.refresh_from_db()
    assert video.file == kept[0]
    assert video.captions_zh_hans != kept[1]
    assert client.get(reverse("admin:media_video_changelist")).status_code == 200


@pytest.mark.django_db
def test_a_video_is_not_deleted(client, office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(office.writer)
    name, size = store_video(uploaded(film()))
    video = Video.objects.create(
        title_zh_hans="短片",
        file=name,
        size=size,
        poster=PictureFactory(),
        uploaded_by=office.writer,
    )

    answer = client.post(reverse("admin:media_video_delete", args=[video.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert Video.objects.filter(pk=video.pk).exists()
