# The administrator limits a person's work to some sections, on the page of the account.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0016_a_lead_picture_may_be_decoration"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SectionLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="limits",
                        to="news.section",
                        verbose_name="栏目",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="section_limits",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "限定栏目",
                "verbose_name_plural": "限定栏目（不填即不限）",
                "ordering": ["section__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "section"),
                        name="person_is_limited_to_a_section_once",
                        violation_error_message="这个栏目已列出",
                    )
                ],
            },
        ),
    ]
