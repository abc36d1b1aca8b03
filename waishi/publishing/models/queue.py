"""What waits for somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from waishi.accounts.models import User
from waishi.publishing.models.proposal import Proposal
from waishi.publishing.models.review import Stage, agreed_by
from waishi.publishing.models.visibility import names_a_text_seen, names_an_erratum_seen

# What a proposal and an erratum wait for; a text waits for a stage.
DECISION = "decision"
AGREEMENT = "agreement"


@dataclass(frozen=True)
class Authority:
    """Stages a person may decide: in their own right, or in the place of `principal`."""

    principal: User | None
    stages: frozenset[Stage]


class QueueEntryQuerySet(models.QuerySet):
    def of_text(self, text: models.Model, language: str) -> Self:
        """The entry of one text or erratum in its language, or of one proposal (without)."""
        content_type = ContentType.objects.get_for_model(text)
        return self.filter(content_type=content_type, object_id=text.pk, language=language)

    def visible_to(self, user: User) -> Self:
        """Texts the person may open, with their errata, and proposals they may read."""
        texts = names_a_text_seen(user) | names_an_erratum_seen(user)
        return self.filter(texts | _proposals_of(user))

    def awaiting(self, user: User, authorities: Iterable[Authority]) -> Self:
        """What the person can decide now: theirs by stage, not their own, not read before."""
        return self.visible_to(user).filter(_decided_by(user, authorities))

    def sent_by_person(self, user: User) -> Self:
        """What the person handed over themselves."""
        return self.filter(sent_by=user)

    def most_urgent_first(self) -> Self:
        """By urgency, then by how long it has waited: the order of the queue."""
        return self.order_by("-urgency", "since", "pk")

    def counted_for(self, user: User, authorities: Iterable[Authority]) -> list[dict[str, Any]]:
        """How many rows of each kind, place and language there are: all, mine to decide, sent."""
        groups = self.order_by().values("content_type", "found_in", "language")
        return list(
            groups.annotate(
                all=Count("pk"),
                mine=Count("pk", filter=_decided_by(user, authorities)),
                sent=Count("pk", filter=Q(sent_by=user)),
            )
        )

    def for_rows(self) -> Self:
        """Everything `office/_queue_rows.html` reads, but the names of authors."""
        return self.select_related("urgent_by")


def _proposals_of(user: User) -> Q:
    proposals = Q(content_type=ContentType.objects.get_for_model(Proposal))
    read = Proposal.objects.visible_to(user).order_by().filter(pk=OuterRef("object_id"))
    return proposals & Q(Exists(read))


def _decided_by(user: User, authorities: Iterable[Authority]) -> Q:
    """What the person decides in their own right, or in somebody's place."""
    mine = Q(stage=DECISION) if user.holds("publishing.decide_proposal") else Q(pk__in=[])
    mine |= Q(stage=AGREEMENT, language__in=agreed_by(user))
    for authority in authorities:
        by_stage = Q(stage__in=sorted(authority.stages))
        mine |= by_stage & _untouched(authority.principal.pk) if authority.principal else by_stage
    return mine & _untouched(user.pk)


def _untouched(person: int) -> Q:
    return ~Q(authors__contains=[person]) & ~Q(approvers__contains=[person])


class QueueEntry(models.Model):
    """One text in one language, one erratum, or one proposal, that waits for somebody.

    It repeats what they say of themselves, so that one narrow list answers "what
    must I do now"; triggers refuse, at commit, an entry that
    disagrees with them. Only `publishing.queue` writes it.
    """

    class Urgency(models.IntegerChoices):
        NORMAL = 0, "一般"
        URGENT = 1, "加急"
        EMERGENCY = 2, "紧急发布，待补审"

    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="种类"
    )
    object_id = models.PositiveBigIntegerField("编号")
    thing = GenericForeignKey()
    language = models.CharField("语种", max_length=10, blank=True)
    title = models.CharField("标题", max_length=200)
    found_in = models.CharField("栏目或种类", max_length=80)
    stage = models.CharField(
        "环节",
        max_length=12,
        choices=[*Stage.choices[1:], (DECISION, "待复核"), (AGREEMENT, "勘误待同意")],
    )
    since = models.DateTimeField("何时起等待")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="queue_entries",
        verbose_name="送审人",
        null=True,
    )
    authors = ArrayField(models.BigIntegerField(), default=list)
    # Everyone who approved this round, and everyone in whose place they did.
    approvers = ArrayField(models.BigIntegerField(), default=list)
    urgency = models.PositiveSmallIntegerField("缓急", choices=Urgency, default=Urgency.NORMAL)
    urgent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="urgent_queue_entries",
        verbose_name="何人加急",
        null=True,
    )
    urgent_reason = models.CharField("加急原因", max_length=200, blank=True)

    objects = QueueEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "待办"
        verbose_name_plural = "待办"
        ordering = ["-urgency", "since", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language"],
                name="queue_holds_each_text_once",
                violation_error_message="同一稿件同一语种只等一个环节",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.DRAFT),
                name="draft_waits_for_nobody",
                violation_error_message="草稿不在待办之列",
            ),
            models.CheckConstraint(
                condition=Q(urgency=0) | (Q(urgent_by__isnull=False) & ~Q(urgent_reason="")),
                name="urgency_says_who_asked_and_why",
                violation_error_message="加急须写明何人为何加急",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.get_stage_display()}）"

    @property
    def is_proposal(self) -> bool:
        """Whether it is a change of a record, not a text."""
        return self.stage == DECISION

    @property
    def is_erratum(self) -> bool:
        """Whether it is a slip of the pen on a live page."""
        return self.stage == AGREEMENT
