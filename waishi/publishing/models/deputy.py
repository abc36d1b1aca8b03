"""Who reviews for whom while somebody is away."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import TruncDate

from waishi.accounts.models import User

# A longer absence is set anew: nobody stands in for ever.
LONGEST = timedelta(days=92)


class DeputyQuerySet(models.QuerySet):
    def standing_at(self, moment: models.Expression) -> Self:
        """Deputies whose days hold `moment`, unless ended; the last day counts whole."""
        day = TruncDate(moment)
        return self.filter(from_on__lte=day, until_on__gte=day, ended_at=None)

    def of_person(self, user: User) -> Self:
        """For whom the person stands in, with `reviews`: what the absent one's roles grant."""
        granted = Permission.objects.filter(
            group__user=OuterRef("principal"),
            content_type__app_label="publishing",
            codename__startswith="review_",
        )
        mine = self.filter(deputy=user, principal__is_active=True).select_related("principal")
        return mine.annotate(reviews=ArraySubquery(granted.values("codename"))).order_by("pk")


class Deputy(models.Model):
    """One person reviews for an absent one, from a day until the end of another.

    It ends by itself, or before its days are over (`ended_at`). The deputy has what the
    absent person's own roles grant, never what somebody else lent to them.
    """

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="deputies",
        verbose_name="谁不在",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="deputized_for",
        verbose_name="由谁代审",
    )
    from_on = models.DateField("自")
    until_on = models.DateField("至（含当天）")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="deputies_set",
        verbose_name="由谁指定",
        editable=False,
    )
    set_at = models.DateTimeField("指定时间", editable=False)
    ended_at = models.DateTimeField("提前结束", null=True, editable=False)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = "代审"
        verbose_name_plural = "代审"
        ordering = ["-until_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(deputy=F("principal")),
                name="deputy_is_another_person",
                violation_error_message="不能由本人代本人",
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="deputy_ends_after_it_starts",
                violation_error_message="结束日不能早于开始日",
            ),
            models.CheckConstraint(
                condition=Q(until_on__lte=F("from_on") + LONGEST),
                name="deputy_stands_in_for_three_months_at_most",
                violation_error_message=f"一次最多代{LONGEST.days}天",
            ),
        ]
        permissions = [("stand_in", "可代审")]
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return f"{self.deputy.display_name}代{self.principal.display_name}"
