"""What the check before release asks of an article beyond its words."""

from collections.abc import Iterator

from news.checking.missing import missing_texts
from news.checking.pictures import faults_of_pictures
from news.checking.reprints import faults_of_reprint
from news.checking.videos import faults_of_videos
from news.models import Article
from waishi.publishing.checking import Checked, Finding


def checks_of_article(checked: Checked) -> Iterator[Finding]:
    """Every check of an article, in the order of its form."""
    if isinstance(checked.text, Article):
        checks = (missing_texts, faults_of_reprint, faults_of_pictures, faults_of_videos)
        for check in checks:
            yield from check(checked)
