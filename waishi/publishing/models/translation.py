"""From which Chinese a text was translated, and whether that still holds."""

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from waishi.languages import LANGUAGES, NAMES, SOURCE


class TranslationQuerySet(models.QuerySet):
    def of_text(self, text: models.Model, language: str) -> Self:
        """What is known of one text's translation; no row or one."""
        content_type = ContentType.objects.get_for_model(text)
        return self.filter(content_type=content_type, object_id=text.pk, language=language)

    def wanting(self) -> Self:
        """Translations somebody has to do something about, longest waiting first."""
        return self.exclude(state=Translation.State.CURRENT).order_by("since")


class Translation(models.Model):
    """One text in one other language: the Chinese that each of its fields was made from.

    Kept by content, not by time: what counts is whether the Chinese still says what
    it said. `publishing.translating` alone writes it, with every saving of the text.
    """

    class State(models.TextChoices):
        MISSING = "missing", "未译"
        OUT_OF_DATE = "out_of_date", "中文已改"
        CURRENT = "current", "与中文一致"

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    text = GenericForeignKey()
    language = models.CharField("语种", max_length=10)
    made_from = models.JSONField(default=dict)
    state = models.CharField("译文", max_length=12, choices=State)
    # The fields that are missing or out of date, by their names in `made_from`.
    wanting = models.JSONField(default=list)
    since = models.DateTimeField("自何时")
    text_hash = models.CharField(max_length=64)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = "译文"
        verbose_name_plural = "译文"
        default_permissions = ()
        permissions = [
            ("write_source", "写中文和各语种共同的项"),
            *((f"translate_{code}", f"写{NAMES[code]}") for code in LANGUAGES if code != SOURCE),
        ]
        indexes = [models.Index(fields=["language", "state", "since"], name="translations_wanted")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language"],
                name="one_translation_per_text_and_language",
                violation_error_message="这篇稿件的这一语种已有译文记录",
            )
        ]

    def __str__(self) -> str:
        return f"{self.text}（{self.language}）：{self.get_state_display()}"
