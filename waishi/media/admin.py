from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html

from waishi.media.imaging import HELP, clean_picture
from waishi.media.library import fill_in, store
from waishi.media.models import Picture
from waishi.media.tasks import render_picture
from waishi.media.uploading import pages_of_uploading
from waishi.media.video_admin import VideoAdmin
from waishi.publishing.admin import OfficeAdmin
from waishi.publishing.admin.forms import OfficeForm

__all__ = ["PictureAdmin", "VideoAdmin"]


class PictureForm(OfficeForm):
    """A picture is uploaded once; afterwards only what is said of it changes."""

    upload = forms.FileField(label="图片文件", required=False, help_text=HELP)

    class Meta:
        model = Picture
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk:
            return cleaned
        upload = cleaned.get("upload")
        if not upload:
            if "upload" not in self.errors:
                self.add_error("upload", "请选择图片文件。")
            return cleaned
        try:
            clean = clean_picture(upload)
        except ValidationError as error:
            self.add_error("upload", error)
            return cleaned
        store(clean)
        if Picture.objects.filter(file=clean.file).exists():
            self.add_error("upload", "图库里已有这张图片，请直接使用。")
        fill_in(self.instance, clean)
        self.instance.original_name = upload.name[:200]
        return cleaned


@admin.register(Picture)
class PictureAdmin(OfficeAdmin):
    form = PictureForm
    made_by = "uploaded_by"
    list_display = ["thumbnail", "title", "kind", "width", "height", "uploaded_at"]
    list_display_links = ["thumbnail", "title"]
    list_filter = ["kind", "contains_map"]
    search_fields = ["title", "description", "credit_zh_hans", "source", "original_name"]
    readonly_fields = ["thumbnail", "address"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "upload",
                    "thumbnail",
                    "address",
                    "title",
                    "description",
                    "kind",
                    "credit",
                ]
            },
        ),
        (
            "更多",
            {
                "classes": ["collapse"],
                "fields": [
                    "source",
                    "permission_until",
                    "contains_map",
                    "map_approval",
                    "focal_x",
                    "focal_y",
                ],
            },
        ),
    ]

    def get_urls(self) -> list:
        return pages_of_uploading(self) + super().get_urls()

    @admin.display(description="预览")
    def thumbnail(self, picture: Picture) -> str:
        if not picture.file:
            return ""
        return format_html(
            '<img class="office-thumbnail" src="{}" alt="" loading="lazy">', picture.thumbnail_url
        )

    @admin.display(description="正文插图用的地址")
    def address(self, picture: Picture) -> str:
        return picture.url if picture.file else ""

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        """No new file for an old picture: releases keep what they showed."""
        fieldsets = super().get_fieldsets(request, obj)
        hidden = {"upload"} if obj else {"thumbnail", "address"}
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f not in hidden]})
            for name, options in fieldsets
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            render_picture.defer(picture_id=form.instance.pk)
