"""Whose work is limited to some sections."""

from django.conf import settings
from django.db import models
from django.db.models import Q, prefetch_related_objects

from waishi.accounts.models import User


def within_limits(user: User, section: str) -> Q:
    """Rows whose `section` (a column that holds its number) is open to the person.

    Who is limited to no section is limited by none. Read once for a `user`, as the
    permissions are: asked again of every row, it would keep lists from their indexes.
    """
    prefetch_related_objects([user], "section_limits")
    mine = [limit.section_id for limit in user.section_limits.all()]
    return Q(**{f"{section}__in": mine}) if mine else Q()


class SectionLimit(models.Model):
    """One section that one person works in; people without any work in all of them.

    A district's contributor, or an editor of the consular pages, sees, lists,
    searches and reviews the texts of these sections only.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="section_limits",
        verbose_name="账号",
    )
    section = models.ForeignKey(
        "news.Section", on_delete=models.PROTECT, related_name="limits", verbose_name="栏目"
    )

    class Meta:
        verbose_name = "限定栏目"
        verbose_name_plural = "限定栏目（不填即不限）"
        ordering = ["section__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "section"],
                name="person_is_limited_to_a_section_once",
                violation_error_message="这个栏目已列出",
            ),
        ]

    def __str__(self) -> str:
        return str(self.section)
