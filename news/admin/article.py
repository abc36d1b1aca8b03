"""Articles in the office: writing them, and the page where they are reviewed."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from news.admin.article_rows import PublicStateColumns, PublicStateFilter
from news.admin.history import pages_of_an_article
from news.admin.reviewing import pages_of_review
from news.admin.trash import TrashMixin
from news.models import Article, ArticleAttachment, ArticlePicture, ArticleVideo, Section
from waishi.languages import LANGUAGES, NAMES, SOURCE, column
from waishi.media.files import check_attachment
from waishi.media.widgets import PictureWidget, show_pictures
from waishi.publishing import reviewing, ticking
from waishi.publishing.admin import OfficeAdmin, PartInline
from waishi.publishing.admin.forms import OfficeForm
from waishi.publishing.admin.lists import LongList, by_year
from waishi.publishing.admin.office import admin_address
from waishi.publishing.documents import document_of
from waishi.publishing.models import Stage
from waishi.publishing.moments import database_moment
from waishi.publishing.tasks import check_links_of_text
from waishi.publishing.writing import languages_of


class ArticleForm(OfficeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_pictures(self, "lead_picture")
        for language in LANGUAGES:
            if body := self.fields.get(column("body", language)):
                body.help_text = "双击图片，填写替代文字；在图片下面直接改图说"


class UseOfPictureForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_pictures(self, "picture")


class AttachmentForm(forms.ModelForm):
    def clean_file(self) -> Any:
        return check_attachment(self.cleaned_data["file"])

    def save(self, commit: bool = True) -> ArticleAttachment:
        self.instance.size = self.instance.file.size
        return super().save(commit)


class ArticlePictureInline(PartInline):
    model = ArticlePicture
    form = UseOfPictureForm
    fields = ["picture", "position", "alt", "caption", "is_decorative"]
    raw_id_fields = ["picture"]
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("picture")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "picture":
            kwargs["widget"] = PictureWidget(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ArticleVideoInline(PartInline):
    model = ArticleVideo
    fields = ["video", "position", "caption"]
    autocomplete_fields = ["video"]
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("video")


class ArticleAttachmentInline(PartInline):
    model = ArticleAttachment
    form = AttachmentForm
    fields = ["title", "language", "file"]
    classes = ["collapse"]


@admin.register(Article)
class ArticleAdmin(TrashMixin, PublicStateColumns, LongList, OfficeAdmin):
    form = ArticleForm
    change_form_template = "office/article_form.html"
    change_list_template = "office/article_list.html"
    made_by = "created_by"
    inlines = [ArticlePictureInline, ArticleVideoInline, ArticleAttachmentInline]
    # Drafts stand on no page; what is public is found by 公开情况与历史.
    view_on_site = False
    list_display = ["title_zh_hans", "section", "chinese_state", "english_state", "created_by"]
    list_filter = [
        PublicStateFilter, "stage", "translation_stage", "section", by_year("created_at"),
    ]  # fmt: skip
    numbered_by = "pk"
    list_select_related = ["section", "created_by", "lead_picture"]
    search_fields = ("title_zh_hans", "title_en")
    autocomplete_fields = ["partnerships", "countries", "visits", "events", "topics"]
    raw_id_fields = ["lead_picture"]
    fieldsets = [
        ("写什么", {"fields": ["title", "summary", "body"]}),
        (
            "归到哪里",
            {
                "fields": [
                    "section",
                    "source",
                    "lead_picture",
                    "lead_picture_alt",
                    "lead_picture_is_decorative",
                ]
            },
        ),
        (
            "与谁有关",
            {"classes": ["collapse"], "fields": ["partnerships", "countries", "visits", "events"]},
        ),
        (
            "更多",
            {
                "classes": ["collapse"],
                "fields": [
                    "subtitle",
                    "short_title",
                    "further_sections",
                    "topics",
                    "author",
                    "responsible_editor",
                    "original_on",
                    "original_url",
                    "source_url",
                    "source_published_at",
                    "external_url",
                    "pinned_until",
                    "change_note",
                ],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "section":
            kwargs["queryset"] = Section.objects.visible_to(request.user)
        if db_field.name == "lead_picture":
            kwargs["widget"] = PictureWidget(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"source_zh_hans": request.user.unit} | super().get_changeform_initial_data(request)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        check_links_of_text.defer(kind="news.Article", number=form.instance.pk)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Drafts only: what was ever released is withdrawn, not deleted."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and obj.releases.exists())

    def buttons(self, request: HttpRequest, obj: Article | None) -> dict[str, Any]:
        waiting = [
            language
            for language in LANGUAGES
            if obj is None or not obj.pk or obj.stage_in(language) == Stage.DRAFT
        ]
        reviewed = [code for code in LANGUAGES if code not in waiting]
        shown = {
            "submit_languages": [
                (code, NAMES[code]) for code in languages_of(request.user) if code in waiting
            ],
            "article": obj,
            "may_register": [
                (kind, label)
                for kind, label in (("visit", "登记为来访"), ("event", "登记为活动"))
                if request.user.holds(f"friendship_cities.add_{kind}")
            ],
            "under_review": "、".join(f"{NAMES[code]}稿" for code in reviewed),
        }
        return shown | {"checked": self._checked(obj) if obj and "check" in request.GET else []}

    def _checked(self, article: Article) -> list:
        """What the check finds, language by language; English once somebody began it."""
        moment = database_moment()
        documents = {code: document_of(article, code) for code in LANGUAGES}
        begun = [code for code in LANGUAGES if code == SOURCE or documents[code]["title"]]
        return [
            (
                NAMES[code],
                ticking.findings_with_ticks(article, documents[code], moment),
            )
            for code in begun
        ]

    def get_urls(self) -> list:
        return pages_of_review(self) + pages_of_an_article(self) + super().get_urls()

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: Any = None):
        return self._go_on(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._go_on(request, obj) or super().response_change(request, obj)

    def _go_on(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        """保存并检查; 保存并送审, in the language of the button."""
        if "_check" in request.POST:
            return HttpResponseRedirect(f"{admin_address(obj)}?check=1")
        language = next((code for code in LANGUAGES if f"_submit_{code}" in request.POST), None)
        if language is None:
            return None
        try:
            reviewing.submit(obj, language, request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(f"{admin_address(obj)}?check=1")
        self.message_user(request, f"{NAMES[language]}稿已保存并送审。", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:news_article_review", args=[obj.pk]))
