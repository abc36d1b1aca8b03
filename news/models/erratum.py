"""Slips of the pen on live pages."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from news.models.article import Article
from waishi.accounts.models import User


class ErratumQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of articles the person may open."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def pending(self) -> Self:
        """Those that wait for another person."""
        return self.filter(verdict=Erratum.Verdict.PENDING)


class Erratum(models.Model):
    """A correction of a live page that another person agreed to, or was asked to (勘误).

    What it proposes never changes, and its document differs from the live one in
    words only: a trigger holds both.
    """

    class Verdict(models.TextChoices):
        PENDING = "pending", "待同意"
        AGREED = "agreed", "已同意"
        RETURNED = "returned", "已退回"
        TAKEN_BACK = "taken_back", "已撤回"

    article = models.ForeignKey(
        "news.Article", on_delete=models.PROTECT, related_name="errata", verbose_name="稿件"
    )
    language = models.CharField("语种", max_length=10)
    corrects = models.ForeignKey(
        "news.ArticleRelease",
        on_delete=models.PROTECT,
        related_name="errata",
        verbose_name="更正哪一稿",
    )
    replacements = models.JSONField("改动")
    characters = models.PositiveSmallIntegerField("改动字数")
    document = models.JSONField("更正后的全文")
    text_hash = models.CharField("稿件指纹", max_length=64)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="errata",
        verbose_name="提出人",
    )
    proposed_at = models.DateTimeField("提出时间")
    verdict = models.CharField("结果", max_length=10, choices=Verdict, default=Verdict.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="decided_errata",
        verbose_name="决定人",
        null=True,
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    opinion = models.TextField("意见", blank=True)
    # Warnings of the check that whoever agreed, or who released the page, had ticked.
    ticked = models.JSONField("核对过的提示", default=list)

    objects = ErratumQuerySet.as_manager()

    class Meta:
        verbose_name = "勘误"
        verbose_name_plural = "勘误"
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict__in=["agreed", "returned"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="erratum_is_decided_by_another_person",
                violation_error_message="提出勘误的人不能自己同意",
            ),
            models.CheckConstraint(
                condition=Q(characters__gte=1, characters__lte=20),
                name="erratum_changes_twenty_characters_at_most",
                violation_error_message="勘误最多改20个字",
            ),
            models.UniqueConstraint(
                fields=["article", "language"],
                condition=Q(verdict="pending"),
                name="one_erratum_waits_per_language",
                violation_error_message="这一页面已有一条勘误在等人同意",
            ),
        ]

    def __str__(self) -> str:
        return "；".join(f"{before} → {after}" for before, after in self.replacements)
