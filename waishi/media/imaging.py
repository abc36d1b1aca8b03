"""Pictures as they come in and as they go out.

Nothing that was uploaded is shown as it came: it is decoded and encoded anew, so
neither a place where it was taken nor a script behind the last byte survives. Of what
the camera wrote, the moment alone is read first.
"""

import hashlib
import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

# HEIC is what an iPhone takes.
register_heif_opener()

ACCEPTED = ("JPEG", "PNG", "WEBP", "HEIF")
ACCEPTED_SUFFIXES = ".jpg,.jpeg,.png,.webp,.heic,.heif"
# What a form says beside the field.
HELP = "JPEG、PNG、WebP 或 HEIC（苹果手机），每张不超过 30 MB"
MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 3200
# Phone, column, full width; twice each for sharp screens is near enough.
RENDITION_WIDTHS = (480, 960, 1600)
# Of EXIF: its own directory, and in it when the shutter was pressed and how far
# that clock is from Greenwich.
EXIF, TAKEN, OFFSET = 0x8769, 0x9003, 0x9011


@dataclass(frozen=True)
class CleanPicture:
    """A picture that was accepted and encoded anew, under the name of its content."""

    file: str
    width: int
    height: int
    content: bytes = field(repr=False)
    # Not part of the picture: two cameras' copies of one file are one picture.
    taken_at: datetime | None = field(default=None, compare=False)

    def store(self) -> None:
        """Write the file, unless it is there."""
        if not default_storage.exists(self.file):
            default_storage.save(self.file, ContentFile(self.content))


def clean_picture(upload: BinaryIO) -> CleanPicture:
    """Decode a picture and encode it without anything its camera said.

    Raises ValidationError with a sentence for the person who uploads.
    """
    image = _decode(upload)
    taken_at = _taken_at(image)
    image = ImageOps.exif_transpose(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
    encoded, extension = _encode(image)
    digest = hashlib.sha256(encoded).hexdigest()[:24]
    name = f"pictures/{digest[:2]}/{digest}.{extension}"
    return CleanPicture(name, *image.size, encoded, taken_at)


def make_renditions(file: str, name_at: Callable[[int, str], str]) -> list[int]:
    """Store the picture at each smaller width, in WebP and JPEG; return the widths."""
    with default_storage.open(file) as stored:
        original = Image.open(stored)
        original.load()
    made = []
    for width in RENDITION_WIDTHS:
        if width > original.width:
            continue
        height = round(original.height * width / original.width)
        smaller = original.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
        _store(smaller, name_at(width, "webp"), "WEBP", quality=80, method=4)
        _store(_on_white(smaller), name_at(width, "jpg"), "JPEG", quality=82, progressive=True)
        made.append(width)
    return made


def _decode(upload: BinaryIO) -> Image.Image:
    upload.seek(0, io.SEEK_END)
    if upload.tell() > MOST_BYTES:
        raise ValidationError("图片超过 30 MB，请缩小后再传。")
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            # We judge the size ourselves, before a pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=ACCEPTED)
            if image.width * image.height > MOST_PIXELS:
                raise ValidationError("图片超过 5000 万像素，请缩小后再传。")
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError("这个文件不是能用的图片，请上传 JPEG、PNG、WebP 或 HEIC。") from error
    except Image.DecompressionBombError as error:
        raise ValidationError("图片超过 5000 万像素，请缩小后再传。") from error
    return image


def _taken_at(image: Image.Image) -> datetime | None:
    """When the shutter was pressed, by the camera's clock; nothing where it says nothing.

    Few cameras say where their clock is set: it counts as the office's.
    """
    try:
        said = image.getexif().get_ifd(EXIF)
        moment = f"{said[TAKEN]}".strip("\x00 ")
        offset = f"{said.get(OFFSET, '')}".strip("\x00 ")
        if offset:
            taken = datetime.strptime(f"{moment}{offset}", "%Y:%m:%d %H:%M:%S%z")
        else:
            naive = datetime.strptime(moment, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (no zone in EXIF)
            taken = timezone.make_aware(naive, timezone.get_default_timezone())
        # A day at either end of time was put in by a program, and is another in Greenwich.
        return taken if 1 < taken.year < 9999 else None
    except (KeyError, ValueError, OverflowError, SyntaxError, TypeError):
        return None


def _encode(image: Image.Image) -> tuple[bytes, str]:
    """JPEG for photographs; WebP for drawings and whatever is transparent."""
    encoded = io.BytesIO()
    is_drawing = image.mode in ("RGBA", "LA", "P", "PA")
    plain = image.convert("RGBA" if is_drawing else "RGB")
    # Pillow would carry the comment of the upload over.
    plain.info = {}
    if is_drawing:
        plain.save(encoded, "WEBP", quality=92, method=4)
        return encoded.getvalue(), "webp"
    plain.save(encoded, "JPEG", quality=90, progressive=True)
    return encoded.getvalue(), "jpg"


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _store(image: Image.Image, name: str, format_name: str, **options: object) -> None:
    if default_storage.exists(name):
        return
    encoded = io.BytesIO()
    image.save(encoded, format_name, **options)
    default_storage.save(name, ContentFile(encoded.getvalue()))
