"""Pages under /zh-hant/: rendered in simplified Chinese, then derived."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Expression, F
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse

from waishi.site.hant import traditional_page
from waishi.site.languages import TRADITIONAL
from waishi.site.models import ScriptException


def exceptions_of_the_office(language: str, moment: Expression) -> ArraySubquery:
    """What the dictionary gets wrong, in the frame of every page."""
    described = JSONObject(simplified=F("simplified"), traditional=F("traditional"))
    public = ScriptException.objects.public().order_by("pk")
    return ArraySubquery(public.annotate(j=described).values("j"))


def derive(request: HttpRequest, response: HttpResponse) -> None:
    """Put a page in traditional characters where its address asks for them."""
    if request.address_language != TRADITIONAL or not _is_html(response):
        return
    exceptions = request.frame.parts["script_exceptions"]
    pairs = [(one["simplified"], one["traditional"]) for one in exceptions]
    response.content = traditional_page(response.content.decode(), pairs).encode()


def _is_html(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")
