"""Figures somebody stated."""

from django.db import models
from django.db.models import Q

from waishi.dates import PartialDateField
from waishi.publishing.models import PublicRecord, PublicRecordQuerySet


class StatedFigure(PublicRecord):
    """A figure somebody stated, with when and where: 52 pairs at the end of 2021.

    Shown beside the number counted from the records, never mixed with it.
    """

    class Exactness(models.TextChoices):
        EXACT = "exact", "整数"
        OVER = "over", "余"
        NEARLY = "nearly", "近"
        MORE_THAN = "more_than", "超"

    class Subject(models.TextChoices):
        """What pages look figures up by."""

        SISTER_CITIES = "sister_cities", "友好城市对数"
        FRIENDLY_EXCHANGE = "friendly_exchange", "友好交流城市对数"
        OTHER = "other", "其他"

    subject = models.CharField("口径", max_length=20, choices=Subject, default=Subject.OTHER)
    label = models.CharField("说明", max_length=80)
    value = models.PositiveIntegerField("数值")
    exactness = models.CharField("程度", max_length=10, choices=Exactness, default=Exactness.EXACT)
    unit = models.CharField("单位", max_length=20)
    as_of = PartialDateField("截至")
    stated_by = models.CharField("发布者", max_length=120)
    source = models.CharField("出处", max_length=300)

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "口径数字"
        verbose_name_plural = "口径数字"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "as_of"],
                condition=~Q(subject="other"),
                name="one_stated_figure_per_subject_and_day",
                violation_error_message="同一口径同一日期已有数字",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.value}（{self.as_of}）"
