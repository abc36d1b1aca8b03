"""Forty pictures at once: bringing them in, and saying of all of them what they show.

Without script all come in one request; with script each by itself, so that one
that fails is tried again and the others are kept.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from waishi.media.batches import BatchForm, describe
from waishi.media.galleries import Destination, destination_of
from waishi.media.imaging import ACCEPTED_SUFFIXES, HELP
from waishi.media.library import add_upload
from waishi.media.models import Picture
from waishi.numbers import is_number
from waishi.publishing.admin.office import admin_address
from waishi.publishing.office_pages import pages_of

# As many as Django takes files in one request.
MOST = 100


def pages_of_uploading(model_admin: Any) -> list:
    """The addresses below those of the library."""
    return pages_of(
        model_admin.admin_site,
        ("upload/", upload_page, "media_picture_upload"),
        ("batch/", batch_page, "media_picture_batch"),
    )


def upload_page(site: Any, request: HttpRequest) -> HttpResponse:
    """Choose any number of files; those that are none are named, the others kept."""
    user: Any = request.user
    if not user.has_perm("media.add_picture"):
        raise PermissionDenied
    destination = destination_of(request.GET.dict(), user)
    if request.method == "POST":
        return _take(request, destination)
    context = {
        **site.each_context(request),
        "title": "传图片",
        "destination": destination,
        "batch": _batch_address([], destination),
        "help": HELP,
        "accept": ACCEPTED_SUFFIXES,
        "most": MOST,
    }
    return TemplateResponse(request, "office/upload_pictures.html", context)


def _take(request: HttpRequest, destination: Destination | None) -> HttpResponse:
    taken, refused = _add_all(request)
    if request.headers.get("Accept") == "application/json":
        return _tell_script(taken, refused)
    for told in refused:
        messages.error(request, told)
    if not taken:
        if not refused:
            messages.error(request, "请先选择图片。")
        return HttpResponseRedirect(request.get_full_path())
    messages.success(request, f"{len(taken)} 张图片已在图库里。请写明图上是什么。")
    return HttpResponseRedirect(_batch_address(taken, destination))


def _add_all(request: HttpRequest) -> tuple[list[Picture], list[str]]:
    user: Any = request.user
    taken, refused = [], []
    uploads: list[Any] = request.FILES.getlist("pictures")
    for upload in uploads:
        try:
            taken.append(add_upload(upload, upload.name, user))
        except ValidationError as error:
            refused.append(f"{upload.name}：{' '.join(error.messages)}")
    return list(dict.fromkeys(taken)), refused


def _tell_script(taken: list[Picture], refused: list[str]) -> JsonResponse:
    """One file was sent: its number, or why it was refused."""
    if not taken:
        return JsonResponse({"refused": refused[0] if refused else "没有收到图片。"}, status=422)
    return JsonResponse({"number": taken[0].pk, "thumbnail": taken[0].thumbnail_url})


def _batch_address(taken: list[Picture], destination: Destination | None) -> str:
    query = {"pictures": "-".join(str(one.pk) for one in taken)} if taken else {}
    if destination:
        query[destination.parameter] = str(destination.record.pk)
    address = reverse("admin:media_picture_batch")
    return f"{address}?{urlencode(query)}" if query else address


def batch_page(site: Any, request: HttpRequest) -> HttpResponse:
    """The pictures just brought in, in the order they were taken, with what they show."""
    user: Any = request.user
    if not user.has_perm("media.change_picture"):
        raise PermissionDenied
    pictures = _asked_for(request)
    destination = destination_of(request.GET.dict(), user)
    form = BatchForm(pictures, destination, request.POST or None)
    if "_spread" in request.POST:
        messages.warning(request, form.spread())
    elif request.method == "POST" and form.is_valid() and _describe(request, form, destination):
        return HttpResponseRedirect(_after(destination))
    context = {
        **site.each_context(request),
        "title": f"这一批图片（{len(pictures)} 张）",
        "form": form,
        "destination": destination,
    }
    return TemplateResponse(request, "office/batch_of_pictures.html", context)


def _asked_for(request: HttpRequest) -> list[Picture]:
    numbers = [one for one in request.GET.get("pictures", "").split("-") if is_number(one)]
    wanted = [int(one) for one in numbers[:MOST]]
    pictures = list(Picture.objects.filter(pk__in=wanted).as_taken())
    # Those that do not say when stand as they were chosen, not as they arrived.
    pictures.sort(key=lambda one: -1 if one.taken_at else wanted.index(one.pk))
    if not pictures:
        raise Http404
    return pictures


def _describe(request: HttpRequest, form: BatchForm, destination: Destination | None) -> bool:
    """Whether all is written; where not, the page says why and keeps what was typed."""
    user: Any = request.user
    try:
        describe(form, destination, user)
    except ValidationError as error:
        form.show_anew()
        messages.error(request, " ".join(error.messages))
        return False
    where = f"放进“{destination.record}”的组图" if destination else "保存"
    messages.success(request, f"{len(form.pictures)} 张图片已{where}。")
    return True


def _after(destination: Destination | None) -> str:
    if destination:
        return admin_address(destination.record)
    return reverse("admin:media_picture_changelist")
