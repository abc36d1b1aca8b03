"""Foreign places."""

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q

from friendship_cities.models.record import RegisterRecord
from waishi.publishing.models import PublicRecordQuerySet
from waishi.zones import validate_zone


class City(RegisterRecord):
    """A foreign locality of any level, of the country the signed paper names.

    The country is never derived from coordinates.
    """

    class Level(models.TextChoices):
        CITY = "city", "市"
        PROVINCE_STATE = "province_state", "省、州、大区"
        DISTRICT = "district", "市辖区"
        COUNTY_REGION = "county_region", "县、郡、地区"

    prose = ("profile",)

    name = models.CharField("名称", max_length=80)
    native_name = models.CharField("本国文字名称", max_length=120, blank=True)
    former_names = models.CharField("曾用名", max_length=200, blank=True)
    level = models.CharField("级别", max_length=16, choices=Level, default=Level.CITY)
    country = models.ForeignKey(
        "friendship_cities.Country",
        on_delete=models.PROTECT,
        related_name="cities",
        verbose_name="国家",
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name="上级地方",
        null=True,
        blank=True,
    )
    latitude = models.FloatField(
        "纬度", null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        "经度", null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    population = models.PositiveBigIntegerField("人口", null=True, blank=True)
    population_year = models.PositiveSmallIntegerField("人口年份", null=True, blank=True)
    time_zone = models.CharField(
        "时区", max_length=40, blank=True, validators=[validate_zone], help_text="如 Europe/Paris"
    )
    website = models.CharField(
        "官方网站", max_length=300, blank=True, validators=[URLValidator(["http", "https"])]
    )
    profile = models.TextField("简介", blank=True)
    picture = models.ForeignKey(
        "media.Picture",
        on_delete=models.PROTECT,
        related_name="cities",
        verbose_name="图片",
        null=True,
        blank=True,
    )

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "外国地方"
        verbose_name_plural = "外国地方"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                # With a null, a range alone is neither true nor false, and lets pass.
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="city_lies_on_the_globe",
                violation_error_message="经纬度须同时填写，纬度 -90 到 90，经度 -180 到 180",
            ),
            models.CheckConstraint(
                condition=Q(population=None) | Q(population_year__isnull=False),
                name="population_has_its_year",
                violation_error_message="填写人口须注明年份",
            ),
            models.UniqueConstraint(
                fields=["country", "name_zh_hans", "level"],
                name="city_once_per_country_and_level",
                violation_error_message="该国已登记同名同级的地方",
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh_hans or self.name_en or "（未命名）"
