from django.db import migrations

from waishi.publishing.triggers import count_changes, guard_publicity, guard_version

RECORDS = ("linkgroup", "alertbanner", "mourningperiod")


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0004_identity_links_and_banners"),
        ("publishing", "0009_live_at_once_with_a_reason"),
    ]

    operations = [
        *(guard_version(f"site_{name}") for name in RECORDS),
        *(guard_publicity(f"site_{name}", "site", name) for name in RECORDS),
        *(count_changes(f"site_{name}") for name in (*RECORDS, "link", "othername")),
    ]
