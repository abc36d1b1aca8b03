from django.contrib import admin

from friendship_cities.admin.record import WHERE_FROM, PictureInline, RegisterAdmin, more
from friendship_cities.models import Visit, VisitGuest, VisitPicture, VisitStop
from waishi.publishing.admin import PartInline


class VisitGuestInline(PartInline):
    model = VisitGuest
    fields = ["name", "post", "position"]
    classes = ["collapse"]


class VisitStopInline(PartInline):
    model = VisitStop
    fields = ["place", "day", "position"]
    classes = ["collapse"]


class VisitPictureInline(PictureInline):
    model = VisitPicture


@admin.register(Visit)
class VisitAdmin(RegisterAdmin):
    inlines = [VisitGuestInline, VisitStopInline, VisitPictureInline]
    list_display = ["title_zh_hans", "direction", "scope", "starts_on", "ends_on", "is_public"]
    list_filter = ["direction", "scope", "certainty", "is_public"]
    search_fields = ["title_zh_hans", "title_en"]
    autocomplete_fields = ["countries", "cities", "partnerships"]
    fieldsets = [
        (
            "何人何时",
            {"fields": ["title", "direction", "scope", ("starts_on", "ends_on"), "countries"]},
        ),
        WHERE_FROM,
        more("summary", "delegation", "hosts", "partnerships", "cities", "is_announced"),
    ]
