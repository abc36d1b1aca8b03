"""A change to what the public sees, waiting for another person."""

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from waishi.accounts.models import User
from waishi.publishing.models.visibility import names_nothing_hidden


class ProposalQuerySet(models.QuerySet):
    def pending(self) -> "ProposalQuerySet":
        """Proposals nobody has decided."""
        return self.filter(verdict=Proposal.Verdict.PENDING)

    def visible_to(self, user: User) -> "ProposalQuerySet":
        """Those about records the person may look at, or about any they may decide."""
        if not user.holds("publishing.view_proposal"):
            return self.none()
        found = self.filter(names_nothing_hidden(user))
        if user.holds("publishing.decide_proposal"):
            return found
        kinds = [
            ContentType.objects.get_for_model(model)
            for model in apps.get_models()
            if user.holds(f"{model._meta.app_label}.view_{model._meta.model_name}")
        ]
        return found.filter(content_type__in=kinds)

    def of_record(self, record: models.Model) -> "ProposalQuerySet":
        """Proposals about one record, newest first."""
        content_type = ContentType.objects.get_for_model(record)
        return self.filter(content_type=content_type, object_id=record.pk).order_by("-pk")


class Proposal(models.Model):
    """A change one person proposes to a public record, or the wish to make one public.

    `changes` maps each field to what it was and would be; all rows of a part
    (standings, stops, pictures) count as one field. It is applied in one
    transaction when another person approves, or not at all.
    """

    class Verdict(models.TextChoices):
        PENDING = "pending", "待复核"
        APPROVED = "approved", "已同意"
        RETURNED = "returned", "已退回"

    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="种类"
    )
    object_id = models.PositiveBigIntegerField("编号")
    record = GenericForeignKey()
    title = models.CharField("对象", max_length=200)
    changes = models.JSONField("改动")
    record_version = models.PositiveIntegerField("提请时的版本")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name="提请人",
    )
    proposed_at = models.DateTimeField("提请时间")
    verdict = models.CharField("结果", max_length=10, choices=Verdict, default=Verdict.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="decided_proposals",
        verbose_name="复核人",
        null=True,
    )
    decided_at = models.DateTimeField("复核时间", null=True)
    opinion = models.TextField("复核意见", blank=True)
    applied_version = models.PositiveIntegerField("生效版本", null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "提请复核"
        verbose_name_plural = "提请复核"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="proposals_of_record")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="proposal_is_decided_by_another_person",
                violation_error_message="提请人不能复核自己的提请",
            ),
            models.CheckConstraint(
                condition=Q(verdict="pending", decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="proposal_says_who_decided_and_when",
                violation_error_message="复核须记下何人何时",
            ),
        ]
        permissions = [("decide_proposal", "复核他人的提请")]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.title}（{self.get_verdict_display()}）"

    @property
    def makes_public(self) -> bool:
        """Whether it asks to show an internal record to the public."""
        return "is_public" in self.changes

    @property
    def confirms_what_is_live(self) -> bool:
        """Whether it asks to confirm what one person put before the public at once."""
        return "is_unconfirmed" in self.changes
