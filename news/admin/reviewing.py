"""The page where a text is read, approved, returned, released and taken down."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from news.models import Article, ArticleRelease, Withdrawal
from news.rendering import pictures_in, render_body
from waishi.languages import LANGUAGES, NAMES
from waishi.media.models import Picture
from waishi.publishing import releasing, reviewing, ticking
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import Review, Stage
from waishi.publishing.moments import database_moment

if TYPE_CHECKING:
    from news.admin.article import ArticleAdmin


class KeysField(forms.MultipleChoiceField):
    """Keys of findings; one that is no more ticks nothing."""

    def valid_value(self, value: str) -> bool:
        return True


class OpinionForm(forms.Form):
    """What a reviewer says, and from when until when the text is to be public."""

    language = forms.ChoiceField(choices=[(code, code) for code in LANGUAGES])
    read_hash = forms.CharField(max_length=64, required=False)
    opinion = forms.CharField(max_length=2000, required=False)
    accepted = KeysField(required=False)
    live_from = forms.DateTimeField(required=False)
    expires_at = forms.DateTimeField(required=False)
    kind = forms.ChoiceField(choices=Withdrawal.Kind, required=False)
    notice = forms.CharField(max_length=500, required=False)
    merged_into = forms.IntegerField(min_value=1, max_value=2**60, required=False)
    release = forms.IntegerField(min_value=1, max_value=2**60, required=False)
    withdrawal = forms.IntegerField(min_value=1, max_value=2**60, required=False)


def review_page(admin: ArticleAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """Show each language's text and history; do what the pressed button says."""
    article = admin.get_queryset(request).filter(pk=number).first()
    if article is None or not admin.has_view_permission(request, article):
        raise Http404
    if request.method == "POST":
        _act(admin, request, article)
        return HttpResponseRedirect(request.path)
    moment = database_moment()
    context = {
        **admin.admin_site.each_context(request),
        "title": f"审签：{article}",
        "opts": admin.opts,
        "article": article,
        "panels": [_panel(article, language, request.user, moment) for language in LANGUAGES],
        "withdrawal_kinds": Withdrawal.Kind.choices,
        "can_withdraw": request.user.holds("publishing.withdraw_text"),
    }
    return TemplateResponse(request, "office/review.html", context)


def _panel(article: Article, language: str, user: Any, moment: datetime) -> dict[str, Any]:
    """All that the page shows of one language."""
    document = document_of(article, language)
    releases = list(
        article.releases.filter(language=language).order_by("-live_from").defer("document")
    )
    pictures = Picture.objects.filter(file__in=pictures_in(document["body"]))
    stage = article.stage_in(language)
    findings = ticking.findings_with_ticks(article, document, moment)
    return {
        "language": language,
        "name": NAMES[language],
        "document": document,
        "body": render_body(document["body"], language, pictures),
        "read_hash": hash_of(document),
        "stage": stage,
        "is_waiting": stage != Stage.DRAFT,
        "may_review": reviewing.may_review(article, language, user),
        "is_last_review": stage == article.reviews_wanted(language)[-1],
        "findings": findings,
        "is_blocked": any(finding.is_blocking for finding, _ in findings),
        "is_unchanged": reviewing.is_public_as_it_is(article, language),
        "reviews": Review.objects.of_text(article, language).select_related("reviewer"),
        "live": next((release for release in releases if release.is_live_at(moment)), None),
        "scheduled": [release for release in releases if release.live_from > moment],
        "withdrawals": article.withdrawals.filter(language=language, withdrawn_until=None),
    }


def _act(admin: ArticleAdmin, request: HttpRequest, article: Article) -> None:
    form = OpinionForm(request.POST)
    if not form.is_valid():
        said = [f"{name}：{' '.join(errors)}" for name, errors in form.errors.items()]
        admin.message_user(request, "；".join(said), messages.ERROR)
        return
    button = next((name for name in ACTS if name in request.POST), None)
    if button is None:
        return
    try:
        said = ACTS[button](article, request.user, form.cleaned_data)
    except ValidationError as error:
        admin.message_user(request, " ".join(error.messages), messages.ERROR)
    else:
        admin.message_user(request, said, messages.SUCCESS)


def _submit(article: Article, by: Any, said: dict[str, Any]) -> str:
    reviewing.submit(article, said["language"], by)
    return "已送审。"


def _approve(article: Article, by: Any, said: dict[str, Any]) -> str:
    reviewing.approve(
        article,
        said["language"],
        by,
        read_hash=said["read_hash"],
        opinion=said["opinion"],
        live_from=said["live_from"],
        expires_at=said["expires_at"],
        accepted=said["accepted"],
    )
    article.refresh_from_db()
    stage = article.stage_in(said["language"])
    return "已通过并签发。" if stage == Stage.DRAFT else f"已通过，{stage.label}。"


def _send_back(article: Article, by: Any, said: dict[str, Any]) -> str:
    reviewing.send_back(article, said["language"], by, said["opinion"])
    return "已退回。"


def _cancel(article: Article, by: Any, said: dict[str, Any]) -> str:
    release = ArticleRelease.objects.filter(article=article, pk=said["release"]).first()
    if release is None:
        raise ValidationError("没有这个定时发布。")
    releasing.cancel(release, by)
    return "已取消定时发布。"


def _withdraw(article: Article, by: Any, said: dict[str, Any]) -> str:
    more = {"notice": said["notice"], "merged_into_id": said["merged_into"]}
    releasing.withdraw(
        article, said["language"], by, kind=said["kind"], reason=said["opinion"], **more
    )
    return "已撤下。"


def _reinstate(article: Article, by: Any, said: dict[str, Any]) -> str:
    withdrawal = article.withdrawals.filter(pk=said["withdrawal"], withdrawn_until=None).first()
    if withdrawal is None:
        raise ValidationError("没有这条撤稿记录，或已恢复。")
    releasing.reinstate(withdrawal, by)
    return "已恢复。"


ACTS = {
    "_submit": _submit,
    "_approve": _approve,
    "_return": _send_back,
    "_cancel": _cancel,
    "_withdraw": _withdraw,
    "_reinstate": _reinstate,
}
