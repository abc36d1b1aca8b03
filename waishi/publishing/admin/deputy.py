"""代审: who reviews for whom while somebody is away."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from waishi.accounts.models import User
from waishi.publishing import standing_in
from waishi.publishing.admin.readers import ReadOnlyAdmin
from waishi.publishing.models import PERMISSIONS, Deputy
from waishi.publishing.moments import database_moment


class DeputyForm(forms.ModelForm):
    """Who is away, who reviews meanwhile, on which days."""

    # The person who fills it in; set by the admin.
    by: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, wanted in (("principal", _reviewers()), ("deputy", _able_to_stand_in())):
            if name in self.fields:
                self.fields[name].queryset = wanted
        if "principal" in self.fields and not self.by.holds(standing_in.MANAGES_ACCOUNTS):
            self.fields["principal"].queryset = User.objects.filter(pk=self.by.pk)
            self.fields["principal"].initial = self.by.pk

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"principal", "deputy", "from_on", "until_on"} <= cleaned.keys():
            standing_in.check(**cleaned, by=self.by)
        return cleaned


@admin.register(Deputy)
class DeputyAdmin(ReadOnlyAdmin):
    form = DeputyForm
    change_form_template = "office/deputy.html"
    list_display = ["principal", "deputy", "from_on", "until_on", "ended_at", "set_by"]
    list_select_related = ["principal", "deputy", "set_by"]
    fields = ["principal", "deputy", "from_on", "until_on"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("publishing.add_deputy")

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        return type("DeputyFormOf", (form,), {"by": request.user})

    def save_model(self, request: HttpRequest, obj: Deputy, form: Any, change: bool) -> None:
        appointed = standing_in.appoint(**form.cleaned_data, by=request.user)
        obj.pk = appointed.pk

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the audit is ours."""

    def get_urls(self) -> list:
        own = path(
            "<int:number>/end/", self.admin_site.admin_view(self.end_view), name="end_deputy"
        )
        return [own, *super().get_urls()]

    def end_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Let it end now."""
        deputy = Deputy.objects.filter(pk=number).first()
        if request.method == "POST" and deputy:
            try:
                standing_in.end(deputy, request.user)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), "error")
            else:
                self.message_user(request, "已结束代审。")
        return HttpResponseRedirect(reverse("admin:publishing_deputy_changelist"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        deputy = self.get_object(request, object_id)
        may_end = deputy and (
            deputy.principal_id == request.user.pk
            or request.user.holds(standing_in.MANAGES_ACCOUNTS)
        )
        context = {
            "deputy": deputy,
            "may_end": may_end and standing_in.is_to_come_or_stands(deputy, database_moment()),
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))


def _reviewers() -> Any:
    codenames = [name.split(".")[1] for name in PERMISSIONS.values()]
    return _people_with(codenames)


def _able_to_stand_in() -> Any:
    return _people_with(["stand_in"])


def _people_with(codenames: list[str]) -> Any:
    granted = {
        "groups__permissions__content_type__app_label": "publishing",
        "groups__permissions__codename__in": codenames,
    }
    return User.objects.filter(is_active=True, **granted).distinct().order_by("username")
