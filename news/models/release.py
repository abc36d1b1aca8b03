"""What the public reads of articles."""

from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Deferrable, Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.db.models.lookups import Exact
from django.urls import reverse

from friendship_cities.related import is_any_of, related_records
from news.models.section import Section
from news.models.topic import Topic
from news.models.withdrawal import Moment, Withdrawal
from waishi.dates import PartialDateField
from waishi.languages import SOURCE, column
from waishi.publishing.pairs import PairsOf
from waishi.search.models import Searchable

# Long columns that only search reads.
INDEXED = ("search_text", "search_vector")


class TsTzRange(Func):
    """The period from one moment until before another."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class ArticleReleaseQuerySet(models.QuerySet):
    def live_at(self, moment: Moment) -> Self:
        """Releases the public reads at `moment`, which the view takes from the database."""
        return self.filter(live_from__lte=moment).filter(
            Q(live_until=None) | Q(live_until__gt=moment)
        )

    def reviewed(self) -> Self:
        """Releases of a whole text that was reviewed, not of a mended slip."""
        return self.filter(erratum=None)

    def in_language(self, code: str) -> Self:
        """Releases written in `code`."""
        return self.filter(language=code)

    def in_section(self, section: Section) -> Self:
        """Releases that stand in `section`, as their own or as a further one."""
        return self.filter(Q(section=section) | Q(further_section_ids__contains=[section.pk]))

    def in_guide(self, section: Section) -> Self:
        """Releases that stand in `section` or in a public section right below it."""
        below = Q(section__parent=section, section__is_public=True)
        return self.filter(
            below | Q(section=section) | Q(further_section_ids__contains=[section.pk])
        )

    def newest_first(self) -> Self:
        """By the day readers are shown, then by number: the order of every list and its key."""
        return self.order_by("-dated_at", "-article_id")

    def for_rows(self) -> Self:
        """Everything that lists read; never the document."""
        return self.defer("document", *INDEXED)

    def for_cards(self) -> Self:
        """Everything `news/_article_card.html` reads; never the document."""
        return self.select_related("section", "lead_picture").for_rows()

    def between(self, start: datetime, end: datetime) -> Self:
        """Releases that stand in lists from `start` until before `end`."""
        return self.filter(dated_at__gte=start, dated_at__lt=end)

    def pinned_on(self, day: date) -> Self:
        """Releases that stand apart, before the others, on `day`."""
        return self.filter(pinned_until__gte=day)

    def for_page(self, number: int, language: str, moment: Moment) -> Self:
        """The live release of one article with all its page needs, in one statement."""
        mine = self.live_at(moment).filter(article=number).in_language(language)
        page = mine.select_related("section__parent", "lead_picture").defer(*INDEXED)
        return page.annotate(**around(self, number, language, moment))


def around(
    releases: ArticleReleaseQuerySet, number: int, language: str, moment: Moment
) -> dict[str, Any]:
    """What the page of an article says of others, as annotations.

    They read the columns of the outer row, be it a release or what would be one.
    """
    live = releases.live_at(moment)
    return {
        "older": Subquery(_neighbour(live, older=True)),
        "newer": Subquery(_neighbour(live, older=False)),
        "languages": ArraySubquery(live.filter(article=number).values("language")),
        "topic_links": ArraySubquery(_topics(language)),
        "notice": Subquery(_notice(moment)),
        "is_older_than_source": Exists(_newer_source(live.filter(article=number))),
        "changes": ArraySubquery(_changes()),
        **related_records(language, moment),
    }


def _neighbour(live: "ArticleReleaseQuerySet", older: bool) -> models.QuerySet:
    """The release before or after this one in its section."""
    side = "lt" if older else "gt"
    beside = Q(**{f"dated_at__{side}": OuterRef("dated_at")}) | Q(
        dated_at=OuterRef("dated_at"), **{f"article_id__{side}": OuterRef("article_id")}
    )
    others = live.filter(beside, language=OuterRef("language"), section=OuterRef("section"))
    order = ("-dated_at", "-article_id") if older else ("dated_at", "article_id")
    described = JSONObject(title=F("title"), number=F("article_id"))
    return others.order_by(*order).annotate(j=described).values("j")[:1]


def _newer_source(live: "ArticleReleaseQuerySet") -> models.QuerySet:
    """The live Chinese release that says something the translation does not say yet.

    One made from a Chinese that is not public yet is the newer one.
    """
    said = live.in_language(SOURCE).exclude(language=OuterRef("language"))
    differs = said.exclude(source_hash=OuterRef("source_hash"))
    behind = Q(released_at__gt=OuterRef("released_at")) | Exact(OuterRef("is_behind"), True)
    return differs.filter(behind)


def _topics(language: str) -> models.QuerySet:
    name = column("name", language)
    topics = Topic.objects.public().filter(is_any_of("topic_ids"), **{f"{name}__gt": ""})
    return topics.annotate(j=JSONObject(title=F(name), slug=F("slug"))).values("j")


def _notice(moment: Moment) -> models.QuerySet:
    standing = Withdrawal.objects.standing_at(moment).filter(
        article=OuterRef("article"), language=OuterRef("language"), kind=Withdrawal.Kind.OUTDATED
    )
    since_then = standing.filter(withdrawn_from__gte=OuterRef("live_from"))
    described = JSONObject(notice=F("notice"), withdrawn_from=F("withdrawn_from"))
    return since_then.annotate(j=described).values("j")[:1]


def _changes() -> models.QuerySet:
    """What this release and those before it said of changes; newest first."""
    until_now = ArticleRelease.objects.filter(
        article=OuterRef("article"), language=OuterRef("language")
    ).filter(live_from__lte=OuterRef("live_from"))
    described = JSONObject(note=F("change_note"), made_at=F("live_from"))
    return until_now.order_by("-live_from", "-pk").annotate(j=described).values("j")


class ArticleRelease(Searchable):
    """What the public reads of an article in one language during one period (发布稿).

    Only its end may change, and only before its time may it be taken back: a
    trigger holds that, and that a final review approved exactly this document.
    `publishing.releasing` alone writes periods.
    """

    article = models.ForeignKey(
        "news.Article", on_delete=models.PROTECT, related_name="releases", verbose_name="稿件"
    )
    language = models.CharField("语种", max_length=10)
    live_from = models.DateTimeField("发布时间")
    expires_at = models.DateTimeField("定时下线", null=True, blank=True)
    live_until = models.DateTimeField("公开至", null=True, blank=True)
    released_at = models.DateTimeField("签发时间")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="article_releases",
        verbose_name="签发人",
        null=True,
    )
    erratum = models.OneToOneField(
        "news.Erratum",
        on_delete=models.PROTECT,
        related_name="release",
        verbose_name="勘误",
        null=True,
    )
    dated_at = models.DateTimeField("列表时间")
    original_on = PartialDateField("原发布日期", null=True, blank=True)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="releases", verbose_name="栏目"
    )
    further_section_ids = ArrayField(models.BigIntegerField(), default=list)
    topic_ids = ArrayField(models.BigIntegerField(), default=list)
    title = models.CharField("标题", max_length=200)
    short_title = models.CharField("短标题", max_length=40, blank=True)
    summary = models.TextField("摘要", blank=True)
    source = models.CharField("来源", max_length=120, blank=True)
    change_note = models.CharField("更新说明", max_length=300, blank=True)
    pinned_until = models.DateField("置顶至", null=True, blank=True)
    external_url = models.CharField("只作链接", max_length=500, blank=True)
    lead_picture = models.ForeignKey(
        "media.Picture",
        on_delete=models.PROTECT,
        related_name="releases_led",
        verbose_name="题图",
        null=True,
    )
    lead_picture_alt = models.CharField("题图替代文字", max_length=200, blank=True)
    partnership_ids = ArrayField(models.BigIntegerField(), default=list)
    country_ids = ArrayField(models.BigIntegerField(), default=list)
    visit_ids = ArrayField(models.BigIntegerField(), default=list)
    event_ids = ArrayField(models.BigIntegerField(), default=list)
    document = models.JSONField("全文")
    text_hash = models.CharField("稿件指纹", max_length=64)
    # Of the Chinese it says, or was translated from: equal in two languages that agree.
    source_hash = models.CharField("所依中文的指纹", max_length=64, blank=True)
    is_behind = models.BooleanField("签发时中文已改", default=False)

    objects = ArticleReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "发布稿"
        verbose_name_plural = "发布稿"
        ordering = ["-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["language", "section", "-dated_at", "-article"],
                name="release_section_lists",
            ),
            models.Index(fields=["language", "-dated_at", "-article"], name="release_lists"),
            # How fresh a section is, what was brought in from elsewhere apart.
            models.Index(
                fields=["section", "-dated_at"],
                name="own_releases_of_section",
                condition=Q(language=SOURCE, original_on=None),
            ),
            # When pages next change by themselves is asked with every page.
            models.Index(fields=["live_from"], name="release_begins"),
            models.Index(
                fields=["live_until"], name="release_ends", condition=Q(live_until__isnull=False)
            ),
            models.Index(
                fields=["expires_at"], name="release_expires", condition=Q(expires_at__isnull=False)
            ),
            GinIndex(fields=["further_section_ids"], name="release_further_sections"),
            GinIndex(fields=["topic_ids"], name="release_topics"),
            GinIndex(fields=["partnership_ids"], name="release_partnerships"),
            GinIndex(fields=["country_ids"], name="release_countries"),
            GinIndex(fields=["visit_ids"], name="release_visits"),
            GinIndex(fields=["event_ids"], name="release_events"),
            GinIndex(fields=["search_vector"], name="release_search_vector"),
            GinIndex(PairsOf("title"), name="release_pairs"),
        ]
        constraints = [
            ExclusionConstraint(
                name="one_live_release_per_language",
                expressions=[
                    ("article", "="),
                    ("language", "="),
                    (TsTzRange("live_from", "live_until"), "&&"),
                ],
                deferrable=Deferrable.DEFERRED,
                violation_error_message="同一稿件同一语种同一时间只能有一个发布稿",
                violation_error_code="overlapping_release",
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gte=F("live_from")),
                name="release_ends_after_it_starts",
                violation_error_message="下线时间不能早于发布时间",
                violation_error_code="reversed_period",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("live_from")),
                name="release_expires_after_it_starts",
                violation_error_message="定时下线须晚于发布时间",
                violation_error_code="reversed_expiry",
            ),
            models.CheckConstraint(
                condition=~Q(search_text=""),
                name="release_can_be_found",
                violation_error_message="发布稿须编入检索",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.language}）"

    def get_absolute_url(self) -> str:
        return self.external_url or reverse("news:article_detail", args=[self.article_id])

    @property
    def text(self) -> models.Model:
        """The working text it was made from."""
        return self.article

    @property
    def list_title(self) -> str:
        """The title for narrow lists."""
        return self.short_title or self.title

    def is_live_at(self, moment: datetime) -> bool:
        """Whether the public reads it at `moment`; as `live_at`."""
        return self.live_from <= moment and (self.live_until is None or self.live_until > moment)
