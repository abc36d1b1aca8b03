from django.db import migrations

from waishi.publishing.triggers import leave_queue, stand_in_queue

WHAT_AN_ARTICLE_WAITS_FOR = """
create function news_article_waits_for(number bigint) returns jsonb language sql stable as $$
  select coalesce(jsonb_object_agg(waits.language, waits.stage), '{}')
  from news_article a, lateral (values
    ('zh-hans', a.stage), ('en', a.translation_stage)
  ) as waits (language, stage)
  where a.id = number and waits.stage <> 'draft'
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0002_rules_of_the_database"),
        ("publishing", "0003_queue"),
    ]

    operations = [
        migrations.RunSQL(
            WHAT_AN_ARTICLE_WAITS_FOR, "drop function news_article_waits_for(bigint)"
        ),
        leave_queue("news_article", "news", "article"),
        *stand_in_queue("news_article", "news", "article", "stage", "translation_stage"),
    ]
