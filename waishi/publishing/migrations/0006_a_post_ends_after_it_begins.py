"""Nobody holds a post until a day before the day from which they hold it."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("publishing", "0005_lists_stay_quick")]

    operations = [
        migrations.AddConstraint(
            model_name="official",
            constraint=models.CheckConstraint(
                condition=Q(from_on=None)
                | Q(until_on=None)
                | Q(until_on__last_day__gte=F("from_on__first_day")),
                name="post_ends_after_it_begins",
                violation_error_message="任职止不能早于任职起",
            ),
        ),
    ]
