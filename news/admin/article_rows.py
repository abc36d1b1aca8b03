"""What one row of the list of articles says: live, waiting, and when that changes."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, Now
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from news.models import ArticleRelease, Withdrawal
from waishi.languages import ENGLISH, LANGUAGES, SOURCE, text_in
from waishi.publishing.admin.lists import NewestFirst
from waishi.publishing.models import Stage


def with_public_state(articles: QuerySet) -> QuerySet:
    """Adds to each article what the columns below read, in the same statement."""
    mine = ArticleRelease.objects.filter(article=OuterRef("pk"))
    now_or_later = mine.exclude(live_until__lte=Now())
    standing = Withdrawal.objects.standing().filter(article=OuterRef("pk"))
    release = JSONObject(
        language=F("language"), starts=F("live_from"), ends=F("live_until"), expires=F("expires_at")
    )
    withdrawal = JSONObject(
        language=F("language"), kind=F("kind"), since=F("withdrawn_from"), reason=F("reason")
    )
    return articles.annotate(
        read_at=Now(),
        release_rows=ArraySubquery(
            now_or_later.order_by("live_from").annotate(j=release).values("j")
        ),
        withdrawal_rows=ArraySubquery(
            standing.order_by("withdrawn_from").annotate(j=withdrawal).values("j")
        ),
    )


def state_of(article: Any, language: str, moment: datetime) -> dict[str, Any]:
    """What a cell says of one language."""
    releases = [_with_moments(one) for one in article.release_rows if one["language"] == language]
    down = [_with_moments(one) for one in article.withdrawal_rows if one["language"] == language]
    live = next((one for one in releases if one["starts"] <= moment), None)
    return {
        "live": live,
        "scheduled": [one for one in releases if one["starts"] > moment],
        "withdrawn": None if live and not _is_outdated(down) else (down[-1] if down else None),
        "owes_reason": any(not one["reason"] for one in down),
        "is_changed": language in article.changed_in and bool(releases),
        "stage": article.stage_in(language),
        "is_waiting": article.stage_in(language) != Stage.DRAFT,
        "is_empty": not text_in(article, "title", language),
    }


def _is_changed(releases: QuerySet) -> Q:
    """As `is_changed` above, in some language."""
    changed = Q()
    for language in LANGUAGES:
        standing = releases.exclude(live_until__lte=Now()).filter(language=language)
        changed |= Q(changed_in__contains=[language]) & Q(Exists(standing))
    return changed


def _is_outdated(withdrawals: list[dict[str, Any]]) -> bool:
    return any(one["kind"] == Withdrawal.Kind.OUTDATED for one in withdrawals)


def _with_moments(row: dict[str, Any]) -> dict[str, Any]:
    """JSON made texts of moments."""
    names = ("starts", "ends", "expires", "since")
    return row | {name: datetime.fromisoformat(row[name]) for name in names if row.get(name)}


class PublicStateList(NewestFirst):
    """A list whose rows know what readers see of them."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet:
        return with_public_state(super().get_queryset(*args, **kwargs))


class PublicStateColumns(admin.ModelAdmin):
    """Two columns of a list of articles, one per language."""

    class Media:
        css = {"all": ["office/public_state.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PublicStateList

    @admin.display(description="中文")
    def chinese_state(self, article: Any) -> SafeString:
        return self._cell(article, SOURCE)

    @admin.display(description="英文")
    def english_state(self, article: Any) -> SafeString:
        return self._cell(article, ENGLISH)

    def _cell(self, article: Any, language: str) -> SafeString:
        moment = article.read_at
        state = state_of(article, language, moment)
        context = {"state": state, "article": article, "moment": moment}
        return render_to_string("office/_public_state.html", context)


class PublicStateFilter(admin.SimpleListFilter):
    """Finds articles by what readers see of them."""

    title = "公开情况"
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("live", "公开中"),
            ("scheduled", "将发布或替换"),
            ("ending", "将下线"),
            ("changed", "有未发布的改动"),
            ("withdrawn", "已撤稿或注明"),
            ("owes", "撤稿缺原因"),
            ("never", "从未发布"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        mine = ArticleRelease.objects.filter(article=OuterRef("pk"))
        live = mine.live_at(Now())
        standing = Withdrawal.objects.filter(article=OuterRef("pk"))
        match self.value():
            case "live":
                return queryset.filter(Exists(live))
            case "scheduled":
                return queryset.filter(Exists(mine.filter(live_from__gt=Now())))
            case "ending":
                return queryset.filter(Exists(mine.filter(expires_at__gt=Now())))
            case "changed":
                return queryset.filter(_is_changed(mine), ~Q(changed_in=[]))
            case "withdrawn":
                return queryset.filter(Exists(standing.standing()))
            case "owes":
                return queryset.filter(Exists(standing.without_reason()))
            case "never":
                return queryset.filter(has_releases=False)
        return queryset
