from django.db import migrations

from waishi.publishing.triggers import count_changes, guard_version


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0001_initial"),
        ("publishing", "0002_rules_of_the_database"),
    ]

    operations = [guard_version("media_picture"), count_changes("media_picture")]
