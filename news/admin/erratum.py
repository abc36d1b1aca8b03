"""Mending a slip of the pen on a live page: proposed by one, agreed to by another, on a phone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from news.admin.addresses import asked_article
from news.models import Article, Erratum
from news.readers_text import ReadersText
from waishi.languages import LANGUAGES, NAMES
from waishi.publishing import correcting
from waishi.publishing.comparing import document_difference
from waishi.publishing.moments import database_moment
from waishi.publishing.slips import read_replacements

# Places that one erratum can mend.
ROWS = 4


def propose_page(site: Any, request: HttpRequest) -> HttpResponse:
    """Ask for a page by its address; say which words are wrong; ask another person."""
    if not request.user.holds("news.view_article"):
        raise PermissionDenied
    article, language, typed = asked_article(request)
    language = request.GET.get("language") or language
    context = {
        **site.each_context(request),
        "title": "勘误",
        "typed": typed,
        "is_unknown": bool(typed) and article is None,
        "waiting": _waiting(request),
        "most": correcting.MOST_CHARACTERS,
    }
    if article is None or language not in LANGUAGES:
        return TemplateResponse(request, "office/erratum.html", context)
    pairs = _pairs(request)
    if request.method == "POST" and (erratum := _propose(request, article, language, pairs)):
        return HttpResponseRedirect(reverse("admin:news_erratum_review", args=[erratum.pk]))
    releases = article.releases.live_at(database_moment())
    live = {one.language: one for one in releases}
    shown = live.get(language)
    context |= {
        "article": article,
        "language": language,
        "language_name": NAMES[language],
        "other_languages": [(code, NAMES[code]) for code in live if code != language],
        "page": ReadersText.of(shown.document) if shown else None,
        "pairs": pairs,
        "everywhere": "everywhere" in request.POST,
        "changed_before": correcting.changed_before(article, language),
    }
    return TemplateResponse(request, "office/erratum.html", context)


def erratum_page(site: Any, request: HttpRequest, number: int) -> HttpResponse:
    """One erratum with its difference, and the two buttons of another person."""
    erratum = (
        Erratum.objects.visible_to(request.user)
        .filter(pk=number)
        .select_related("article", "corrects", "proposed_by", "decided_by")
        .first()
    )
    if erratum is None or not request.user.holds("news.view_article"):
        raise Http404
    if request.method == "POST":
        if _decide(request, erratum):
            return HttpResponseRedirect(request.path)
        # Refused: what the person ticked and wrote stays, beside what is so by now.
        erratum.refresh_from_db()
    is_pending = erratum.verdict == Erratum.Verdict.PENDING
    context = {
        **site.each_context(request),
        "title": f"勘误：{erratum.article}",
        "erratum": erratum,
        "article": erratum.article,
        "language_name": NAMES[erratum.language],
        "difference": document_difference(Article, erratum.corrects.document, erratum.document),
        "findings": [(finding, None) for finding in correcting.asks_for(erratum)]
        if is_pending
        else [],
        "can_agree": is_pending and correcting.may_agree(erratum, request.user),
        "is_own": is_pending and erratum.proposed_by_id == request.user.pk,
        "ticked": request.POST.getlist("accepted"),
        "opinion": request.POST.get("opinion", ""),
    }
    return TemplateResponse(request, "office/erratum_decision.html", context)


def _waiting(request: HttpRequest) -> Any:
    pending = Erratum.objects.visible_to(request.user).pending()
    return pending.select_related("article", "proposed_by").defer("document")[:50]


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    said = request.POST
    typed = list(zip(said.getlist("before"), said.getlist("after"), strict=False))[:ROWS]
    return typed + [("", "")] * (ROWS - len(typed))


def _propose(
    request: HttpRequest, article: Article, language: str, pairs: list[tuple[str, str]]
) -> Any:
    try:
        erratum = correcting.propose(
            article,
            language,
            request.user,
            read_replacements(pairs),
            everywhere="everywhere" in request.POST,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None
    messages.success(request, "已提出。另一位审核人在“待我处理”里点“同意”，读者随即看到。")
    return erratum


def _decide(request: HttpRequest, erratum: Erratum) -> bool:
    """Do what the pressed button says; False where it was refused."""
    try:
        if "_agree" in request.POST:
            accepted = request.POST.getlist("accepted")
            notes = correcting.agree(erratum, request.user, accepted)
            messages.success(request, "已同意，读者现在看到的是更正后的页面。")
            for note in notes:
                messages.warning(request, note)
        elif "_return" in request.POST:
            correcting.send_back(erratum, request.user, request.POST.get("opinion", "")[:2000])
            messages.success(request, "已退回，页面没有改动。")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    return True
