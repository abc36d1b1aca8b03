"""After a change, every nginx is asked for the page again.

nginx serves the last good page while the application is down. A page that was
withdrawn and not fetched since would then come back as it was, unless its address
was fetched after the withdrawal: the 410 is kept too.
"""

import logging
from http.client import HTTPConnection
from itertools import product
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import override

from waishi.languages import SOURCE
from waishi.publishing.models import WorkingText

logger = logging.getLogger(__name__)

SECONDS = 5


def ask_again(text: WorkingText, language: str) -> None:
    """Let a job fetch the addresses that show `text`, once this transaction is committed."""
    if not settings.NGINX_ADDRESSES:
        return
    # Jobs import the services that call this.
    from waishi.publishing.tasks import warm_addresses

    with override(language):
        paths = text.public_addresses()
    if language == SOURCE:
        paths += [f"/zh-hant{path}" for path in paths]
    warm_addresses.defer(paths=paths)


def fetch_through(nginx: str, paths: list[str]) -> None:
    """Ask one nginx for each path, as readers do under each name of the site.

    nginx keeps a page by scheme, name and address: all three are a reader's. Raises
    OSError where it does not answer; whatever it answers is what readers get.
    """
    server = urlsplit(nginx)
    scheme = {"X-Forwarded-Proto": "https"} if settings.HTTPS else {}
    for host, path in product(_names_of_the_site(), paths):
        headers = {"Host": host} | scheme
        connection = HTTPConnection(server.hostname or "", server.port or 80, timeout=SECONDS)
        try:
            connection.request("GET", path, headers=headers)
            status = connection.getresponse().status
        finally:
            connection.close()
        logger.info("Page fetched through %s: %s %s%s", nginx, status, host, path)


def _names_of_the_site() -> list[str]:
    return [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"]
