"""What the platform does by itself: at once, at night, and when a list changed."""

import logging
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from waishi.publishing import notices, scanning, stopping, warming
from waishi.publishing.links import watching
from waishi.publishing.models import LinkState, Notice, Official, OpenForm, WordRule
from waishi.publishing.moments import database_moment

logger = logging.getLogger(__name__)

# Nobody comes back to a form after a month; until then it is theirs.
KEPT = timedelta(days=30)


@app.periodic(cron="17 3 * * *")
@app.task(name="publishing.forget_open_forms", pass_context=False)
def forget_open_forms(timestamp: int) -> None:
    """Let go of forms that nobody has opened for a month."""
    old = OpenForm.objects.filter(opened_at__lt=database_moment() - KEPT)
    gone, _ = old.delete()
    logger.info("Open forms forgotten: %s", gone)


LISTS: dict[str, Any] = {"wordrule": WordRule, "official": Official}


@app.task(name="publishing.scan_for_rule", retry=3)
def scan_for_rule(kind: str, rule_id: int) -> None:
    """Search everything for one changed word or post; deferred by a trigger of both tables."""
    rule = LISTS[kind].objects.filter(pk=rule_id).first()
    if rule:
        logger.info("Searched everything for %s: %s found", rule, scanning.scan(rule))
        stopping.stop_blocked_releases()


@app.periodic(cron="*/10 * * * *")
@app.task(name="publishing.stop_blocked_releases", pass_context=False)
def stop_blocked_releases(timestamp: int) -> None:
    """Check once more what is to appear: until its moment something may stand against it."""
    logger.info("Scheduled releases stopped: %s", stopping.stop_blocked_releases())


@app.periodic(cron="41 2 * * *")
@app.task(name="publishing.scan_for_all_rules", pass_context=False)
def scan_for_all_rules(timestamp: int) -> None:
    """Search for everything that is listed: rules begin and end by the calendar, too.

    Each by a job of its own, behind all others: notices do not wait for a long list.
    """
    for kind, model in LISTS.items():
        for number in model.objects.values_list("pk", flat=True):
            # One that waits already is not asked for twice.
            with suppress(AlreadyEnqueued), transaction.atomic():
                later = scan_for_rule.configure(queueing_lock=f"{kind}:{number}", priority=-1)
                later.defer(kind=kind, rule_id=number)


# A minute, then ever longer: an hour without the robot loses nothing.
@app.task(
    name="publishing.send_notice",
    retry=RetryStrategy(max_attempts=notices.MOST_ATTEMPTS, exponential_wait=60),
)
def send_notice(notice_id: int) -> None:
    """Send one notice; tried again where it does not arrive."""
    notice = Notice.objects.select_related("channel").filter(pk=notice_id).first()
    if notice and notice.state != Notice.State.SENT:
        notices.send(notice)


@app.task(name="publishing.warm_addresses", retry=5)
def warm_addresses(paths: list[str]) -> None:
    """Fetch addresses through every nginx after a change; one that is down is tried again."""
    failed = []
    for nginx in settings.NGINX_ADDRESSES:
        try:
            warming.fetch_through(nginx, paths)
        except OSError as error:
            logger.warning("Pages not fetched through %s: %s", nginx, error)
            failed.append(nginx)
    if failed:
        raise ConnectionError(f"No answer from {', '.join(failed)}")


@app.task(name="publishing.check_links", retry=1)
def check_links(numbers: list[int]) -> None:
    """Ask one site for the pages of it that we link to."""
    watching.check_links(numbers)


@app.task(name="publishing.check_links_of_text")
def check_links_of_text(kind: str, number: int) -> None:
    """Ask for the links of a text that was saved, those never asked before."""
    text = apps.get_model(kind).objects.filter(pk=number).first()
    states = watching.note_links(text) if text else []
    _ask([state for state in states if state.checked_at is None])


@app.periodic(cron="23 1 * * *")
@app.task(name="publishing.check_all_links", pass_context=False)
def check_all_links(timestamp: int) -> None:
    """Ask for every link that readers can follow, and for those of texts in work."""
    _ask(watching.note_all_links())


def _ask(states: list[LinkState]) -> None:
    """One job for each site, and never two at once."""
    for host, numbers in watching.by_host(states).items():
        check_links.configure(lock=f"site:{host}").defer(numbers=[*numbers])
