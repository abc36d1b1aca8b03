"""Visits and video meetings."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from friendship_cities.models.record import (
    DatedQuerySet,
    RegisterRecord,
    Scope,
    ends_after_it_starts,
)
from waishi.dates import PartialDate, PartialDateField
from waishi.media.models import UseOfPicture


class VisitQuerySet(DatedQuerySet):
    def shown_on(self, day: date) -> Self:
        """Visits readers see on `day`: public, and over or announced beforehand."""
        shown = self.public().with_last_day()
        return shown.filter(Q(last_day__lt=day) | Q(is_announced=True))


class Visit(RegisterRecord):
    """A delegation that came or went, or met us by video (来访、出访、视频会见).

    Public only after its last day, unless it was announced. Delegation lists,
    passports and plans to come are never in this table.
    """

    class Direction(models.TextChoices):
        INBOUND = "inbound", "来访"
        OUTBOUND = "outbound", "出访"
        VIDEO = "video", "视频会见"

    prose = ("summary",)

    direction = models.CharField("方式", max_length=10, choices=Direction)
    scope = models.CharField("范围", max_length=16, choices=Scope, default=Scope.FOREIGN)
    title = models.CharField("标题", max_length=200)
    starts_on = PartialDateField("开始日期")
    ends_on = PartialDateField("结束日期", null=True, blank=True)
    delegation = models.CharField("代表团", max_length=200, blank=True)
    hosts = models.CharField("主持接待", max_length=300, blank=True)
    countries = models.ManyToManyField(
        "friendship_cities.Country", related_name="visits", verbose_name="国家", blank=True
    )
    cities = models.ManyToManyField(
        "friendship_cities.City", related_name="visits", verbose_name="外国地方", blank=True
    )
    partnerships = models.ManyToManyField(
        "friendship_cities.Partnership", related_name="visits", verbose_name="友城", blank=True
    )
    summary = models.TextField("概要", blank=True)
    is_announced = models.BooleanField(
        "可提前公开", default=False, help_text="不勾选时，结束之后才向公众显示"
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "来访出访"
        verbose_name_plural = "来访出访"
        ordering = ["-pk"]
        constraints = [ends_after_it_starts("visit")]

    def __str__(self) -> str:
        return self.title_zh_hans or self.title_en or "（无标题）"

    def get_absolute_url(self) -> str:
        return reverse("friendship_cities:visit_detail", args=[self.pk])

    @property
    def days(self) -> tuple[PartialDate, PartialDate | None]:
        """From when to when, as far as known."""
        return self.starts_on, self.ends_on


class VisitGuest(models.Model):
    """A guest, in the post of that day; there may be none."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="guests")
    position = models.PositiveSmallIntegerField("顺序", default=0)
    name = models.CharField("姓名", max_length=120)
    post = models.CharField("时任职务", max_length=160, blank=True)

    class Meta:
        verbose_name = "来宾"
        verbose_name_plural = "来宾"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name_zh_hans or self.name_en or ""


class VisitStop(models.Model):
    """A place that was visited, on a day where it is known."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="stops")
    position = models.PositiveSmallIntegerField("顺序", default=0)
    place = models.CharField("地点", max_length=160)
    day = PartialDateField("日期", null=True, blank=True)

    class Meta:
        verbose_name = "行程地点"
        verbose_name_plural = "行程地点"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.place_zh_hans or self.place_en or ""


class VisitPicture(UseOfPicture):
    """A picture of a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="pictures")

    class Meta(UseOfPicture.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"
