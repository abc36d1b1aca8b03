"""Videos in the library."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from waishi.languages import LANGUAGES, NAMES, column
from waishi.media.filming import store_captions, store_video
from waishi.media.models import Video
from waishi.media.widgets import PictureWidget, show_pictures
from waishi.publishing.admin import OfficeAdmin
from waishi.publishing.admin.forms import OfficeForm


class VideoForm(OfficeForm):
    """A video is uploaded once; its captions can be replaced by better ones."""

    upload = forms.FileField(
        label="视频文件", required=False, help_text="MP4（H.264），不超过 200 MB"
    )
    captions_upload_zh_hans = forms.FileField(
        label="中文字幕", required=False, help_text="WebVTT（.vtt）；再传一份即替换"
    )
    captions_upload_en = forms.FileField(label="英文字幕", required=False, help_text="WebVTT")

    class Meta:
        model = Video
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.new_captions: list[str] = []
        show_pictures(self, "poster")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.pk:
            self._take_video(cleaned.get("upload"))
        for language in LANGUAGES:
            self._take_captions(language, cleaned.get(column("captions_upload", language)))
        return cleaned

    def _take_video(self, upload: Any) -> None:
        if not upload:
            if "upload" not in self.errors:
                self.add_error("upload", "请选择视频文件。")
            return
        try:
            self.instance.file, self.instance.size = store_video(upload)
        except ValidationError as error:
            self.add_error("upload", error)
            return
        if Video.objects.filter(file=self.instance.file).exists():
            self.add_error("upload", "库里已有这段视频，请直接使用。")

    def _take_captions(self, language: str, upload: Any) -> None:
        if not upload:
            return
        try:
            name = store_captions(upload)
        except ValidationError as error:
            self.add_error(column("captions_upload", language), error)
            return
        setattr(self.instance, column("captions", language), name)
        self.new_captions.append(column("captions", language))


@admin.register(Video)
class VideoAdmin(OfficeAdmin):
    form = VideoForm
    made_by = "uploaded_by"
    list_display = ["title_zh_hans", "has_words", "size", "uploaded_at"]
    list_select_related = ["poster"]
    search_fields = ["title_zh_hans", "title_en", "source"]
    raw_id_fields = ["poster"]
    readonly_fields = ["file"]
    fieldsets = [
        (None, {"fields": ["upload", "file", "title", "poster", "transcript"]}),
        ("字幕", {"fields": ["captions_upload_zh_hans", "captions_upload_en"]}),
        ("更多", {"classes": ["collapse"], "fields": ["credit", "source", "permission_until"]}),
    ]

    @admin.display(description="字幕与文字稿")
    def has_words(self, video: Any) -> str:
        """The languages in which it has both captions and transcript."""
        told = [
            NAMES[code]
            for code in LANGUAGES
            if getattr(video, column("captions", code))
            and getattr(video, column("transcript", code))
        ]
        return "、".join(told) or "缺"

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "poster":
            kwargs["widget"] = PictureWidget(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Video | None = None) -> Any:
        """No new file for an old video: releases keep what they showed."""
        hidden = "upload" if obj else "file"
        return [
            (name, {**options, "fields": [one for one in options["fields"] if one != hidden]})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def save_changes(
        self, request: HttpRequest, form: Any, touched: list, fields: list[str], others: list[str]
    ) -> None:
        super().save_changes(request, form, touched, [*fields, *form.new_captions], others)

    def has_delete_permission(self, request: HttpRequest, obj: Video | None = None) -> bool:
        return False
