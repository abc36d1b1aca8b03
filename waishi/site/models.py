"""What the site says of itself."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from waishi.dates import PartialDateField
from waishi.publishing.models import PublicRecord, PublicRecordQuerySet

NO_MARKUP = r"""^[^<>&"'\s]+$"""
no_markup = RegexValidator(NO_MARKUP, "只填文字，不能含尖括号、引号、& 和空白")


class SiteIdentity(PublicRecord):
    """Whose site this is: one row, on every page.

    While `is_demonstration` is true every page says that it is no government site
    and asks machines not to list it.
    """

    prose = ("about",)

    name = models.CharField("网站名称", max_length=60)
    tagline = models.CharField("副题", max_length=80, blank=True)
    is_demonstration = models.BooleanField("演示站点", default=True)
    domain = models.CharField("域名", max_length=120, blank=True)
    site_code = models.CharField("网站标识码", max_length=10, blank=True)
    icp_number = models.CharField("ICP 备案号", max_length=60, blank=True)
    police_number = models.CharField("公安备案号", max_length=60, blank=True)
    organiser = models.CharField("主办单位", max_length=120, blank=True)
    contact = models.TextField("联系方式", blank=True)
    about = models.TextField("关于本站", blank=True)

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "网站标识"
        verbose_name_plural = "网站标识"
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="site_identity_is_one_row",
                violation_error_message="网站标识只有一条",
            ),
        ]

    def __str__(self) -> str:
        return "网站标识"


class StatedFigure(PublicRecord):
    """A figure somebody stated, with when and where: 52 pairs at the end of 2021.

    Shown beside the number counted from the records, never mixed with it.
    """

    class Exactness(models.TextChoices):
        EXACT = "exact", "整数"
        OVER = "over", "余"
        NEARLY = "nearly", "近"
        MORE_THAN = "more_than", "超"

    class Subject(models.TextChoices):
        """What pages look figures up by."""

        SISTER_CITIES = "sister_cities", "友好城市对数"
        FRIENDLY_EXCHANGE = "friendly_exchange", "友好交流城市对数"
        OTHER = "other", "其他"

    subject = models.CharField("口径", max_length=20, choices=Subject, default=Subject.OTHER)
    label = models.CharField("说明", max_length=80)
    value = models.PositiveIntegerField("数值")
    exactness = models.CharField("程度", max_length=10, choices=Exactness, default=Exactness.EXACT)
    unit = models.CharField("单位", max_length=20)
    as_of = PartialDateField("截至")
    stated_by = models.CharField("发布者", max_length=120)
    source = models.CharField("出处", max_length=300)

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "口径数字"
        verbose_name_plural = "口径数字"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "as_of"],
                condition=~Q(subject="other"),
                name="one_stated_figure_per_subject_and_day",
                violation_error_message="同一口径同一日期已有数字",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.value}（{self.as_of}）"


class ScriptException(PublicRecord):
    """A phrase that the dictionary puts wrongly into traditional characters, put right.

    Neither side may hold what has a meaning in HTML: phrases are replaced in pages.
    """

    simplified = models.CharField("简体", max_length=40, unique=True, validators=[no_markup])
    traditional = models.CharField("繁体", max_length=40, validators=[no_markup])
    reason = models.CharField("说明", max_length=200, blank=True, help_text="只供本办查阅")

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "繁体例外"
        verbose_name_plural = "繁体例外"
        ordering = ["simplified"]
        constraints = [
            models.CheckConstraint(
                condition=Q(simplified__regex=NO_MARKUP, traditional__regex=NO_MARKUP),
                name="script_exception_is_no_markup",
                violation_error_message="例外只能是文字，不能含尖括号、引号、& 和空白",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.simplified} → {self.traditional}"
