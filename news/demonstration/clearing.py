"""Taking the demonstration out again, to the last row and file."""

from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from procrastinate.contrib.django.models import ProcrastinateJob

from friendship_cities.models import Country
from news.demonstration import marks
from news.models import ArticleAttachment
from waishi.accounts.models import User
from waishi.languages import columns
from waishi.media.imaging import RENDITION_WIDTHS
from waishi.media.models import Picture, Video
from waishi.media.tasks import render_picture
from waishi.publishing.models import AuditEntry
from waishi.search.indexing import write_changed
from waishi.site.models import SiteIdentity

MAY_FORGET = "select owner_forgets('publishing_auditentry'::regclass)"


def clear_demonstration(*, with_everything: bool = False) -> None:
    """Remove every row and file of the demonstration.

    Raises Refused where this is none, where people added records to it (unless
    `with_everything`), and for any role but the owner of the tables.
    """
    with transaction.atomic():
        mark = _mark_to_clear(with_everything)
        files = _files()
        _remove_rows(mark)
        write_changed()
        transaction.on_commit(lambda: [default_storage.delete(name) for name in files])
    _start_numbers_anew()


def _mark_to_clear(with_everything: bool) -> dict[str, Any]:
    mark = marks.find_mark()
    if mark is None:
        raise marks.Refused("No demonstration was loaded here.")
    if not SiteIdentity.objects.filter(is_demonstration=True).exists():
        raise marks.Refused("The site no longer says that it is a demonstration.")
    if not with_everything and (added := marks.added_since(mark)):
        raise marks.Refused(
            f"People added records to the demonstration: {marks.told(added)}."
            " --with-everything removes these too."
        )
    return mark


def _remove_rows(mark: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        # Lets the triggers of append-only and public tables pass, for the owner
        # and until the end of this transaction.
        cursor.execute("select set_config('waishi.forgetting', 'on', true)")
        cursor.execute(MAY_FORGET)
        if not cursor.fetchone()[0]:
            raise marks.Refused("Only the owner of the tables can clear the demonstration.")
        _remove_traces_of_accounts()
        # In any order: references are checked at the end.
        for model in marks.own_models():
            cursor.execute(f"delete from {connection.ops.quote_name(model._meta.db_table)}")
        AuditEntry.objects.filter(pk__gt=mark["audit_after"])._raw_delete("default")
        jobs = connection.ops.quote_name(ProcrastinateJob._meta.db_table)
        cursor.execute(f"delete from {jobs} where task_name = %s", [render_picture.name])
        cursor.execute("set constraints all immediate")


def _remove_traces_of_accounts() -> None:
    """Sign-ins, sessions, and whatever other applications hang on accounts."""
    Session.objects.all().delete()
    usernames = list(User.objects.values_list("username", flat=True))
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(username__in=usernames).delete()
    Country.history.exclude(history_user=None).update(history_user=None)
    for model in _models_of_accounts():
        model._base_manager.all().delete()


def _models_of_accounts() -> set[type[Model]]:
    """Models of other applications with a reference to an account."""
    related = {field.related_model for field in User._meta.get_fields(include_hidden=True)}
    return {
        model
        for model in related - {None, *marks.own_models(), *marks.KEPT}
        if any(field.related_model is User for field in model._meta.concrete_fields)
    }


def _files() -> list[str]:
    """The stored names of all pictures, their renditions, videos and all attachments."""
    names = list(ArticleAttachment.objects.values_list("file", flat=True))
    for video in Video.objects.all():
        names += [video.file, *filter(None, (getattr(video, one) for one in columns("captions")))]
    for picture in Picture.objects.all():
        names.append(picture.file)
        names += [
            picture.rendition(width, extension)
            for width in RENDITION_WIDTHS
            for extension in ("webp", "jpg")
        ]
    return names


def _start_numbers_anew() -> None:
    """The next article is number 1 again."""
    models = [*marks.own_models(), AuditEntry]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
