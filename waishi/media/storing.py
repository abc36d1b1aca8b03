"""The files of the library: who holds one, and which belong to a picture."""

from django.db import connection

from waishi.media.models import Picture


def hold_file(name: str) -> None:
    """Be alone with a file of the library until this transaction ends.

    Of two who bring the same picture at once, and of one who brings it while its
    file is being removed, the second waits.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def files_of(file: str, widths: list[int]) -> list[str]:
    """The stored names of a picture and its renditions."""
    picture = Picture(file=file)
    return [file, *(picture.rendition(w, kind) for w in widths for kind in ("webp", "jpg"))]
