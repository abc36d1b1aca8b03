"""What many articles are about for a time."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from news.models.section import says, slug_with_a_letter
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.models import PublicRecord, PublicRecordQuerySet


class Topic(PublicRecord):
    """A subject bounded in time that cuts across sections (专题); past ones are kept."""

    slug = models.CharField("网址名", max_length=60, unique=True, validators=[slug_with_a_letter])
    name = models.CharField("名称", max_length=60)
    introduction = models.TextField("导语", blank=True)
    lead_picture = models.ForeignKey(
        "media.Picture",
        on_delete=models.PROTECT,
        related_name="topics_led",
        verbose_name="题图",
        null=True,
        blank=True,
    )
    lead_picture_alt = models.CharField("题图替代文字", max_length=200, blank=True)
    starts_on = models.DateField("开始")
    ends_on = models.DateField("结束", null=True, blank=True)

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "专题"
        verbose_name_plural = "专题"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="topic_ends_after_it_starts",
                violation_error_message="专题结束不能早于开始",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | says("name", "introduction", languages=[SOURCE]),
                name="public_topic_says_what_it_is",
                violation_error_message="公开的专题须有中文名称和导语（页面标签必填）",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False)
                | Q(name_en=None)
                | Q(name_en="")
                | says("introduction", languages=[ENGLISH]),
                name="public_topic_says_what_it_is_in_english",
                violation_error_message="有英文名称的专题，公开前须有英文导语（页面标签必填）",
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh_hans or self.slug

    def get_absolute_url(self) -> str:
        return reverse("news:topic_detail", args=[self.slug])
