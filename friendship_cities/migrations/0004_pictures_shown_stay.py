from django.db import migrations

from waishi.media.guarding import keep_shown_pictures


class Migration(migrations.Migration):
    dependencies = [
        ("friendship_cities", "0003_changes_are_noted_for_search"),
        ("media", "0005_what_is_shown_stays"),
    ]

    operations = [
        *keep_shown_pictures("friendship_cities_city", "profile_zh_hans", "profile_en"),
        *keep_shown_pictures("friendship_cities_partnership", "profile_zh_hans", "profile_en"),
        *keep_shown_pictures("friendship_cities_visit", "summary_zh_hans", "summary_en"),
        *keep_shown_pictures("friendship_cities_event", "summary_zh_hans", "summary_en"),
    ]
