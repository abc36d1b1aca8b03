"""A time zone is one there is: a wrong name closed every page that told a clock."""

from django.db import migrations, models

from waishi.zones import validate_zone

OF_A_PLACE = models.CharField(
    blank=True,
    help_text="如 Europe/Paris",
    max_length=40,
    validators=[validate_zone],
    verbose_name="时区",
)
OF_AN_EVENT = models.CharField(
    default="Asia/Shanghai", max_length=40, validators=[validate_zone], verbose_name="时区"
)


class Migration(migrations.Migration):
    dependencies = [("friendship_cities", "0002_rules_of_the_database")]

    operations = [
        migrations.AlterField("city", "time_zone", OF_A_PLACE),
        migrations.AlterField("historicalcity", "time_zone", OF_A_PLACE),
        migrations.AlterField("event", "time_zone", OF_AN_EVENT),
        migrations.AlterField("historicalevent", "time_zone", OF_AN_EVENT),
    ]
