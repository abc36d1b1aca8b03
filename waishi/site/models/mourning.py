"""Days of mourning."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Expression, F, Q

from waishi.publishing.models import PublicRecord, PublicRecordQuerySet


class MourningPeriodQuerySet(PublicRecordQuerySet):
    def live_at(self, moment: datetime | Expression) -> Self:
        """Periods in force at `moment`; the end itself is over."""
        return self.public().filter(starts_at__lte=moment, ends_at__gt=moment)


class MourningPeriod(PublicRecord):
    """A time in which every page is grey (哀悼日), as announced by the State Council."""

    occasion = models.CharField("事由", max_length=120, help_text="只有本办看得到")
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")

    objects = MourningPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "哀悼日"
        verbose_name_plural = "哀悼日"
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="mourning_ends_after_it_starts",
                violation_error_message="结束须晚于开始",
            ),
        ]

    def __str__(self) -> str:
        return self.occasion
