"""What went out before its reviews."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from waishi.accounts.models import User
from waishi.publishing.models.visibility import names_a_text_seen


class EmergencyReleaseQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of texts the person may open."""
        return self.filter(names_a_text_seen(user))

    def of_text(self, text: models.Model, language: str) -> Self:
        """Emergency releases of one text in one language."""
        content_type = ContentType.objects.get_for_model(text)
        return self.filter(content_type=content_type, object_id=text.pk, language=language)

    def unsettled(self) -> Self:
        """Those the ordinary reviews have not agreed to yet, and that still stand."""
        return self.filter(settled_at=None)


class EmergencyRelease(models.Model):
    """A text one person released before its reviews, with the reason (紧急发布).

    It stays flagged until the ordinary reviews agree after the fact, or the page
    is taken down. Never by one of the text's authors: two people still saw it.
    """

    class Outcome(models.TextChoices):
        REVIEWED = "reviewed", "补审通过"
        WITHDRAWN = "withdrawn", "已撤下"
        REPLACED = "replaced", "又有紧急发布"

    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="种类"
    )
    object_id = models.PositiveBigIntegerField("编号")
    text = GenericForeignKey()
    title = models.CharField("标题", max_length=200)
    language = models.CharField("语种", max_length=10)
    text_hash = models.CharField("稿件指纹", max_length=64)
    reason = models.TextField("原因")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="emergency_releases",
        verbose_name="何人发布",
    )
    released_at = models.DateTimeField("何时")
    outcome = models.CharField("结果", max_length=10, choices=Outcome, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="emergency_releases_settled",
        verbose_name="何人了结",
        null=True,
    )
    settled_at = models.DateTimeField("何时了结", null=True)

    objects = EmergencyReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "紧急发布"
        verbose_name_plural = "紧急发布"
        ordering = ["-pk"]
        permissions = [("release_in_emergency", "紧急发布")]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="emergency_release_has_a_reason",
                violation_error_message="紧急发布须写明原因",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None, settled_by=None)
                | (~Q(outcome="") & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="settled_emergency_says_how_by_whom_and_when",
                violation_error_message="了结须记下结果、何人、何时",
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language"],
                condition=Q(settled_at=None),
                name="one_unsettled_emergency_per_language",
                violation_error_message="同一稿件同一语种只有一次待补审的紧急发布",
            ),
        ]

    def __str__(self) -> str:
        return f"紧急发布：{self.title}"
