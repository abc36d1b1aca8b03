from django.contrib import admin

from friendship_cities.admin.record import WHERE_FROM, PictureInline, RegisterAdmin, more
from friendship_cities.models import Event, EventOrganiser, EventPicture
from waishi.publishing.admin import PartInline


class EventOrganiserInline(PartInline):
    model = EventOrganiser
    fields = ["name", "role", "position"]
    classes = ["collapse"]


class EventPictureInline(PictureInline):
    model = EventPicture


@admin.register(Event)
class EventAdmin(RegisterAdmin):
    inlines = [EventOrganiserInline, EventPictureInline]
    list_display = [
        "title_zh_hans",
        "kind",
        "scope",
        "starts_on",
        "ends_on",
        "venue_zh_hans",
        "is_public",
    ]
    list_filter = ["kind", "scope", "mode", "certainty", "is_public"]
    search_fields = ["title_zh_hans", "title_en", "series_zh_hans"]
    autocomplete_fields = ["countries", "cities", "partnerships"]
    fieldsets = [
        (
            "何事何时何地",
            {"fields": ["title", "kind", "scope", ("starts_on", "ends_on"), "venue", "mode"]},
        ),
        WHERE_FROM,
        more(
            "summary",
            "countries",
            "partnerships",
            "cities",
            ("start_time", "end_time", "time_zone"),
            ("series", "number_in_series"),
            "registration_url",
        ),
    ]
