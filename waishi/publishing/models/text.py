"""A text that goes through reviews before anybody outside reads it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from waishi.dates import PartialDate
from waishi.languages import SOURCE
from waishi.publishing.models.records import Versioned
from waishi.publishing.models.review import Stage

if TYPE_CHECKING:
    from waishi.publishing.checking import Passage


class WorkingText(Versioned):
    """A text as its writers are working on it; nothing public ever reads it.

    A subclass says what it publishes by `compose` and `release_columns`, and has
    `releases` and `withdrawals` that point to it. Its manager's `visible_to(user)` is
    the one rule of who may open it: lists, queue, history, exports and choosers ask it.
    """

    # Fields of words in which a slip of the pen may be mended, and of the rows of parts.
    correctable: tuple[str, ...] = ()
    correctable_rows: dict[str, tuple[str, ...]] = {}

    stage = models.CharField(
        "审核环节", max_length=12, choices=Stage, default=Stage.DRAFT, editable=False
    )
    translation_stage = models.CharField(
        "译文环节", max_length=12, choices=Stage, default=Stage.DRAFT, editable=False
    )

    trashed_at = models.DateTimeField("删除时间", null=True, editable=False)
    trashed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="trashed_%(class)ss",
        verbose_name="删除人",
        null=True,
        editable=False,
    )

    class Meta:
        abstract = True

    def stage_in(self, language: str) -> Stage:
        """Which review the text in `language` waits for."""
        return Stage(self.stage if language == SOURCE else self.translation_stage)

    @staticmethod
    def stage_column(language: str) -> str:
        """The column that holds `stage_in(language)`."""
        return "stage" if language == SOURCE else "translation_stage"

    @property
    def found_in(self) -> str:
        """Where the text is to stand, in the words of the queue."""
        raise NotImplementedError  # each kind of text says it

    def reviews_wanted(self, language: str) -> list[Stage]:
        """The reviews the text needs in `language`, in their order; the last one releases."""
        raise NotImplementedError  # each kind of text says it

    def compose(self, language: str) -> dict[str, Any]:
        """All that the page in `language` shows of this text alone, as JSON can hold it."""
        raise NotImplementedError  # each kind of text says it

    def release_columns(self, document: dict[str, Any]) -> dict[str, Any]:
        """What a release repeats of its document in columns, for lists."""
        raise NotImplementedError  # each kind of text says it

    def dated_at(self, document: dict[str, Any], first_released: datetime) -> datetime:
        """The moment lists sort a release of `document` by."""
        raise NotImplementedError  # each kind of text says it

    def passages(self, document: dict[str, Any]) -> "list[Passage]":
        """The words of a document of this text, with the form elements they stand in."""
        raise NotImplementedError  # each kind of text says it

    def spoken_on(self, document: dict[str, Any], moment: datetime) -> PartialDate:
        """The day its posts, names and weekdays are true for, if it is released at `moment`."""
        return PartialDate.of(timezone.localtime(moment).date())

    def public_addresses(self) -> list[str]:
        """The pages of the active language that show the text: its own and the lists."""
        raise NotImplementedError  # each kind of text says it
