"""Taking a page down in one step, from the office or by its address, on a phone too."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from news.admin.addresses import article_of_address, asked_article
from news.models import Article, Withdrawal
from waishi.languages import LANGUAGES, NAMES, SOURCE
from waishi.publishing import releasing
from waishi.publishing.moments import database_moment

PERMISSION = "publishing.withdraw_text"


class WithdrawalForm(forms.Form):
    """How a page is taken down, in which languages, and what its readers are told."""

    languages = forms.MultipleChoiceField(
        label="撤下哪些语种",
        choices=[(code, f"{NAMES[code]}页面") for code in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择撤下哪个语种的页面。"},
    )
    kind = forms.ChoiceField(
        label="怎样撤",
        choices=[
            ("error", "有误：立即撤下，读者看到“页面已撤下”"),
            ("merged", "已并入另一篇：读者自动转到那一篇"),
            ("outdated", "不再适用：页面保留，顶部注明日期和说明"),
        ],
        widget=forms.RadioSelect,
        initial="error",
    )
    merged_into = forms.CharField(
        label="并入哪一篇",
        max_length=500,
        required=False,
        help_text="粘贴那一页的网址，或填稿件编号",
    )
    notice_zh_hans = forms.CharField(
        label="中文页面给读者的说明",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    notice_en = forms.CharField(
        label="英文页面给读者的说明",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2, "lang": "en"}),
        help_text="用英文写",
    )
    reason = forms.CharField(
        label="内部原因",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="可先撤下，24小时内补写；写明后不再改动",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind == "merged":
            target = article_of_address(cleaned.get("merged_into") or "")
            if target is None:
                self.add_error("merged_into", "请粘贴本站稿件页面的网址，或填稿件编号。")
            elif not Article.objects.filter(pk=target[0]).exists():
                self.add_error("merged_into", "没有这篇稿件。")
            else:
                cleaned["merged_into_id"] = target[0]
        for language in cleaned.get("languages", []) if kind == "outdated" else []:
            name = _notice_field(language)
            if not cleaned.get(name, "").strip():
                self.add_error(name, "页面保留时须向读者说明。")
        return cleaned

    def notices(self) -> dict[str, str]:
        """What readers are told, for each language that was chosen."""
        chosen = self.cleaned_data["languages"]
        return {
            code: self.cleaned_data[_notice_field(code)] for code in LANGUAGES if code in chosen
        }


def _notice_field(language: str) -> str:
    return "notice_" + language.replace("-", "_")


def withdraw_page(site: Any, request: HttpRequest) -> HttpResponse:
    """Ask for a page by its address; show what would happen; do it."""
    if not request.user.holds(PERMISSION):
        raise PermissionDenied
    article, language, typed = asked_article(request)
    context = {
        **site.each_context(request),
        "title": "撤稿",
        "typed": typed,
        "is_unknown": bool(typed) and article is None,
    }
    if article is None:
        return TemplateResponse(request, "office/withdraw.html", context)
    moment = database_moment()
    live = {one.language: one for one in article.releases.live_at(moment).for_rows()}
    form = WithdrawalForm(
        request.POST if request.method == "POST" else None,
        initial={"languages": list(live) if language == SOURCE else [language]},
    )
    form.fields["languages"].choices = [
        (code, f"{NAMES[code]}页面") for code in LANGUAGES if code in live
    ]
    if request.method == "POST" and form.is_valid() and _withdraw(request, article, form):
        return HttpResponseRedirect(reverse("admin:news_article_releases", args=[article.pk]))
    context |= {
        "article": article,
        "form": form,
        "live": [live[code] for code in LANGUAGES if code in live],
        "scheduled": article.releases.filter(live_from__gt=moment).for_rows(),
        "moment": moment,
    }
    return TemplateResponse(request, "office/withdraw.html", context)


def _withdraw(request: HttpRequest, article: Article, form: WithdrawalForm) -> bool:
    said = form.cleaned_data
    try:
        done = releasing.withdraw_all(
            article,
            form.notices(),
            request.user,
            kind=said["kind"],
            reason=said["reason"],
            merged_into_id=said.get("merged_into_id"),
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    names = "、".join(NAMES[one.language] for one in done)
    messages.success(
        request,
        f"已撤下{names}页面，读者现在已看不到原文。"
        if said["kind"] != "outdated"
        else f"{names}页面已注明不再适用。",
    )
    for one in done:
        for title, _at in one.cancelled:
            messages.warning(request, f"随之取消的定时发布：{NAMES[one.language]}《{title}》。")
        if not one.reason:
            messages.warning(request, f"{NAMES[one.language]}页面的撤稿原因请在24小时内补写。")
    return True


def act_on_withdrawal(request: HttpRequest, article: Article, number: int) -> str:
    """Reinstate a page, or write down why it was taken down; what was done, in words."""
    withdrawal = Withdrawal.objects.filter(article=article, pk=number).first()
    if withdrawal is None:
        raise ValidationError("没有这条撤稿记录。")
    if "_give_reason" in request.POST:
        releasing.give_reason(withdrawal, request.user, request.POST.get("reason", "")[:2000])
        return "撤稿原因已写明。"
    if "_reinstate" not in request.POST:
        raise ValidationError("没有这个操作。")
    releasing.reinstate(withdrawal, request.user, request.POST.getlist("accepted"))
    return f"{NAMES[withdrawal.language]}页面已恢复，读者现在可以看到。"
