"""The office's own lists: words it does not use, officials' posts, and where they were found."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from waishi.accounts.models import User
from waishi.dates import PartialDate, PartialDateField
from waishi.languages import LANGUAGES, NAMES, column
from waishi.publishing.checking.findings import Fault, Level
from waishi.publishing.checking.officials import Post, wrong_posts
from waishi.publishing.checking.words import Word, faults_of_word
from waishi.publishing.models.records import Versioned
from waishi.publishing.models.visibility import names_nothing_hidden

LANGUAGE_CHOICES = [(code, NAMES[code]) for code in LANGUAGES]


class WordRuleQuerySet(models.QuerySet):
    def in_force(self, day: date) -> Self:
        """Rules that hold for a text of `day`; both ends are included."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_until=None) | Q(valid_until__gte=day))

    def for_language(self, language: str) -> Self:
        """Rules for texts in `language`, those for all languages among them."""
        return self.filter(language__in=("", language))


class WordRule(Versioned):
    """A word the office does not use, or not without thinking, and what it writes instead.

    Ended by `valid_until`, not deleted: why an old text says it is then known.
    """

    term = models.CharField("词", max_length=80)
    language = models.CharField(
        "语种", max_length=10, choices=LANGUAGE_CHOICES, blank=True, help_text="不选即各语种"
    )
    level = models.CharField("处理", max_length=10, choices=Level, default=Level.WARNING)
    instead = models.CharField("应写作", max_length=120, blank=True)
    unless = models.TextField(
        "例外", blank=True, help_text="含有这个词而不必提示的词语，一行一个，如“汉城湖”"
    )
    reason = models.CharField("理由", max_length=200)
    source = models.CharField("依据", max_length=200)
    valid_from = models.DateField("从哪一天起", null=True, blank=True)
    valid_until = models.DateField("到哪一天止", null=True, blank=True)

    objects = WordRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "用词"
        verbose_name_plural = "用词表"
        ordering = ["term"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "language"],
                name="one_rule_per_word_and_language",
                violation_error_message="这个词在这一语种里已有规则",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="word_rule_ends_after_it_begins",
                violation_error_message="止日须不早于起日",
            ),
        ]

    def __str__(self) -> str:
        return self.term

    @property
    def word(self) -> Word:
        """As the check reads it."""
        unless = tuple(line.strip() for line in self.unless.splitlines() if line.strip())
        return Word(self.term, Level(self.level), self.instead, self.reason, unless)

    @property
    def searched_for(self) -> list[str]:
        """What a text holds that the rule can be about."""
        return [self.term]

    def faults(self, words: str, language: str, spoken_on: PartialDate) -> Iterator[Fault]:
        """Where `words` of a text of that day break the rule."""
        holds = self.language in ("", language)
        begun = self.valid_from is None or self.valid_from <= spoken_on.last_day
        ended = self.valid_until is not None and self.valid_until < spoken_on.last_day
        if holds and begun and not ended:
            yield from faults_of_word(words, self.word)


class OfficialQuerySet(models.QuerySet):
    def posts_in(self, language: str) -> list[Post]:
        """All posts as the check in `language` reads them."""
        names = (column("name", language), column("post", language))
        rows = self.values_list(*names, "from_on", "until_on")
        return [Post(*row) for row in rows if row[0] and row[1]]

    def namesakes(self, official: "Official") -> Self:
        """Everything held by whoever bears the name."""
        return self.filter(name_zh_hans=official.name_zh_hans)


class Official(Versioned):
    """One post that one person held from a day until a day, as a source says.

    Two posts of a person are two rows. No row is shown to the public.
    """

    name = models.CharField("姓名", max_length=80)
    post = models.CharField("职务", max_length=120, help_text="全称，如“重庆市市长”")
    from_on = PartialDateField("任职起", null=True, blank=True)
    until_on = PartialDateField("任职止", null=True, blank=True)
    source = models.CharField("依据", max_length=300)

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = "人名职务"
        verbose_name_plural = "人名职务表"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on=None)
                | Q(until_on=None)
                | Q(until_on__last_day__gte=F("from_on__first_day")),
                name="post_ends_after_it_begins",
                violation_error_message="任职止不能早于任职起",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name_zh_hans}（{self.post_zh_hans}）"

    level = Level.WARNING

    @property
    def searched_for(self) -> list[str]:
        """What a text holds that the row can be about."""
        return [name for name in (self.name_zh_hans, self.name_en) if name]

    def faults(self, words: str, language: str, spoken_on: PartialDate) -> Iterable[Fault]:
        """Where `words` of a text of that day give this person another post than held."""
        posts = Official.objects.namesakes(self).posts_in(language)
        return wrong_posts(words, posts, spoken_on)


class OccurrenceQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those in texts the person may open, and in records."""
        return self.filter(names_nothing_hidden(user))

    def of_rule(self, rule: models.Model) -> Self:
        """Where one word, or one official, was found."""
        content_type = ContentType.objects.get_for_model(rule)
        return self.filter(rule_type=content_type, rule_id=rule.pk)


class Occurrence(models.Model):
    """One place where a changed list speaks against what is public, scheduled or being written.

    Made anew by each search; what was mended is gone with the next.
    """

    class State(models.TextChoices):
        LIVE = "live", "已公开"
        SCHEDULED = "scheduled", "定时发布"
        DRAFT = "draft", "工作稿"
        RECORD = "record", "公开的记录"
        INTERNAL = "internal", "内部的记录"

    rule_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    rule_id = models.PositiveBigIntegerField()
    rule = GenericForeignKey("rule_type", "rule_id")
    rule_name = models.CharField("规则", max_length=200)
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", verbose_name="种类"
    )
    object_id = models.PositiveBigIntegerField("编号")
    record = GenericForeignKey()
    title = models.CharField("何处", max_length=200)
    state = models.CharField("状态", max_length=10, choices=State)
    language = models.CharField("语种", max_length=10, choices=LANGUAGE_CHOICES, blank=True)
    field = models.CharField("表单项", max_length=80)
    label = models.CharField("项目", max_length=80)
    quote = models.CharField("原文", max_length=200)
    said = models.CharField("提示", max_length=300)
    level = models.CharField("处理", max_length=10, choices=Level)
    found_at = models.DateTimeField("查到时间")

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "查到的用词和职务"
        verbose_name_plural = "用词和职务查到之处"
        ordering = ["state", "pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["rule_type", "rule_id"], name="occurrences_of_rule")]

    def __str__(self) -> str:
        return f"{self.rule_name}：{self.title}"
