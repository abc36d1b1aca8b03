"""What the platform does by itself at night."""

import logging
from datetime import timedelta

from procrastinate.contrib.django import app

from waishi.publishing.models import OpenForm
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
