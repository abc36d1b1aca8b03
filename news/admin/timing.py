"""Changing when a release appears and disappears, from the page that lists them."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from news.models import Article, ArticleRelease
from waishi.publishing import releasing

# Keys of warnings of the check.
Ticked = list[str]


class MomentForm(forms.Form):
    """One moment, typed in Beijing time."""

    at = forms.DateTimeField(required=False, error_messages={"invalid": "请填写完整的日期和时间。"})


def act_on_release(request: HttpRequest, article: Article, number: int) -> str:
    """Move, cancel, end a release, as the pressed button says; what was done, in words."""
    release = ArticleRelease.objects.filter(article=article, pk=number).first()
    if release is None:
        raise ValidationError("这个定时发布已被取消或改期，请重新打开。")
    button = next((name for name in ACTS if name in request.POST), None)
    if button is None:
        raise ValidationError("没有这个操作。")
    ticked = request.POST.getlist("accepted")
    return ACTS[button](release, request.user, _typed(request), ticked)


def _typed(request: HttpRequest) -> datetime | None:
    form = MomentForm(request.POST)
    if not form.is_valid():
        raise ValidationError([error for errors in form.errors.values() for error in errors])
    return form.cleaned_data["at"]


def _said(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}（北京时间）"


def _reschedule(release: ArticleRelease, by: Any, at: datetime | None, ticked: Ticked) -> str:
    if at is None:
        raise ValidationError("请填写新的发布时间。")
    moved = releasing.reschedule(release, by, at, ticked)
    return f"已改期，将于 {_said(moved.live_from)}发布。"


def _release_now(release: ArticleRelease, by: Any, at: datetime | None, ticked: Ticked) -> str:
    releasing.reschedule(release, by, None, ticked)
    return "已发布，读者现在可以看到。"


def _cancel(release: ArticleRelease, by: Any, at: datetime | None, ticked: Ticked) -> str:
    releasing.cancel(release, by)
    return "已取消定时发布。"


def _set_expiry(release: ArticleRelease, by: Any, at: datetime | None, ticked: Ticked) -> str:
    releasing.set_expiry(release, by, at)
    return f"将于 {_said(at)}下线。" if at else "不再定时下线。"


ACTS = {
    "_reschedule": _reschedule,
    "_release_now": _release_now,
    "_cancel": _cancel,
    "_set_expiry": _set_expiry,
}
