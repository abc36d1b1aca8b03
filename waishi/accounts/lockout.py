"""What somebody is told after too many wrong passwords."""

from typing import Any

from axes.helpers import get_cool_off, get_failure_limit
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_MANY_REQUESTS = 429


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The page, which never says whether the account exists."""
    pause = get_cool_off(request)
    context = {
        **admin.site.each_context(request),
        "title": "暂停登录",
        "failures": get_failure_limit(request, credentials),
        "minutes": round(pause.total_seconds() / 60) if pause else 0,
    }
    return render(request, "office/locked_out.html", context, status=TOO_MANY_REQUESTS)
