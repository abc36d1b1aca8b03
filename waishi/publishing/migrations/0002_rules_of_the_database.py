"""No change overwrites another; records are added to; what changes is counted."""

from django.db import migrations

from waishi.publishing.triggers import append_only, function, guard_version

VERSIONED = ["wordrule", "official", "term"]
RECORDS = ["auditentry", "review", "textchange", "signedsheet"]

# Sets of rows that may go together, by the owner's own will only: clearing the
# demonstration, and letting go audit entries past their time.
OWNER_FORGETS = """
create function owner_forgets(of_table oid) returns boolean language sql stable as $$
  select coalesce(current_setting('waishi.forgetting', true), '') = 'on'
     and exists (select from pg_class where oid = of_table and pg_get_userbyid(relowner) = current_user)
$$
"""

# The trigger's arguments are columns that other triggers write.
REFUSE_BLIND_OVERWRITE = """
create function refuse_blind_overwrite() returns trigger language plpgsql as $$
declare kept text[] := array['version'] || coalesce(tg_argv, '{}');
begin
  if to_jsonb(new) - kept is distinct from to_jsonb(old) - kept
     and new.version is distinct from old.version + 1
  then
    raise exception 'changed meanwhile: % %', tg_table_name, old.id using errcode = '40001';
  end if;
  return new;
end $$
"""

REFUSE_CHANGE_OF_RECORD = """
create function refuse_change_of_record() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and owner_forgets(tg_relid) then return old; end if;
  raise exception 'rows of % are never changed or deleted', tg_table_name
    using errcode = '23514', constraint = 'record_is_append_only';
end $$
"""

# Once per transaction, when it is committed: the counter is held for a moment only.
RAISE_CHANGE_COUNTER = """
create function raise_change_counter() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('waishi.raised', true), '') = txid_current()::text then
    return null;
  end if;
  perform set_config('waishi.raised', txid_current()::text, true);
  update change_counter set n = n + 1;
  notify waishi_change;
  return null;
end $$
"""

FORGET_OLD_AUDIT = """
create function forget_old_audit(kept interval) returns bigint
language plpgsql security definer set search_path = public as $$
declare gone bigint;
begin
  if kept < interval '1 year' then
    raise exception 'the audit is kept for a year at least' using errcode = '22023';
  end if;
  perform set_config('waishi.forgetting', 'on', true);
  delete from publishing_auditentry where at < now() - kept;
  get diagnostics gone = row_count;
  perform set_config('waishi.forgetting', 'off', true);
  return gone;
end $$
"""

# The serving roles add to these records and no more.
ADD_ONLY = f"""
do $$
declare serving text;
begin
  foreach serving in array array['waishi_web', 'waishi_jobs'] loop
    if exists (select from pg_roles where rolname = serving) then
      execute format(
        'revoke update, delete on {", ".join(f"publishing_{name}" for name in RECORDS)} from %I',
        serving);
    end if;
  end loop;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "insert into change_counter (id, n) values (1, 0)", "delete from change_counter"
        ),
        function(OWNER_FORGETS, "owner_forgets(oid)"),
        function(REFUSE_BLIND_OVERWRITE, "refuse_blind_overwrite()"),
        function(REFUSE_CHANGE_OF_RECORD, "refuse_change_of_record()"),
        function(RAISE_CHANGE_COUNTER, "raise_change_counter()"),
        function(FORGET_OLD_AUDIT, "forget_old_audit(interval)"),
        *(guard_version(f"publishing_{name}") for name in VERSIONED),
        *(append_only(f"publishing_{name}") for name in RECORDS),
        migrations.RunSQL(ADD_ONLY, migrations.RunSQL.noop),
    ]
