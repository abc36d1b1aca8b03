"""What news there is about records of the register."""

from datetime import datetime

from news.models import ArticleRelease

COLUMNS = {
    "partnership": "partnership_ids",
    "country": "country_ids",
    "visit": "visit_ids",
    "event": "event_ids",
}
MOST = 20


def releases_about(kind: str, number: int, language: str, moment: datetime) -> list[ArticleRelease]:
    """The newest live releases about one record."""
    live = ArticleRelease.objects.live_at(moment).in_language(language)
    about = live.filter(**{f"{COLUMNS[kind]}__contains": [number]})
    return list(about.newest_first().for_cards()[:MOST])
