"""What is known of a link to another site."""

from datetime import datetime
from difflib import SequenceMatcher
from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from waishi.accounts.models import User
from waishi.publishing.links.addresses import registered_domain
from waishi.publishing.links.fetching import Answer
from waishi.publishing.models.visibility import names_a_text_seen

# Gone for good; and sites that refuse machines, of which nothing is known.
GONE = {404, 410}
REFUSING = {401, 403, 405, 406, 412, 418, 429, 451, 503}
# Below this two titles are of different pages.
ALIKE = 0.5


class LinkStateQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those that a text the person may open leads to."""
        return self.filter(Exists(LinkUse.objects.visible_to(user).filter(link=OuterRef("pk"))))

    def troubled(self) -> Self:
        """Links a person should look at: a single failure may be a bad moment."""
        silent = Q(state=LinkState.State.SILENT, failures__gte=2)
        return self.filter(silent | Q(state__in=LinkState.CERTAIN))


class LinkState(models.Model):
    """One address of another site, as it answered when it was last asked."""

    class State(models.TextChoices):
        UNKNOWN = "unknown", "还没有查"
        FINE = "fine", "正常"
        REFUSED = "refused", "对方不让机器查"
        SILENT = "silent", "没有应答"
        GONE = "gone", "页面不在了"
        ELSEWHERE = "elsewhere", "转到了别的网站"
        RETITLED = "retitled", "标题变了"

    CERTAIN = (State.GONE, State.ELSEWHERE, State.RETITLED)

    address = models.CharField("网址", max_length=500, unique=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.UNKNOWN)
    http_status = models.PositiveSmallIntegerField("应答码", default=0)
    problem = models.CharField("说明", max_length=200, blank=True)
    final_address = models.CharField("转到", max_length=2000, blank=True)
    title = models.CharField("标题", max_length=200, blank=True)
    first_title = models.CharField("第一次见到的标题", max_length=200, blank=True)
    failures = models.PositiveIntegerField("连续失败次数", default=0)
    first_failed_at = models.DateTimeField("最早失败", null=True, blank=True)
    checked_at = models.DateTimeField("上次检查", null=True, blank=True)

    objects = LinkStateQuerySet.as_manager()

    class Meta:
        verbose_name = "外部链接"
        verbose_name_plural = "断链"
        ordering = ["-first_failed_at", "address"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.address

    def take(self, answer: Answer, at: datetime) -> None:
        """Note an answer, not saved yet."""
        self.state = self._judged(answer)
        self.checked_at, self.http_status = at, answer.status
        moved = answer.address != self.address
        self.final_address = _storable(answer.address, 2000) if moved else ""
        self.problem = _storable(answer.problem, 200)
        self.title = _storable(answer.title, 200)
        if not self.first_title and self.state == self.State.FINE:
            self.first_title = self.title
        fails = self.state in (self.State.SILENT, self.State.GONE)
        self.failures = self.failures + 1 if fails else 0
        self.first_failed_at = (self.first_failed_at or at) if fails else None

    def _judged(self, answer: Answer) -> str:
        if answer.status in GONE:
            return self.State.GONE
        if answer.status in REFUSING:
            return self.State.REFUSED
        if answer.status == 0 or answer.status >= 400:
            return self.State.SILENT
        if registered_domain(answer.address) != registered_domain(self.address):
            return self.State.ELSEWHERE
        if self.first_title and not _alike(self.first_title, answer.title):
            return self.State.RETITLED
        return self.State.FINE


class LinkUseQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those in texts the person may open."""
        return self.filter(names_a_text_seen(user))


class LinkUse(models.Model):
    """That a text leads to an address; its title is the text's own to tell."""

    link = models.ForeignKey(LinkState, on_delete=models.CASCADE, related_name="uses")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    text = GenericForeignKey()

    objects = LinkUseQuerySet.as_manager()

    class Meta:
        verbose_name = "用到外部链接之处"
        verbose_name_plural = "用到外部链接之处"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["link", "content_type", "object_id"],
                name="link_used_once_per_text",
                violation_error_message="这条链接在这篇稿件里已经记下",
            )
        ]

    def __str__(self) -> str:
        return f"{self.link_id}：{self.content_type_id}/{self.object_id}"


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def _storable(said: str, most: int) -> str:
    """What another site says, without NUL, as far as there is room for it."""
    return said.replace("\x00", "")[:most]
