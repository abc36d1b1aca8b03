"""Where pages stood before."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from waishi.publishing.models import Versioned

# One slash and no second: `//host` and `/\\host` would leave the site.
OWN_PATH = r"^/([^/\\\s?#][^\\\s#]*)?$"
own_path = RegexValidator(OWN_PATH, "只写本站的路径，以一个 / 开头，不含空白和 #")


class OldAddress(Versioned):
    """An address of a former site, and the page that took its place.

    Looked up only where nothing else stands at the address. It leads straight to its
    page: a trigger refuses one that leads to another old address, so none can loop.
    """

    path = models.CharField(
        "旧地址",
        max_length=400,
        unique=True,
        validators=[own_path],
        help_text="旧站的路径，可带 ? 之后的部分，如 /content.aspx?id=12",
    )
    target = models.CharField(
        "新地址",
        max_length=400,
        validators=[own_path],
        help_text="本站的路径，如 /news/1024/；只写数字即为稿件编号",
    )
    remark = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        verbose_name = "旧地址"
        verbose_name_plural = "旧地址"
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(path__regex=OWN_PATH, target__regex=OWN_PATH),
                name="old_address_stays_on_this_site",
                violation_error_message="旧地址和新地址都须是本站的路径",
            ),
            models.CheckConstraint(
                condition=~Q(path=F("target")),
                name="old_address_leads_elsewhere",
                violation_error_message="新地址不能是旧地址自己",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} → {self.target}"

    def clean(self) -> None:
        """A sentence for people where the trigger would refuse."""
        others = OldAddress.objects.exclude(pk=self.pk)
        if others.filter(path=self.target).exists():
            raise ValidationError({"target": "新地址本身是一条旧地址，请直接写最终的地址。"})
        if others.filter(target=self.path).exists():
            raise ValidationError({"path": "已有旧地址指向这里，请先改它们的新地址。"})


def path_of(said: str) -> str:
    """What people write for a page: a path, or the number of an article."""
    said = said.strip()
    return f"/news/{int(said)}/" if re.fullmatch(r"[0-9]{1,15}", said) else said
