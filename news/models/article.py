"""Articles as the office works on them."""

from datetime import datetime, time
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from news.checking.passages import passages_of_article
from news.composing import compose_article, findable_of
from news.models.limit import within_limits
from waishi.accounts.models import User
from waishi.dates import PartialDate, PartialDateField
from waishi.languages import LANGUAGES, SOURCE
from waishi.media.models import UseOfPicture, Video
from waishi.publishing.checking.passages import Passage
from waishi.publishing.models import Stage, WorkingText
from waishi.publishing.pairs import PairsOf
from waishi.search.indexing import search_columns

LANGUAGES_OF_FILES = [named for named in settings.LANGUAGES if named[0] in LANGUAGES]

web_address = URLValidator(["http", "https"], message="请填写以 http 或 https 开头的网址")


class ArticleQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Articles the person may open; none in the trash.

        All, or for contributors their own; of their sections, where they are limited
        to some.
        """
        return self.opened_by(user).filter(trashed_at=None)

    def opened_by(self, user: User) -> Self:
        """As `visible_to`, with those in the trash."""
        within = self.filter(within_limits(user, "section"))
        if user.holds("news.handle_any_article"):
            return within
        return within.filter(created_by=user)

    def in_trash(self) -> Self:
        """Drafts that somebody deleted."""
        return self.exclude(trashed_at=None)


class Article(WorkingText):
    """The lasting identity and number of a text, and its working text (稿件).

    Nothing public reads it: readers get an `ArticleRelease`, made from it by the
    last review.
    """

    prose = ("body",)
    correctable = ("title", "short_title", "subtitle", "summary", "body", "lead_picture_alt")
    correctable_rows = {"gallery": ("alt", "caption")}

    title = models.CharField("标题", max_length=200)
    short_title = models.CharField("短标题", max_length=40, blank=True)
    subtitle = models.CharField("副标题", max_length=200, blank=True)
    summary = models.TextField("摘要", blank=True, help_text="一两句话，列表和分享时显示")
    body = models.TextField("正文", blank=True)

    section = models.ForeignKey(
        "news.Section", on_delete=models.PROTECT, related_name="articles", verbose_name="栏目"
    )
    further_sections = models.ManyToManyField(
        "news.Section", related_name="further_articles", verbose_name="同时列入", blank=True
    )
    topics = models.ManyToManyField(
        "news.Topic", related_name="articles", verbose_name="专题", blank=True
    )
    lead_picture = models.ForeignKey(
        "media.Picture",
        on_delete=models.PROTECT,
        related_name="articles_led",
        verbose_name="题图",
        null=True,
        blank=True,
    )
    lead_picture_alt = models.CharField("题图替代文字", max_length=200, blank=True)
    lead_picture_is_decorative = models.BooleanField(
        "题图仅作装饰", default=False, help_text="图上没有读者须知道的内容时才勾，可不写替代文字"
    )

    partnerships = models.ManyToManyField(
        "friendship_cities.Partnership",
        related_name="articles",
        verbose_name="友城",
        blank=True,
    )
    countries = models.ManyToManyField(
        "friendship_cities.Country", related_name="articles", verbose_name="国家", blank=True
    )
    visits = models.ManyToManyField(
        "friendship_cities.Visit", related_name="articles", verbose_name="来访出访", blank=True
    )
    events = models.ManyToManyField(
        "friendship_cities.Event", related_name="articles", verbose_name="活动", blank=True
    )

    source = models.CharField(
        "来源", max_length=120, help_text="本单位稿件填单位名称，转载填原发布者"
    )
    source_url = models.CharField("转载网址", max_length=500, blank=True, validators=[web_address])
    source_published_at = models.DateTimeField("转载时间", null=True, blank=True)
    author = models.CharField("作者", max_length=80, blank=True)
    responsible_editor = models.CharField("责任编辑", max_length=80, blank=True)
    original_on = PartialDateField(
        "原发布日期", null=True, blank=True, help_text="只填旧稿原来的日期，新稿不填"
    )
    original_url = models.CharField("原网址", max_length=500, blank=True, validators=[web_address])
    external_url = models.CharField(
        "只作链接",
        max_length=500,
        blank=True,
        validators=[web_address],
        help_text="填写后列表直接链到该网址，没有正文页",
    )

    pinned_until = models.DateField(
        "置顶至", null=True, blank=True, help_text="到这一天为止排在栏目首页最前；不填即不置顶"
    )
    change_note = models.CharField(
        "更新说明",
        max_length=300,
        blank=True,
        help_text="发布后作了读者应当知道的改动时填写，附日期显示在文末；"
        "小改不动它，读者不会看到重复的说明",
    )

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="articles",
        verbose_name="起草人",
        editable=False,
    )
    created_at = models.DateTimeField("起草时间", auto_now_add=True)
    # Whether there is any release, to come ones too; the languages whose text was changed
    # since its last; and those that were approved and did not go out. A trigger works all
    # of them out, whoever writes them.
    has_releases = models.BooleanField("发布过或将发布", default=False, editable=False)
    changed_in = ArrayField(
        models.CharField(max_length=10),
        verbose_name="有未发布的改动",
        default=list,
        editable=False,
    )
    held_back_in = ArrayField(
        models.CharField(max_length=10), verbose_name="审过未发", default=list, editable=False
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "稿件"
        verbose_name_plural = "稿件"
        ordering = ["-pk"]
        # What is in work is little beside what was released.
        indexes = [
            models.Index(
                fields=["created_by", "-id"],
                name="articles_never_released",
                condition=Q(has_releases=False),
            ),
            GinIndex(PairsOf("title_zh_hans", "title_en"), name="article_pairs"),
            models.Index(fields=["-id"], name="articles_changed", condition=~Q(changed_in=[])),
            models.Index(fields=["-id"], name="articles_held_back", condition=~Q(held_back_in=[])),
            models.Index(fields=["created_at"], name="articles_by_time"),
            models.Index(
                fields=["stage"], name="articles_in_review", condition=~Q(stage=Stage.DRAFT)
            ),
            models.Index(
                fields=["translation_stage"],
                name="translations_in_review",
                condition=~Q(translation_stage=Stage.DRAFT),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(trashed_at=None) | Q(stage=Stage.DRAFT, translation_stage=Stage.DRAFT),
                name="only_drafts_lie_in_the_trash",
                violation_error_message="正在审核的稿件不能删除",
            ),
        ]
        permissions = [("handle_any_article", "处理所有人的稿件")]

    def __str__(self) -> str:
        return str(self.title_zh_hans or self.title_en or "（无标题）")

    def get_absolute_url(self) -> str:
        return reverse("news:article_detail", args=[self.pk])

    def public_addresses(self) -> list[str]:
        return [
            self.get_absolute_url(),
            reverse("news:section_detail", args=[self.section.slug]),
            reverse("news:article_list"),
            reverse("home"),
        ]

    @property
    def is_reprinted(self) -> bool:
        """Whether somebody else published it first."""
        return bool(self.source_url)

    @property
    def found_in(self) -> str:
        return str(self.section)

    def reviews_wanted(self, language: str) -> list[Stage]:
        """Three for the Chinese unless the section asks for fewer; one for a reprint."""
        if language != SOURCE:
            return [Stage.TRANSLATION]
        wanted = 1 if self.is_reprinted else self.section.reviews_wanted
        return [
            [Stage.FINAL],
            [Stage.FIRST, Stage.FINAL],
            [Stage.FIRST, Stage.SECOND, Stage.FINAL],
        ][wanted - 1]

    def passages(self, document: dict[str, Any]) -> list[Passage]:
        return passages_of_article(document)

    def spoken_on(self, document: dict[str, Any], moment: datetime) -> PartialDate:
        """The day of an imported text, else the day it is released."""
        if document["original_on"]:
            return PartialDate.parse(document["original_on"])
        return super().spoken_on(document, moment)

    def compose(self, language: str) -> dict[str, Any]:
        return compose_article(self, language)

    def release_columns(self, document: dict[str, Any]) -> dict[str, Any]:
        about = document["about"]
        return {
            "section_id": document["section"],
            "further_section_ids": document["further_sections"],
            "topic_ids": document["topics"],
            "title": document["title"],
            "short_title": document["short_title"],
            "summary": document["summary"],
            "source": document["source"],
            "change_note": document["change_note"],
            "pinned_until": document["pinned_until"],
            "external_url": document["external_url"],
            "lead_picture_id": document["lead_picture"],
            "lead_picture_alt": document["lead_picture_alt"],
            "original_on": document["original_on"] or None,
            "partnership_ids": about["partnerships"],
            "country_ids": about["countries"],
            "visit_ids": about["visits"],
            "event_ids": about["events"],
            **search_columns(findable_of(document)),
        }

    def dated_at(self, document: dict[str, Any], first_released: datetime) -> datetime:
        """The start in Shanghai of the original day where there is one, else the first release.

        Of the document's day: what stands in the working text was approved by nobody yet.
        What is known to the month or year only stands after what is known to the
        day, at the earliest day it can have been.
        """
        if not document["original_on"]:
            return first_released
        day = PartialDate.parse(document["original_on"]).first_day
        return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


class ArticlePicture(UseOfPicture):
    """A picture in an article's gallery."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="gallery")
    is_decorative = models.BooleanField("仅作装饰", default=False)

    class Meta(UseOfPicture.Meta):
        verbose_name = "组图"
        verbose_name_plural = "组图"


class ArticleVideo(models.Model):
    """A video under an article's text."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="videos")
    video = models.ForeignKey(
        Video, on_delete=models.PROTECT, related_name="articlevideos", verbose_name="视频"
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    caption = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "视频"
        verbose_name_plural = "视频"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.caption_zh_hans or self.video)


class ArticleAttachment(models.Model):
    """A file that readers of an article can take with them."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField("名称", max_length=200)
    language = models.CharField(
        "文件语种", max_length=10, choices=LANGUAGES_OF_FILES, default=SOURCE
    )
    file = models.FileField("文件", upload_to="attachments/%Y/")
    size = models.PositiveBigIntegerField("字节", editable=False, default=0)

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.title_zh_hans or self.file.name)
