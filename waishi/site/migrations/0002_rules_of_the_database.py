from django.db import migrations

from waishi.publishing.triggers import count_changes, guard_publicity, guard_version


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0001_initial"),
        ("publishing", "0002_rules_of_the_database"),
    ]

    operations = [
        guard_version("site_siteidentity"),
        guard_version("site_statedfigure"),
        guard_publicity("site_siteidentity", "site", "siteidentity"),
        guard_publicity("site_statedfigure", "site", "statedfigure"),
        count_changes("site_siteidentity"),
        count_changes("site_statedfigure"),
    ]
