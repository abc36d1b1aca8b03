"""What happens to articles in the background."""

import logging

from procrastinate.contrib.django import app

from news import attachments
from news.models import Article
from waishi.publishing import trash

logger = logging.getLogger(__name__)


@app.periodic(cron="23 3 * * *")
@app.task(name="news.empty_trash", queueing_lock="news.empty_trash")
def empty_trash(timestamp: int) -> None:
    """Let go of drafts whose time in the trash is over, every night."""
    gone = trash.empty(Article)
    if gone:
        logger.info("Articles deleted from the trash: %s", gone)


@app.periodic(cron="*/10 * * * *")
@app.task(name="news.remove_left_files", queueing_lock="news.remove_left_files")
def remove_left_files(timestamp: int) -> None:
    """Remove files that were attached to articles and are no more."""
    gone = attachments.remove_left_files()
    if gone:
        logger.info("Files of former attachments removed: %s", gone)
