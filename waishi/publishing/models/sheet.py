"""Signatures on paper."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class SignedSheet(models.Model):
    """The scan of a review form somebody signed with a pen, for the office's eyes only.

    Kept in the database, not among the uploads, which a web server hands to
    anybody who knows their address. Never changed.
    """

    file_name = models.CharField("文件名", max_length=200)
    file_type = models.CharField("类型", max_length=40)
    content = models.BinaryField("扫描件")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="signed_sheets",
        verbose_name="何人登记",
    )
    added_at = models.DateTimeField("何时登记")

    class Meta:
        verbose_name = "签字扫描件"
        verbose_name_plural = "签字扫描件"
        default_permissions = ()
        permissions = [("record_signature", "登记纸面签批")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(content=b""),
                name="signed_sheet_is_not_empty",
                violation_error_message="扫描件是空的",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
