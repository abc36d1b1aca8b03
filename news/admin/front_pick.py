from django.contrib import admin

from news.models import FrontPick
from waishi.publishing.admin import PublicRecordAdmin


@admin.register(FrontPick)
class FrontPickAdmin(PublicRecordAdmin):
    list_display = ["article", "language", "position", "picked_from", "picked_until", "is_public"]
    list_filter = ["is_public", "language"]
    list_select_related = ["article"]
    search_fields = ["article__title_zh_hans", "article__title_en"]
    autocomplete_fields = ["article"]
    fieldsets = [
        (None, {"fields": ["article", "language", "position", "picked_from", "picked_until"]})
    ]
