from django.contrib import admin

from friendship_cities.admin.record import WHERE_FROM, RegisterAdmin, more
from friendship_cities.models import City


@admin.register(City)
class CityAdmin(RegisterAdmin):
    list_display = ["name_zh_hans", "name_en", "country", "level", "certainty", "is_public"]
    list_filter = ["level", "certainty", "is_public", "country__continent"]
    list_select_related = ["country"]
    search_fields = ["name_zh_hans", "name_en", "native_name", "former_names"]
    autocomplete_fields = ["country", "parent"]
    raw_id_fields = ["picture"]
    fieldsets = [
        ("是哪里", {"fields": ["name", "native_name", "level", "country"]}),
        WHERE_FROM,
        more(
            "profile",
            "former_names",
            "parent",
            "latitude",
            "longitude",
            "time_zone",
            "population",
            "population_year",
            "website",
            "picture",
        ),
    ]
