from django.db import migrations

from waishi.media.guarding import keep_shown_pictures


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0007_old_addresses_lead_straight"),
        ("media", "0005_what_is_shown_stays"),
    ]

    operations = [*keep_shown_pictures("site_siteidentity", "about_zh_hans", "about_en")]
