"""From an address of the public site, as a phone copies it, to the article in the office."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest

from news.models import Article
from waishi.languages import ENGLISH, SOURCE

PAGE = re.compile(r"^(?P<prefix>/en|/zh-hant)?/news/(?P<number>\d{1,15})/?$")
NUMBER = re.compile(r"^\d{1,15}$")


def article_of_address(address: str) -> tuple[int, str] | None:
    """The number and language of the page at `address`: a whole address, a path or a number.

    Whatever host it names: readers send what their phone shows them.
    """
    address = address.strip()
    if NUMBER.match(address):
        return int(address), SOURCE
    try:
        path = urlsplit(
            address if "//" in address or address.startswith("/") else f"//{address}"
        ).path
    except ValueError:
        return None
    found = PAGE.match(path)
    if not found:
        return None
    return int(found["number"]), ENGLISH if found["prefix"] == "/en" else SOURCE


def asked_article(request: HttpRequest) -> tuple[Article | None, str, str]:
    """The article somebody asks for, the language of the page, and what they typed.

    None where nothing is there by that address that the person may open.
    """
    typed = request.GET.get("page", "")[:500]
    asked = article_of_address(typed)
    if asked is None or not request.user.has_perm("news.view_article"):
        return None, SOURCE, typed.strip()
    number, language = asked
    article = Article.objects.visible_to(request.user).filter(pk=number).first()
    return article, language, typed
