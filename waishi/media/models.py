"""Pictures and videos the office may show."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from waishi.languages import text_in
from waishi.publishing.models import Versioned
from waishi.publishing.pairs import PairsOf


class PictureQuerySet(models.QuerySet):
    def as_taken(self) -> Self:
        """In the order they were taken; those that do not say come last, as they were added."""
        return self.order_by(F("taken_at").asc(nulls_last=True), "pk")


class Picture(Versioned):
    """One picture of the library, as re-encoded at its upload; its file never changes.

    What it shows is told where it is used: alternative text and caption belong to
    the use, not to the picture.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", "照片"
        VIDEO_STILL = "video_still", "视频截图"
        DRAWING = "drawing", "绘画、示意图"
        CHART = "chart", "图表"
        SCAN = "scan", "扫描件"

    title = models.CharField("名称", max_length=120, help_text="图库内查找用，读者看不到")
    description = models.CharField(
        "图上是什么",
        max_length=300,
        blank=True,
        help_text="传图时记下的；放进稿件的组图时，作为图说的初稿",
    )
    kind = models.CharField("类别", max_length=12, choices=Kind, default=Kind.PHOTO)
    file = models.CharField("文件", max_length=120, unique=True, editable=False)
    width = models.PositiveIntegerField("宽（像素）", editable=False)
    height = models.PositiveIntegerField("高（像素）", editable=False)
    ready_widths = models.JSONField("已生成的宽度", default=list, editable=False)
    original_name = models.CharField("原文件名", max_length=200, blank=True, editable=False)
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        related_name="replaced_by",
        verbose_name="替换",
        null=True,
        blank=True,
        editable=False,
    )
    credit = models.CharField("署名", max_length=120, blank=True, help_text="如：王某 摄")
    source = models.CharField("来源", max_length=200, blank=True)
    permission_until = models.DateField("授权至", null=True, blank=True)
    contains_map = models.BooleanField("含地图", default=False)
    map_approval = models.CharField("审图号", max_length=60, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        "主体横向位置（%）", default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        "主体纵向位置（%）", default=50, validators=[MaxValueValidator(100)]
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="pictures",
        verbose_name="上传人",
        editable=False,
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = "图片"
        verbose_name_plural = "图片"
        indexes = [
            GinIndex(
                PairsOf("title", "description", "credit_zh_hans", "source", "original_name"),
                name="picture_pairs",
            ),
            models.Index(fields=["uploaded_at"], name="picture_uploaded"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(contains_map=False) | ~Q(map_approval=""),
                name="picture_of_a_map_has_its_approval",
                violation_error_message="含地图的图片须填写审图号（《地图管理条例》）",
            ),
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100),
                name="picture_focal_point_lies_inside",
                violation_error_message="主体位置须在 0 到 100 之间",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """The re-encoded upload."""
        return default_storage.url(self.file)

    def rendition(self, width: int, extension: str) -> str:
        """The stored name of the picture at `width` pixels."""
        return f"{self.file.rsplit('.', 1)[0]}-{width}.{extension}"

    @property
    def webp_srcset(self) -> str:
        """The WebP files that are ready, for `<source srcset>`."""
        return self._srcset("webp")

    @property
    def jpeg_srcset(self) -> str:
        """The JPEG files that are ready, for `<img srcset>`."""
        return self._srcset("jpg")

    def _srcset(self, extension: str) -> str:
        return ", ".join(
            f"{default_storage.url(self.rendition(width, extension))} {width}w"
            for width in self.ready_widths
        )

    @cached_property
    def is_used(self) -> bool:
        """Whether anything shows it or ever showed it to readers."""
        # The rooms tell, which know pictures.
        from waishi.media.uses import used_among

        return bool(used_among([self]))

    @property
    def focal_classes(self) -> str:
        """Where a crop keeps to, in steps of ten, as classes; nothing for the middle."""
        if (self.focal_x, self.focal_y) == (50, 50):
            return ""
        return f"focal-x-{round(self.focal_x, -1)} focal-y-{round(self.focal_y, -1)}"

    @property
    def thumbnail_url(self) -> str:
        """The smallest that is ready, for the admin."""
        if not self.ready_widths:
            return self.url
        return default_storage.url(self.rendition(min(self.ready_widths), "webp"))


class UseOfPicture(models.Model):
    """A picture where it is shown, with what it says there in each language."""

    picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name="图片"
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    alt = models.CharField("替代文字", max_length=200, blank=True)
    caption = models.CharField("图说", max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.caption_zh_hans or self.picture)


class Video(Versioned):
    """A film of the office's own; its file never changes.

    No player of another site is ever embedded. Who cannot hear has captions, who
    cannot see or play it has the transcript, in each language.
    """

    title = models.CharField("名称", max_length=120)
    file = models.CharField("文件", max_length=120, unique=True, editable=False)
    size = models.PositiveBigIntegerField("字节", editable=False)
    poster = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        related_name="videos",
        verbose_name="封面",
        help_text="播放前显示的一帧",
    )
    captions = models.CharField("字幕文件", max_length=120, blank=True, editable=False)
    transcript = models.TextField(
        "文字稿", blank=True, help_text="片中说了什么、看到什么，一段一行；读者在视频下面读到"
    )
    credit = models.CharField("署名", max_length=120, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    permission_until = models.DateField("授权至", null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="videos",
        verbose_name="上传人",
        editable=False,
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = "视频"
        verbose_name_plural = "视频"

    def __str__(self) -> str:
        return str(self.title_zh_hans or self.file)

    @property
    def url(self) -> str:
        """The film itself."""
        return default_storage.url(self.file)

    def captions_url(self, language: str) -> str:
        """The captions in `language`; empty where there are none."""
        name = text_in(self, "captions", language)
        return default_storage.url(name) if name else ""
