"""Further pages of the office beside Django's own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path


def pages_of(owner: Any, *pages: tuple[str, Callable, str]) -> list[URLPattern]:
    """Addresses with their views and names, for those who signed in.

    `owner`, the site or the admin of one model, is given to each view before the request.
    """
    site = owner if isinstance(owner, AdminSite) else owner.admin_site
    return [
        path(address, site.admin_view(partial(view, owner)), name=name)
        for address, view, name in pages
    ]
