"""A place with one coordinate is none: half of one closed its page."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("friendship_cities", "0003_a_time_zone_is_known")]

    operations = [
        migrations.RemoveConstraint("city", "city_lies_on_the_globe"),
        migrations.AddConstraint(
            "city",
            models.CheckConstraint(
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
        ),
    ]
