"""What the site says to machines of itself, and the map of the site for people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from waishi.languages import LANGUAGES
from waishi.site.frame import PublicRequest, public_page
from waishi.site.languages import PREFIXES

# Never a page of the site: the office, what readers ask, and how they like to read.
CLOSED = ("search/", "reading/")


@public_page
def robots(request: PublicRequest) -> HttpResponse:
    """All is closed to machines while the site is a demonstration."""
    lines = ["User-agent: *"]
    if request.frame.is_demonstration:
        lines.append("Disallow: /")
    else:
        lines.append("Disallow: /admin/")
        lines += [f"Disallow: {prefix}/{path}" for prefix in PREFIXES.values() for path in CLOSED]
        lines += ["", *_sitemaps(request)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _sitemaps(request: PublicRequest) -> list[str]:
    lines = []
    for language in LANGUAGES:
        with translation.override(language):
            lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return lines


@public_page
def opensearch(request: PublicRequest) -> HttpResponse:
    """Lets a browser offer the search of the site."""
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "opensearch.xml", content_type=content_type)


@public_page
def site_map(request: PublicRequest) -> HttpResponse:
    """Where everything is, for people."""
    return render(request, "site_map.html")
