"""Pages of the site itself, and what it answers when something is wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from waishi.site.frame import PublicRequest, finish, framed, public_page


@public_page
def about(request: PublicRequest) -> HttpResponse:
    return render(request, "about.html")


def not_found(request: PublicRequest, exception: Exception) -> HttpResponse:
    """A public page, but for whatever was asked: a form sent to nowhere is not found either."""
    return finish(request, render(framed(request), "404.html", status=404))


def server_error(request: HttpRequest) -> HttpResponse:
    """Without a database and without a frame: whatever failed may be either."""
    return HttpResponse(render_to_string("500.html"), status=500)
