"""Events as calendars that people subscribe to.

An event is in the calendar once its days are known to the day. Its hours are there
where they are known, in its own time zone; else it is a whole day.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from friendship_cities.models import Event, Scope
from friendship_cities.sitemaps import when_changed
from waishi.publishing.checking.passages import read_prose
from waishi.site.frame import PublicRequest, public_page
from waishi.site.languages import TRADITIONAL
from waishi.zones import zone_of

PRODUCER = "-//waishi//events//ZH"


@public_page
def event_calendar(request: PublicRequest) -> HttpResponse:
    """All events of the list."""
    events = _shown(request).of_scope(Scope.FOREIGN).newest_first()
    known = [event for event in events if is_known_to_the_day(event)]
    return _calendar(request, _("国际活动"), known)


@public_page
def event_entry(request: PublicRequest, number: int) -> HttpResponse:
    """One event."""
    event = get_object_or_404(_shown(request), pk=number)
    if not is_known_to_the_day(event):
        raise Http404
    return _calendar(request, event.title, [event])


def is_known_to_the_day(event: Event) -> bool:
    """Whether a calendar could hold it without a day being invented."""
    return event.starts_on.is_exact and (event.ends_on is None or event.ends_on.is_exact)


def _shown(request: PublicRequest) -> QuerySet:
    if request.address_language == TRADITIONAL:
        raise Http404
    events = Event.objects.public().written_in(request.language)
    return events.annotate(changed=when_changed(Event))


def _calendar(request: PublicRequest, title: str, events: list[Any]) -> HttpResponse:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _name(request, title))
    for event in events:
        calendar.add_component(_entry(request, event))
    calendar.add_missing_timezones()
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _name(request: PublicRequest, title: str) -> str:
    name = request.frame.identity.get("name") or _("外事网站")
    mark = [_("演示站点")] if request.frame.is_demonstration else []
    return " · ".join([title, name, *mark])


def _entry(request: PublicRequest, event: Any) -> icalendar.Event:
    host = request.frame.identity.get("domain") or request.get_host().partition(":")[0]
    entry = icalendar.Event()
    # The same in both languages: it is one event.
    entry.add("uid", f"event-{event.pk}@{host}")
    entry.add("dtstamp", event.changed or request.moment)
    entry.add("summary", event.title)
    begins, ends = days_of(event)
    entry.add("dtstart", begins)
    if ends:
        entry.add("dtend", ends)
    if event.venue:
        entry.add("location", event.venue)
    if event.summary:
        entry.add("description", read_prose(event.summary).words)
    entry.add("url", request.build_absolute_uri(event.get_absolute_url()))
    return entry


def days_of(event: Event) -> tuple[date | datetime, date | datetime | None]:
    """From when until when, as calendars count: whole days end on the day after."""
    first, last = event.starts_on.first_day, (event.ends_on or event.starts_on).last_day
    zone = zone_of(event.time_zone)
    if event.start_time is None or zone is None or (event.end_time is None and first != last):
        return first, last + timedelta(days=1)
    return _at(first, event.start_time, zone), (
        _at(last, event.end_time, zone) if event.end_time else None
    )


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, tzinfo=zone)
