from django.db import migrations

# The job `publishing.scan_for_rule`, deferred by whatever road a row changes; one that
# waits already is not deferred twice.
SEARCH = """
create function search_for_rule() returns trigger language plpgsql as $$
begin
  insert into procrastinate_jobs (queue_name, task_name, queueing_lock, args)
  values ('default', 'publishing.scan_for_rule', tg_argv[0] || ':' || new.id,
    jsonb_build_object('kind', tg_argv[0], 'rule_id', new.id))
  on conflict do nothing;
  return null;
end
$$;
create trigger search_for_rule after insert or update on publishing_wordrule
  for each row execute function search_for_rule('wordrule');
create trigger search_for_rule after insert or update on publishing_official
  for each row execute function search_for_rule('official');
"""
LEAVE = """
drop trigger search_for_rule on publishing_official;
drop trigger search_for_rule on publishing_wordrule;
drop function search_for_rule();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("procrastinate", "0041_post_retry_failed_job"),
        ("publishing", "0017_broken_links_point_to_texts"),
    ]

    operations = [migrations.RunSQL(SEARCH, LEAVE)]
