"""The list of sources that ends every article of the demonstration."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from django.utils.html import format_html, format_html_join

from waishi.languages import ENGLISH, SOURCE

HEADINGS = {SOURCE: "资料来源", ENGLISH: "Sources"}
COLONS = {SOURCE: "：", ENGLISH: ": "}
COMMAS = {SOURCE: "、", ENGLISH: ", "}
ADDRESS = re.compile(r"https?://\S+")


def list_of_sources(sources: Iterable[str], language: str, english_names: Mapping[str, str]) -> str:
    """A heading and a list; each source is its name and the hosts it can be read at."""
    items = [_item(source, language, english_names) for source in sources]
    return f"<h2>{HEADINGS[language]}</h2>\n<ul>\n" + "\n".join(items) + "\n</ul>"


def _item(source: str, language: str, english_names: Mapping[str, str]) -> str:
    addresses = ADDRESS.findall(source)
    name = ADDRESS.split(source)[0].strip()
    if name and language == ENGLISH:
        name = english_names[name]
    links = format_html_join(COMMAS[language], '<a href="{}">{}</a>', _links(addresses))
    colon = COLONS[language] if name and addresses else ""
    return format_html("<li>{}{}{}</li>", name, colon, links)


def _links(addresses: list[str]) -> list[tuple[str, str]]:
    """Each address with the name of its host; the second of one host is told apart."""
    hosts: list[str] = []
    links = []
    for address in addresses:
        host = (urlsplit(address).hostname or address).rstrip(".").removeprefix("www.")
        hosts.append(host)
        nth = hosts.count(host)
        links.append((address, f"{host} ({nth})" if nth > 1 else host))
    return links
