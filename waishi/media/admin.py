from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html

from waishi.media.browsing import pages_of_browsing
from waishi.media.imaging import HELP, clean_picture
from waishi.media.library import fill_in, remove_picture, store
from waishi.media.models import Picture
from waishi.media.tasks import render_picture
from waishi.media.uploading import pages_of_uploading
from waishi.media.uses import unused, used_among, uses_of
from waishi.media.versioning import pages_of_versions
from waishi.media.versions import drafts_with
from waishi.media.video_admin import VideoAdmin
from waishi.publishing.admin import OfficeAdmin
from waishi.publishing.admin.forms import OfficeForm
from waishi.publishing.admin.lists import LongList, by_year

__all__ = ["PictureAdmin", "VideoAdmin"]

# Of so many, the newest, it is asked whether anything uses them.
LOOKED_AT = 1000


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


class UseFilter(admin.SimpleListFilter):
    """Finds what lies in the library for nothing, among the newest of what else is asked for."""

    title = "使用"
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", f"没有用到的（最近{LOOKED_AT}张里）")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() != "no":
            return queryset
        newest = queryset.order_by("-pk").values("pk")[:LOOKED_AT]
        return unused(queryset.filter(pk__in=newest))


class MineFilter(admin.SimpleListFilter):
    """Finds what one brought in oneself."""

    title = "上传人"
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "我传的")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(uploaded_by=request.user) if self.value() else queryset


@admin.register(Picture)
class PictureAdmin(LongList, OfficeAdmin):
    form = PictureForm
    change_form_template = "office/picture_form.html"
    change_list_template = "office/picture_list.html"
    made_by = "uploaded_by"
    list_display = ["thumbnail", "title", "credit_zh_hans", "taken_at", "uploaded_at"]
    list_display_links = ["thumbnail", "title"]
    list_filter = [MineFilter, "kind", "contains_map", by_year("uploaded_at"), UseFilter]
    search_fields = ["title", "description", "credit_zh_hans", "source", "original_name"]
    list_select_related = ["replaces", "replaced_by"]
    readonly_fields = ["large", "address", "original_name", "taken_at"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "upload",
                    "large",
                    "address",
                    "title",
                    "description",
                    "kind",
                    "credit",
                ]
            },
        ),
        ("主体位置", {"fields": [("focal_x", "focal_y")]}),
        (
            "更多",
            {
                "classes": ["collapse"],
                "fields": [
                    "source",
                    "permission_until",
                    "contains_map",
                    "map_approval",
                    "original_name",
                    "taken_at",
                ],
            },
        ),
    ]

    def get_urls(self) -> list:
        own = pages_of_uploading(self) + pages_of_browsing(self) + pages_of_versions(self)
        return own + super().get_urls()

    @admin.display(description="预览")
    def thumbnail(self, picture: Picture) -> str:
        if not picture.file:
            return ""
        return format_html(
            '<img class="office-thumbnail" src="{}" alt="" loading="lazy">', picture.thumbnail_url
        )

    @admin.display(description="图片")
    def large(self, picture: Picture) -> str:
        """Where the focal point is pointed at; two numbers say the same."""
        return format_html(
            '<span class="focal" data-focal><img src="{}" alt="">'
            '<span class="help" hidden>在图上点一下主体：裁切时保住这里</span></span>',
            picture.url,
        )

    @admin.display(description="正文插图用的地址")
    def address(self, picture: Picture) -> str:
        return picture.url if picture.file else ""

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        """No new file for an old picture: releases keep what they showed."""
        fieldsets = super().get_fieldsets(request, obj)
        hidden = {"upload"} if obj else {"large", "address", "original_name", "taken_at"}
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f not in hidden]})
            for name, options in fieldsets
        ]

    def buttons(self, request: HttpRequest, obj: Picture | None) -> dict[str, Any]:
        if obj is None or not obj.pk:
            return {}
        user: Any = request.user
        uses, hidden_uses = uses_of(obj, user)
        return {
            "picture": obj,
            "newer": getattr(obj, "replaced_by", None),
            "uses": uses,
            "hidden_uses": hidden_uses,
            "drafts": drafts_with(obj.replaces, user) if obj.replaces else [],
        }

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        """What is used anywhere, or ever was released, stays."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and obj.pk and obj.is_used)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What Django would find, and what no foreign key tells."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        used = [f"图片：{picture}（用在稿件、发布稿或记录里）" for picture in used_among(objs)]
        # Where one is used, it is not the person who lacks something.
        return to_delete, counts, set() if used else lacking, [*protected, *used]

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        user: Any = request.user
        remove_picture(obj, user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            render_picture.defer(picture_id=form.instance.pk)
