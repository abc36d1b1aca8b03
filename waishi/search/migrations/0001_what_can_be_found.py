import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from waishi.search.triggers import NOTE_CHANGED_RECORD


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ChangedRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="种类")),
                ("number", models.BigIntegerField(verbose_name="编号")),
            ],
            options={
                "verbose_name": "待编入检索",
                "verbose_name_plural": "待编入检索",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("search_text", models.TextField(editable=False, verbose_name="检索文本")),
                (
                    "search_vector",
                    django.contrib.postgres.search.SearchVectorField(
                        editable=False, verbose_name="检索向量"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="种类")),
                ("number", models.BigIntegerField(verbose_name="编号")),
                ("language", models.CharField(max_length=10, verbose_name="语种")),
                ("key", models.CharField(max_length=80, verbose_name="网址中的编号")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("text", models.TextField(blank=True, verbose_name="文字")),
                ("day", models.CharField(blank=True, max_length=10, verbose_name="日期（所知）")),
                ("dated_at", models.DateTimeField(null=True, verbose_name="日期")),
            ],
            options={
                "verbose_name": "检索条目",
                "verbose_name_plural": "检索条目",
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_vector"], name="search_entry_vector"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "number", "language"),
                        name="one_search_entry_per_record_and_language",
                        violation_error_message="每条记录每个语种只有一个检索条目",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("search_text", ""), _negated=True),
                        name="search_entry_can_be_found",
                        violation_error_message="检索条目不能没有文字",
                    ),
                ],
            },
        ),
        migrations.RunSQL(NOTE_CHANGED_RECORD, "drop function note_changed_record()"),
    ]
