"""What can be found, in the form in which it is looked for."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Searchable(models.Model):
    """A row that can be found: `waishi.search.indexing` writes both columns.

    `search_text` is the folded text, its first line the title. Without a default:
    a row that nobody indexed is refused.
    """

    search_text = models.TextField("检索文本", editable=False)
    search_vector = SearchVectorField("检索向量", editable=False)

    class Meta:
        abstract = True


class SearchEntry(Searchable):
    """A record of the register, a section or a topic, as it is found in one language.

    It says nothing about who may see it: search asks the record itself at the
    moment of the request. `text` is what stands in an excerpt.
    """

    kind = models.CharField("种类", max_length=20)
    number = models.BigIntegerField("编号")
    language = models.CharField("语种", max_length=10)
    key = models.CharField("网址中的编号", max_length=80)
    title = models.CharField("标题", max_length=300)
    text = models.TextField("文字", blank=True)
    day = models.CharField("日期（所知）", max_length=10, blank=True)
    dated_at = models.DateTimeField("日期", null=True)

    class Meta:
        verbose_name = "检索条目"
        verbose_name_plural = "检索条目"
        default_permissions = ()
        indexes = [GinIndex(fields=["search_vector"], name="search_entry_vector")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "language"],
                name="one_search_entry_per_record_and_language",
                violation_error_message="每条记录每个语种只有一个检索条目",
            ),
            models.CheckConstraint(
                condition=~models.Q(search_text=""),
                name="search_entry_can_be_found",
                violation_error_message="检索条目不能没有文字",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.language}）"


class ChangedRecord(models.Model):
    """A record that changed since its search entries were written; triggers add rows.

    Never one row for two changes: a change that commits while its forerunner is
    being worked off would be lost.
    """

    kind = models.CharField("种类", max_length=20)
    number = models.BigIntegerField("编号")

    class Meta:
        verbose_name = "待编入检索"
        verbose_name_plural = "待编入检索"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
