"""What the public read of an article, and when: its releases, their differences, and back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware

from news.admin.previewing import preview_page, previewed_page
from news.admin.site_preview import read_moment
from news.admin.timing import act_on_release
from news.admin.wechat import wechat_page
from news.admin.withdrawing import act_on_withdrawal
from news.models import Article, ArticleRelease, Withdrawal
from news.readers_text import ReadersText
from news.restoring import restore
from waishi.languages import LANGUAGES, NAMES
from waishi.numbers import number_of
from waishi.publishing import releasing
from waishi.publishing.checking import CheckRefused
from waishi.publishing.comparing import document_difference
from waishi.publishing.documents import document_of
from waishi.publishing.models import Stage
from waishi.publishing.moments import database_moment
from waishi.publishing.office_pages import pages_of

if TYPE_CHECKING:
    from news.admin.article import ArticleAdmin

WORKING = "working"


def pages_of_an_article(admin: ArticleAdmin) -> list:
    """The addresses of its history, each asking whether the person may see the article."""
    below = {
        "releases/": (releases_page, "news_article_releases"),
        "releases/difference/": (difference_page, "news_article_difference"),
        "releases/day/": (day_page, "news_article_day"),
        "releases/<int:release>/": (release_page, "news_article_release"),
        "wechat/": (wechat_page, "news_article_wechat"),
        "preview/": (preview_page, "news_article_preview"),
        "preview/<str:source>/": (previewed_page, "news_article_previewed_home"),
        "preview/<str:source>/<path:path>": (previewed_page, "news_article_previewed"),
    }
    return pages_of(
        admin,
        *[
            (f"<int:number>/{address}", _of_article(view), name)
            for address, (view, name) in below.items()
        ],
    )


def _of_article(view: Any) -> Any:
    """A view of an article, as one of its number."""

    def shown(
        admin: ArticleAdmin, request: HttpRequest, number: int, **values: Any
    ) -> HttpResponse:
        return view(admin, request, article_for(admin, request, number), **values)

    return shown


def article_for(admin: ArticleAdmin, request: HttpRequest, number: int) -> Article:
    """The article, for whoever may open it; Http404 for everybody else."""
    article = admin.get_queryset(request).filter(pk=number).first()
    if article is None or not admin.has_view_permission(request, article):
        raise Http404
    return article


def releases_page(admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """All releases by language, what waits to appear, and what was taken down."""
    asks: dict[str, Any] = {}
    if request.method == "POST" and not (asks := _act(request, article)):
        return HttpResponseRedirect(request.path)
    moment = database_moment()
    releases = list(
        article.releases.order_by("-live_from", "-pk").select_related("released_by").for_rows()
    )
    withdrawals = list(
        article.withdrawals.select_related(
            "withdrawn_by", "reason_by", "reinstated_by", "merged_into"
        )
    )
    panels = [_panel(request, language, releases, withdrawals, moment) for language in LANGUAGES]
    context = {
        "title": f"公开情况与历史：{article}",
        "panels": panels,
        "asks": asks,
        "moment": moment,
        "can_withdraw": request.user.holds("publishing.withdraw_text"),
        "can_correct": request.user.holds("news.change_article"),
    }
    return _answer(admin, request, article, "office/releases.html", context)


def _panel(
    request: HttpRequest,
    language: str,
    releases: list[ArticleRelease],
    withdrawals: list[Withdrawal],
    moment: datetime,
) -> dict[str, Any]:
    mine = [one for one in releases if one.language == language]
    taken_down = [one for one in withdrawals if one.language == language]
    return {
        "language": language,
        "name": NAMES[language],
        "live": next((one for one in mine if one.is_live_at(moment)), None),
        "scheduled": [one for one in reversed(mine) if one.live_from > moment],
        "releases": mine,
        "withdrawals": taken_down,
        "standing": [one for one in taken_down if one.withdrawn_until is None],
        "can_schedule": releasing.may_schedule(request.user, language),
    }


def _act(request: HttpRequest, article: Article) -> dict[str, Any]:
    """Do what the pressed button says, to a release or to a withdrawal.

    Where it was refused, what the person typed and ticked of which of them, and what the
    check still asks.
    """
    release, withdrawal = (number_of(request.POST.get(name)) for name in ("release", "withdrawal"))
    try:
        if withdrawal:
            said = act_on_withdrawal(request, article, withdrawal)
        else:
            said = act_on_release(request, article, release)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        findings = refused.findings if isinstance(refused, CheckRefused) else []
        typed = "ends" if "_set_expiry" in request.POST else "at"
        return {
            "release": release,
            "withdrawal": withdrawal,
            typed: request.POST.get("at", "")[:30],
            "ticked": request.POST.getlist("accepted"),
            "findings": [(finding, None) for finding in findings],
        }
    messages.success(request, said)
    return {}


def release_page(
    admin: ArticleAdmin, request: HttpRequest, article: Article, release: int
) -> HttpResponse:
    """One release as it was read, and the button that brings it back into the working text."""
    found = article.releases.filter(pk=release).select_related("released_by").first()
    if found is None:
        raise Http404
    if request.method == "POST":
        return _restore(request, article, found)
    context = {
        "title": f"{NAMES[found.language]}发布稿：{found.title}",
        "release": found,
        "moment": database_moment(),
        "page": ReadersText.of(found.document),
        "differs": document_difference(
            Article, document_of(article, found.language), found.document
        ),
        "is_under_review": article.stage_in(found.language) != Stage.DRAFT,
        "can_restore": admin.has_change_permission(request, article)
        and request.user.holds("news.change_article"),
    }
    return _answer(admin, request, article, "office/release.html", context)


def _restore(request: HttpRequest, article: Article, release: ArticleRelease) -> HttpResponse:
    try:
        lost = restore(
            release,
            request.user,
            read_version=number_of(request.POST.get("read_version")),
            with_shared="with_shared" in request.POST,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(request.path)
    messages.success(request, "已恢复到工作稿。读者看到的没有变，送审通过后才会更新。")
    if lost:
        messages.warning(request, f"以下已不存在，没有恢复：{'、'.join(lost)}。")
    return HttpResponseRedirect(reverse("admin:news_article_change", args=[article.pk]))


def difference_page(admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """The difference of any two releases of one language, or of one and the working text."""
    older = article.releases.filter(pk=number_of(request.GET.get("from"))).first()
    if older is None:
        raise Http404
    language = older.language
    newer = None
    if request.GET.get("to") != WORKING:
        newer = article.releases.filter(
            pk=number_of(request.GET.get("to")), language=language
        ).first()
        if newer is None:
            messages.error(request, "只能比较同一语种的两稿，请重新选择。")
            return HttpResponseRedirect(reverse("admin:news_article_releases", args=[article.pk]))
        if newer.live_from < older.live_from:
            older, newer = newer, older
    after = newer.document if newer else document_of(article, language)
    context = {
        "title": f"{NAMES[language]}稿的差异：{article}",
        "language": language,
        "older": older,
        "newer": newer,
        "difference": document_difference(Article, older.document, after),
    }
    return _answer(admin, request, article, "office/releases_difference.html", context)


def day_page(admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """What the page said at a moment in the past, in each language."""
    asked = _moment(request.GET.get("at", ""))
    context: dict[str, Any] = {"title": f"某一时刻的页面：{article}", "asked": asked}
    if asked:
        context["panels"] = [_page_at(article, language, asked) for language in LANGUAGES]
    return _answer(admin, request, article, "office/releases_day.html", context)


def _page_at(article: Article, language: str, moment: datetime) -> dict[str, Any]:
    """What readers found then: a page, or why there was none."""
    down = article.withdrawals.standing_at(moment).filter(language=language).first()
    live = article.releases.filter(language=language).live_at(moment).first()
    # A page that came back later was still down then: its period says so no more.
    if (
        down
        and down.kind != Withdrawal.Kind.OUTDATED
        and live
        and live.live_from <= down.withdrawn_from
    ):
        live = None
    return {
        "language": language,
        "name": NAMES[language],
        "release": live,
        "withdrawal": down,
        "page": ReadersText.of(live.document) if live else None,
    }


def _answer(
    admin: ArticleAdmin,
    request: HttpRequest,
    article: Article,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    if not request.user.holds("news.view_articlerelease"):
        raise PermissionDenied
    framed = {**admin.admin_site.each_context(request), "opts": admin.opts, "article": article}
    return TemplateResponse(request, template, framed | context)


def _moment(value: str) -> datetime | None:
    """A day (at its end) or a moment, in Beijing time; None for anything else."""
    try:
        day = parse_date(value)
    except ValueError:
        return None
    return make_aware(datetime.combine(day, datetime.max.time())) if day else read_moment(value)
