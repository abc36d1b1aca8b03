"""The search page, and titles to choose from while one types. Nobody's words are kept."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from waishi.search.finding import find
from waishi.search.helping import help_with, titles_for
from waishi.search.offers import offers_for, orders_of
from waishi.search.query import PARAMETERS, Asked
from waishi.site.frame import PublicRequest, public_page
from waishi.site.traditional import in_script_of


@public_page(reads=PARAMETERS, is_kept=False)
def search(request: PublicRequest) -> HttpResponse:
    asked = Asked.of(request.GET)
    found = find(asked, request.language, request.moment)
    has_nothing = asked.words and not found.total
    context = {
        "asked": asked,
        "found": found,
        "orders": orders_of(asked),
        "offers": offers_for(asked, found),
        "next_url": asked.url(before=found.next_key) if found.next_key else "",
        "help": help_with(asked, request.language, request.moment) if has_nothing else None,
    }
    return render(request, "search.html", context)


@public_page(reads=["q"], is_kept=False)
def suggest(request: PublicRequest) -> HttpResponse:
    """Titles on the site that hold what is typed so far, as JSON."""
    asked = Asked.of({"q": request.GET.get("q", "")})
    titles = titles_for(asked, request.language, request.moment)
    said = ("title", "kind")
    shown = [one | {name: in_script_of(request, one[name]) for name in said} for one in titles]
    return JsonResponse({"titles": shown})
