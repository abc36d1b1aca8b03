"""What the page shows: one language of one article, as it will be seen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse

from news.admin.reviewing.acts import act
from news.models import Article, ArticleRelease
from news.models.release import INDEXED
from news.readers_text import ReadersText
from news.registering import waiting_with
from waishi.accounts.models import User
from waishi.languages import LANGUAGES, NAMES, SOURCE
from waishi.publishing import parts, reviewing, ticking
from waishi.publishing.comparing import document_difference
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import EmergencyRelease, QueueEntry, Review, Stage
from waishi.publishing.moments import database_moment
from waishi.publishing.notices import address_of, reminder
from waishi.publishing.signing import fingerprint_of
from waishi.publishing.standing_in import authorities_of

if TYPE_CHECKING:
    from news.admin.article import ArticleAdmin

# Forms beside that of the decision, and what is typed into any of them.
APART = ("sign", "emergency", "hurry")
TYPED = (
    "language", "opinion", "live_from", "expires_at", "signer", "post", "signed_on", "fingerprint",
)  # fmt: skip


def review_page(admin: ArticleAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """Show one language's text and its history; do what the pressed button says."""
    article = admin.get_queryset(request).filter(pk=number).first()
    if article is None or not admin.has_view_permission(request, article):
        raise Http404
    asked = request.GET.get("language", "")
    if request.method == "POST":
        asked = request.POST.get("language", "")
        if act(admin, request, article):
            return HttpResponseRedirect(f"{request.path}?{urlencode({'language': asked})}")
        # Refused: nothing was done, and what the person wrote is still in its box.
        article.refresh_from_db()
    user: Any = request.user
    language = _language(article, asked)
    moment = database_moment()
    context = {
        **admin.admin_site.each_context(request),
        "title": f"审签：{article}",
        "opts": admin.opts,
        "article": article,
        "typed": _typed(request),
        "tabs": _tabs(article, moment),
        **_panel(article, language, user, moment),
    }
    return TemplateResponse(request, "office/review.html", context)


def _typed(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """By form, what the person wrote and ticked where its button was refused.

    It stands there again: a moment that was lost would be now.
    """
    pressed = next((form for form in APART if f"_{form}" in request.POST), "decision")
    forms = dict.fromkeys([*APART, "decision"], QueryDict()) | {pressed: request.POST}
    return {form: _said(post) for form, post in forms.items()}


def _said(post: QueryDict) -> dict[str, Any]:
    ticked = {name: post.getlist(name) for name in ("accepted", "together")}
    return {name: post.get(name, "") for name in TYPED} | ticked


def _language(article: Article, asked: str) -> str:
    """The language of the address, else the first that waits, else the Chinese."""
    if asked in LANGUAGES:
        return asked
    waiting = [code for code in LANGUAGES if article.stage_in(code) != Stage.DRAFT]
    return waiting[0] if waiting else SOURCE


def _tabs(article: Article, moment: datetime) -> list[tuple[str, str, str]]:
    """Each language with where its text is: what is out, or will be, is no draft."""
    shown = article.releases.exclude(live_until__lte=moment).order_by("-live_from")
    begins = dict(shown.values_list("language", "live_from"))
    tabs = []
    for code in LANGUAGES:
        label = article.stage_in(code).label
        if article.stage_in(code) == Stage.DRAFT and code in begins:
            label = "公开中" if begins[code] <= moment else "待发布"
        tabs.append((code, NAMES[code], label))
    return tabs


def _panel(article: Article, language: str, user: User, moment: datetime) -> dict[str, Any]:
    """All that the page shows of one language."""
    document = document_of(article, language)
    # What readers saw once is not read: it may be as long as what they see, many times.
    shown = article.releases.filter(language=language).exclude(live_until__lte=moment)
    releases = list(shown.order_by("-live_from").defer(*INDEXED))
    live = next((release for release in releases if release.is_live_at(moment)), None)
    newest = releases[0] if releases else None
    read_hash = hash_of(document)
    findings = ticking.findings_with_ticks(article, document, moment)
    return {
        "language": language,
        "name": NAMES[language],
        "moment": moment,
        "read_hash": read_hash,
        "fingerprint": fingerprint_of(read_hash),
        "text": ReadersText.of(document),
        "findings": findings,
        "is_blocked": any(finding.is_blocking for finding, _ in findings),
        "unticked": sum(
            not ticked_by for finding, ticked_by in findings if not finding.is_blocking
        ),
        "live": live,
        # Of what is out already or signed to be out.
        "is_unchanged": newest is not None and newest.text_hash == read_hash,
        "difference": _difference(live, document, read_hash),
        "scheduled": [release for release in releases if release.live_from > moment],
        "withdrawals": article.withdrawals.filter(language=language, withdrawn_until=None),
        "reviews": Review.objects.of_text(article, language).for_history(),
        "emergency": EmergencyRelease.objects.of_text(article, language).unsettled().first(),
        **_mine(article, language, user),
    }


def _mine(article: Article, language: str, user: User) -> dict[str, Any]:
    """What the person can do here, and why not where they cannot."""
    stage = article.stage_in(language)
    waits = stage != Stage.DRAFT
    turn, why_not = _turn(article, language, user) if waits else (None, "")
    touched = "" if turn else reviewing.why_not_another(article, language, user)
    entry = QueueEntry.objects.of_text(article, language).for_rows().first()
    return {
        "stage": stage,
        "is_waiting": waits,
        "turn": turn,
        "why_not": why_not,
        "is_last_review": stage == article.reviews_wanted(language)[-1],
        "together": _together(article, stage, language, user) if turn else [],
        "can_write": user.holds("news.change_article"),
        "can_withdraw": user.holds("publishing.withdraw_text"),
        "can_see_releases": user.holds("news.view_articlerelease"),
        "can_hurry": waits and user.holds("news.change_article"),
        "can_release_in_emergency": waits
        and not touched
        and user.holds("publishing.release_in_emergency"),
        "can_sign": waits and not touched and user.holds("publishing.record_signature"),
        "entry": entry,
        "reminder": reminder(entry, with_title=True) if entry else "",
        "next": None if turn else _next(user),
    }


def _together(
    article: Article, stage: Stage, language: str, user: User
) -> list[tuple[Any, list[tuple[str, str]]]]:
    """What the last review of the Chinese can agree to along with the text."""
    if language != SOURCE or stage != article.reviews_wanted(language)[-1]:
        return []
    return [(one, parts.contents_of(one.record)) for one in waiting_with(article, user)]


def _turn(article: Article, language: str, user: User) -> tuple[reviewing.Turn | None, str]:
    try:
        return reviewing.turn_of(article, language, user), ""
    except reviewing.ReviewRefused as refused:
        return None, " ".join(refused.messages)


def _next(user: User) -> dict[str, str] | None:
    """What waits for the person next."""
    waiting = QueueEntry.objects.awaiting(user, authorities_of(user))
    entry = waiting.most_urgent_first().first()
    return {"title": entry.title, "address": address_of(entry)} if entry else None


def _difference(
    live: ArticleRelease | None, document: dict[str, Any], read_hash: str
) -> list[Any] | None:
    """What differs from what readers see; None where they see nothing or the same."""
    if live is None or live.text_hash == read_hash:
        return None
    return document_difference(Article, live.document, document)
