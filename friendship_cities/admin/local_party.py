from django.contrib import admin

from friendship_cities.admin.record import WHERE_FROM, more
from friendship_cities.models import LocalParty, LocalPartyName
from waishi.publishing.admin import OfficeAdmin, PartInline


class LocalPartyNameInline(PartInline):
    model = LocalPartyName
    fields = ["name", "until_on"]
    classes = ["collapse"]


@admin.register(LocalParty)
class LocalPartyAdmin(OfficeAdmin):
    inlines = [LocalPartyNameInline]
    list_display = ["name_zh_hans", "name_en", "level", "adcode"]
    list_filter = ["level"]
    search_fields = ["name_zh_hans", "name_en", "adcode"]
    fieldsets = [
        (None, {"fields": ["name", "level", "adcode"]}),
        WHERE_FROM,
        more(),
    ]
