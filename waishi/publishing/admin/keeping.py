"""Nothing written is lost before it is saved: forms are kept as they are being filled in.

The browser tells us every few seconds what stands in the form. Whoever comes back
to it, after a crash or a new sign-in, is offered what they had, with the hashes of
what they had seen: saving it is merged like any other saving. Each time a form is
opened it is another sheet, kept by itself.
"""

import re
import secrets
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone

from waishi.numbers import number_of
from waishi.publishing.admin.forms import RESTORED
from waishi.publishing.models import OpenForm
from waishi.publishing.moments import database_moment

# Asked for by the link that brings a kept form back: by its number, or the newest.
RESTORE = "kept"
# Which sheet a form is; it goes along with what is kept of it.
SHEET = "open_sheet"
# So many are offered, the newest.
OFFERED = 5
# Not the form's content: the session's own token, and where the form is.
APART = ("csrfmiddlewaretoken", "_path")
# How long a form that met a time-out waits on the page that asks for the password.
A_DAY = 24 * 60 * 60
SALT = "waishi.publishing.keeping"


def keep_form(request: HttpRequest) -> Any:
    """Keep the form that the browser sends; answers at what time of day it did."""
    path = request.POST.get("_path", "")
    if request.method != "POST" or not is_form(path):
        return HttpResponseBadRequest()
    if "_forget" in request.POST:
        OpenForm.objects.let_go(request.user, path, pk=number_of(request.POST["_forget"]))
        return JsonResponse({"kept_at": None})
    moment = database_moment()
    sheet = sheet_of(request.POST)
    OpenForm.objects.keep(request.user, path, sheet, content_of(request.POST), moment)
    return JsonResponse({"kept_at": timezone.localtime(moment).strftime("%H:%M")})


def is_form(path: str) -> bool:
    """Whether the address is that of a form of the office."""
    try:
        name = resolve(path).view_name
    except Resolver404:
        return False
    return (
        len(path) <= 200
        and name.startswith("admin:")
        and name.endswith(("_add", "_change", "_translate"))
    )


def sheet_of(posted: QueryDict) -> str:
    """Which sheet a form says it is; "" where it says nothing that one can be called."""
    said = posted.get(SHEET, "")
    return said if re.fullmatch(r"[\w-]{1,32}", said, re.ASCII) else ""


def content_of(posted: QueryDict) -> str:
    """What a form holds, as one text."""
    content = posted.copy()
    for name in APART:
        content.pop(name, None)
    return content.urlencode()


def bring_back(request: HttpRequest) -> None:
    """Where the person asked for it, let their form appear as it was kept, not yet saved."""
    # `POST` is asked for first: Django reads a request's body once, and would put
    # its empty one over what is brought back.
    if request.POST or request.method != "GET" or RESTORE not in request.GET:
        return
    number = number_of(request.GET[RESTORE])
    if kept := OpenForm.objects.kept_by(request.user, request.path, number):
        request.POST = QueryDict(f"{kept}&{RESTORED}=1")
        request.method = "POST"


def open_form(request: HttpRequest) -> dict[str, Any]:
    """Who has the form open, and what of one's own waits to be brought back."""
    sheet = sheet_of(request.POST)
    opened = OpenForm.objects.opened(request.user, request.path)
    is_brought_back = RESTORED in request.POST
    is_new = resolve(request.path).view_name.endswith("_add")
    mine = [one for one in opened if one.is_mine]
    # A form that was refused has everything in it already.
    is_offered = request.method == "GET" or is_brought_back
    return {
        "sheet": sheet or secrets.token_urlsafe(12),
        "is_brought_back": is_brought_back,
        "kept_at": next((one.kept_at for one in mine if one.sheet == sheet), None),
        "kept": [one for one in mine if one.sheet != sheet or not is_brought_back][:OFFERED]
        if is_offered
        else [],
        # Whoever writes something new has the form for themselves.
        "others_at_it": [] if is_new else [one for one in opened if not one.is_mine],
    }


def seal(request: HttpRequest) -> str:
    """A form that met a time-out, to be carried through the sign-in."""
    form = {"path": request.path, "form": content_of(request.POST)}
    return signing.dumps(form, salt=SALT, compress=True)


def unseal(request: HttpRequest) -> None:
    """Keep the sealed form for whoever has just signed in; nothing where it was tampered with."""
    try:
        sealed = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return
    if is_form(sealed["path"]):
        path, form = sealed["path"], sealed["form"]
        sheet = sheet_of(QueryDict(form))
        OpenForm.objects.keep(request.user, path, sheet, form, database_moment())
