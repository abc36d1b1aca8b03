"""An event of one day ends after the hour it begins: a calendar refuses another."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("friendship_cities", "0004_a_place_has_both_coordinates")]

    operations = [
        migrations.AddConstraint(
            "event",
            models.CheckConstraint(
                condition=Q(start_time=None)
                | Q(end_time=None)
                | Q(end_time__gt=F("start_time"))
                | Q(ends_on__isnull=False, ends_on__last_day__gt=F("starts_on__first_day")),
                name="event_ends_after_its_first_hour",
                violation_error_message="同一天的活动，结束时刻须晚于开始时刻；到次日结束的，请填结束日期",
            ),
        ),
    ]
