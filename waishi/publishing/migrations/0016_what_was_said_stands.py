# Proposals and emergency releases say for ever what they said; nobody stands in for longer
# than three months; and rows of what is public change only with their record.

from datetime import timedelta
from importlib import import_module

from django.db import migrations, models

before = import_module("waishi.publishing.migrations.0009_live_at_once_with_a_reason")

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

# As in 0009, and it remembers, for the rest of the transaction, whose change was approved.
REQUIRE_APPROVED_PROPOSAL = before.REQUIRE_APPROVED_PROPOSAL.replace(
    """      using errcode = '23514', constraint = 'public_change_is_approved_by_another_person';
  end if;
  return new;
end $$""",
    """      using errcode = '23514', constraint = 'public_change_is_approved_by_another_person';
  end if;
  perform set_config('waishi.approved', tg_table_name || ' ' || new.id, true);
  return new;
end $$""",
)

# `saving` writes the record first, then its parts.
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


def kept(table: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"create trigger {name} before update or delete on {table}"
        f" for each row execute function {name}()",
        f"drop trigger {name} on {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("publishing", "0015_errata_wait_in_the_queue")]

    operations = [
        migrations.RunSQL(KEEP_PROPOSALS, "drop function keep_proposals()"),
        kept("publishing_proposal", "keep_proposals"),
        migrations.RunSQL(KEEP_EMERGENCIES, "drop function keep_emergency_releases()"),
        kept("publishing_emergencyrelease", "keep_emergency_releases"),
        migrations.RunSQL(REQUIRE_APPROVED_PROPOSAL, before.REQUIRE_APPROVED_PROPOSAL),
        migrations.RunSQL(REQUIRE_APPROVED_RECORD, "drop function require_approved_record()"),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "until_on__lte",
                        models.expressions.CombinedExpression(
                            models.F("from_on"), "+", models.Value(timedelta(days=92))
                        ),
                    )
                ),
                name="deputy_stands_in_for_three_months_at_most",
                violation_error_message="一次最多代92天",
            ),
        ),
    ]
