"""Where the office's group robots are told, and what became of each message."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from waishi.publishing import audit, webhooks
from waishi.publishing.admin.lists import NamedList
from waishi.publishing.admin.readers import ReadOnlyAdmin
from waishi.publishing.models import Notice, NoticeChannel, NoticeEvent


class ChannelForm(forms.ModelForm):
    """A robot; its secret is taken, never shown again."""

    events = forms.MultipleChoiceField(
        label="告知什么", choices=NoticeEvent, widget=forms.CheckboxSelectMultiple
    )
    secret = forms.CharField(
        label="加签密钥",
        max_length=100,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="只有钉钉的“加签”要填；已填的不再显示，留空即不变",
    )

    def clean_url(self) -> str:
        address = self.cleaned_data["url"].strip()
        try:
            webhooks.check_address(address)
        except webhooks.NotSent as refused:
            raise ValidationError(str(refused)) from None
        return address

    def clean_secret(self) -> str:
        return self.cleaned_data["secret"] or self.instance.secret


@admin.register(NoticeChannel)
class NoticeChannelAdmin(NamedList):
    form = ChannelForm
    list_display = ["name", "kind", "is_enabled", "tells_titles"]
    fields = ["name", "kind", "url", "secret", "events", "tells_titles", "is_enabled"]
    actions = None

    def save_model(self, request: HttpRequest, obj: NoticeChannel, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        act = "修改" if change else "新建"
        audit.record(request.user, act, obj, fields=form.changed_data)

    def delete_model(self, request: HttpRequest, obj: NoticeChannel) -> None:
        audit.record(request.user, "删除", obj)
        super().delete_model(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What was sent goes with its channel; nobody deletes notices otherwise."""
        deleted, counts, _, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the audit is ours."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the audit is ours."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """Nothing: the audit is ours."""


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """What was told, and what did not arrive, with the reason."""

    list_display = ["created_at", "event", "channel", "state", "attempts", "failure"]
    list_filter = ["state", "event"]
    list_select_related = ["channel"]
    fields = ["event", "channel", "said", "state", "attempts", "failure", "created_at", "sent_at"]
