"""翻译台: what is missing in another language or out of date, and whom it waits for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from friendship_cities.translating import missing_of, records_without_english
from news.models import Article, ArticleRelease, Section
from waishi.accounts.models import User
from waishi.languages import ENGLISH, NAMES, SOURCE
from waishi.publishing import translating
from waishi.publishing.models import Stage, TextChange, Translation
from waishi.publishing.moments import database_moment
from waishi.publishing.writing import permission_for

State = Translation.State
TABS = {
    "out_of_date": "中文已改",
    "missing": "未译",
    "ready": "已译待发",
    "reviewed": "已公开",
    "register": "台账缺英文",
}
TURNS = {"translator": "译者", "reviewer": "译审"}
ROWS = 50


@dataclass(frozen=True)
class Row:
    """One text in one language as the page shows it."""

    article: Article
    state: str
    wanting: str
    since: datetime
    waits_for: str
    is_public_in_chinese: bool

    @property
    def address(self) -> str:
        """Where it is translated."""
        return reverse("admin:news_article_translate", args=[self.article.pk])


def translations_page(site: Any, request: HttpRequest) -> HttpResponse:
    """Contents and languages, or the records of the register without English."""
    user: Any = request.user
    if not user.holds("news.view_article"):
        raise PermissionDenied
    tabs = dict(TABS)
    if not user.holds("friendship_cities.view_city"):
        tabs.pop("register")
    tab = request.GET.get("tab", "")
    tab = tab if tab in tabs else "out_of_date"
    number = _page_number(request.GET.get("page", ""))
    read = _register_rows if tab == "register" else _rows
    rows = read(request, user, tab, slice((number - 1) * ROWS, number * ROWS + 1))
    context = {
        **site.each_context(request),
        "title": "翻译台",
        "tab": tab,
        "tabs": tabs.items(),
        "language": NAMES[ENGLISH],
        "rows": rows[:ROWS],
        "moment": database_moment(),
        "sections": Section.objects.order_by("position", "pk") if tab != "register" else [],
        "section": request.GET.get("section", ""),
        "turns": TURNS.items(),
        "turn": request.GET.get("turn", ""),
        "mine": "mine" in request.GET,
        "query": request.GET.urlencode(),
        "may_translate": user.holds(permission_for(ENGLISH)),
        "previous": _address(request, number - 1) if number > 1 else "",
        "following": _address(request, number + 1) if len(rows) > ROWS else "",
    }
    return TemplateResponse(request, "office/translations.html", context)


def _rows(request: HttpRequest, user: User, tab: str, page: slice) -> list[Row]:
    found = list(_known(request, user, tab)[page])
    articles = Article.objects.select_related("section").defer("body_zh_hans", "body_en")
    texts = articles.in_bulk([one.object_id for one in found])
    return [_row(texts[one.object_id], one) for one in found]


def texts_of_tab(request: HttpRequest, user: User, page: slice) -> list[Article]:
    """The articles of the tab that the address names, as it is filtered."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS and tab != "register" else "out_of_date"
    numbers = [one.object_id for one in _known(request, user, tab)[page]]
    texts = Article.objects.in_bulk(numbers)
    return [texts[number] for number in numbers]


def _known(request: HttpRequest, user: User, tab: str) -> QuerySet:
    """What is known of the texts of a tab; what somebody has to do, longest waiting first."""
    kind = ContentType.objects.get_for_model(Article)
    known = Translation.objects.filter(content_type=kind, language=ENGLISH)
    live = ArticleRelease.objects.live_at(database_moment()).filter(article=OuterRef("object_id"))
    as_it_is = live.filter(language=ENGLISH, text_hash=OuterRef("text_hash"))
    known = known.annotate(
        is_reviewed=Exists(as_it_is),
        is_public_in_chinese=Exists(live.filter(language=SOURCE)),
    )
    known = _in_tab(known, tab).filter(object_id__in=_articles(request, user).values("pk"))
    order = ("-since", "-pk") if tab == "reviewed" else ("since", "pk")
    return known.order_by(*order)


def _in_tab(known: QuerySet, tab: str) -> QuerySet:
    if tab in (State.OUT_OF_DATE, State.MISSING):
        return known.filter(state=tab)
    return known.filter(state=State.CURRENT, is_reviewed=tab == "reviewed")


def _articles(request: HttpRequest, user: User) -> QuerySet:
    """The articles the person may open, as they are filtered."""
    articles = Article.objects.visible_to(user).order_by()
    section, turn = request.GET.get("section", ""), request.GET.get("turn", "")
    if section.isdecimal() and len(section) < 10:
        articles = articles.filter(section=int(section))
    if turn in TURNS:
        with_reviewer = Q(translation_stage=Stage.TRANSLATION)
        articles = articles.filter(with_reviewer if turn == "reviewer" else ~with_reviewer)
    if "mine" in request.GET:
        kind = ContentType.objects.get_for_model(Article)
        changes = TextChange.objects.filter(content_type=kind, object_id=OuterRef("pk"))
        mine = changes.filter(author=user, languages__contains=[ENGLISH])
        articles = articles.filter(Exists(mine))
    return articles


def _row(article: Article, known: Any) -> Row:
    names = [translating.label_of(Article, name) for name in known.wanting]
    more = f"等{len(names)}项" if len(names) > 4 else ""
    return Row(
        article=article,
        state=_state(known),
        wanting="、".join(names[:4]) + more,
        since=known.since,
        waits_for=_waits_for(article, known),
        is_public_in_chinese=known.is_public_in_chinese,
    )


def _state(known: Any) -> str:
    if known.state != State.CURRENT:
        public = "（英文公开中）" if known.is_reviewed else ""
        return f"{known.get_state_display()}{public}"
    return "已公开" if known.is_reviewed else "与中文一致，未公开"


def _waits_for(article: Article, known: Any) -> str:
    if article.stage_in(ENGLISH) != Stage.DRAFT:
        return "等另一位译审"
    if known.state != State.CURRENT:
        return "等译者"
    return "" if known.is_reviewed else "等译者送审"


def _register_rows(request: HttpRequest, user: User, tab: str, page: slice) -> list[dict[str, Any]]:
    rows = [row["j"] for row in records_without_english()[page]]
    for row in rows:
        name = f"admin:friendship_cities_{row['kind']}_change"
        row["address"] = reverse(name, args=[row["number"]])
        row["missing"] = "、".join(missing_of(row))
        row["label"] = _kind_label(row["kind"])
    return rows


def _kind_label(kind: str) -> str:
    model = ContentType.objects.get_by_natural_key("friendship_cities", kind).model_class()
    return str(model._meta.verbose_name) if model else kind


def _page_number(said: str) -> int:
    return int(said) if said.isdecimal() and 0 < len(said) < 5 and int(said) else 1


def _address(request: HttpRequest, page: int) -> str:
    wanted = request.GET.copy()
    wanted["page"] = str(page)
    return f"?{wanted.urlencode()}"
