"""How often what the public reads has changed."""

from django.db import models
from django.db.models import Q


class ChangeCounter(models.Model):
    """The one row whose number rises with every commit that a page could show.

    Raised by triggers (`publishing.triggers.count_changes`), which also send
    NOTIFY `waishi_change`.
    """

    n = models.BigIntegerField(default=0)

    class Meta:
        db_table = "change_counter"
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="change_counter_is_one_row",
                violation_error_message="更改计数只有一行",
            ),
        ]

    def __str__(self) -> str:
        return str(self.n)
