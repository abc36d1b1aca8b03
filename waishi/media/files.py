"""Files that readers can take with them, judged by their content."""

from typing import Any

from django.core.exceptions import ValidationError

MOST_BYTES = 50 * 1024 * 1024
# The first bytes of what the office gives out; Office's own files are zip archives.
SIGNATURES = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
    "zip": b"PK\x03\x04",
}


def check_attachment(file: Any) -> Any:
    """The file, if its content is what its name says; refused with a sentence otherwise."""
    if not hasattr(file, "content_type"):
        # It was stored before.
        return file
    extension = file.name.rsplit(".", 1)[-1].lower()
    if extension not in SIGNATURES:
        raise ValidationError("附件只收 PDF、DOCX、XLSX、PPTX 和 ZIP。")
    if file.size > MOST_BYTES:
        raise ValidationError("附件超过 50 MB。")
    beginning = file.read(8)
    file.seek(0)
    if not beginning.startswith(SIGNATURES[extension]):
        raise ValidationError(f"这个文件的内容不是 {extension.upper()}，请核对后再传。")
    return file
