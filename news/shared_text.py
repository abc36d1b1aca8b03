"""The page behind a preview link, for somebody without an account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from news.models import PreviewLink
from news.previewing import page_of_document
from news.sharing import open_link
from waishi.publishing.moments import database_moment
from waishi.site.languages import PREFIXES
from waishi.site.previewing import Preview


@require_safe
def shared_text(request: HttpRequest, token: str) -> HttpResponse:
    """One text, read only, marked as not reviewed; Http404 for whatever is wrong."""
    link = open_link(token, request.META.get("REMOTE_ADDR", ""), database_moment())
    if link is None:
        raise Http404
    article, language = link.article, link.language

    def instead(asked):
        return lambda asked: page_of_document(asked, article, language, link.document)

    # Without a prefix: whatever it links to is the public site, in another window.
    preview = Preview(prefix="", mark=_mark(link), instead=instead)
    return preview.answer(request, f"{PREFIXES[language]}/news/{article.pk}/")


def _mark(link: PreviewLink) -> str:
    with translation.override(link.language):
        return render_to_string("preview/_not_reviewed.html", {"link": link})
