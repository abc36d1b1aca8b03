"""Taking pictures into the library."""

from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction

from waishi.accounts.models import User
from waishi.media.imaging import CleanPicture, clean_picture
from waishi.media.models import Picture
from waishi.media.storing import hold_file
from waishi.media.tasks import remove_files, render_picture
from waishi.publishing import audit, saving


@transaction.atomic
def add_picture(upload: BinaryIO, title: str, by: User, **described: object) -> Picture:
    """Store an uploaded picture; one that is there already is returned as it is.

    Raises ValidationError for what is no picture.
    """
    clean = clean_picture(upload)
    store(clean)
    known = Picture.objects.filter(file=clean.file).first()
    if known:
        return known
    picture = Picture(title=title, uploaded_by=by, **described)
    fill_in(picture, clean)
    picture.full_clean()
    saving.create(picture, by)
    render_picture.defer(picture_id=picture.pk)
    return picture


def add_upload(upload: BinaryIO, name: str, by: User) -> Picture:
    """Store a picture as it comes from a desk or a phone, called by its file."""
    if len(name) > 200:
        raise ValidationError("文件名超过 200 个字，请改短后再传。")
    title = name.rsplit(".", 1)[0].strip()[:120] or "（未命名）"
    return add_picture(upload, title, by, original_name=name)


def store(clean: CleanPicture) -> None:
    """Write the file of a picture whose row follows in this transaction."""
    hold_file(clean.file)
    clean.store()


def fill_in(picture: Picture, clean: CleanPicture) -> None:
    """What the file says of itself."""
    picture.file = clean.file
    picture.width, picture.height = clean.width, clean.height
    picture.taken_at = clean.taken_at


@transaction.atomic
def remove_picture(picture: Picture, by: User) -> None:
    """Delete a picture nothing uses; the database refuses any other.

    Its files go a day later: a backup taken meanwhile, the database first, finds them.
    """
    audit.record(by, "删除", picture)
    file, widths = picture.file, picture.ready_widths
    picture.delete()
    remove_files.configure(schedule_in={"days": 1}).defer(file=file, widths=widths)
