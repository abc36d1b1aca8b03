"""What the news contribute to the first page of the office."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Count,
    Exists,
    Expression,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
    Window,
)
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from news.models import Article, ArticleRelease, Section, Withdrawal
from news.models.withdrawal import REASON_WITHIN
from waishi.accounts.models import User
from waishi.languages import ENGLISH, NAMES, SOURCE, column
from waishi.publishing.models import Review, Stage, Translation
from waishi.publishing.templatetags.time_tags import remaining
from waishi.publishing.translating import label_of
from waishi.publishing.writing import permission_for
from waishi.site.desk import ROWS, Block, Item, Rows, Source

WEEK = timedelta(days=7)
# How far back what was sent back is looked for.
HALF_A_YEAR = timedelta(days=183)


def returned_for(user: User, moment: Expression) -> QuerySet | None:
    """What the person handed over and got back, with the opinion."""
    if not user.holds("news.change_article"):
        return None
    opened = Article.objects.visible_to(user).filter(pk=OuterRef("object_id"))
    sent_back = Q(verdict=Review.Verdict.RETURNED, given_at__gt=moment - HALF_A_YEAR)
    return _rows_of_last_words(user, sent_back & Q(Exists(opened)))


def held_back_for(user: User, moment: Expression) -> QuerySet | None:
    """What the person handed over, was approved, and did not go out.

    The check stopped it before its moment, or somebody cancelled that.
    """
    if not user.holds("news.change_article"):
        return None
    held_back = Article.objects.visible_to(user).exclude(held_back_in=[])
    in_language = held_back.filter(
        pk=OuterRef("object_id"), held_back_in__contains=[OuterRef("language")]
    )
    return _rows_of_last_words(user, Q(Exists(in_language), object_id__in=held_back.values("pk")))


def _rows_of_last_words(user: User, wanted: Q) -> QuerySet:
    """The last reviews, each of an article in a language, of what the person handed over."""
    reviews = Review.objects.filter(content_type=ContentType.objects.get_for_model(Article))
    same = reviews.filter(object_id=OuterRef("object_id"), language=OuterRef("language"))
    last = reviews.filter(
        wanted,
        ~Exists(same.filter(pk__gt=OuterRef("pk"))),
        Exists(same.filter(reviewer=user, verdict=Review.Verdict.SUBMITTED)),
    )
    described = JSONObject(
        title=F("title"),
        number=F("object_id"),
        language=F("language"),
        by=F("reviewer__display_name"),
        opinion=F("opinion"),
    )
    return last.order_by("-pk").annotate(j=described).values("j")[:ROWS]


def returned_block(rows: Rows, moment: datetime) -> Block:
    return Block("退回给我的", [_back(row, f"{row['by']}：{row['opinion'][:80]}") for row in rows])


def held_back_block(rows: Rows, moment: datetime) -> Block:
    """Opened with what the check finds: that is mostly why."""
    return Block("审过未发", [_back(row, "定时发布已取消", "?check=1") for row in rows])


def _back(row: dict[str, Any], why: str, query: str = "") -> Item:
    address = reverse("admin:news_article_change", args=[row["number"]])
    return Item(row["title"], address + query, f"{NAMES[row['language']]} · {why}")


def drafts_for(user: User, moment: Expression) -> QuerySet | None:
    """What the person began, readers never saw, and nobody handed in."""
    if not user.holds("news.add_article"):
        return None
    begun = Article.objects.visible_to(user).filter(created_by=user, stage=Stage.DRAFT)
    said = Review.objects.filter(
        content_type=ContentType.objects.get_for_model(Article),
        object_id=OuterRef("pk"),
        language=SOURCE,
    )
    chinese, english = column("title", SOURCE), column("title", ENGLISH)
    described = JSONObject(
        title=F(chinese), english=F(english), number=F("pk"), began=F("created_at")
    )
    mine = begun.filter(~Exists(said), has_releases=False)
    return mine.order_by("-pk").annotate(j=described).values("j")[:ROWS]


def drafts_block(rows: Rows, moment: datetime) -> Block:
    items = [
        Item(
            row["title"] or row["english"] or "（无标题）",
            reverse("admin:news_article_change", args=[row["number"]]),
            f"{datetime.fromisoformat(row['began']).astimezone():%-m月%-d日}起草",
        )
        for row in rows
    ]
    return Block("我的草稿", items)


def changes_for(user: User, moment: Expression) -> QuerySet | None:
    """What appears, replaces another or disappears within a week, soonest first."""
    if not user.handles_any_text or not user.holds("news.view_articlerelease"):
        return None
    releases, opened = ArticleRelease.objects, Article.objects.visible_to(user)
    same = releases.filter(article=OuterRef("article"), language=OuterRef("language"))
    changes = releases.filter(article__in=opened).annotate(
        begins=Case(When(live_from__gt=moment, then=True), default=False),
        at=Case(When(live_from__gt=moment, then=F("live_from")), default=F("live_until")),
        replaces=Exists(same.filter(live_until=OuterRef("live_from"))),
        is_replaced=Exists(same.filter(live_from=OuterRef("live_until"))),
    )
    soon = Q(live_from__gt=moment, live_from__lte=moment + WEEK) | Q(
        live_until__gt=moment,
        live_until__lte=moment + WEEK,
        live_from__lte=moment,
        is_replaced=False,
    )
    described = JSONObject(
        title=F("title"),
        number=F("article_id"),
        language=F("language"),
        at=F("at"),
        begins=F("begins"),
        replaces=F("replaces"),
    )
    return changes.filter(soon).order_by("at", "pk").annotate(j=described).values("j")[:ROWS]


def changes_block(rows: Rows, moment: datetime) -> Block:
    return Block("一周内发布和下线", [_change(row) for row in rows])


def _change(row: dict[str, Any]) -> Item:
    act = ("替换" if row["replaces"] else "发布") if row["begins"] else "下线"
    told = timezone.localtime(datetime.fromisoformat(row["at"])).strftime("%-m月%-d日 %H:%M")
    address = reverse("admin:news_article_review", args=[row["number"]])
    return Item(
        row["title"],
        f"{address}?language={row['language']}",
        f"{NAMES[row['language']]} · {told}（北京时间）{act}",
    )


def freshness_for(user: User, moment: Expression) -> QuerySet | None:
    """Public sections with the day of the newest text first released here.

    Imported texts do not count: their day is that of another site.
    """
    if not (user.holds("news.add_article") and user.handles_any_text):
        return None
    live = ArticleRelease.objects.live_at(moment).filter(section=OuterRef("pk"), language=SOURCE)
    own = live.filter(original_on=None).order_by("-dated_at")
    described = JSONObject(
        name=F(column("name", SOURCE)),
        slug=F("slug"),
        days=F("freshness_days"),
        newest=Subquery(own.values("dated_at")[:1]),
    )
    sections = (
        Section.objects.visible_to(user).public().filter(Exists(live)).order_by("position", "pk")
    )
    return sections.annotate(j=described).values("j")


def freshness_block(rows: Rows, moment: datetime) -> Block:
    late = []
    for row in rows:
        newest = datetime.fromisoformat(row["newest"]) if row["newest"] else None
        left = days_left(newest, row["days"], moment)
        if left is not None and left <= min(7, row["days"] // 2):
            late.append((left, row))
    items = [_stale(left, row) for left, row in sorted(late, key=lambda one: one[0])]
    return Block("栏目更新期限", items[:ROWS])


def days_left(newest: datetime | None, allowed: int, moment: datetime) -> int | None:
    """How many days a section may still stand as it is; None where nothing began its clock."""
    if newest is None:
        return None
    passed = timezone.localdate(moment) - timezone.localdate(newest)
    return allowed - passed.days


def _stale(left: int, row: dict[str, Any]) -> Item:
    told = f"还剩{left}天" if left > 0 else "今天到期" if left == 0 else f"已超{-left}天"
    address = reverse("admin:news_article_add")
    note = f"{told}（须在{row['days']}天内更新）"
    return Item(row["name"], address, note, "已超期" if left < 0 else "")


def owed_for(user: User, moment: Expression) -> QuerySet | None:
    """Pages that were taken down and nobody has said why."""
    if not user.holds("publishing.withdraw_text"):
        return None
    opened = Article.objects.visible_to(user)
    owed = Withdrawal.objects.without_reason().filter(article__in=opened)
    described = JSONObject(
        number=F("article_id"),
        name=F(column("article__title", SOURCE)),
        language=F("language"),
        since=F("withdrawn_from"),
    )
    return owed.order_by("withdrawn_from").annotate(j=described).values("j")[:ROWS]


def owed_block(rows: Rows, moment: datetime) -> Block:
    items = []
    for row in rows:
        due = datetime.fromisoformat(row["since"]) + REASON_WITHIN
        address = reverse("admin:news_article_releases", args=[row["number"]])
        note = f"{NAMES[row['language']]} · 写明原因{remaining(due, moment)}"
        items.append(Item(row["name"], address, note, "缺原因"))
    return Block("撤稿原因", items)


def translations_for(user: User, moment: Expression) -> QuerySet | None:
    """Translations whose Chinese has changed, longest waiting first."""
    if not (user.holds(permission_for(ENGLISH)) and user.handles_any_text):
        return None
    kind = ContentType.objects.get_for_model(Article)
    open_to = Article.objects.visible_to(user).filter(pk=OuterRef("object_id")).order_by()
    late = Translation.objects.filter(
        Exists(open_to), content_type=kind, language=ENGLISH, state=Translation.State.OUT_OF_DATE
    )
    described = JSONObject(
        number=F("object_id"),
        name=Subquery(open_to.values(column("title", SOURCE))),
        wanting=F("wanting"),
        total=Window(Count("pk")),
    )
    return late.order_by("since", "pk").annotate(j=described).values("j")[:ROWS]


def translations_block(rows: Rows, moment: datetime) -> Block:
    items = []
    for row in rows:
        names = "、".join(label_of(Article, name) for name in row["wanting"][:4])
        address = reverse("admin:news_article_translate", args=[row["number"]])
        items.append(Item(row["name"] or "（无标题）", address, f"中文改了：{names}"))
    count = rows[0]["total"] if rows else 0
    return Block("英文待更新", items, more=reverse("admin:translations"), count=count)


SOURCES = {
    12: Source("owed", owed_for, owed_block),
    20: Source("returned", returned_for, returned_block),
    22: Source("held_back", held_back_for, held_back_block),
    30: Source("drafts", drafts_for, drafts_block),
    40: Source("translations", translations_for, translations_block),
    50: Source("changes", changes_for, changes_block),
    60: Source("freshness", freshness_for, freshness_block),
}
