"""What happens to articles in the background."""

import logging

from procrastinate.contrib.django import app

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
