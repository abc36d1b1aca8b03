"""News as Atom, for the site and for each section, in the languages it is written in.

An entry is dated as lists date it: a correction that keeps an article's place in the
list announces nothing anew.
"""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from news.models import ArticleRelease, Section
from waishi.site.frame import PublicRequest, public_page
from waishi.site.languages import TRADITIONAL

ENTRIES = 30
# The year of the tags (RFC 4151): a day on which the office held its domain.
TAGGED = "2026"


@public_page
def news_feed(request: PublicRequest) -> HttpResponse:
    """The newest of all news."""
    address = reverse("news:article_list")
    return _feed(request, _live(request), _("全部新闻"), address, "news")


@public_page
def section_feed(request: PublicRequest, slug: str) -> HttpResponse:
    """The newest of one section."""
    section = get_object_or_404(Section.objects.public(), slug=slug)
    if not section.name:
        raise Http404
    releases = _live(request).in_section(section)
    return _feed(request, releases, section.name, section.get_absolute_url(), slug)


def _live(request: PublicRequest):
    if request.address_language == TRADITIONAL:
        raise Http404
    live = ArticleRelease.objects.live_at(request.moment).in_language(request.language)
    return live.newest_first().for_cards()


def _feed(request: PublicRequest, releases, name: str, address: str, slug: str) -> HttpResponse:
    rows = list(releases[:ENTRIES])
    feed = Feed(
        title=_title(request, name),
        subtitle=_notice(request) or None,
        link=request.build_absolute_uri(address),
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=_tag(request, f"feeds/{slug}"),
        description="",
        language="zh-Hans" if request.language == "zh-hans" else request.language,
        author_name=request.frame.identity.get("organiser") or _site_name(request),
        emptied_at=request.moment.replace(hour=0, minute=0, second=0, microsecond=0),
    )
    for release in rows:
        feed.add_item(**_entry(request, release))
    content_type = "application/atom+xml; charset=utf-8"
    return HttpResponse(feed.writeString("utf-8"), content_type=content_type)


def _entry(request: PublicRequest, release: ArticleRelease) -> dict:
    return {
        "title": release.title,
        "link": release.external_url or request.build_absolute_uri(release.get_absolute_url()),
        # Atom1Feed calls summaries HTML; ours are plain.
        "description": escape(release.summary),
        "unique_id": _tag(request, f"news/{release.article_id}"),
        "pubdate": release.dated_at,
        "updateddate": release.dated_at,
        "categories": [release.section.name] if release.section.name else [],
    }


class Feed(Atom1Feed):
    """A feed that has a date even where it has no entry."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.feed["emptied_at"]


def _tag(request: PublicRequest, path: str) -> str:
    """A name that never changes, whatever becomes of the address."""
    host = request.frame.identity.get("domain") or request.get_host().partition(":")[0]
    return f"tag:{host},{TAGGED}:{path}/{request.language}"


def _title(request: PublicRequest, name: str) -> str:
    mark = [_("演示站点")] if request.frame.is_demonstration else []
    return " · ".join([name, _site_name(request), *mark])


def _notice(request: PublicRequest) -> str:
    notice = _("演示站点 · 非政府网站 · 依据公开资料编写")
    return notice if request.frame.is_demonstration else ""


def _site_name(request: PublicRequest) -> str:
    return request.frame.identity.get("name") or _("外事网站")
