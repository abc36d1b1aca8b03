"""What the buttons of the page do; each answers with a sentence."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from news.models import Article
from news.registering import agree_together
from waishi.languages import LANGUAGES
from waishi.publishing import reviewing
from waishi.publishing.models import Stage
from waishi.publishing.signing import MOST_BYTES, Signature

if TYPE_CHECKING:
    from news.admin.article import ArticleAdmin

Said = dict[str, Any]


class KeysField(forms.MultipleChoiceField):
    """Keys of findings; one that is no more ticks nothing."""

    def valid_value(self, value: str) -> bool:
        return True


class OpinionForm(forms.Form):
    """What a person says, and from when until when the text is to be public."""

    language = forms.ChoiceField(choices=[(code, code) for code in LANGUAGES])
    read_hash = forms.CharField(max_length=64, required=False)
    opinion = forms.CharField(max_length=2000, required=False)
    accepted = KeysField(required=False)
    together = KeysField(required=False)
    live_from = forms.DateTimeField(required=False)
    expires_at = forms.DateTimeField(required=False)
    signer = forms.CharField(max_length=40, required=False)
    post = forms.CharField(max_length=80, required=False)
    signed_on = forms.DateField(required=False)
    fingerprint = forms.CharField(max_length=64, required=False)
    scan = forms.FileField(required=False, allow_empty_file=True)


def act(admin: ArticleAdmin, request: HttpRequest, article: Article) -> bool:
    """Do what the pressed button says, and tell the person what came of it.

    False where it was refused, and the person may go on from what they wrote.
    """
    form = OpinionForm(request.POST, request.FILES)
    if not form.is_valid():
        said = [f"{name}：{' '.join(errors)}" for name, errors in form.errors.items()]
        admin.message_user(request, "；".join(said), messages.ERROR)
        return False
    button = next((name for name in ACTS if name in request.POST), None)
    if button is None:
        return False
    try:
        told = ACTS[button](article, request.user, form.cleaned_data)
    except ValidationError as error:
        _tell_refusal(admin, request, article, form.cleaned_data, error)
        return False
    admin.message_user(request, told, messages.SUCCESS)
    return True


def _tell_refusal(
    admin: ArticleAdmin, request: HttpRequest, article: Article, said: Said, error: ValidationError
) -> None:
    """Why it was refused; a button pressed twice is no fault."""
    decided = reviewing.decided_before(article, said["language"], request.user, said["read_hash"])
    if decided and ("_approve" in request.POST or "_return" in request.POST):
        told = f"您已{decided.get_verdict_display()}这一稿，不必再按。"
        admin.message_user(request, told, messages.INFO)
        return
    admin.message_user(request, " ".join(error.messages), messages.ERROR)


def _submit(article: Article, by: Any, said: Said) -> str:
    reviewing.submit(article, said["language"], by)
    return "已送审。"


@transaction.atomic
def _approve(article: Article, by: Any, said: Said) -> str:
    """One decision: the text, and the records it brings along once it is public."""
    reviewing.approve(
        article,
        said["language"],
        by,
        read_hash=said["read_hash"],
        opinion=said["opinion"],
        **_when(said),
    )
    told = _gone_on(article, said, "已通过")
    is_public = article.stage_in(said["language"]) == Stage.DRAFT and not _to_come(said)
    titles = agree_together(article, said["together"], by) if is_public else []
    return told + (f"一并公开：{'、'.join(titles)}。" if titles else "")


def _sign(article: Article, by: Any, said: Said) -> str:
    scan = said["scan"]
    if said["signed_on"] is None or not scan:
        raise ValidationError("纸面签批须写明日期，并附扫描件。")
    signature = Signature(
        signer=said["signer"],
        post=said["post"],
        signed_on=said["signed_on"],
        fingerprint=said["fingerprint"],
        file_name=scan.name,
        scan=scan.read(MOST_BYTES + 1),
        opinion=said["opinion"],
    )
    reviewing.record_signature(
        article, said["language"], by, signature, read_hash=said["read_hash"], **_when(said)
    )
    return _gone_on(article, said, "已登记纸面签批")


def _when(said: Said) -> Said:
    """Whoever wrote a moment did not mean now: a mistyped year publishes nothing."""
    if said["live_from"] and not _to_come(said):
        raise ValidationError("发布时间已经过去，请核对。要现在发布，请把它清空。")
    return {name: said[name] for name in ("live_from", "expires_at", "accepted")}


def _to_come(said: Said) -> datetime | None:
    """When a text is released that is not released now."""
    live_from = said["live_from"]
    return timezone.localtime(live_from) if live_from and live_from > timezone.now() else None


def _gone_on(article: Article, said: Said, done: str) -> str:
    article.refresh_from_db()
    stage = article.stage_in(said["language"])
    if stage != Stage.DRAFT:
        return f"{done}，{stage.label}。"
    at = _to_come(said)
    when = f"将于 {at:%Y-%m-%d %H:%M}（北京时间）发布" if at else "读者现在可以看到"
    return f"{done}并签发，{when}。"


def _release_in_emergency(article: Article, by: Any, said: Said) -> str:
    reviewing.release_in_emergency(
        article,
        said["language"],
        by,
        read_hash=said["read_hash"],
        reason=said["opinion"],
        accepted=said["accepted"],
    )
    return "已紧急发布，读者现在就能看到；各级审核须随后补审。"


def _hurry(article: Article, by: Any, said: Said) -> str:
    reviewing.hurry(article, said["language"], by, said["opinion"])
    return "已加急。"


def _send_back(article: Article, by: Any, said: Said) -> str:
    reviewing.send_back(article, said["language"], by, said["opinion"])
    return "已退回。"


ACTS = {
    "_submit": _submit,
    "_approve": _approve,
    "_return": _send_back,
    "_sign": _sign,
    "_emergency": _release_in_emergency,
    "_hurry": _hurry,
}
