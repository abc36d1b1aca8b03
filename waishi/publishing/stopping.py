"""What is scheduled is checked again until its moment: since its approval a word may have been
listed, or a page gone that it links to.
"""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from waishi.publishing import audit, checking, notices, queue, releasing
from waishi.publishing.models import NoticeEvent, QueueEntry, WorkingText
from waishi.publishing.moments import database_moment


def stop_blocked_releases() -> int:
    """Take back what is to appear and the check would refuse by now; how many."""
    stopped = 0
    kinds: list[Any] = [one for one in apps.get_models() if issubclass(one, WorkingText)]
    for kind in kinds:
        releases = kind._meta.get_field("releases").related_model
        to_come = releases.objects.filter(live_from__gt=database_moment())
        stopped += sum(_stop_if_blocked(releases, one.pk) for one in to_come.only("pk"))
    return stopped


@transaction.atomic
def _stop_if_blocked(releases: type[models.Model], number: int) -> bool:
    """Its text is a draft again, to be mended and reviewed anew."""
    to_come: Any = releases._default_manager.filter(pk=number, live_from__gt=database_moment())
    released = to_come.first()
    if released is None:
        return False
    # The text first, as everybody locks it: who cancels at this moment is waited for.
    texts: Any = type(released.text)._default_manager
    text = texts.select_for_update(of=("self",)).get(pk=released.text.pk)
    released = to_come.select_for_update(of=("self",)).first()
    if released is None:
        return False
    language, starts = released.language, released.live_from
    try:
        checking.refuse_blocking(text, language, starts, released.document)
    except checking.CheckRefused as refused:
        releasing.take_back(text, released)
        said = {"live_from": str(starts), "found": refused.messages}
        audit.record(None, "检查未过，取消定时发布", text, language=language, **said)
        _tell_writers(text, language)
        return True
    return False


def _tell_writers(text: WorkingText, language: str) -> None:
    """As of a text that was sent back; it waits in no queue."""
    kind = ContentType.objects.get_for_model(text)
    entry = QueueEntry(content_type=kind, object_id=text.pk, language=language)
    entry.title, entry.found_in = str(text)[:200], text.found_in[:80]
    notices.tell(NoticeEvent.RETURNED, entry, sorted(queue.authors_of(text, language)))
