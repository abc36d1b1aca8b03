"""The trash: a draft nobody wants is kept for thirty days and can be had back.

What readers ever read is never thrown away: it is withdrawn.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from waishi.accounts.models import User
from waishi.languages import LANGUAGES, NAMES
from waishi.publishing import audit
from waishi.publishing.models import Review, Stage, WorkingText
from waishi.publishing.models.visibility import HIDDEN
from waishi.publishing.moments import database_moment

KEPT = timedelta(days=30)


@transaction.atomic
def throw_away(text: WorkingText, by: User) -> None:
    """Put a draft into the trash."""
    text = _locked(text)
    if not by.holds(f"{text._meta.app_label}.delete_{text._meta.model_name}"):
        raise ValidationError("您没有删除稿件的权限。")
    _refuse_hidden(text, by)
    if why := why_kept(text, by):
        raise ValidationError(why)
    text.trashed_at, text.trashed_by = database_moment(), by
    _write(text)
    audit.record(by, "移入回收站", text)


@transaction.atomic
def bring_back(text: WorkingText, by: User) -> None:
    """Take a draft out of the trash."""
    text = _locked(text)
    if not by.holds(f"{text._meta.app_label}.delete_{text._meta.model_name}"):
        raise ValidationError("您没有恢复稿件的权限。")
    _refuse_hidden(text, by)
    if text.trashed_at is None:
        raise ValidationError(f"《{text}》不在回收站里。")
    text.trashed_at = text.trashed_by = None
    _write(text)
    audit.record(by, "移出回收站", text)


@transaction.atomic
def empty(model: type[WorkingText]) -> int:
    """Delete for good what has been in the trash for longer than it is kept; how many."""
    over = model._default_manager.filter(trashed_at__lt=database_moment() - KEPT)
    old = list(over.select_for_update(of=("self",), skip_locked=True))
    for text in old:
        audit.record(None, "回收站到期删除", text)
        text.delete()
    return len(old)


def why_kept(text: WorkingText, by: User) -> str:
    """Why a person cannot throw a text away, in a sentence; empty where they can.

    What was handed in once is the office's: who sees only their own lets it stay.
    """
    if text.trashed_at:
        return f"《{text}》已在回收站里。"
    if text.releases.exists():
        return f"《{text}》发布过或已定时发布，不能删除；要让读者看不到，请用“撤稿”或取消定时。"
    for language in LANGUAGES:
        if text.stage_in(language) != Stage.DRAFT:
            return f"《{text}》的{NAMES[language]}稿正在审核，请先退回再删除。"
    if not by.handles_any_text and Review.objects.of_every_language(text).exists():
        return f"《{text}》送审过，要删除请告诉采编。"
    return ""


def _refuse_hidden(text: WorkingText, by: User) -> None:
    """As `is_hidden`, in the trash too."""
    if not type(text)._default_manager.opened_by(by).filter(pk=text.pk).exists():
        raise ValidationError(HIDDEN)


def _write(text: WorkingText) -> None:
    text.version += 1
    text.save(update_fields=["trashed_at", "trashed_by", "version"])


def _locked(text: WorkingText) -> WorkingText:
    return type(text)._default_manager.select_for_update(of=("self",)).get(pk=text.pk)
