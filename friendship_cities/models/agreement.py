"""Signed papers."""

from django.db import models
from django.db.models import F, Q

from friendship_cities.models.record import RegisterRecord
from waishi.dates import PartialDateField
from waishi.publishing.models import PublicRecordQuerySet


class Agreement(RegisterRecord):
    """A paper that both sides signed; of a partnership, or of two institutions."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", "协议书"
        MEMORANDUM = "memorandum", "谅解备忘录"
        LETTER_OF_INTENT = "letter_of_intent", "意向书"

    title = models.CharField("名称", max_length=200)
    kind = models.CharField("种类", max_length=20, choices=Kind)
    partnership = models.ForeignKey(
        "friendship_cities.Partnership",
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name="友城",
        null=True,
        blank=True,
    )
    parties = models.CharField("签署各方", max_length=300, blank=True)
    signed_on = PartialDateField("签署日期", null=True, blank=True)
    place = models.CharField("签署地点", max_length=120, blank=True)
    signatories = models.CharField("签署人", max_length=300, blank=True)
    visit = models.ForeignKey(
        "friendship_cities.Visit",
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name="签署于来访出访",
        null=True,
        blank=True,
    )
    event = models.ForeignKey(
        "friendship_cities.Event",
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name="签署于活动",
        null=True,
        blank=True,
    )
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="followed_by",
        verbose_name="承接",
        null=True,
        blank=True,
    )
    valid_from = models.DateField("生效", null=True, blank=True)
    valid_until = models.DateField("到期", null=True, blank=True)
    renews_automatically = models.BooleanField("到期自动续期", default=False)

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "协议"
        verbose_name_plural = "协议"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None)
                | Q(valid_from=None)
                | Q(valid_until__gte=F("valid_from")),
                name="agreement_ends_after_it_starts",
                violation_error_message="到期不能早于生效",
            ),
            models.CheckConstraint(
                condition=Q(visit=None) | Q(event=None),
                name="agreement_is_signed_on_one_occasion",
                violation_error_message="签署场合只选一个",
            ),
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(follows=F("pk")),
                name="agreement_does_not_follow_itself",
                violation_error_message="不能承接自己",
            ),
        ]

    def __str__(self) -> str:
        return self.title_zh_hans or self.title_en or "（无名称）"
