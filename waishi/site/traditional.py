"""Pages under /zh-hant/: rendered in simplified Chinese, then derived."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Expression, F
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse

from waishi.site.hant import to_traditional, traditional_page
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
    page = traditional_page(response.content.decode(), _exceptions(request))
    response.content = page.encode()


def in_script_of(request: HttpRequest, text: str) -> str:
    """A text that is no page, in the characters its address asks for."""
    if request.address_language != TRADITIONAL:
        return text
    return to_traditional(text, _exceptions(request))


def _exceptions(request: HttpRequest) -> list[tuple[str, str]]:
    exceptions = request.frame.parts["script_exceptions"]
    return [(one["simplified"], one["traditional"]) for one in exceptions]


def _is_html(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")
