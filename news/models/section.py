"""Where articles stand."""

from collections.abc import Sequence
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from news.models.limit import within_limits
from waishi.accounts.models import User
from waishi.languages import LANGUAGES, column
from waishi.publishing.models import PublicRecord, PublicRecordQuerySet

# The archive of all sections stands at /news/all/<year>/.
RESERVED_SLUG = "all"
# An address of digits alone is an article's.
slug_with_a_letter = RegexValidator(
    r"^[a-z][a-z0-9-]*$", "网址名用小写字母开头，只含小写字母、数字和连字符"
)


def says(*names: str, languages: Sequence[str] = LANGUAGES) -> Q:
    """That each translated field says something in each of `languages`."""
    told = Q()
    for name in [column(name, language) for name in names for language in languages]:
        # A comparison with null would let a check pass.
        told &= Q(**{f"{name}__isnull": False, f"{name}__regex": r"\S"})
    return told


class SectionQuerySet(PublicRecordQuerySet):
    def visible_to(self, user: User) -> Self:
        """Those the person works in: all, or the ones they are limited to."""
        return self.filter(within_limits(user, "pk"))


class Section(PublicRecord):
    """A standing place of the site (栏目); hidden while it holds nothing public."""

    class Layout(models.TextChoices):
        LIST = "list", "标题列表"
        PICTURES = "pictures", "图文列表"
        GUIDE = "guide", "指南（分章）"
        TABLE = "table", "文件表"
        LINKS = "links", "链接"

    slug = models.CharField("网址名", max_length=60, unique=True, validators=[slug_with_a_letter])
    name = models.CharField("名称", max_length=40)
    description = models.TextField("说明", help_text="一句话说明为何设这一栏目、收什么内容")
    keywords = models.CharField("关键词", max_length=200)
    column_type = models.CharField(
        "栏目类别", max_length=20, default="工作动态", help_text="国办发〔2017〕47号附件所列类别"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="subsections",
        verbose_name="上级栏目",
        null=True,
        blank=True,
    )
    position = models.PositiveSmallIntegerField("顺序", default=100)
    layout = models.CharField("版式", max_length=10, choices=Layout, default=Layout.LIST)
    freshness_days = models.PositiveSmallIntegerField(
        "应在几天内更新", default=365, validators=[MinValueValidator(1)]
    )
    age_notice_after = models.PositiveSmallIntegerField(
        "几个月后提示可能过时",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="到期后稿件页上写明“发布于几年前，内容可能已过时”；不填即不提示",
    )
    reviews_wanted = models.PositiveSmallIntegerField(
        "需几审", default=3, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z][a-z0-9-]*$"),
                name="section_slug_is_no_number",
                violation_error_message="栏目网址名须以字母开头，以免与稿件编号混淆",
            ),
            models.CheckConstraint(
                condition=~Q(slug=RESERVED_SLUG),
                name="section_slug_leaves_the_archive_alone",
                violation_error_message="网址名 all 留给全部栏目的年月存档",
            ),
            models.CheckConstraint(
                condition=Q(age_notice_after=None) | Q(age_notice_after__gte=1),
                name="section_age_notice_takes_a_month_at_least",
                violation_error_message="提示可能过时，至少在一个月之后",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="section_is_not_its_own_parent",
                violation_error_message="栏目不能是自己的上级",
            ),
            models.CheckConstraint(
                condition=Q(reviews_wanted__range=(1, 3)),
                name="section_wants_one_to_three_reviews",
                violation_error_message="审核为一至三审",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | says("name", "description", "keywords"),
                name="public_section_says_what_it_is",
                violation_error_message="公开的栏目须有中英文名称、说明和关键词（页面标签必填）",
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh_hans or self.slug

    def get_absolute_url(self) -> str:
        return reverse("news:section_detail", args=[self.slug])
