"""What every record of the register says of where it comes from."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, ExtractYear

from waishi.languages import column
from waishi.publishing.models import PublicRecord, PublicRecordQuerySet, Versioned


class Certainty(models.TextChoices):
    """How sure the office is of a record."""

    CONFIRMED = "confirmed", "本办核实"
    PUBLISHED = "published", "公开出处"
    UNVERIFIED = "unverified", "未核实"


class Scope(models.TextChoices):
    """With whom: only foreign exchanges count among countries and in foreign totals."""

    FOREIGN = "foreign", "外国"
    HONG_KONG_MACAO = "hong_kong_macao", "港澳"
    DOMESTIC = "domestic", "国内"


class Sourced(models.Model):
    """A record that says where it is from and how sure it is."""

    source = models.TextField("出处", help_text="文件、网址或刊物，可写多个")
    certainty = models.CharField(
        "可靠程度", max_length=12, choices=Certainty, default=Certainty.UNVERIFIED
    )
    verified_on = models.DateField("核对日期", null=True, blank=True)
    remark = models.TextField("内部备注", blank=True, help_text="只有本办看得到")

    class Meta:
        abstract = True


class ReferenceRecord(Versioned, Sourced):
    """A fact other records stand on; it is shown only through them."""

    class Meta:
        abstract = True


class RegisterRecord(PublicRecord, Sourced):
    """A record of the register that readers can see once two people agreed."""

    class Meta:
        abstract = True


class DatedQuerySet(PublicRecordQuerySet):
    """Things that happened: from `starts_on` to `ends_on`, each as far as it is known."""

    def during(self, year: int) -> Self:
        """Whatever lay at least partly in `year`."""
        return self.with_last_day().filter(
            starts_on__first_day__lte=date(year, 12, 31), last_day__gte=date(year, 1, 1)
        )

    def with_last_day(self) -> Self:
        """Adds `last_day`, the latest day it can have ended."""
        return self.annotate(last_day=Coalesce(F("ends_on__last_day"), F("starts_on__last_day")))

    def by_year(self, *names: str) -> models.QuerySet[Any, dict[str, Any]]:
        """How many (`n`) lay in which years, by `names` too: a row for each, however many."""
        years = self.with_last_day().annotate(
            first_year=ExtractYear("starts_on__first_day"), last_year=ExtractYear("last_day")
        )
        grouped = years.order_by().values("first_year", "last_year", *names)
        return grouped.annotate(n=Count("pk"))

    def of_scope(self, scope: str) -> Self:
        """Exchanges with foreign countries, with Hong Kong and Macao, or at home."""
        return self.filter(scope=scope)

    def written_in(self, language: str) -> Self:
        """Records that have a title in `language`."""
        return self.filter(**{column("title", language) + "__gt": ""})

    def newest_first(self) -> Self:
        """By the day they began (`list_day`), then by number; known less exactly, later."""
        return self.annotate(list_day=F("starts_on__first_day")).order_by("-list_day", "-pk")


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """The constraint every dated record has."""
    return models.CheckConstraint(
        condition=Q(ends_on=None) | Q(ends_on__last_day__gte=F("starts_on__first_day")),
        name=f"{name}_ends_after_it_starts",
        violation_error_message="结束日期不能早于开始日期",
    )
