"""The files of attachments: removed once nothing names them any more."""

from django.core.files.storage import default_storage
from django.db import transaction

from news.models import ArticleAttachment, ArticleRelease, LeftFile, PreviewLink
from waishi.publishing.moments import database_moment


def remove_left_files() -> int:
    """Remove the files that no attachment, release or preview link names; how many."""
    removed = 0
    for left in LeftFile.objects.order_by("pk"):
        with transaction.atomic():
            removed += _settle(left)
    return removed


def _settle(left: LeftFile) -> bool:
    """Whether the file was removed; one that waits for a release to come is asked of again."""
    now = database_moment()
    named = {"document__attachments__contains": [{"url": default_storage.url(left.name)}]}
    releases = ArticleRelease.objects.filter(article=left.article_number, **named)
    links = PreviewLink.objects.filter(article=left.article_number, **named)
    is_kept = (
        ArticleAttachment.objects.filter(file=left.name).exists()
        or releases.filter(live_from__lte=now).exists()
    )
    if not is_kept and (releases.exists() or links.valid_at(now).exists()):
        return False
    if not is_kept:
        default_storage.delete(left.name)
    left.delete()
    return not is_kept
