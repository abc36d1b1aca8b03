"""Records that are read, never written, in the admin; and the desk for proposals."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string

from waishi.publishing import parts, proposing
from waishi.publishing.admin.lists import (
    LanguageFilter,
    LongList,
    NamedList,
    ValuesFilter,
    by_year,
    language_name,
)
from waishi.publishing.admin.office import admin_address
from waishi.publishing.comparing import values_difference
from waishi.publishing.models import AuditEntry, Proposal, PublicRecord, Review


class ReadOnlyAdmin(NamedList):
    """Rows people look at."""

    change_form_template = "office/read_only.html"
    actions = None

    def get_queryset(self, request: HttpRequest) -> Any:
        """What the person may see, by the one rule of the record's own manager."""
        found = super().get_queryset(request)
        return found.visible_to(request.user) if hasattr(found, "visible_to") else found

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(LongList, ReadOnlyAdmin):
    list_display = ["at", "actor_name", "act", "kind", "title"]
    list_filter = [("act", ValuesFilter), ("kind", ValuesFilter), by_year("at")]
    search_fields = ("actor", "actor_name", "title", "number")


@admin.register(Review)
class ReviewAdmin(LongList, ReadOnlyAdmin):
    list_display = ["given_at", "title", language_name, "stage", "verdict", "reviewer", "opinion"]
    list_filter = ["verdict", "stage", LanguageFilter, "reviewer", by_year("given_at")]
    list_select_related = ["reviewer"]
    search_fields = ("title",)
    fields = ["title", "language", "round", "stage", "verdict", "reviewer", "opinion", "given_at"]


class RecordKindFilter(admin.SimpleListFilter):
    """By the kind of record, among those that a second person decides on."""

    title = "种类"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = ContentType.objects.get_for_models(
            *(model for model in apps.get_models() if issubclass(model, PublicRecord))
        )
        return [(str(kind.pk), str(model._meta.verbose_name)) for model, kind in kinds.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        offered = {value for value, _ in self.lookup_choices}
        return queryset.filter(content_type=self.value()) if self.value() in offered else queryset


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    """What waits for a second person, with the difference and two buttons."""

    change_form_template = "office/proposal.html"
    list_display = ["title", "kind", "verdict", "proposed_by", "proposed_at", "decided_by"]
    list_filter = ["verdict", RecordKindFilter]
    list_select_related = ["content_type", "proposed_by", "decided_by"]
    search_fields = ["title", "proposed_by__display_name"]
    fields = [
        "title",
        "proposed_by",
        "proposed_at",
        "difference",
        "verdict",
        "decided_by",
        "opinion",
    ]
    readonly_fields = ["difference"]

    @admin.display(description="种类")
    def kind(self, proposal: Proposal) -> str:
        return str(proposal.content_type.name)

    @admin.display(description="改动")
    def difference(self, proposal: Proposal) -> str:
        model = proposal.content_type.model_class()
        before = {name: pair[0] for name, pair in proposal.changes.items()}
        after = {name: pair[1] for name, pair in proposal.changes.items()}
        is_whole = proposal.makes_public and proposal.record is not None
        context = {
            "fields": values_difference(model, before, after),
            "contents": parts.contents_of(proposal.record) if is_whole else [],
        }
        return render_to_string("office/_proposed.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        proposal = self.get_object(request, object_id)
        if request.method == "POST" and proposal and self.has_view_permission(request, proposal):
            if self._decide(request, proposal):
                return HttpResponseRedirect(request.path)
            # The page once more, for nothing was changed, with what was typed.
            request.method = "GET"
        context = {
            "proposal": proposal,
            "opinion": request.POST.get("opinion", ""),
            "record_address": admin_address(proposal.record)
            if proposal and proposal.record
            else "",
            "can_decide": proposal
            and proposal.verdict == Proposal.Verdict.PENDING
            and proposal.proposed_by_id != request.user.pk
            and request.user.holds("publishing.decide_proposal"),
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def _decide(self, request: HttpRequest, proposal: Proposal) -> bool:
        """Whether it is decided; where not, a message says why."""
        agree = "_agree" in request.POST
        try:
            proposing.decide(
                proposal, request.user, agree=agree, opinion=request.POST.get("opinion", "")[:2000]
            )
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return False
        self.message_user(request, "已同意，改动生效。" if agree else "已退回。", messages.SUCCESS)
        return True
