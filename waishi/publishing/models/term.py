"""How the office says a word in another language."""

from django.db import models

from waishi.publishing.models.records import Versioned


class Term(Versioned):
    """A word and its English, for whoever translates; it checks nothing by itself."""

    class Kind(models.TextChoices):
        PLACE = "place", "地名"
        POST = "post", "职务"
        INSTITUTION = "institution", "机构"
        OTHER = "other", "其他"

    zh = models.CharField("中文", max_length=80, unique=True)
    en = models.CharField("英文", max_length=160)
    kind = models.CharField("种类", max_length=12, choices=Kind, default=Kind.OTHER)
    note = models.CharField("说明", max_length=200, blank=True)
    source = models.CharField("出处", max_length=300)

    class Meta:
        verbose_name = "译名"
        verbose_name_plural = "译名表"
        ordering = ["zh"]

    def __str__(self) -> str:
        return f"{self.zh}：{self.en}"
