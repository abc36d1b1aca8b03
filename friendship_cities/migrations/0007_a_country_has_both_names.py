"""Every country has a page in both languages, which its name heads."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("friendship_cities", "0006_no_relations_before_the_republic")]

    operations = [
        migrations.AddConstraint(
            "country",
            models.CheckConstraint(
                condition=Q(name_zh_hans__isnull=False, name_zh_hans__regex=r"\S")
                & Q(name_en__isnull=False, name_en__regex=r"\S"),
                name="country_is_named_in_both_languages",
                violation_error_message="国家须有中文和英文名称：两种语言都有它的网页",
            ),
        ),
    ]
