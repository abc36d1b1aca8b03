"""Deleting a draft means the trash; the page where it is had back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from news.models import Article
from waishi.accounts.models import User
from waishi.numbers import number_of
from waishi.publishing import trash
from waishi.publishing.moments import database_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

# So many are shown at once; the rest follows when these are gone.
MOST = 200


class TrashMixin(admin.ModelAdmin):
    """The admin of articles, whose every way of deleting leads to the trash."""

    delete_confirmation_template = "office/trash_confirmation.html"
    delete_selected_confirmation_template = "office/trash_confirmation_of_several.html"

    def get_deleted_objects(self, objs: Iterable[Article], request: HttpRequest) -> Any:
        """What goes into the trash, and what stands against it."""
        articles, user = list(objs), cast(User, request.user)
        why = [said for article in articles if (said := trash.why_kept(article, user))]
        return [str(article) for article in articles], {}, set(), why

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        trash.throw_away(obj, request.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for article in queryset.order_by("pk"):
            trash.throw_away(article, request.user)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:news_article_changelist"))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        self.message_user(
            request, f"《{obj_display}》已移入回收站，30 天内可以恢复。", messages.SUCCESS
        )
        return HttpResponseRedirect(reverse("admin:news_article_changelist"))

    def get_urls(self) -> list:
        page = self.admin_site.admin_view(self.trash_view)
        return [path("trash/", page, name="news_article_trash"), *super().get_urls()]

    def trash_view(self, request: HttpRequest) -> HttpResponse:
        """What lies in the trash, until when, and the way back."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        thrown = Article.objects.in_trash().opened_by(request.user)
        if request.method == "POST":
            self._bring_back(request, thrown)
            return HttpResponseRedirect(request.path)
        articles = thrown.select_related("section", "trashed_by").order_by("-trashed_at")[:MOST]
        context = {
            **self.admin_site.each_context(request),
            "title": "回收站",
            "opts": self.opts,
            "rows": [(article, article.trashed_at + trash.KEPT) for article in articles],
            "moment": database_moment(),
        }
        return TemplateResponse(request, "office/trash.html", context)

    def _bring_back(self, request: HttpRequest, thrown: Any) -> None:
        article = thrown.filter(pk=number_of(request.POST.get("article"))).first()
        if article is None:
            self.message_user(request, "这篇稿件不在回收站里。", messages.ERROR)
            return
        try:
            trash.bring_back(article, request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, f"《{article}》已恢复。", messages.SUCCESS)
