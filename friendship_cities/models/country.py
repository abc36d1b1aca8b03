"""States with which China has diplomatic relations."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from friendship_cities.diplomatic_relations import ISO_CODES, refusal
from friendship_cities.models.record import ReferenceRecord

FOUNDED = date(1949, 10, 1)


class Country(ReferenceRecord):
    """A state with which China has diplomatic relations, and no other.

    Hong Kong and Macao are special administrative regions and Taiwan a province
    of China; a constraint refuses them and every code that is not such a state.
    """

    class Continent(models.TextChoices):
        """As the foreign ministry groups them."""

        ASIA = "asia", "亚洲"
        AFRICA = "africa", "非洲"
        EUROPE = "europe", "欧洲"
        NORTH_AMERICA = "north_america", "北美洲"
        SOUTH_AMERICA = "south_america", "南美洲"
        OCEANIA = "oceania", "大洋洲"

    iso2 = models.CharField("国家代码", max_length=2, unique=True)
    name = models.CharField("名称", max_length=60, help_text="外交部使用的简称")
    continent = models.CharField("大洲", max_length=14, choices=Continent)
    diplomatic_relations_since = models.DateField("建交日期")

    class Meta:
        verbose_name = "国家"
        verbose_name_plural = "国家"
        ordering = ["iso2"]
        constraints = [
            models.CheckConstraint(
                condition=Q(iso2__in=ISO_CODES),
                name="country_has_diplomatic_relations",
                violation_error_message="只登记与我国建交的国家；香港、澳门、台湾不是国家",
            ),
            models.CheckConstraint(
                condition=Q(name_zh_hans__isnull=False, name_zh_hans__regex=r"\S")
                & Q(name_en__isnull=False, name_en__regex=r"\S"),
                name="country_is_named_in_both_languages",
                violation_error_message="国家须有中文和英文名称：两种语言都有它的网页",
            ),
            models.CheckConstraint(
                condition=Q(diplomatic_relations_since__gte=FOUNDED),
                name="country_since_the_republic_was_founded",
                violation_error_message="建交日期不能早于1949年10月1日",
            ),
            models.CheckConstraint(
                condition=~Q(name_zh_hans__regex="香港|澳门|台湾|台灣|臺灣|澳門")
                & ~Q(name_en__iregex="hong ?kong|maca[ou]|taiwan"),
                name="country_is_not_called_as_a_region_of_china",
                violation_error_message="香港、澳门、台湾不是国家",
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh_hans or self.iso2

    def get_absolute_url(self) -> str:
        return reverse("friendship_cities:country_detail", args=[self.iso2.lower()])

    def clean(self) -> None:
        if reason := refusal(self.iso2):
            raise ValidationError({"iso2": reason})
