from django.contrib import admin

from friendship_cities.admin.record import WHERE_FROM, RegisterAdmin, more
from friendship_cities.models import Agreement


@admin.register(Agreement)
class AgreementAdmin(RegisterAdmin):
    list_display = ["title_zh_hans", "kind", "partnership", "signed_on", "certainty", "is_public"]
    list_filter = ["kind", "certainty", "is_public"]
    list_select_related = ["partnership__city", "partnership__local_party"]
    search_fields = ["title_zh_hans", "title_en", "partnership__city__name_zh_hans"]
    autocomplete_fields = ["partnership", "visit", "event", "follows"]
    fieldsets = [
        ("签了什么", {"fields": ["title", "kind", "partnership", "signed_on"]}),
        WHERE_FROM,
        more(
            "parties",
            "place",
            "signatories",
            "visit",
            "event",
            "follows",
            "valid_from",
            "valid_until",
            "renews_automatically",
        ),
    ]
