"""Videos and their captions as they come in, judged by their content.

A video is not encoded anew: nothing here could do that. It is taken as it is or
refused, except that what a telephone writes into it beside picture and sound
(place, device, owner) is blotted out.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

MOST_BYTES = 200 * 1024 * 1024
MOST_CAPTION_BYTES = 500 * 1024
# A film of an hour has some hundreds; millions would only keep us busy.
MOST_BOXES = 20_000
# Boxes that only hold other boxes, on the way to what is said of picture and sound.
CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
# Where telephones write place, device and owner (ISO/IEC 14496-12, 8.10 and 8.11).
SAID_ASIDE = {b"udta", b"meta"}
H264 = {b"avc1", b"avc3"}
TIMING = re.compile(
    r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
)
NO_VIDEO = "这个文件不是能用的视频，请导出为 MP4（H.264）后再传。"
NO_CAPTIONS = "这个文件不是 WebVTT 字幕（.vtt，第一行为 WEBVTT）。"


@dataclass(frozen=True)
class Box:
    """One part of an MP4 file: its kind, and where it and what it holds lie."""

    kind: bytes
    start: int
    body: int
    end: int


def store_video(upload: Any) -> tuple[str, int]:
    """Check, clean and store a video under the hash of its content; its name and size.

    Raises ValidationError with a sentence for the person who uploads.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError("视频超过 200 MB，请压缩后再传。")
    # The upload on its way, in memory or a temporary file: never all of it at once.
    film = upload.file
    _clean(film, upload.size)
    film.seek(0)
    digest = hashlib.file_digest(film, "sha256").hexdigest()
    return _store(File(film), digest, "mp4"), upload.size


def store_captions(upload: Any) -> str:
    """Check and store captions (WebVTT); their stored name."""
    if upload.size > MOST_CAPTION_BYTES:
        raise ValidationError("字幕超过 500 KB。")
    upload.seek(0)
    try:
        text = upload.read().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ValidationError("字幕须用 UTF-8 编码保存。") from error
    if not re.match(r"WEBVTT(?:[ \t\n]|$)", text) or not TIMING.search(text) or "\x00" in text:
        raise ValidationError(NO_CAPTIONS)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return _store(ContentFile(text.encode()), digest, "vtt")


def _clean(film: BinaryIO, size: int) -> None:
    """Refuse what browsers cannot play; blot out what is said beside picture and sound."""
    boxes = _some(_deep(film, 0, size))
    kinds = {box.kind for box in boxes}
    if not boxes or boxes[0].kind != b"ftyp" or not {b"moov", b"mdat"} <= kinds:
        raise ValidationError(NO_VIDEO)
    # The description of samples begins with 8 bytes of version and count.
    described = (_boxes(film, box.body + 8, box.end) for box in boxes if box.kind == b"stsd")
    if not H264 & {one.kind for coded in described for one in _some(coded)}:
        raise ValidationError("视频的编码不是 H.264，许多浏览器放不出来，请重新导出后再传。")
    for box in boxes:
        if box.kind in SAID_ASIDE:
            film.seek(box.start + 4)
            film.write(b"free")
            film.seek(box.body)
            film.write(bytes(box.end - box.body))


def _some(boxes: Iterator[Box]) -> list[Box]:
    found = []
    for box in boxes:
        found.append(box)
        if len(found) > MOST_BOXES:
            raise ValidationError(NO_VIDEO)
    return found


def _deep(film: BinaryIO, start: int, end: int, most: int = len(CONTAINERS)) -> Iterator[Box]:
    """Every box of a stretch, and those inside the ones that only hold others."""
    for box in _boxes(film, start, end):
        yield box
        if box.kind in CONTAINERS and most:
            yield from _deep(film, box.body, box.end, most - 1)


def _boxes(film: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes that fill a stretch of the file, one behind the other."""
    while start < end:
        film.seek(start)
        head = film.read(16)
        length, kind, body = int.from_bytes(head[:4]), head[4:8], 8
        if length == 1:
            length, body = int.from_bytes(head[8:16]), 16
        elif length == 0:
            length = end - start
        if length < body or start + length > end:
            raise ValidationError(NO_VIDEO)
        yield Box(kind, start, start + body, start + length)
        start += length


def _store(content: File, digest: str, extension: str) -> str:
    name = f"videos/{digest[:2]}/{digest[:24]}.{extension}"
    if not default_storage.exists(name):
        default_storage.save(name, content)
    return name
