"""What the forms of the register share."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from friendship_cities.related import links_beside
from waishi.media.widgets import PictureWidget, show_pictures
from waishi.publishing import proposing
from waishi.publishing.admin import PartInline, PublicRecordAdmin

WHERE_FROM = ("出处", {"fields": ["source", "certainty"]})
FURTHER = ["verified_on", "remark"]


def more(*fields: str) -> tuple[str, dict[str, Any]]:
    """The fields a form keeps folded."""
    return ("更多", {"classes": ["collapse"], "fields": [*fields, *FURTHER]})


class RegisterAdmin(PublicRecordAdmin):
    """The admin of a record of the register."""

    actions = ["propose_publication"]

    def buttons(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        shown = super().buttons(request, obj)
        links = links_beside(obj, request.user) if obj and obj.pk else []
        return shown | {"links_beside": links}

    @admin.action(description="提请公开所选记录", permissions=["change"])
    def propose_publication(self, request: HttpRequest, queryset: Any) -> None:
        proposed, refused = 0, []
        for record in queryset:
            try:
                proposing.propose_publication(record, request.user)
                proposed += 1
            except ValidationError as error:
                refused.append(f"{record}：{' '.join(error.messages)}")
        if proposed:
            self.message_user(
                request, f"已提请公开 {proposed} 条，等待另一人复核。", messages.SUCCESS
            )
        for sentence in refused[:10]:
            self.message_user(request, sentence, messages.WARNING)


class UseOfPictureForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_pictures(self, "picture")


class PictureInline(PartInline):
    """A gallery: one query, however many pictures."""

    form = UseOfPictureForm
    fields = ["picture", "position", "alt", "caption"]
    raw_id_fields = ["picture"]
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("picture")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "picture":
            kwargs["widget"] = PictureWidget(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
