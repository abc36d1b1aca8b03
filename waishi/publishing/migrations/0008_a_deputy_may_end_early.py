"""A deputy who is no longer needed keeps the days that were set."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0007_each_sheet_is_kept_by_itself")]

    operations = [
        migrations.AddField(
            model_name="deputy",
            name="ended_at",
            field=models.DateTimeField("提前结束", editable=False, null=True),
        ),
    ]
