"""Pictures as they come in and as they go out.

Nothing that was uploaded is shown as it came: it is decoded and encoded anew, so
neither a place where it was taken nor a script behind the last byte survives.
"""

import hashlib
import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

ACCEPTED = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 3200
# Phone, column, full width; twice each for sharp screens is near enough.
RENDITION_WIDTHS = (480, 960, 1600)


@dataclass(frozen=True)
class StoredPicture:
    """A picture that was accepted: its stored name and size in pixels."""

    file: str
    width: int
    height: int


def store_picture(upload: BinaryIO) -> StoredPicture:
    """Decode, clean and store a picture under the hash of its content.

    Raises ValidationError with a sentence for the person who uploads.
    """
    image = _decode(upload)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
    encoded, extension = _encode(image)
    digest = hashlib.sha256(encoded).hexdigest()[:24]
    name = f"pictures/{digest[:2]}/{digest}.{extension}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(encoded))
    return StoredPicture(name, *image.size)


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
        raise ValidationError("这个文件不是能用的图片，请上传 JPEG、PNG 或 WebP。") from error
    except Image.DecompressionBombError as error:
        raise ValidationError("图片超过 5000 万像素，请缩小后再传。") from error
    return ImageOps.exif_transpose(image)


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
