"""The scan of a sheet somebody signed, for those who may read what it is about."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from waishi.publishing.models import Review, SignedSheet


def signed_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The scan as a file, kept nowhere on its way."""
    user: Any = request.user
    review = Review.objects.visible_to(user).filter(sheet=number).only("pk").first()
    if review is None or not (user.holds("publishing.view_review") and user.handles_any_text):
        raise Http404
    sheet = SignedSheet.objects.get(pk=number)
    response = HttpResponse(bytes(sheet.content), content_type=sheet.file_type)
    response.headers["Content-Disposition"] = f'inline; filename="sheet-{number}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
