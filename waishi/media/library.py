"""Taking pictures into the library."""

from typing import BinaryIO

from django.db import transaction

from waishi.accounts.models import User
from waishi.media.imaging import store_picture
from waishi.media.models import Picture
from waishi.media.tasks import render_picture
from waishi.publishing import saving


@transaction.atomic
def add_picture(upload: BinaryIO, title: str, by: User, **described: object) -> Picture:
    """Store an uploaded picture; one that is there already is returned as it is.

    Raises ValidationError for what is no picture.
    """
    stored = store_picture(upload)
    known = Picture.objects.filter(file=stored.file).first()
    if known:
        return known
    picture = Picture(
        title=title,
        file=stored.file,
        width=stored.width,
        height=stored.height,
        uploaded_by=by,
        **described,
    )
    picture.full_clean()
    saving.create(picture, by)
    render_picture.defer(picture_id=picture.pk)
    return picture
