"""An event as machines read it (schema.org)."""

from friendship_cities.models import Event, EventOrganiser
from waishi.languages import text_in
from waishi.site.linked_data import Described, day_and_time, plain

Role = EventOrganiser.Role
ATTENDANCE = {
    Event.Mode.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    Event.Mode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Event.Mode.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}


def describe_event(event: Event, language: str, origin: str) -> Described:
    """The event in `language`; its days as far as they are known, and no hour but a known one."""
    last_day = event.ends_on or (event.starts_on if event.end_time else None)
    organisers = [
        {"@type": "Organization", "name": text_in(organiser, "name", language)}
        for organiser in event.organisers.all()
        if organiser.role in (Role.HOSTED, Role.ORGANISED) and text_in(organiser, "name", language)
    ]
    return {
        "@type": "Event",
        "name": text_in(event, "title", language),
        "description": plain(text_in(event, "summary", language)),
        "startDate": day_and_time(event.starts_on, event.start_time, event.time_zone),
        "endDate": day_and_time(last_day, event.end_time, event.time_zone),
        "eventAttendanceMode": ATTENDANCE[Event.Mode(event.mode)],
        "location": _location(event, language, origin),
        "organizer": organisers,
        "inLanguage": "en" if language == "en" else "zh-Hans",
        "url": origin + event.get_absolute_url(),
    }


def _location(event: Event, language: str, origin: str) -> Described:
    if event.mode == Event.Mode.ONLINE:
        address = event.registration_url or origin + event.get_absolute_url()
        return {"@type": "VirtualLocation", "url": address}
    venue = text_in(event, "venue", language)
    return {"@type": "Place", "name": venue, "address": venue} if venue else {}
