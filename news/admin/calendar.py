"""What will appear and disappear, month by month."""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, datetime, time
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from friendship_cities.models import Event
from news.models import Article, ArticleRelease, FrontPick, Topic
from waishi.languages import NAMES
from waishi.publishing.models import PublicRecord
from waishi.publishing.moments import database_moment
from waishi.site.models import AlertBanner, MourningPeriod

# So many entries of one kind are read of a month, no more; of texts there may be many.
MOST, MOST_RELEASES = 400, 3000
# So many stand in a day of the month; the day's own page shows the rest.
AT_ONCE = 6
WEEKDAYS = ["一", "二", "三", "四", "五", "六", "日"]


@dataclass(frozen=True)
class Entry:
    """One thing that happens on a day; `page` names where it is dealt with, and of which."""

    day: date
    kind: str
    title: str
    page: tuple[str, int]
    at: datetime | None = None
    language: str = ""

    @property
    def address(self) -> str:
        """Worked out where it is shown: of a full month most are only counted."""
        name, number = self.page
        return reverse(f"admin:{name}", args=[number])


@dataclass(frozen=True)
class Month:
    """A month of the calendar people count in."""

    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def start(self) -> datetime:
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """Its last instant; the year after 9999 cannot be written."""
        return timezone.make_aware(datetime.combine(self.last, time.max))

    def moved(self, months: int) -> "Month | None":
        """So many months later; None before the year 1 and after 9999."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1) if MINYEAR <= year <= MAXYEAR else None

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass
class Day:
    """A day of the month and what happens on it."""

    day: date
    is_today: bool
    entries: list[Entry] = field(default_factory=list)

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]

    @property
    def first_entries(self) -> list[Entry]:
        return self.entries[:AT_ONCE]

    @property
    def further(self) -> int:
        """How many a full day leaves to its own page."""
        return max(0, len(self.entries) - AT_ONCE)


Source = Callable[[HttpRequest, Month], Iterator[Entry]]


def calendar_page(site: Any, request: HttpRequest) -> HttpResponse:
    """One month, or one day of it; the month now where the address names none."""
    if not request.user.holds("news.view_articlerelease"):
        raise PermissionDenied
    moment = database_moment()
    today = timezone.localdate(moment)
    month = month_of(request.GET.get("month", "")) or Month(today.year, today.month)
    entries = [one for source in SOURCES for one in source(request, month)]
    days = {
        day: Day(day, is_today=day == today)
        for day in (date(month.year, month.month, n) for n in range(1, month.last.day + 1))
    }
    for entry in sorted(entries, key=lambda one: (one.day, one.at is None, one.at or moment)):
        days[entry.day].entries.append(entry)
    chosen = day_of(request.GET.get("day", ""), list(days.values()))
    of_day = f"{chosen.day.day}日" if chosen else ""
    context = {
        **site.each_context(request),
        "title": f"日历：{month.year}年{month.month}月{of_day}",
        "month": month,
        "chosen": chosen,
        "days": list(days.values()),
        "weekdays": WEEKDAYS,
        "before": month.moved(-1),
        "after": month.moved(1),
        "moment": moment,
        "is_empty": not entries,
    }
    return TemplateResponse(request, "office/calendar.html", context)


def month_of(typed: str) -> Month | None:
    """`2026-11` as a month; None for what is none."""
    year, _, month = typed.partition("-")
    if not (year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
        return None
    if len(year) > 4 or len(month) > 2:
        return None
    if not (MINYEAR <= int(year) <= MAXYEAR and 1 <= int(month) <= 12):
        return None
    return Month(int(year), int(month))


def day_of(typed: str, days: list[Day]) -> Day | None:
    """`27` as a day of the month whose days these are; None for what is none."""
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= 2
    return days[int(typed) - 1] if is_number and 1 <= int(typed) <= len(days) else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _releases(request: HttpRequest, month: Month) -> Iterator[Entry]:
    """Texts that appear, replace another, or go; of articles the person may open."""
    opened = Article.objects.visible_to(request.user)
    within = (month.start, month.end)
    found = ArticleRelease.objects.filter(
        Q(live_from__range=within) | Q(live_until__range=within), article__in=opened
    ).order_by("live_from", "pk")
    shown = found.values_list(
        "article_id", "language", "title", "live_from", "live_until", "expires_at", named=True
    )
    releases = list(shown[: MOST_RELEASES + 1])
    if len(releases) > MOST_RELEASES:
        said = f"这个月发布和下线的稿件太多，只列出较早的 {MOST_RELEASES} 条。"
        messages.warning(request, said)
        releases.pop()
    ends = {(one.article_id, one.language, one.live_until) for one in releases}
    begins = {(one.article_id, one.language, one.live_from) for one in releases}
    for one in releases:
        page = ("news_article_releases", one.article_id)
        if month.start <= one.live_from <= month.end:
            key = (one.article_id, one.language, one.live_from)
            yield _entry("替换" if key in ends else "发布", one, one.live_from, page)
        until = one.live_until
        is_replaced = (one.article_id, one.language, until) in begins
        if until and month.start <= until <= month.end and not is_replaced:
            yield _entry("下线" if until == one.expires_at else "撤下", one, until, page)


def _entry(kind: str, release: Any, at: datetime, page: tuple[str, int]) -> Entry:
    day = timezone.localdate(at)
    return Entry(day, kind, release.title, page, at, NAMES[release.language])


def _topics(request: HttpRequest, month: Month) -> Iterator[Entry]:
    within = (month.first, month.last)
    for topic in Topic.objects.filter(Q(starts_on__range=within) | Q(ends_on__range=within))[:MOST]:
        page = ("news_topic_change", topic.pk)
        for day, kind in ((topic.starts_on, "专题开始"), (topic.ends_on, "专题结束")):
            if day and month.first <= day <= month.last:
                yield Entry(day, kind, str(topic), page)


def _events(request: HttpRequest, month: Month) -> Iterator[Entry]:
    """Events whose day is known; one known to its month only stands on no day."""
    if not request.user.has_perm("friendship_cities.view_event"):
        return
    within = (month.first, month.last)
    for event in Event.objects.filter(starts_on__last_day__range=within)[:MOST]:
        if event.starts_on.day:
            page = ("friendship_cities_event_change", event.pk)
            yield Entry(event.starts_on.first_day, "活动", str(event), page)


def _periods(model: type[PublicRecord], begins: tuple[str, str], ends: tuple[str, str]) -> Source:
    """Public records that readers see from one moment to another: each moment, and its word."""

    def entries(request: HttpRequest, month: Month) -> Iterator[Entry]:
        labels = (model._meta.app_label, model._meta.model_name)
        if not request.user.has_perm("{}.view_{}".format(*labels)):
            return
        within = (month.start, month.end)
        begin, end = begins[0], ends[0]
        found = Q(**{f"{begin}__range": within}) | Q(**{f"{end}__range": within})
        for one in model._default_manager.filter(found, is_public=True)[:MOST]:
            page = ("{}_{}_change".format(*labels), one.pk)
            for name, kind in (begins, ends):
                at = getattr(one, name)
                if month.start <= at <= month.end:
                    yield Entry(timezone.localdate(at), kind, str(one), page, at)

    return entries


SOURCES: list[Source] = [
    _releases,
    _topics,
    _events,
    _periods(AlertBanner, ("starts_at", "横幅开始"), ("ends_at", "横幅结束")),
    _periods(FrontPick, ("picked_from", "上头条"), ("picked_until", "头条结束")),
    _periods(MourningPeriod, ("starts_at", "哀悼日开始"), ("ends_at", "哀悼日结束")),
]
