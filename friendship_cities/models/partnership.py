"""Standing ties with foreign places."""

from datetime import date
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from friendship_cities.models.record import RegisterRecord, Sourced
from waishi.dates import PartialDateField
from waishi.languages import column
from waishi.publishing.models import PublicRecordQuerySet


class Kind(models.TextChoices):
    """What a tie is called in the paper that made it."""

    SISTER_CITY = "sister_city", "友好城市"
    FRIENDLY_EXCHANGE = "friendly_exchange", "友好交流城市"
    TO_BE_CONFIRMED = "to_be_confirmed", "性质待确认"


class Status(models.TextChoices):
    """Whether a tie is alive; all but the first are for the office's eyes only."""

    IN_FORCE = "in_force", "存续"
    DORMANT = "dormant", "久无往来"
    SUSPENDED = "suspended", "暂停"
    ENDED = "ended", "终止"


class PartnershipQuerySet(PublicRecordQuerySet):
    def with_standing_on(self, day: date) -> Self:
        """Adds `kind`, `status` and `since` as of `day`; None where nothing held yet.

        A date known to the month counts from the month's last day, one known to
        the year from 31 December.
        """
        held, newest = _standings_on(day)
        first = held.filter(kind=OuterRef("kind")).order_by("effective_on", "pk")
        return self.annotate(
            kind=Subquery(newest.values("kind")[:1]),
            status=Subquery(newest.values("status")[:1]),
            since=Subquery(first.values("from_on")[:1], output_field=PartialDateField()),
        )

    def with_kind_then(self, day: date) -> Self:
        """Adds `kind_then`: the kind if the tie was alive on an earlier `day`, else None."""
        _, newest = _standings_on(day)
        alive = Case(When(status=Status.IN_FORCE, then=F("kind")))
        return self.annotate(kind_then=Subquery(newest.annotate(alive=alive).values("alive")[:1]))

    def with_days_it_changed(self, day: date) -> Self:
        """Adds `days_it_changed`: since when it was alive as which kind, by `day`.

        Rows of {kind, first_day, last_day}; standings without a beginning are left out.
        """
        alive = Standing.objects.filter(
            partnership=OuterRef("pk"),
            status=Status.IN_FORCE,
            effective_on__lte=day,
            from_on__isnull=False,
        )
        described = JSONObject(
            kind=F("kind"),
            first_day=F("from_on__first_day"),
            last_day=F("from_on__last_day"),
        )
        changes = alive.order_by("effective_on", "pk").annotate(j=described).values("j")
        return self.annotate(days_it_changed=ArraySubquery(changes))

    def as_of(self, day: date) -> Self:
        """Partnerships that existed on `day`, whatever their state; as `with_standing_on`."""
        return self.with_standing_on(day).exclude(kind=None)

    def in_force(self, day: date) -> Self:
        """Ties alive on `day`, whatever their kind; as `as_of(day)`."""
        return self.as_of(day).filter(status=Status.IN_FORCE)

    def in_country(self, iso2: str) -> Self:
        """Ties with places of one country."""
        return self.filter(city__country__iso2=iso2.upper())

    def written_in(self, language: str) -> Self:
        """Ties whose city has a name in `language`."""
        return self.filter(**{f"city__{column('name', language)}__gt": ""})

    def for_cards(self) -> Self:
        """Everything `friendship_cities/_partnership_card.html` reads."""
        return self.select_related("city__country", "local_party")


def _standings_on(day: date) -> tuple[models.QuerySet, models.QuerySet]:
    """What held of the outer partnership on `day`, and the same, the newest first."""
    held = Standing.objects.filter(partnership=OuterRef("pk"), effective_on__lte=day)
    return held, held.order_by("-effective_on", "-pk")


class Partnership(RegisterRecord):
    """A signed, standing tie between a foreign place and our side (一对友城).

    A district may hold a tie of its own with a city the municipality is also tied
    to, so a city can appear in several partnerships.
    """

    prose = ("profile",)

    local_party = models.ForeignKey(
        "friendship_cities.LocalParty",
        on_delete=models.PROTECT,
        related_name="partnerships",
        verbose_name="我方",
    )
    city = models.ForeignKey(
        "friendship_cities.City",
        on_delete=models.PROTECT,
        related_name="partnerships",
        verbose_name="外方",
    )
    slug = models.CharField(
        "网址名",
        max_length=80,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$", "只含小写字母、数字和连字符")],
    )
    approval_reference = models.CharField("批准文号", max_length=120, blank=True)
    fields_of_cooperation = models.CharField("合作领域", max_length=300, blank=True)
    profile = models.TextField("简介", blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = "友城"
        verbose_name_plural = "友城"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["local_party", "city"],
                name="partnership_one_per_pair",
                violation_error_message="这一对友城已经登记",
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9][a-z0-9-]*$") & ~Q(slug="statistics"),
                name="partnership_slug_is_an_address",
                violation_error_message="网址名只含小写字母、数字和连字符",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_party}—{self.city}"

    def get_absolute_url(self) -> str:
        return reverse("friendship_cities:partnership_detail", args=[self.slug])


class Standing(Sourced):
    """What a partnership was from a day on: its kind, and whether it was alive.

    Where the day it began was not found, `attested_on` says by when a source
    lists it; no day is invented.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="standings")
    kind = models.CharField("性质", max_length=20, choices=Kind)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.IN_FORCE)
    reason = models.TextField("原因", blank=True, help_text="暂停、终止的内部原因")
    from_on = PartialDateField("起始日期", null=True, blank=True)
    attested_on = PartialDateField(
        "最早见于", null=True, blank=True, help_text="起始日期不详时，填何时已有记载"
    )
    effective_on = models.GeneratedField(
        expression=Coalesce(F("from_on__last_day"), F("attested_on__last_day")),
        output_field=models.DateField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "性质与状态"
        verbose_name_plural = "性质与状态"
        ordering = ["effective_on", "pk"]
        indexes = [models.Index(fields=["partnership", "-effective_on"], name="standing_as_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__isnull=False) | Q(attested_on__isnull=False),
                name="standing_has_a_day",
                violation_error_message="起始日期和最早见于至少填一项",
            ),
            models.CheckConstraint(
                condition=Q(status="in_force") | ~Q(reason=""),
                name="standing_that_is_not_in_force_has_a_reason",
                violation_error_message="久无往来、暂停、终止须写明内部原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.from_on or self.attested_on}）"
