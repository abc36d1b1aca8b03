"""Showing one text, before it is reviewed, to somebody without an account."""

from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from news.models.release import ArticleRelease

DAYS, MOST_DAYS = 3, 14


def read_networks(text: str) -> list[IPv4Network | IPv6Network]:
    """The networks of a list, one a line. Raises ValueError for a line that is none."""
    return [ip_network(line.strip()) for line in text.splitlines() if line.strip()]


def check_networks(text: str) -> None:
    """Refuse what is no network, and the whole Internet, which is no list."""
    try:
        networks = read_networks(text)
    except ValueError:
        raise ValidationError("每行一个网段，如 10.8.0.0/16；单个地址写作 10.8.0.7/32。") from None
    if any(network.prefixlen < 8 for network in networks):
        raise ValidationError("网段太大：须是 /8 或更小的网段，不能是整个互联网。")


class PreviewSharing(models.Model):
    """Whether preview links are used at all, and from where they open: one row, off by default.

    Whoever keeps this row writes no texts, and whoever gives links cannot change it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    is_on = models.BooleanField("启用预览链接", default=False)
    networks = models.TextField(
        "可以打开的网段",
        blank=True,
        validators=[check_networks],
        help_text="每行一个网段，如 10.8.0.0/16；不填则哪里都打不开",
    )

    class Meta:
        verbose_name = "预览链接设置"
        verbose_name_plural = "预览链接设置"
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="preview_sharing_is_one_row",
                violation_error_message="预览链接设置只有一条",
            ),
        ]

    def __str__(self) -> str:
        return "启用" if self.is_on else "停用"

    def admits(self, address: str) -> bool:
        """Whether a link opens for somebody at `address`."""
        if not self.is_on:
            return False
        try:
            at = ip_address(address)
            # How a server that listens on both kinds writes the older one.
            at = getattr(at, "ipv4_mapped", None) or at
            return any(at in network for network in read_networks(self.networks))
        except ValueError:
            return False


class PreviewLinkQuerySet(models.QuerySet):
    def valid_at(self, moment: datetime) -> Self:
        """Links that open: neither over nor revoked, their text not released, their giver here."""
        released = ArticleRelease.objects.filter(
            article=OuterRef("article"),
            language=OuterRef("language"),
            live_from__gt=OuterRef("given_at"),
            live_from__lte=moment,
        )
        standing = self.filter(given_at__lte=moment, expires_at__gt=moment, revoked_at=None)
        return standing.filter(
            ~Exists(released), article__trashed_at=None, given_by__is_active=True
        )

    def for_list(self) -> Self:
        """Everything the office's list of links reads; never the document."""
        return self.select_related("given_by", "revoked_by").defer("document")


class PreviewLink(models.Model):
    """One text in one language, as it stood when the link was given, for a few days.

    Only a hash of what stands in the address is kept. A row never changes but to be
    revoked, and goes with its draft from the trash: a trigger holds that.
    """

    token_hash = models.CharField("链接指纹", max_length=64, unique=True, editable=False)
    article = models.ForeignKey(
        "news.Article",
        on_delete=models.CASCADE,
        related_name="preview_links",
        verbose_name="稿件",
    )
    language = models.CharField("语种", max_length=10)
    document = models.JSONField("全文")
    given_to = models.CharField("给谁看", max_length=80)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="preview_links",
        verbose_name="谁给的",
    )
    given_at = models.DateTimeField("何时给的")
    expires_at = models.DateTimeField("到期")
    revoked_at = models.DateTimeField("何时收回", null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="revoked_preview_links",
        verbose_name="谁收回的",
        null=True,
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "预览链接"
        verbose_name_plural = "预览链接"
        ordering = ["-pk"]
        default_permissions = ("view",)
        permissions = [
            ("give_preview_link", "给出预览链接"),
            ("preview_site", "预览某一时刻的整个网站"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("given_at"))
                & Q(expires_at__lte=F("given_at") + timedelta(days=MOST_DAYS)),
                name="preview_link_lasts_two_weeks_at_most",
                violation_error_message=f"预览链接最多 {MOST_DAYS} 天",
            ),
            models.CheckConstraint(
                condition=Q(token_hash__regex="^[0-9a-f]{64}$"),
                name="preview_link_is_stored_as_its_hash",
                violation_error_message="预览链接只存指纹",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.get('title') or '（无标题）'}（给{self.given_to}）"
