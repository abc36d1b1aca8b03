from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from friendship_cities.admin.import_partnerships import import_urls
from friendship_cities.admin.record import WHERE_FROM, RegisterAdmin, more
from friendship_cities.models import Agreement, Partnership, Standing
from friendship_cities.models.partnership import Kind
from waishi.publishing.admin.forms import PartFormSet


class StandingInline(admin.StackedInline):
    """Standings have no translated field, and are one part of their partnership."""

    model = Standing
    formset = PartFormSet
    extra = 0
    fields = [
        ("kind", "status"),
        ("from_on", "attested_on"),
        "source",
        "certainty",
        "reason",
        "remark",
    ]


class AgreementInline(admin.TabularInline):
    """The papers of a partnership: shown here, edited on their own pages."""

    model = Agreement
    fields = ["title_zh_hans", "kind", "signed_on", "is_public"]
    readonly_fields = fields
    extra = 0
    show_change_link = True
    can_delete = False
    classes = ["collapse"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class KindFilter(admin.SimpleListFilter):
    """By what a partnership is today."""

    title = "性质"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Kind.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(kind=self.value()) if self.value() in Kind.values else queryset


@admin.register(Partnership)
class PartnershipAdmin(RegisterAdmin):
    change_list_template = "office/partnership_list.html"
    inlines = [StandingInline, AgreementInline]
    list_display = ["city", "local_party", "country", "today", "since", "certainty", "is_public"]
    list_filter = [KindFilter, "certainty", "is_public", "city__country__continent"]
    list_select_related = ["city__country", "local_party"]
    search_fields = [
        "city__name_zh_hans",
        "city__name_en",
        "city__country__name_zh_hans",
        "local_party__name_zh_hans",
        "slug",
    ]
    autocomplete_fields = ["local_party", "city"]
    fieldsets = [
        ("谁与谁", {"fields": ["local_party", "city", "slug"]}),
        WHERE_FROM,
        more("approval_reference", "fields_of_cooperation", "profile"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_standing_on(timezone.localdate()).for_cards()

    def get_urls(self) -> list:
        return import_urls(self.admin_site) + super().get_urls()

    @admin.display(description="国家")
    def country(self, partnership: Partnership) -> str:
        return str(partnership.city.country)

    @admin.display(description="性质", ordering="kind")
    def today(self, partnership: Any) -> str:
        return Kind(partnership.kind).label if partnership.kind else "未填"

    @admin.display(description="结好", ordering="since")
    def since(self, partnership: Any) -> str:
        return str(partnership.since or "不详")
