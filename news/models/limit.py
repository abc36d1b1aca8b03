"""Whose work is limited to some sections."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from waishi.accounts.models import User


def within_limits(user: User, section: str) -> Q:
    """Rows whose `section` (a column that holds its number) is open to the person.

    Who is limited to no section is limited by none. Asked in the statement itself,
    so that a list costs no further query.
    """
    mine = SectionLimit.objects.filter(user=user)
    return ~Q(Exists(mine)) | Q(Exists(mine.filter(section=OuterRef(section))))


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
