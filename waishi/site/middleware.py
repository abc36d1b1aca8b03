"""What happens to every request, public or not."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import translation

from waishi.site.languages import language_of, language_of_texts

Next = Callable[[HttpRequest], HttpResponse]


def health(get_response: Next) -> Next:
    """Answer /healthz/live and /healthz/ready before any other rule can refuse them."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz/live":
            return HttpResponse("alive\n", content_type="text/plain")
        if request.path == "/healthz/ready":
            return _readiness()
        return get_response(request)

    return answer


def _readiness() -> HttpResponse:
    """200 where the database answers and has our tables; else 503 with the reason."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select n from change_counter")
    # Whatever is wrong, the answer is that we are not ready.
    except Exception as error:
        reason = type(error).__name__
        return HttpResponse(f"not ready: {reason}\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


def address_of_the_reader(get_response: Next) -> Next:
    """Behind nginx the peer is a socket, which has no address: nginx says whose request it is.

    Without it every sign-in would seem to come from nowhere, and the lock-out
    would never count to five.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.BEHIND_PROXY:
            request.META["REMOTE_ADDR"] = request.headers.get("X-Real-IP", "")
        return get_response(request)

    return answer


def refuse_null_bytes(get_response: Next) -> Next:
    """PostgreSQL has no text with a NUL byte: an address with one leads nowhere."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("Bad request\n", content_type="text/plain")
        return get_response(request)

    return answer


def language_of_the_path(get_response: Next) -> Next:
    """Answer in the language of the address, whatever the browser prefers.

    Django's own LocaleMiddleware adds `Vary: Accept-Language`, which would keep
    every page out of shared caches.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        request.address_language = language_of(request.path)
        request.language = language_of_texts(request.address_language)
        # The language of the address, so that links made by reverse() stay in it.
        with translation.override(request.address_language):
            response = get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        response.headers.setdefault("Content-Language", request.address_language)
        return response

    return answer


def exact_length(get_response: Next) -> Next:
    """Say how long the body is, and send none where none is wanted.

    CommonMiddleware gives an answer 304 the length 0, which would be that of the
    page; and what is asked for by HEAD has the length it would have.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 304:
            del response.headers["Content-Length"]
        elif request.method == "HEAD" and not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return answer
