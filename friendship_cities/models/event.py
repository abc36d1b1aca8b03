"""Dated gatherings."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from friendship_cities.models.record import (
    DatedQuerySet,
    RegisterRecord,
    Scope,
    ends_after_it_starts,
)
from waishi.dates import PartialDateField
from waishi.media.models import UseOfPicture
from waishi.zones import validate_zone


class Event(RegisterRecord):
    """A dated gathering with a venue: a conference, forum, expo, reception, culture week."""

    class Kind(models.TextChoices):
        CONFERENCE = "conference", "会议"
        FORUM = "forum", "论坛"
        EXPO = "expo", "展会"
        RECEPTION = "reception", "招待会"
        OPENING = "opening", "开馆、揭幕"
        CULTURE_WEEK = "culture_week", "文化周"
        TRAINING = "training", "培训"
        OTHER = "other", "其他"

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", "现场"
        ONLINE = "online", "线上"
        HYBRID = "hybrid", "线上线下结合"

    prose = ("summary",)

    kind = models.CharField("种类", max_length=14, choices=Kind, default=Kind.OTHER)
    scope = models.CharField("范围", max_length=16, choices=Scope, default=Scope.FOREIGN)
    title = models.CharField("标题", max_length=200)
    series = models.CharField("系列", max_length=120, blank=True)
    number_in_series = models.PositiveSmallIntegerField("第几届", null=True, blank=True)
    starts_on = PartialDateField("开始日期")
    ends_on = PartialDateField("结束日期", null=True, blank=True)
    start_time = models.TimeField("开始时刻", null=True, blank=True)
    end_time = models.TimeField("结束时刻", null=True, blank=True)
    time_zone = models.CharField(
        "时区", max_length=40, default="Asia/Shanghai", validators=[validate_zone]
    )
    venue = models.CharField("地点", max_length=200, blank=True)
    mode = models.CharField("形式", max_length=10, choices=Mode, default=Mode.IN_PERSON)
    countries = models.ManyToManyField(
        "friendship_cities.Country", related_name="events", verbose_name="国家", blank=True
    )
    cities = models.ManyToManyField(
        "friendship_cities.City", related_name="events", verbose_name="外国地方", blank=True
    )
    partnerships = models.ManyToManyField(
        "friendship_cities.Partnership", related_name="events", verbose_name="友城", blank=True
    )
    registration_url = models.CharField(
        "报名网址", max_length=300, blank=True, validators=[URLValidator(["http", "https"])]
    )
    summary = models.TextField("概要", blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "活动"
        verbose_name_plural = "活动"
        ordering = ["-pk"]
        constraints = [
            ends_after_it_starts("event"),
            models.CheckConstraint(
                condition=Q(start_time=None)
                | Q(end_time=None)
                | Q(end_time__gt=F("start_time"))
                | Q(ends_on__isnull=False, ends_on__last_day__gt=F("starts_on__first_day")),
                name="event_ends_after_its_first_hour",
                violation_error_message="同一天的活动，结束时刻须晚于开始时刻；到次日结束的，请填结束日期",
            ),
        ]

    def __str__(self) -> str:
        return self.title_zh_hans or self.title_en or "（无标题）"

    def get_absolute_url(self) -> str:
        return reverse("friendship_cities:event_detail", args=[self.pk])


class EventOrganiser(models.Model):
    """Who stood behind an event, and in which role."""

    class Role(models.TextChoices):
        GUIDED = "guided", "指导单位"
        HOSTED = "hosted", "主办单位"
        ORGANISED = "organised", "承办单位"
        SUPPORTED = "supported", "协办单位"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="organisers")
    position = models.PositiveSmallIntegerField("顺序", default=0)
    name = models.CharField("单位", max_length=160)
    role = models.CharField("角色", max_length=10, choices=Role, default=Role.HOSTED)

    class Meta:
        verbose_name = "主办承办单位"
        verbose_name_plural = "主办承办单位"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name_zh_hans or self.name_en or ""


class EventPicture(UseOfPicture):
    """A picture of an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="pictures")

    class Meta(UseOfPicture.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"
