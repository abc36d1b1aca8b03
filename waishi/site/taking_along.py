"""A page's address, to be taken along: as a code for telephones, by letter."""

import io

import segno
from django.http import HttpResponse
from django.utils.http import urlencode


def code_of(address: str) -> HttpResponse:
    """The address as a picture that telephones read."""
    # Black on white whatever the page's colours: cameras look for that.
    drawn = segno.make(address, error="m", micro=False)
    svg = io.BytesIO()
    drawn.save(svg, kind="svg", scale=4, light="white", svgclass=None, lineclass=None)
    return HttpResponse(svg.getvalue(), content_type="image/svg+xml")


def letter_of(title: str, address: str) -> str:
    """A link that begins a letter with a page's title and address."""
    said = {"subject": title, "body": f"{title}\n{address}"}
    return "mailto:?" + urlencode(said).replace("+", "%20")
