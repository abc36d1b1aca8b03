"""What is public changes as two people agreed, and what they said stands for ever."""

from django.db import migrations

from waishi.publishing.triggers import function, trigger

# Two roads to the public: an approved proposal of exactly the row's next version;
# or, for a table that has the columns of it, at once by one person with a written
# reason, where that person's request that another confirms it is waiting. Until
# then `is_unconfirmed` says so; taking the row back says it no longer, and is free:
# one person is enough to protect. For the rest of the transaction it is remembered
# whose change was approved.
REQUIRE_APPROVED_PROPOSAL = r"""
create function require_approved_proposal() returns trigger language plpgsql as $$
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
     and to_jsonb(new) ->> 'urgent_reason' ~ '\S'
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
  perform set_config('waishi.approved', tg_table_name || ' ' || new.id, true);
  return new;
end $$
"""

# Rows of what is public change only with their record: `saving` writes the record
# first, then its parts.
REQUIRE_APPROVED_RECORD = """
create function require_approved_record() returns trigger language plpgsql as $$
declare
  changed jsonb;
  number bigint;
  is_public boolean;
begin
  if not (tg_op = 'DELETE' and owner_forgets(tg_relid)) then
    foreach changed in array array[
      case when tg_op <> 'INSERT' then to_jsonb(old) end,
      case when tg_op <> 'DELETE' then to_jsonb(new) end
    ] loop
      continue when changed is null;
      number := (changed ->> tg_argv[1])::bigint;
      execute format('select r.is_public from %I r where r.id = $1', tg_argv[0])
        into is_public using number;
      if is_public
         and current_setting('waishi.approved', true) is distinct from tg_argv[0] || ' ' || number
      then
        raise exception 'nobody approved this change of a part of what is public: % %',
          tg_table_name, number
          using errcode = '23514', constraint = 'public_change_is_approved_by_another_person';
      end if;
    end loop;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$
"""

# What was proposed never changes, and is decided once.
KEEP_PROPOSALS = """
create function keep_proposals() returns trigger language plpgsql as $$
declare
  decision text[] := array['verdict', 'decided_by_id', 'decided_at', 'opinion', 'applied_version'];
begin
  if tg_op = 'DELETE' then
    if owner_forgets(tg_relid) then return old; end if;
    raise exception 'proposals are kept: %', old.id
      using errcode = '23514', constraint = 'proposal_is_kept';
  end if;
  if (to_jsonb(new) - decision) is distinct from (to_jsonb(old) - decision)
     or old.verdict <> 'pending' and to_jsonb(new) is distinct from to_jsonb(old)
  then
    raise exception 'what was said of a proposal stands: %', old.id
      using errcode = '23514', constraint = 'proposal_is_not_edited';
  end if;
  return new;
end $$
"""

# Flagged until the reviews agree, the page is taken down, or another one replaces it.
KEEP_EMERGENCIES = """
create function keep_emergency_releases() returns trigger language plpgsql as $$
declare
  settlement text[] := array['outcome', 'settled_by_id', 'settled_at'];
begin
  if tg_op = 'DELETE' then
    if owner_forgets(tg_relid) then return old; end if;
    raise exception 'emergency releases are kept: %', old.id
      using errcode = '23514', constraint = 'emergency_release_is_kept';
  end if;
  if (to_jsonb(new) - settlement) is distinct from (to_jsonb(old) - settlement)
     or old.settled_at is not null and to_jsonb(new) is distinct from to_jsonb(old)
     or new.outcome = 'reviewed' and not exists (
       select from publishing_review r
       where r.content_type_id = new.content_type_id and r.object_id = new.object_id
         and r.language = new.language and r.verdict = 'approved'
         and r.stage in ('final', 'translation') and r.given_at >= new.released_at
     )
  then
    raise exception 'an emergency release is settled once, by its reviews: %', old.id
      using errcode = '23514', constraint = 'emergency_release_is_not_edited';
  end if;
  return new;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_rules_of_the_database")]

    operations = [
        function(REQUIRE_APPROVED_PROPOSAL, "require_approved_proposal()"),
        function(REQUIRE_APPROVED_RECORD, "require_approved_record()"),
        function(KEEP_PROPOSALS, "keep_proposals()"),
        trigger("keep_proposals", "publishing_proposal", "before update or delete"),
        function(KEEP_EMERGENCIES, "keep_emergency_releases()"),
        trigger(
            "keep_emergency_releases", "publishing_emergencyrelease", "before update or delete"
        ),
    ]
