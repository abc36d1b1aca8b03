from django.contrib import admin

from waishi.publishing.admin import PartInline, PublicRecordAdmin
from waishi.site.models import Link, LinkGroup


class LinkInline(PartInline):
    model = Link
    fields = ["title", "address", "telephone", "note", "position", "source"]


@admin.register(LinkGroup)
class LinkGroupAdmin(PublicRecordAdmin):
    inlines = [LinkInline]
    list_display = ["title_zh_hans", "title_en", "kind", "position", "is_public"]
    list_filter = ["kind", "is_public"]
    search_fields = ["title_zh_hans", "title_en"]
    fieldsets = [(None, {"fields": ["title", "kind", "position"]})]
