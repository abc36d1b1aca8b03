from django.contrib import admin
from django.http import HttpRequest

from friendship_cities.admin.record import WHERE_FROM, more
from friendship_cities.models import Country
from waishi.publishing.admin import OfficeAdmin


@admin.register(Country)
class CountryAdmin(OfficeAdmin):
    list_display = ["name_zh_hans", "name_en", "iso2", "continent", "diplomatic_relations_since"]
    list_filter = ["continent"]
    search_fields = ["name_zh_hans", "name_en", "iso2"]
    fieldsets = [
        (None, {"fields": ["iso2", "name", "continent", "diplomatic_relations_since"]}),
        WHERE_FROM,
        more(),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Country | None = None) -> bool:
        return False
