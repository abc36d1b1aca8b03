"""Our side."""

from django.db import models
from django.db.models import Q

from friendship_cities.models.record import ReferenceRecord
from waishi.dates import PartialDateField


class LocalParty(ReferenceRecord):
    """The municipality, one of its districts or counties, or an institution in it."""

    class Level(models.TextChoices):
        MUNICIPALITY = "municipality", "市"
        DISTRICT_COUNTY = "district_county", "区县"
        INSTITUTION = "institution", "机构"

    name = models.CharField("名称", max_length=80)
    level = models.CharField("级别", max_length=16, choices=Level)
    adcode = models.CharField(
        "行政区划代码", max_length=6, blank=True, help_text="GB/T 2260 六位代码"
    )

    class Meta:
        verbose_name = "我方单位"
        verbose_name_plural = "我方单位"
        ordering = ["adcode", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name_zh_hans"],
                name="local_party_once",
                violation_error_message="该单位已登记",
            ),
            models.CheckConstraint(
                condition=Q(adcode="") | Q(adcode__regex=r"^\d{6}$"),
                name="adcode_has_six_digits",
                violation_error_message="行政区划代码为六位数字",
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh_hans or self.name_en or "（未命名）"


class LocalPartyName(models.Model):
    """A name our side bore at another time: 武隆县 until it became 武隆区."""

    local_party = models.ForeignKey(
        LocalParty, on_delete=models.CASCADE, related_name="other_names"
    )
    name = models.CharField("名称", max_length=80)
    until_on = PartialDateField("用到", null=True, blank=True)

    class Meta:
        verbose_name = "曾用名"
        verbose_name_plural = "曾用名"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name_zh_hans or ""
