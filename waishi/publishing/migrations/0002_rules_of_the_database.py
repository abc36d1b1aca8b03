from django.db import migrations

from waishi.publishing.triggers import append_only

# Sets of rows that may go together, by the owner's own will only: clearing the
# demonstration, and letting go audit entries past their time.
OWNER_FORGETS = """
create function owner_forgets(of_table oid) returns boolean language sql stable as $$
  select coalesce(current_setting('waishi.forgetting', true), '') = 'on'
     and exists (select from pg_class where oid = of_table and pg_get_userbyid(relowner) = current_user)
$$
"""

REFUSE_BLIND_OVERWRITE = """
create function refuse_blind_overwrite() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'version') is distinct from (to_jsonb(old) - 'version')
     and new.version is distinct from old.version + 1
  then
    raise exception 'changed meanwhile: % %', tg_table_name, old.id using errcode = '40001';
  end if;
  return new;
end $$
"""

# A row that is or becomes public changes only by an approved proposal of exactly
# its next version. Taking it back is free: one person is enough to protect.
REQUIRE_APPROVED_PROPOSAL = """
create function require_approved_proposal() returns trigger language plpgsql as $$
declare approved boolean;
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
  then return new; end if;
  if tg_op = 'UPDATE' and to_jsonb(new) = to_jsonb(old) then return new; end if;
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
ADD_ONLY = """
do $$
declare serving text;
begin
  foreach serving in array array['waishi_web', 'waishi_jobs'] loop
    if exists (select from pg_roles where rolname = serving) then
      execute format(
        'revoke update, delete on publishing_auditentry, publishing_review, publishing_textchange from %I',
        serving);
    end if;
  end loop;
end $$
"""


def function(sql: str, signature: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, f"drop function {signature}")


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "insert into change_counter (id, n) values (1, 0)", "delete from change_counter"
        ),
        function(OWNER_FORGETS, "owner_forgets(oid)"),
        function(REFUSE_BLIND_OVERWRITE, "refuse_blind_overwrite()"),
        function(REQUIRE_APPROVED_PROPOSAL, "require_approved_proposal()"),
        function(REFUSE_CHANGE_OF_RECORD, "refuse_change_of_record()"),
        function(RAISE_CHANGE_COUNTER, "raise_change_counter()"),
        function(FORGET_OLD_AUDIT, "forget_old_audit(interval)"),
        append_only("publishing_auditentry"),
        append_only("publishing_review"),
        append_only("publishing_textchange"),
        migrations.RunSQL(ADD_ONLY, migrations.RunSQL.noop),
    ]
