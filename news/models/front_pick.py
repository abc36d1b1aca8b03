"""What an editor puts first on the home page."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Expression, F, Q

from news.models.article import Article
from waishi.accounts.models import User
from waishi.languages import NAMES
from waishi.publishing.models import PublicRecord, PublicRecordQuerySet


class FrontPickQuerySet(PublicRecordQuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of articles the person may open: a pick says a title nobody else knows yet."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def live_at(self, moment: datetime | Expression) -> Self:
        """Picks that count at `moment`; the end itself is over."""
        return self.public().filter(picked_from__lte=moment, picked_until__gt=moment)

    def in_language(self, code: str) -> Self:
        """Picks for the home page in `code`."""
        return self.filter(language__in=["", code])


class FrontPick(PublicRecord):
    """An article an editor puts on the home page for a time; without one the page composes itself.

    It shows only what is live: while its article has no live release in the
    language of the page, the pick counts for nothing.
    """

    article = models.ForeignKey(
        "news.Article", on_delete=models.PROTECT, related_name="front_picks", verbose_name="稿件"
    )
    language = models.CharField(
        "用于",
        max_length=10,
        choices=[("", "中文和英文首页"), *NAMES.items()],
        default="",
        blank=True,
    )
    position = models.PositiveSmallIntegerField(
        "顺序", default=1, help_text="1 是头条，其后依次排列"
    )
    picked_from = models.DateTimeField("开始")
    picked_until = models.DateTimeField("结束", help_text="到时自动撤下，首页恢复自动编排")

    objects = FrontPickQuerySet.as_manager()

    class Meta:
        verbose_name = "首页头条"
        verbose_name_plural = "首页头条"
        ordering = ["-picked_from", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(picked_until__gt=F("picked_from")),
                name="front_pick_ends_after_it_starts",
                violation_error_message="结束须晚于开始",
            ),
        ]

    def __str__(self) -> str:
        return f"首页头条：{self.article}"

    def is_live_at(self, moment: datetime) -> bool:
        """Whether it counts at `moment`; as `live_at`."""
        return self.is_public and self.picked_from <= moment < self.picked_until
