"""A Word file as plain HTML and the pictures that stand in it."""

from dataclasses import dataclass, field
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

import mammoth
from django.core.exceptions import ValidationError
from mammoth.docx.files import InvalidFileReferenceError
from mammoth.transforms import paragraph

MOST_BYTES = 100 * 1024 * 1024
# What the file may unpack to, and its text alone: a bomb is refused before it is read.
MOST_UNPACKED = 400 * 1024 * 1024
MOST_TEXT = 40 * 1024 * 1024
# Word before 2007, WPS's own format, and files with a password begin alike.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT = "word/document.xml"
HOW_TO_SAVE = "请在 Word 或 WPS 里打开，用“另存为”选“Word 文档（*.docx）”，再导入。"
# Centred lines are titles, captions or signatures: what mammoth forgets is kept as a style.
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Centred'] => p.centred:fresh
"""


@dataclass
class WordFile:
    """What a Word file holds: HTML whose pictures are `picture:0`, `picture:1`, …"""

    html: str
    pictures: list[bytes] = field(default_factory=list)
    # So many more it only leads to.
    linked: int = 0

    @property
    def left_out(self) -> list[str]:
        """What could not be read of it, in sentences."""
        if not self.linked:
            return []
        said = f"{self.linked} 张图片不在这个文件里（只是链接），没有导入。请另存以后传到图库。"
        return [said]


def open_word(upload: BinaryIO) -> WordFile:
    """Read a .docx; anything else is refused with what to do instead.

    Raises ValidationError with a sentence for the person who imports.
    """
    _check(upload)
    found = WordFile("")
    upload.seek(0)
    try:
        result = mammoth.convert_to_html(
            upload,
            style_map=STYLES,
            convert_image=mammoth.images.img_element(lambda image: _picture(image, found)),
            transform_document=paragraph(_keep_centred),
            id_prefix="",
        )
    # A file can be broken in more ways than mammoth names.
    except Exception as error:
        raise ValidationError(
            "这个 Word 文件打不开，可能已损坏。请在 Word 里打开并另存一份再试。"
        ) from error
    found.html = result.value
    return found


def _check(upload: BinaryIO) -> None:
    upload.seek(0)
    beginning = upload.read(8)
    if beginning == OLE:
        raise ValidationError(f"这是旧版 Word（.doc）、WPS（.wps）或加了密码的文件。{HOW_TO_SAVE}")
    size = upload.seek(0, 2)
    if size > MOST_BYTES:
        raise ValidationError("文件超过 100 MB。请先压缩图片，或把图片单独传到图库。")
    try:
        with ZipFile(upload) as parts:
            _check_parts(parts)
    except (BadZipFile, NotImplementedError) as error:  # or packed as Python cannot read
        raise ValidationError(f"这不是 Word 文档（.docx）。{HOW_TO_SAVE}") from error


def _check_parts(parts: ZipFile) -> None:
    sizes = {part.filename: part.file_size for part in parts.infolist()}
    if TEXT not in sizes:
        raise ValidationError(f"这个文件里没有 Word 正文，可能是表格、幻灯或压缩包。{HOW_TO_SAVE}")
    if sizes[TEXT] > MOST_TEXT or sum(sizes.values()) > MOST_UNPACKED:
        raise ValidationError("这个文件解开以后太大，没有导入。")
    if any(part.flag_bits & 0x1 for part in parts.infolist()):
        raise ValidationError(f"这个文件加了密码。{HOW_TO_SAVE}")


def _picture(image: Any, found: WordFile) -> dict[str, str]:
    number = len(found.pictures)
    try:
        with image.open() as source:
            found.pictures.append(source.read())
    except InvalidFileReferenceError:
        # A link to somewhere else, which nobody follows: mammoth goes on without it.
        found.linked += 1
        raise
    return {"src": f"picture:{number}"}


def _keep_centred(one: Any) -> Any:
    is_plain = one.style_name in (None, "Normal", "正文") and one.numbering is None
    if one.alignment == "center" and is_plain:
        return one.copy(style_id="Centred", style_name="Centred")
    return one
