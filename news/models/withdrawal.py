"""Pages that were taken down, why, and until when."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Expression, F, Q

from waishi.languages import NAMES

Moment = datetime | Expression

# Whoever must act at once may act first and write it down after (design part 4).
REASON_WITHIN = timedelta(hours=24)


class WithdrawalQuerySet(models.QuerySet):
    def standing_at(self, moment: Moment) -> Self:
        """Withdrawals in force at `moment`."""
        return self.filter(withdrawn_from__lte=moment).filter(
            Q(withdrawn_until=None) | Q(withdrawn_until__gt=moment)
        )

    def standing(self) -> Self:
        """Withdrawals nobody has closed."""
        return self.filter(withdrawn_until=None)

    def without_reason(self) -> Self:
        """Those whose reason is still owed (within `REASON_WITHIN`)."""
        return self.filter(reason="")


class Withdrawal(models.Model):
    """A page that was taken down in one language, why, and until when if it came back."""

    class Kind(models.TextChoices):
        ERROR = "error", "有误撤下"
        MERGED = "merged", "并入另一篇"
        OUTDATED = "outdated", "不再适用（保留页面并注明）"

    article = models.ForeignKey(
        "news.Article", on_delete=models.PROTECT, related_name="withdrawals", verbose_name="稿件"
    )
    language = models.CharField("语种", max_length=10)
    kind = models.CharField("方式", max_length=10, choices=Kind)
    reason = models.TextField("内部原因", blank=True)
    notice = models.TextField("对读者的说明", blank=True)
    merged_into = models.ForeignKey(
        "news.Article",
        on_delete=models.PROTECT,
        related_name="merged_articles",
        verbose_name="并入",
        null=True,
        blank=True,
    )
    reason_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reasons_of_withdrawals",
        verbose_name="何人写明原因",
        null=True,
        blank=True,
    )
    reason_at = models.DateTimeField("写明原因时间", null=True, blank=True)
    withdrawn_from = models.DateTimeField("撤下时间")
    withdrawn_until = models.DateTimeField("恢复时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="withdrawals",
        verbose_name="撤稿人",
    )
    reinstated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reinstated_withdrawals",
        verbose_name="恢复人",
        null=True,
        blank=True,
    )

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = "撤稿记录"
        verbose_name_plural = "撤稿记录"
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="merged", merged_into__isnull=False))
                | (~Q(kind="merged") & Q(merged_into=None)),
                name="withdrawal_names_where_it_was_merged",
                violation_error_message="并入另一篇时须指明并入哪一篇",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("article")),
                name="withdrawal_is_not_merged_into_itself",
                violation_error_message="不能并入稿件自己",
            ),
            models.CheckConstraint(
                condition=~Q(kind="outdated") | ~Q(notice=""),
                name="withdrawal_of_outdated_text_has_a_notice",
                violation_error_message="不再适用的页面须写明对读者的说明",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_until=None) | Q(withdrawn_until__gte=F("withdrawn_from")),
                name="withdrawal_ends_after_it_starts",
                violation_error_message="恢复时间不能早于撤下时间",
            ),
            models.CheckConstraint(
                condition=Q(reason="", reason_by=None, reason_at=None)
                | (~Q(reason="") & Q(reason_by__isnull=False, reason_at__isnull=False)),
                name="withdrawal_says_who_gave_its_reason",
                violation_error_message="撤稿原因须记下何人何时写明",
            ),
            models.UniqueConstraint(
                fields=["article", "language"],
                condition=Q(kind="outdated", withdrawn_until=None),
                name="one_standing_notice_per_language",
                violation_error_message="该页面已注明不再适用",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}：{self.get_kind_display()}"

    @property
    def text(self) -> models.Model:
        """The text whose page was taken down."""
        return self.article

    @property
    def reason_due(self) -> datetime:
        """Until when its reason may follow."""
        return self.withdrawn_from + REASON_WITHIN

    def refuse_bad_target(self, moment: datetime) -> None:
        """Merged into a page that readers find, and that does not lead back here."""
        target = self.merged_into
        if target is None:
            return
        if not target.releases.filter(language=self.language).live_at(moment).exists():
            raise ValidationError(f"要并入的稿件没有公开的{NAMES[self.language]}页面。")
        if self.article_id in _led_to_from(target.pk, self.language):
            raise ValidationError("要并入的稿件本身已并入这一篇，读者会来回打转。")


def _led_to_from(number: int, language: str) -> set[int]:
    """Where the mergers that stand lead a reader from an article, to the end."""
    seen: set[int] = set()
    merged = Withdrawal.objects.standing().filter(language=language, kind=Withdrawal.Kind.MERGED)
    further: set[int] = {number}
    while further := further - seen:
        seen |= further
        into = merged.filter(article__in=further).values_list("merged_into", flat=True)
        further = {one for one in into if one is not None}
    return seen
