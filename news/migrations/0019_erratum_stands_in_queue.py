from django.db import migrations

from waishi.publishing.triggers import leave_queue, stand_in_queue

WHAT_AN_ERRATUM_WAITS_FOR = """
create function news_erratum_waits_for(number bigint) returns jsonb language sql stable as $$
  select case verdict
    when 'pending' then jsonb_build_object(language, 'agreement') else '{}' end
  from news_erratum where id = number
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0018_errata_ask_for_ticks"),
        ("publishing", "0015_errata_wait_in_the_queue"),
    ]

    operations = [
        migrations.RunSQL(
            WHAT_AN_ERRATUM_WAITS_FOR, "drop function news_erratum_waits_for(bigint)"
        ),
        leave_queue("news_erratum", "news", "erratum"),
        *stand_in_queue("news_erratum", "news", "erratum", "verdict", "language"),
    ]
