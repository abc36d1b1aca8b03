"""What waits for somebody stands in the queue; a changed list is searched for."""

from django.db import migrations

from waishi.publishing.triggers import function, leave_queue, stand_in_queue

# What is deleted waits for nobody.
LEAVE_QUEUE = """
create function leave_queue() returns trigger language plpgsql as $$
begin
  delete from publishing_queueentry q using django_content_type t
  where t.id = q.content_type_id and t.app_label = tg_argv[0] and t.model = tg_argv[1]
    and q.object_id = old.id;
  return null;
end $$
"""

# At commit the queue says of a thing exactly what the thing says of itself: its
# function `<app>_<model>_waits_for(id)` answers {language: stage}. Looked at from
# both sides, the thing and its entries.
STAND_IN_QUEUE = """
create function stand_in_queue() returns trigger language plpgsql as $$
declare
  changed jsonb;
  number bigint;
  waits jsonb;
  said jsonb;
begin
  foreach changed in array array[
    case when tg_op <> 'INSERT' then to_jsonb(old) end,
    case when tg_op <> 'DELETE' then to_jsonb(new) end
  ] loop
    continue when changed is null;
    if tg_table_name = 'publishing_queueentry' then
      continue when not exists (
        select from django_content_type t where t.id = (changed ->> 'content_type_id')::int
          and t.app_label = tg_argv[0] and t.model = tg_argv[1]);
      number := (changed ->> 'object_id')::bigint;
    else
      number := (changed ->> 'id')::bigint;
    end if;
    execute format('select %I($1)', tg_argv[0] || '_' || tg_argv[1] || '_waits_for')
      into waits using number;
    select coalesce(jsonb_object_agg(q.language, q.stage), '{}') into said
      from publishing_queueentry q join django_content_type t on t.id = q.content_type_id
      where t.app_label = tg_argv[0] and t.model = tg_argv[1] and q.object_id = number;
    if said <> coalesce(waits, '{}') then
      raise exception 'the queue says % of % %, which says %', said, tg_argv[1], number, waits
        using errcode = '23514', constraint = 'queue_agrees_with_what_waits';
    end if;
  end loop;
  return null;
end $$
"""

WHAT_A_PROPOSAL_WAITS_FOR = """
create function publishing_proposal_waits_for(number bigint) returns jsonb language sql stable as $$
  select case verdict when 'pending' then '{"": "decision"}'::jsonb else '{}'::jsonb end
  from publishing_proposal where id = number
$$
"""

# The job `publishing.scan_for_rule`, deferred by whatever road a row changes; one that
# waits already is not deferred twice.
SEARCH_FOR_RULE = """
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

DO_NOT_SEARCH = """
drop trigger search_for_rule on publishing_official;
drop trigger search_for_rule on publishing_wordrule;
drop function search_for_rule();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("publishing", "0003_two_people_agree"),
    ]

    operations = [
        function(LEAVE_QUEUE, "leave_queue()"),
        function(STAND_IN_QUEUE, "stand_in_queue()"),
        function(WHAT_A_PROPOSAL_WAITS_FOR, "publishing_proposal_waits_for(bigint)"),
        leave_queue("publishing_proposal", "publishing", "proposal"),
        *stand_in_queue("publishing_proposal", "publishing", "proposal", "verdict"),
        migrations.RunSQL(SEARCH_FOR_RULE, DO_NOT_SEARCH),
    ]
