# Links of a public group, and other names of the site, change only by an approved proposal.

from django.db import migrations

from waishi.publishing.triggers import guard_part


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0009_consulates_among_the_links"),
        ("publishing", "0016_what_was_said_stands"),
    ]

    operations = [
        guard_part("site_link", "site_linkgroup", "group_id"),
        guard_part("site_othername", "site_siteidentity", "identity_id"),
    ]
