from django.db import migrations

from waishi.media.guarding import keep_shown_pictures


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0014_preview_links"),
        ("media", "0005_what_is_shown_stays"),
    ]

    operations = [
        *keep_shown_pictures("news_article", "body_zh_hans", "body_en"),
        *keep_shown_pictures("news_articlerelease", "document::text"),
    ]
