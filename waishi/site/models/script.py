"""Where the dictionary of traditional characters is wrong."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from waishi.publishing.models import PublicRecord, PublicRecordQuerySet

NO_MARKUP = r"""^[^<>&"'\s]+$"""
no_markup = RegexValidator(NO_MARKUP, "只填文字，不能含尖括号、引号、& 和空白")


class ScriptException(PublicRecord):
    """A phrase that the dictionary puts wrongly into traditional characters, put right.

    Neither side may hold what has a meaning in HTML: phrases are replaced in pages.
    """

    simplified = models.CharField("简体", max_length=40, unique=True, validators=[no_markup])
    traditional = models.CharField("繁体", max_length=40, validators=[no_markup])
    reason = models.CharField("说明", max_length=200, blank=True, help_text="只供本办查阅")

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "繁体例外"
        verbose_name_plural = "繁体例外"
        ordering = ["simplified"]
        constraints = [
            models.CheckConstraint(
                condition=Q(simplified__regex=NO_MARKUP, traditional__regex=NO_MARKUP),
                name="script_exception_is_no_markup",
                violation_error_message="例外只能是文字，不能含尖括号、引号、& 和空白",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.simplified} → {self.traditional}"
