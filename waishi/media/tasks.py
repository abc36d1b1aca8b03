"""What is made of pictures in the background."""

import logging

from django.core.files.storage import default_storage
from django.db import transaction
from procrastinate.contrib.django import app

from waishi.media.imaging import make_renditions
from waishi.media.models import Picture
from waishi.media.storing import files_of, hold_file
from waishi.publishing import saving

logger = logging.getLogger(__name__)


@app.task(name="media.render_picture", retry=3)
def render_picture(picture_id: int) -> None:
    """Make the renditions of one picture; until then its upload is shown."""
    with transaction.atomic():
        picture = saving.locked(Picture.objects.filter(pk=picture_id)).first()
        if picture is None:
            # Deleted since: nothing to make.
            return
        picture.ready_widths = make_renditions(picture.file, picture.rendition)
        picture.version += 1
        picture.save(update_fields=["ready_widths", "version"])
    logger.info("Picture rendered: %s at %s", picture.pk, picture.ready_widths)


@app.task(name="media.remove_files", retry=3)
def remove_files(file: str, widths: list[int]) -> None:
    """Remove the files of a picture that was deleted, unless it was brought in again."""
    with transaction.atomic():
        hold_file(file)
        if Picture.objects.filter(file=file).exists():
            return
        for name in files_of(file, widths):
            default_storage.delete(name)
    logger.info("Files removed: %s", file)
