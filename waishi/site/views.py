"""Pages of the site itself, and what it answers when something is wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from waishi.languages import LANGUAGES
from waishi.site import frame_parts
from waishi.site import reading as aids
from waishi.site.frame import PublicRequest, WrittenElsewhere, finish, public_page
from waishi.site.models import LinkGroup
from waishi.site.moving import moved


@public_page
def about(request: PublicRequest) -> HttpResponse:
    return render(request, "about.html")


@public_page
def consulates(request: PublicRequest) -> HttpResponse:
    """A page of what the office lists; none while it lists nothing."""
    available_in = [
        language
        for language in LANGUAGES
        if frame_parts.link_groups(language).filter(kind=LinkGroup.Kind.CONSULATES).exists()
    ]
    if not request.frame.consulates:
        raise WrittenElsewhere(available_in)
    return render(request, "consulates.html", {"available_in": available_in})


@require_safe
def reading(request: PublicRequest) -> HttpResponse:
    """The reading aids: a page of choices; with a choice in the address, keep it and go back."""
    if not request.GET.keys() & aids.AIDS.keys():
        return reading_settings(request)
    before = aids.choice_of(request.COOKIES.get(aids.COOKIE, ""))
    response = redirect(aids.way_back(request))
    aids.keep(response, aids.chosen_from(request.GET.dict(), before))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Expires"] = "0"
    return response


@public_page(reads=["back"])
def reading_settings(request: PublicRequest) -> HttpResponse:
    """The same page whatever is chosen: the reader's own sheet marks it."""
    back = aids.own_page(request.GET.get("back", ""))
    return render(request, "reading.html", {"back": back, "questions": aids.questions()})


@require_safe
def reading_css(request: HttpRequest) -> HttpResponse:
    """What the reader chose, as a style sheet: the one answer that depends on the cookie.

    Asked for anew with every page, so that a choice shows at once; mostly the answer is 304.
    """
    sheet = aids.sheet_of(aids.choice_of(request.COOKIES.get(aids.COOKIE, "")))
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    etag = aids.etag_of(sheet)
    for name, value in {**aids.HEADERS, "ETag": etag}.items():
        response.headers[name] = value
    return get_conditional_response(request, etag=etag, response=response) or response


def not_found(request: PublicRequest, exception: Exception) -> HttpResponse:
    """A public page, but for whatever was asked: a form sent to nowhere is not found either."""
    response = moved(request)
    if response is None:
        context = {"available_in": getattr(exception, "available_in", [])}
        response = render(request, "404.html", context, status=404)
    return finish(request, response)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without a database and without a frame: whatever failed may be either."""
    return HttpResponse(render_to_string("500.html"), status=500)
