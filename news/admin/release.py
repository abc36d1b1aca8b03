from django.contrib import admin

from news.models import Article, ArticleRelease, Withdrawal
from waishi.publishing.admin.lists import LanguageFilter, LongList, by_year, language_name
from waishi.publishing.admin.readers import ReadOnlyAdmin


@admin.register(ArticleRelease)
class ArticleReleaseAdmin(LongList, ReadOnlyAdmin):
    """What the public read, and when: for looking back, never for writing."""

    list_display = ["title", language_name, "section", "live_from", "live_until"]
    list_filter = [LanguageFilter, "section", by_year("live_from")]
    numbered_by = "article_id"
    list_select_related = ["section"]
    search_fields = ("title",)
    fields = [
        "article",
        "language",
        "title",
        "section",
        "live_from",
        "expires_at",
        "live_until",
        "released_at",
        "text_hash",
    ]

    def get_queryset(self, request):
        """Of the articles the person may open: what is scheduled is not public yet."""
        opened = Article.objects.visible_to(request.user)
        found = super().get_queryset(request).filter(article__in=opened)
        return found.for_rows()


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    list_display = [
        "article",
        language_name,
        "kind",
        "withdrawn_from",
        "withdrawn_until",
        "withdrawn_by",
    ]
    list_filter = ["kind", LanguageFilter]
    list_select_related = ["article", "withdrawn_by"]
    search_fields = ["article__title_zh_hans", "reason"]

    def get_queryset(self, request):
        opened = Article.objects.visible_to(request.user)
        return super().get_queryset(request).filter(article__in=opened)
