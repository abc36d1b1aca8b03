# What search reads of a release may be written anew (rebuild_search): 0021 had forgotten it.

from importlib import import_module

from django.db import migrations

before = import_module("news.migrations.0021_releases_follow_from_their_reasons")

KEPT = "array['live_until', 'expires_at']"
KEEP_RELEASES = before.KEEP_RELEASES.replace(
    KEPT, "array['live_until', 'expires_at', 'search_text', 'search_vector']"
)


class Migration(migrations.Migration):
    dependencies = [("news", "0022_queue_follows_names_of_sections")]

    operations = [migrations.RunSQL(KEEP_RELEASES, before.KEEP_RELEASES)]
