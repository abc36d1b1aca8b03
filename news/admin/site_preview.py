"""The whole site as it will be at a moment to come."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, localtime, make_aware

from news.models import Article, ArticleRelease
from waishi.publishing.moments import database_moment
from waishi.site.languages import PREFIXES
from waishi.site.previewing import Preview, may_be_framed

PERMISSION = "news.preview_site"
# As it stands in an address: 2026-12-01T0900, in Beijing time.
WRITTEN = "%Y-%m-%dT%H%M"
COMING = 10


def choose_page(site: Any, request: HttpRequest) -> HttpResponse:
    """Where one says which moment; what is scheduled is offered."""
    _refuse_strangers(request)
    now = database_moment()
    asked = request.GET.get("at", "")
    at = read_moment(asked)
    refusal = why_not(request.user, at, now) if asked else ""
    if at and not refusal:
        language = request.GET.get("language", "")
        return HttpResponseRedirect(address_at(at) + PREFIXES.get(language, "") + "/")
    coming = ArticleRelease.objects.filter(
        live_from__gt=now, article__in=Article.objects.visible_to(request.user)
    )
    context = {
        **site.each_context(request),
        "title": "预览某一时刻的网站",
        "asked": asked,
        "refusal": refusal,
        "now": now,
        "coming": coming.order_by("live_from").for_rows()[:COMING],
    }
    return TemplateResponse(request, "office/preview_site.html", context)


def site_page(site: Any, request: HttpRequest, at: str, path: str = "") -> HttpResponse:
    """One public page as it will be then."""
    _refuse_strangers(request)
    moment = read_moment(at)
    if moment is None or why_not(request.user, moment, database_moment()):
        return HttpResponseRedirect(f"{reverse('admin:preview_site')}?at={at}")
    when = f"{localtime(moment):%Y-%m-%d %H:%M}"
    said = {
        "said": f"预览：{when} 的网站（未发布内容）",
        "more": "北京时间；只含已经签发、定时的内容，此后的改动尚不可知。",
        "back": reverse("admin:preview_site"),
    }
    mark = render_to_string("office/_preview_mark.html", said)
    preview = Preview(prefix=address_at(moment), mark=mark, at=moment)
    return may_be_framed(preview.answer(request, f"/{path}"))


def _refuse_strangers(request: HttpRequest) -> None:
    if not request.user.holds(PERMISSION):
        raise PermissionDenied


def address_at(moment: datetime) -> str:
    """The prefix under which the site of that moment stands."""
    return reverse("admin:preview_site") + f"{localtime(moment):{WRITTEN}}"


def why_not(user: Any, at: datetime | None, now: datetime) -> str:
    """Why the site of that moment is not shown to this person; empty where it is."""
    if at is None:
        return "请填写年月日和时刻。"
    if at <= now:
        return "这一时刻已经过去。过去的页面请从稿件的“公开情况与历史”查看。"
    hidden = ArticleRelease.objects.filter(live_from__gt=now, live_from__lte=at)
    if hidden.exclude(article__in=Article.objects.visible_to(user)).exists():
        return "这一时刻以前有您无权查看的稿件要发布，不能预览。"
    return ""


def read_moment(value: str) -> datetime | None:
    """What a field for a moment sent, or what stands in an address; in Beijing time.

    None for what is no moment, or none that can be told in Beijing time.
    """
    try:
        found = parse_datetime(value)
        return found and localtime(make_aware(found) if is_naive(found) else found)
    except (ValueError, OverflowError):
        return None
