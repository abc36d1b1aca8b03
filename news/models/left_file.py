"""Files that no article names any more."""

from django.db import models


class LeftFile(models.Model):
    """The file of an attachment that was deleted or replaced, until it is removed or kept.

    Written by a trigger, whatever road the attachment goes by; `remove_left_files`
    decides. A file that readers could ever take along stays for the history of releases.
    """

    name = models.CharField("文件", max_length=100)
    article_number = models.PositiveBigIntegerField("稿件编号")
    left_at = models.DateTimeField("何时")

    class Meta:
        verbose_name = "不再用的附件文件"
        verbose_name_plural = "不再用的附件文件"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
