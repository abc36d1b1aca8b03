"""Telling those whose turn it is, outside the office's pages."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class NoticeEvent(models.TextChoices):
    """What people are told of."""

    WAITING = "waiting", "有稿件或提请待处理"
    RETURNED = "returned", "稿件被退回"
    EMERGENCY = "emergency", "有紧急发布"


class NoticeChannel(models.Model):
    """A group robot of 企业微信 or 钉钉 that is told what happens at the desk.

    It learns number, stage, section and link, never the text; the title only where
    somebody switched that on.
    """

    class Kind(models.TextChoices):
        WECOM = "wecom", "企业微信群机器人"
        DINGTALK = "dingtalk", "钉钉群机器人"

    kind = models.CharField("种类", max_length=10, choices=Kind)
    name = models.CharField("名称", max_length=40, help_text="例如：新闻审核群")
    url = models.CharField(
        "网址", max_length=300, help_text="机器人的 Webhook 地址；知道它的人都能往群里发消息"
    )
    secret = models.CharField(
        "加签密钥", max_length=100, blank=True, help_text="只有钉钉的“加签”要填"
    )
    events = ArrayField(
        models.CharField(max_length=12, choices=NoticeEvent), verbose_name="告知什么"
    )
    tells_titles = models.BooleanField(
        "也发标题", default=False, help_text="未公开的标题可能敏感，一般不勾"
    )
    is_enabled = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "提醒渠道"
        verbose_name_plural = "提醒渠道"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(url__startswith="https://"),
                name="notice_channel_is_reached_by_https",
                violation_error_message="网址须以 https:// 开头",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """One message to one channel, or by e-mail to those whose turn it is, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "待发"
        SENT = "sent", "已发"
        FAILED = "failed", "没有发出"

    channel = models.ForeignKey(
        NoticeChannel,
        on_delete=models.CASCADE,
        related_name="notices",
        verbose_name="渠道",
        null=True,
    )
    event = models.CharField("事由", max_length=12, choices=NoticeEvent)
    # Whom a letter has still to reach; not known for a group.
    people = ArrayField(models.BigIntegerField(), default=list)
    said = models.TextField("内容")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("试了几次", default=0)
    failure = models.CharField("为何没有发出", max_length=200, blank=True)
    created_at = models.DateTimeField("何时")
    sent_at = models.DateTimeField("何时发出", null=True)

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        ordering = ["-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_event_display()}（{self.channel or '电子邮件'}）"
