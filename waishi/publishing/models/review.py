"""Who read which text, and what they said of it."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from waishi.accounts.models import User
from waishi.languages import LANGUAGES, SOURCE
from waishi.publishing.models.visibility import names_a_text_seen
from waishi.publishing.pairs import PairsOf


class Stage(models.TextChoices):
    """Which review a text waits for (三审三校: three stages, three people)."""

    DRAFT = "draft", "草稿"
    FIRST = "first", "待一审"
    SECOND = "second", "待二审"
    FINAL = "final", "待三审"
    TRANSLATION = "translation", "待译审"


# What a role must grant to decide a stage.
PERMISSIONS = {
    Stage.FIRST: "publishing.review_first",
    Stage.SECOND: "publishing.review_second",
    Stage.FINAL: "publishing.review_final",
    Stage.TRANSLATION: "publishing.review_translation",
}


def agreed_by(user: User) -> list[str]:
    """Languages whose slips the person may agree to mend: those they review or release."""
    return [code for code in LANGUAGES if any(user.holds(one) for one in permissions_in(code))]


def permissions_in(language: str) -> list[str]:
    """Each of which lets a person read pages of that language for others."""
    other = {Stage.TRANSLATION} if language == SOURCE else {Stage.FIRST, Stage.SECOND}
    return [needed for stage, needed in PERMISSIONS.items() if stage not in other]


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ReviewQuerySet":
        """Those of texts the person may open."""
        return self.filter(names_a_text_seen(user))

    def of_text(self, text: models.Model, language: str) -> "ReviewQuerySet":
        """Everything said of `text` in `language`, oldest first."""
        return self.of_every_language(text).filter(language=language)

    def of_every_language(self, text: models.Model) -> "ReviewQuerySet":
        """Everything said of `text`, oldest first."""
        content_type = ContentType.objects.get_for_model(text)
        return self.filter(content_type=content_type, object_id=text.pk).order_by("pk")

    def for_history(self) -> "ReviewQuerySet":
        """Everything `office/_review_history.html` reads; never the document."""
        return self.select_related("reviewer", "on_behalf_of").defer("document")


class Review(models.Model):
    """One act of a person on a text in one language: submitted, approved, returned.

    It keeps the document as it stood, so that what was approved, and what a
    reviewer corrected, can be read for ever. Never changed.
    """

    class Verdict(models.TextChoices):
        SUBMITTED = "submitted", "送审"
        APPROVED = "approved", "通过"
        RETURNED = "returned", "退回"
        CORRECTED = "corrected", "审中修改"
        EMERGENCY = "emergency", "紧急发布"

    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="种类"
    )
    object_id = models.PositiveBigIntegerField("编号")
    text = GenericForeignKey()
    title = models.CharField("标题", max_length=200)
    language = models.CharField("语种", max_length=10)
    round = models.PositiveIntegerField("送审次数")
    stage = models.CharField("环节", max_length=12, choices=Stage)
    verdict = models.CharField("意见", max_length=12, choices=Verdict)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reviews",
        verbose_name="何人",
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reviews_by_deputies",
        verbose_name="代何人",
        null=True,
    )
    # Of a stage that was signed on paper; `reviewer` is who recorded it.
    signer = models.CharField("纸面签批人", max_length=40, blank=True)
    signer_post = models.CharField("签批人职务", max_length=80, blank=True)
    signed_on = models.DateField("签批日期", null=True)
    sheet = models.OneToOneField(
        "publishing.SignedSheet",
        on_delete=models.PROTECT,
        related_name="review",
        verbose_name="签字扫描件",
        null=True,
    )
    opinion = models.TextField("说明", blank=True)
    # Warnings of the check that this person ticked: key, code and sentence of each.
    ticked = models.JSONField("核对过的提示", default=list)
    document = models.JSONField("当时的稿件")
    text_hash = models.CharField("稿件指纹", max_length=64)
    given_at = models.DateTimeField("何时")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "审核记录"
        verbose_name_plural = "审核记录"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["content_type", "object_id", "language", "round"], name="review_of_text"
            ),
            models.Index(
                fields=["given_at"], name="submissions_by_time", condition=Q(verdict="submitted")
            ),
            models.Index(fields=["given_at"], name="returns", condition=Q(verdict="returned")),
            models.Index(fields=["given_at"], name="reviews_by_time"),
            GinIndex(PairsOf("title"), name="review_pairs"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language", "round", "reviewer"],
                # Who released in an emergency is not who reviews it afterwards.
                condition=Q(verdict__in=["approved", "emergency"]),
                name="each_review_is_by_another_person",
                violation_error_message="同一人不能在一次送审中审核两次",
            ),
            # By whose authority: absent person and deputy are one.
            models.UniqueConstraint(
                "content_type",
                "object_id",
                "language",
                "round",
                Coalesce("on_behalf_of", "reviewer"),
                condition=Q(verdict="approved"),
                name="each_review_is_by_another_authority",
                violation_error_message="本人与代审人不能在一次送审中各审一次",
            ),
            models.CheckConstraint(
                condition=Q(signer="", signer_post="", signed_on=None, sheet=None)
                | (
                    ~Q(signer="")
                    & ~Q(signer_post="")
                    & Q(signed_on__isnull=False, sheet__isnull=False)
                    & Q(verdict="approved", on_behalf_of=None)
                ),
                name="signature_on_paper_says_who_when_and_shows_it",
                violation_error_message="纸面签批须写明何人、职务、日期，并附扫描件",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="emergency") | ~Q(opinion=""),
                name="emergency_verdict_has_a_reason",
                violation_error_message="紧急发布须写明原因",
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of=None) | ~Q(on_behalf_of=F("reviewer")),
                name="nobody_reviews_on_their_own_behalf",
                violation_error_message="不能代本人",
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language", "round", "stage"],
                condition=Q(verdict="approved"),
                name="each_stage_is_approved_once",
                violation_error_message="这一环节已经通过",
            ),
        ]
        permissions = [
            ("review_first", "一审"),
            ("review_second", "二审"),
            ("review_final", "三审并发布"),
            ("review_translation", "译审并发布译文"),
            ("withdraw_text", "撤稿"),
        ]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}：{self.title}"


# Among the fields of a `TextChange`: a slip that two people mended is nobody's text.
ERRATUM = "勘误"


class TextChange(models.Model):
    """One person's change of a working text: it makes them one of its authors.

    Whoever changed a text since its last release cannot review it.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    text = GenericForeignKey()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="text_changes"
    )
    languages = ArrayField(models.CharField(max_length=10))
    fields = ArrayField(models.CharField(max_length=60))
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "修改记录"
        verbose_name_plural = "修改记录"
        default_permissions = ()
        indexes = [models.Index(fields=["content_type", "object_id"], name="changes_of_text")]

    def __str__(self) -> str:
        return f"{self.author}：{'、'.join(self.fields)}"
