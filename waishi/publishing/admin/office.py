"""What every form of the office does: merge, save by the service, ask a second person."""

import json
from itertools import chain
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset.media import Media
from modeltranslation.admin import TranslationAdmin, TranslationInlineModelAdmin

from waishi.languages import columns
from waishi.publishing import audit, parts, proposing, saving, translating, writing
from waishi.publishing.admin import keeping
from waishi.publishing.admin.choosing import choosable
from waishi.publishing.admin.deleting import KeepsWhatIsUsed
from waishi.publishing.admin.forms import OfficeForm, PartFormSet, plain_value, read_shown
from waishi.publishing.admin.lists import NamedList
from waishi.publishing.admin.widgets import RecordsWidget, RecordWidget
from waishi.publishing.models import AuditEntry, OpenForm, Proposal, WorkingText
from waishi.publishing.prose import EXTENSIONS


class OfficeAdmin(NamedList, KeepsWhatIsUsed, TranslationAdmin):
    """The admin of a `Versioned` record."""

    form = OfficeForm
    change_form_template = "office/change_form.html"
    object_history_template = "office/object_history.html"
    save_on_top = False
    # Set by a subclass to columns of the record that the first saving fills in.
    made_by = ""

    def get_queryset(self, request: HttpRequest) -> Any:
        """What the person may see, by the one rule of the record's own manager."""
        found = super().get_queryset(request)
        return found.visible_to(request.user) if hasattr(found, "visible_to") else found

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in columns(*self.model.prose):
            library = {"Figure": {"pickerUrl": reverse("admin:media_picture_browse")}}
            field.widget = AdminProseEditorWidget(
                config={"extensions": EXTENSIONS | library}, preset="configurable"
            )
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordWidget(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordsWidget(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A form that only shows what its user does not write (`publishing.writing`)."""
        form = super().get_form(request, *args, **kwargs)
        if issubclass(self.model, WorkingText):
            only_show(form, writing.read_only_columns(self.model, request.user))
        return form

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        """Related records with what their names are made of, as their own list loads it."""
        related = self.admin_site._registry.get(db_field.remote_field.model)
        found = super().get_field_queryset(db, db_field, request)
        if related:
            found = choosable(found, related, db_field, request)
        if not related or not isinstance(related.list_select_related, list):
            return found
        found = db_field.remote_field.model._default_manager.all() if found is None else found
        return found.select_related(*related.list_select_related)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        """The record; locked until the form is saved, so that what is merged stays so."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        return saving.locked(self.get_queryset(request)).get(pk=found.pk)

    def _changeform_view(self, request: HttpRequest, *args: Any) -> HttpResponse:
        """The form; as it was kept, where its user asks for that."""
        keeping.bring_back(request)
        if request.method == "GET":
            return super()._changeform_view(request, *args)
        # What is brought back is a form as if it were sent; Django has opened no
        # transaction for it, for it came by a link.
        with transaction.atomic(savepoint=False):
            return super()._changeform_view(request, *args)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any):
        obj = kwargs.get("obj")
        form = context["adminform"].form
        if not context["is_popup"]:
            context |= keeping.open_form(request)
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        formsets = [formset for formset in formsets if isinstance(formset, PartFormSet)]
        if obj and obj.pk and not form.is_bound:
            self._show_parts(form, formsets)
        context["conflicts"] = self._conflicts(form, formsets)
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        context |= self.buttons(request, obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def _show_parts(self, form: OfficeForm, formsets: list[PartFormSet]) -> None:
        """Add the hashes of the inline parts to those of the fields."""
        state = {formset.shown_name: formset.stored_rows() for formset in formsets}
        shown = json.loads(form.initial.get("shown", "{}")) | saving.hashes_of(state)
        form.initial["shown"] = json.dumps(shown)

    def _conflicts(self, form: OfficeForm, formsets: list[PartFormSet]) -> list:
        """What this person and others wrote at once; the second time they have seen it."""
        in_conflict = [formset for formset in formsets if formset.conflicts]
        if in_conflict:
            seen = {formset.shown_name: formset.before for formset in in_conflict}
            form.data = form.data.copy()
            form.data["shown"] = json.dumps(read_shown(form.data) | saving.hashes_of(seen))
        return [*form.conflicts, *chain.from_iterable(one.conflicts for one in in_conflict)]

    def buttons(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """More buttons under the form, for subclasses."""
        return {}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: the record and its parts are written together in `save_related`."""
        if not change and self.made_by:
            setattr(obj, self.made_by, request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        obj = form.instance
        sheet = keeping.sheet_of(request.POST)
        OpenForm.objects.let_go(request.user, request.path, sheet=sheet)
        written = [formset for formset in formsets if isinstance(formset, PartFormSet)]
        touched = [formset for formset in written if formset.is_touched]
        if not change:
            saving.create(obj, request.user, lambda: self._write_parts(form, touched))
            return
        fields = [name for name in form.merged.changed if parts.is_column(self.model, name)]
        others = [name for name in form.merged.changed if name not in fields]
        others += [formset.shown_name for formset in touched]
        self.save_changes(request, form, touched, fields, others)

    def save_changes(
        self, request: HttpRequest, form: Any, touched: list, fields: list[str], others: list[str]
    ) -> None:
        """Write what changed as the record's next version."""
        saving.save(
            form.instance, request.user, fields, lambda: self._write_parts(form, touched), others
        )

    def _write_parts(self, form: Any, touched: list) -> None:
        form.save_m2m()
        for formset in touched:
            formset.save()

    # The audit is ours (publishing.audit); Django's own log stays empty.

    def construct_change_message(self, *args: Any, **kwargs: Any) -> str:
        """Nothing: what changed stands in the audit."""
        return ""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: `saving` records it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: `saving` records it."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """Nothing: `delete_model` records it."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        audit.record(request.user, "删除", obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """One by one: each is written down."""
        for obj in queryset:
            self.delete_model(request, obj)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        entries = AuditEntry.objects.filter(
            kind=str(self.model._meta.verbose_name), number=object_id
        )
        told = [(entry, self._told(entry)) for entry in entries[:200]]
        return super().history_view(request, object_id, {"entries": told} | (extra_context or {}))

    def _told(self, entry: AuditEntry) -> str:
        """What an act was about, in the words of the form, and what was said with it."""
        names = entry.detail.get("fields", [])
        labels = "、".join(translating.label_of(self.model, name) for name in names)
        return "；".join(filter(None, [labels, entry.detail.get("opinion", "")]))


class PublicRecordAdmin(OfficeAdmin):
    """The admin of a record that readers can see: changes to what is public are proposed."""

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Where readers find it; an internal record they do not."""
        return super().get_view_on_site_url(obj) if obj and obj.is_public else None

    def buttons(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        if obj is None or not obj.pk:
            return {"can_propose": self.has_change_permission(request)}
        return {
            "can_propose": not obj.is_public and self.has_change_permission(request, obj),
            "can_take_back": obj.is_public and request.user.holds("publishing.decide_proposal"),
            "pending_proposals": Proposal.objects.of_record(obj)
            .pending()
            .select_related("proposed_by"),
            "is_public_record": obj.is_public,
        }

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is public is taken back first."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_public)

    def save_changes(
        self, request: HttpRequest, form: Any, touched: list, fields: list[str], others: list[str]
    ) -> None:
        if not form.instance.is_public:
            super().save_changes(request, form, touched, fields, others)
            return
        if not fields and not others:
            return
        changes = {
            name: (form.before[name], self._wanted(form, name)) for name in form.merged.changed
        }
        changes |= {f.shown_name: (f.before, f.submitted_rows()) for f in touched}
        proposing.propose(form.instance, changes, request.user)
        request.was_proposed = True

    def _wanted(self, form: Any, name: str) -> Any:
        return plain_value(self.model, name, form.cleaned_data[name])

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None):
        return self._act(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if getattr(request, "was_proposed", False):
            self.message_user(
                request, "这条记录已经公开，改动已提请复核，由另一人同意后生效。", messages.SUCCESS
            )
            return HttpResponseRedirect(request.path)
        return self._act(request, obj) or super().response_change(request, obj)

    def _act(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        """Do what the further buttons ask for."""
        try:
            if "_propose" in request.POST:
                obj.refresh_from_db()
                proposing.propose_publication(obj, request.user)
                self.message_user(request, "已提请公开，等待另一人复核。", messages.SUCCESS)
            else:
                return None
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        return HttpResponseRedirect(admin_address(obj))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any):
        """Taking back needs no right to change the record, nor a form without a mistake."""
        user: Any = request.user
        if "_take_back" in request.POST and user.holds("publishing.decide_proposal"):
            with transaction.atomic():
                record = self.get_object(request, unquote(object_id))
            if record and self.has_view_permission(request, record):
                return self._take_back(request, record)
        return super().change_view(request, object_id, *args, **kwargs)

    def _take_back(self, request: HttpRequest, record: Any) -> HttpResponse:
        try:
            proposing.take_back(record, request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, "已撤回，读者不再看到。", messages.SUCCESS)
        return HttpResponseRedirect(admin_address(record))


class PartInline(TranslationInlineModelAdmin, admin.StackedInline):
    """Rows that belong to one record."""

    formset = PartFormSet
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        if issubclass(self.parent_model, WorkingText):
            only_show(formset.form, writing.read_only_columns(self.model, request.user))
        return formset


def only_show(form: Any, names: set[str]) -> None:
    """Let a form show `names` and take nothing from the browser for them."""
    for name, field in form.base_fields.items():
        field.disabled = field.disabled or name in names


def admin_address(obj: models.Model) -> str:
    """The page of a record in the office."""
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])
