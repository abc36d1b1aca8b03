"""Whose site this is."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from waishi.languages import columns
from waishi.publishing.models import PublicRecord, PublicRecordQuerySet

DOMAIN = r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"
SITE_CODE = r"^[0-9A-Za-z]{10}$"
CONAC_ID = r"^[0-9A-Fa-f]{32}$"
# The number in 渝公网安备 00000000000000号, which the register of the police is asked by.
POLICE_NUMBER = r"[0-9]{14}"


class SiteIdentity(PublicRecord):
    """Whose site this is: one row, on every page.

    While `is_demonstration` is true every page says that it is no government site
    and asks machines not to list it, and no number of an office is shown, whatever
    is filled in here.
    """

    prose = ("about",)

    name = models.CharField("网站名称", max_length=60)
    tagline = models.CharField("副题", max_length=80, blank=True)
    mark = models.ForeignKey(
        "media.Picture",
        on_delete=models.PROTECT,
        related_name="site_identities",
        verbose_name="本办标志",
        null=True,
        blank=True,
    )
    mark_alt = models.CharField("标志替代文字", max_length=120, blank=True)
    is_demonstration = models.BooleanField("演示站点", default=True)
    domain = models.CharField(
        "域名",
        max_length=120,
        blank=True,
        help_text="只写域名，如 zfwb.example.gov.cn",
        validators=[RegexValidator(DOMAIN, "只写域名，不写 http:// 和斜线")],
    )
    site_code = models.CharField(
        "网站标识码",
        max_length=10,
        blank=True,
        help_text="十位，由全国政府网站信息报送系统核发",
        validators=[RegexValidator(SITE_CODE, "网站标识码是十位数字或字母")],
    )
    icp_number = models.CharField("ICP 备案号", max_length=60, blank=True)
    police_number = models.CharField(
        "公安备案号",
        max_length=60,
        blank=True,
        help_text="照备案证明填写，含其中的十四位数字",
        validators=[RegexValidator(POLICE_NUMBER, "公安备案号中应有十四位数字")],
    )
    conac_id = models.CharField(
        "党政机关网站标识",
        max_length=32,
        blank=True,
        help_text="中央编办事业发展中心标识地址中 id= 之后的三十二位",
        validators=[RegexValidator(CONAC_ID, "党政机关网站标识是三十二位十六进制数")],
    )
    organiser = models.CharField("主办单位", max_length=120, blank=True)
    operator = models.CharField("承办单位", max_length=120, blank=True)
    address = models.CharField("办公地址", max_length=160, blank=True)
    telephone = models.CharField(
        "联系电话",
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^\+?[0-9][0-9 -]{2,30}$", "只写一个号码，如 023-00000000")],
    )
    email = models.EmailField("电子邮箱", blank=True)
    office_hours = models.CharField("办公时间", max_length=160, blank=True)
    contact = models.TextField("其他联系说明", blank=True)
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
            models.CheckConstraint(
                condition=Q(site_code="") | Q(site_code__regex=SITE_CODE),
                name="site_code_has_ten_characters",
                violation_error_message="网站标识码是十位数字或字母",
            ),
            models.CheckConstraint(
                condition=Q(conac_id="") | Q(conac_id__regex=CONAC_ID),
                name="site_conac_id_has_thirty_two_digits",
                violation_error_message="党政机关网站标识是三十二位十六进制数",
            ),
            models.CheckConstraint(
                condition=Q(mark=None)
                | Q(mark_alt_zh_hans__isnull=False, mark_alt_zh_hans__regex=r"\S"),
                name="site_mark_has_its_alternative_text",
                violation_error_message="本办标志须有中文替代文字",
            ),
        ]

    def __str__(self) -> str:
        return "网站标识"

    @classmethod
    def published_contacts(cls) -> str:
        """How the office says that it is reached: numbers there are no one's private ones."""
        said = cls.objects.public().values_list("telephone", *columns("contact", "about"))
        return " ".join(text or "" for row in said for text in row)


class OtherName(models.Model):
    """A further name of the office: one it also bears, or bore until a day."""

    identity = models.ForeignKey(
        SiteIdentity, on_delete=models.CASCADE, related_name="other_names", verbose_name="网站"
    )
    name = models.CharField("名称", max_length=120)
    until = models.DateField("用到哪一天", null=True, blank=True, help_text="仍在用的不填")
    position = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "其他名称"
        verbose_name_plural = "其他名称、曾用名"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name_zh_hans or self.name_en or ""
