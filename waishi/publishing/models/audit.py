"""Who did what."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from waishi.publishing.pairs import PairsOf


class AuditEntry(models.Model):
    """One act of a person or a job, written out in words; never changed or deleted.

    Without foreign keys, so that it outlives what it speaks of. Kept for a year
    at least (《互联网政务应用安全管理规定》).
    """

    at = models.DateTimeField("时间", db_index=True)
    actor = models.CharField("账号", max_length=150, db_index=True)
    actor_name = models.CharField("姓名", max_length=150)
    act = models.CharField("操作", max_length=40, db_index=True)
    kind = models.CharField("种类", max_length=60)
    number = models.CharField("编号", max_length=40)
    title = models.CharField("对象", max_length=200)
    detail = models.JSONField("细节", default=dict)

    class Meta:
        verbose_name = "操作审计"
        verbose_name_plural = "操作审计"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "number"], name="audit_of_record"),
            GinIndex(PairsOf("actor", "actor_name", "title", "number"), name="audit_pairs"),
        ]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.actor_name} {self.act} {self.title}"
