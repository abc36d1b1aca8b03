"""Nothing asks where a local party lies: the picture is drawn around Chongqing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("friendship_cities", "0007_a_country_has_both_names")]

    operations = [
        migrations.RemoveField(model, name)
        for model in ("localparty", "historicallocalparty")
        for name in ("latitude", "longitude")
    ]
