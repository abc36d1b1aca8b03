"""Words said of pictures are found without reading every row."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from waishi.publishing.pairs import PairsOf
from waishi.publishing.triggers import know_words

SAID = ["title", "description", "credit_zh_hans", "source", "original_name"]


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0002_rules_of_the_database"),
        ("publishing", "0005_lists_stay_quick"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="picture",
            index=GinIndex(PairsOf(*SAID), name="picture_pairs"),
        ),
        migrations.AddIndex(
            model_name="picture",
            index=models.Index(fields=["uploaded_at"], name="picture_uploaded"),
        ),
        *(know_words("media_picture", name) for name in SAID),
    ]
