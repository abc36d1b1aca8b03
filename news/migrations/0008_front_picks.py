import django.db.models.deletion
from django.db import migrations, models

from waishi.publishing.triggers import count_changes, guard_publicity, guard_version


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0007_when_releases_begin_and_end"),
    ]

    operations = [
        migrations.CreateModel(
            name="FrontPick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                ),
                (
                    "is_public",
                    models.BooleanField(default=False, editable=False, verbose_name="已公开"),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("", "中文和英文首页"), ("zh-hans", "中文"), ("en", "英文")],
                        default="",
                        max_length=10,
                        verbose_name="用于",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="1 是头条，其后依次排列", verbose_name="顺序"
                    ),
                ),
                ("picked_from", models.DateTimeField(verbose_name="开始")),
                (
                    "picked_until",
                    models.DateTimeField(
                        help_text="到时自动撤下，首页恢复自动编排", verbose_name="结束"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="front_picks",
                        to="news.article",
                        verbose_name="稿件",
                    ),
                ),
            ],
            options={
                "verbose_name": "首页头条",
                "verbose_name_plural": "首页头条",
                "ordering": ["-picked_from", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("picked_until__gt", models.F("picked_from"))),
                        name="front_pick_ends_after_it_starts",
                        violation_error_message="结束须晚于开始",
                    )
                ],
            },
        ),
        guard_version("news_frontpick"),
        guard_publicity("news_frontpick", "news", "frontpick"),
        count_changes("news_frontpick"),
    ]
