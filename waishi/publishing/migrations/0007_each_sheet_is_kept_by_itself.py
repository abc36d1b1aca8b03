"""Who opens a form again and writes something else does not write over what was kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0006_a_post_ends_after_it_begins")]

    operations = [
        migrations.AddField(
            model_name="openform",
            name="sheet",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.RemoveConstraint("openform", "one_open_form_per_person_and_address"),
        migrations.AddConstraint(
            model_name="openform",
            constraint=models.UniqueConstraint(
                fields=("user", "path", "sheet"),
                name="one_open_form_per_person_and_sheet",
                violation_error_message="这一页已经打开",
            ),
        ),
    ]
