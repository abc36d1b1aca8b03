"""What all lists of releases have in common."""

from django.db.models import QuerySet

from news.models import ArticleRelease
from waishi.site.frame import PublicRequest
from waishi.site.paging import ROWS, Page, page_by_key


def releases_of(request: PublicRequest) -> QuerySet[ArticleRelease]:
    """What the public reads at the request's moment and in its language, as cards."""
    live = ArticleRelease.objects.live_at(request.moment).in_language(request.language)
    return live.newest_first().for_cards()


def page_of(request: PublicRequest, releases: QuerySet[ArticleRelease], size: int = ROWS) -> Page:
    """One page of releases by key."""
    return page_by_key(request, releases, dated="dated_at", number="article_id", size=size)
