"""Where else the public may turn."""

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q

from waishi.publishing.models import PublicRecord, PublicRecordQuerySet

NUMBER = r"^\+?[0-9][0-9-]{1,20}$"


class LinkGroup(PublicRecord):
    """A group of links on every page; consulates have a page of their own."""

    class Kind(models.TextChoices):
        SITES = "sites", "相关网站"
        SERVICES = "services", "办事服务"
        HOTLINES = "hotlines", "热线电话"
        CONSULATES = "consulates", "外国驻渝领事机构"

    title = models.CharField("名称", max_length=40)
    kind = models.CharField("种类", max_length=10, choices=Kind, default=Kind.SITES)
    position = models.PositiveSmallIntegerField("顺序", default=100)

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "链接组"
        verbose_name_plural = "链接组"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title_zh_hans or self.title_en or ""


class Link(models.Model):
    """One address or telephone number of a group; in a language only where it has a title there.

    The address may differ between languages: most ministries have a site for each.
    """

    group = models.ForeignKey(
        LinkGroup, on_delete=models.CASCADE, related_name="links", verbose_name="链接组"
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    title = models.CharField("名称", max_length=60)
    address = models.CharField(
        "网址", max_length=300, blank=True, validators=[URLValidator(["http", "https"])]
    )
    telephone = models.CharField(
        "电话号码",
        max_length=24,
        blank=True,
        validators=[RegexValidator(NUMBER, "只写一个号码，如 12345 或 +86-10-12308")],
    )
    note = models.CharField("说明", max_length=120, blank=True)
    source = models.CharField("出处", max_length=200, blank=True, help_text="只有本办看得到")

    class Meta:
        verbose_name = "链接"
        verbose_name_plural = "链接"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(telephone__regex=NUMBER)
                | Q(telephone="", address_zh_hans__gt="", address_zh_hans__isnull=False)
                | Q(telephone="", address_en__gt="", address_en__isnull=False),
                name="link_leads_to_an_address_or_a_number",
                violation_error_message="每个链接须有网址（http:// 或 https:// 开头）或电话号码",
            ),
            models.CheckConstraint(
                condition=(
                    (Q(address_zh_hans=None) | Q(address_zh_hans__regex=r"^(https?://|$)"))
                    & (Q(address_en=None) | Q(address_en__regex=r"^(https?://|$)"))
                ),
                name="link_address_is_a_web_address",
                violation_error_message="网址须以 http:// 或 https:// 开头",
            ),
        ]

    def __str__(self) -> str:
        return self.title_zh_hans or self.title_en or ""
