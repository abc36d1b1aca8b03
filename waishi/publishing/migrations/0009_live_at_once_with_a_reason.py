from importlib import import_module

from django.db import migrations

before = import_module("waishi.publishing.migrations.0002_rules_of_the_database")

# Two roads to the public: an approved proposal of exactly the row's next version;
# or, for a table that has the columns of it, at once by one person with a written
# reason, where that person's request that another confirms it is waiting. Until
# then `is_unconfirmed` says so; taking the row back says it no longer.
REQUIRE_APPROVED_PROPOSAL = """
create or replace function require_approved_proposal() returns trigger language plpgsql as $$
declare approved boolean;
declare flags constant text[] := array['version', 'is_public', 'is_unconfirmed', 'urgent_reason', 'urgent_by_id'];
begin
  if tg_op = 'DELETE' then
    if old.is_public and not owner_forgets(tg_relid) then
      raise exception 'public records are not deleted: % %', tg_table_name, old.id
        using errcode = '23514', constraint = 'public_records_are_not_deleted';
    end if;
    return old;
  end if;
  if not new.is_public and (tg_op = 'INSERT' or not old.is_public) then return new; end if;
  if tg_op = 'UPDATE' and not new.is_public
     and (to_jsonb(new) - 'version' - 'is_public') = (to_jsonb(old) - 'version' - 'is_public')
  then return jsonb_populate_record(new, '{"is_unconfirmed": false}'); end if;
  if tg_op = 'UPDATE' and to_jsonb(new) = to_jsonb(old) then return new; end if;
  if tg_op = 'UPDATE' and new.is_public and not old.is_public
     and (to_jsonb(new) ->> 'is_unconfirmed')::boolean
     and to_jsonb(new) ->> 'urgent_reason' ~ '\\S'
     and (to_jsonb(new) - flags) = (to_jsonb(old) - flags)
     and exists (
       select from publishing_proposal p join django_content_type t on t.id = p.content_type_id
       where t.app_label = tg_argv[0] and t.model = tg_argv[1] and p.object_id = new.id
         and p.verdict = 'pending' and p.changes -> 'is_unconfirmed' = '[true, false]'
         and p.proposed_by_id::text = to_jsonb(new) ->> 'urgent_by_id'
     )
  then return new; end if;
  select exists (
    select from publishing_proposal p join django_content_type t on t.id = p.content_type_id
    where t.app_label = tg_argv[0] and t.model = tg_argv[1] and p.object_id = new.id
      and p.verdict = 'approved' and p.applied_version = new.version
      and p.decided_by_id <> p.proposed_by_id
  ) into approved;
  if not approved then
    raise exception 'nobody approved this change of what is public: % %', tg_table_name, new.id
      using errcode = '23514', constraint = 'public_change_is_approved_by_another_person';
  end if;
  return new;
end $$
"""
AS_BEFORE = before.REQUIRE_APPROVED_PROPOSAL.replace(
    "create function", "create or replace function"
)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0008_what_translations_were_made_from")]

    operations = [migrations.RunSQL(REQUIRE_APPROVED_PROPOSAL, AS_BEFORE)]
