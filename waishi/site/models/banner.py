"""What every reader must know for a time."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Expression, F, Q

from waishi.languages import column
from waishi.publishing.models import PublicRecord, PublicRecordQuerySet


class AlertBannerQuerySet(PublicRecordQuerySet):
    def live_at(self, moment: datetime | Expression) -> Self:
        """Banners the public reads at `moment`; the end itself is over."""
        return self.public().filter(starts_at__lte=moment, ends_at__gt=moment)

    def written_in(self, language: str) -> Self:
        """Banners that have a text in `language`."""
        return self.filter(**{column("text", language) + "__gt": ""})

    def most_urgent_first(self) -> Self:
        """Urgent ones before the others, then the newest."""
        urgent = models.Case(
            models.When(urgency=AlertBanner.Urgency.URGENT, then=0),
            default=1,
            output_field=models.IntegerField(),
        )
        return self.order_by(urgent, "-starts_at", "-pk")


class AlertBanner(PublicRecord):
    """A notice above every page from one moment to another (领事安全提醒).

    One person may put it live at once, with a written reason
    (`alerting.put_live_at_once`); it stays flagged until another confirms it. The
    trigger of this table knows both roads and no third.
    """

    class Kind(models.TextChoices):
        CONSULAR_SAFETY = "consular_safety", "领事安全提醒"
        SERVICE = "service", "办事提示"
        SITE = "site", "网站公告"

    class Urgency(models.TextChoices):
        NOTE = "note", "一般"
        URGENT = "urgent", "紧急"

    kind = models.CharField("种类", max_length=16, choices=Kind, default=Kind.CONSULAR_SAFETY)
    urgency = models.CharField("程度", max_length=8, choices=Urgency, default=Urgency.NOTE)
    text = models.CharField("文字", max_length=160, help_text="没有英文，英文页面就不显示")
    link = models.CharField(
        "详情网址", max_length=300, blank=True, validators=[URLValidator(["http", "https"])]
    )
    starts_at = models.DateTimeField("开始显示")
    ends_at = models.DateTimeField("停止显示")
    is_unconfirmed = models.BooleanField("先行发布，待补核", default=False, editable=False)
    urgent_reason = models.TextField("先行发布的理由", blank=True, editable=False)
    urgent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="urgent_banners",
        verbose_name="先行发布人",
        null=True,
        editable=False,
    )

    objects = AlertBannerQuerySet.as_manager()

    class Meta:
        verbose_name = "提醒横幅"
        verbose_name_plural = "提醒横幅"
        ordering = ["-pk"]
        permissions = [("put_live_at_once", "先行发布提醒横幅")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="banner_ends_after_it_starts",
                violation_error_message="停止显示须晚于开始显示",
            ),
            models.CheckConstraint(
                condition=Q(text_zh_hans__isnull=False, text_zh_hans__regex=r"\S"),
                name="banner_says_something",
                violation_error_message="横幅须有中文文字",
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__regex=r"^https?://"),
                name="banner_link_is_a_web_address",
                violation_error_message="网址须以 http:// 或 https:// 开头",
            ),
            models.CheckConstraint(
                condition=Q(is_unconfirmed=False)
                | Q(is_public=True, urgent_reason__regex=r"\S", urgent_by__isnull=False),
                name="banner_put_live_at_once_has_a_reason",
                violation_error_message="先行发布须写明理由",
            ),
        ]

    def __str__(self) -> str:
        return (self.text_zh_hans or self.text_en or "")[:60]

    def is_live_at(self, moment: datetime) -> bool:
        """Whether the public reads it at `moment`; as `live_at`."""
        return self.is_public and self.starts_at <= moment < self.ends_at
