"""Nobody had diplomatic relations with the republic before it was founded."""

from datetime import date

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("friendship_cities", "0005_an_event_ends_after_its_first_hour")]

    operations = [
        migrations.AddConstraint(
            "country",
            models.CheckConstraint(
                condition=Q(diplomatic_relations_since__gte=date(1949, 10, 1)),
                name="country_since_the_republic_was_founded",
                violation_error_message="建交日期不能早于1949年10月1日",
            ),
        ),
    ]
