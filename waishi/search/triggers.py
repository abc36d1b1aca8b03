"""How the database notes which records changed, whatever road the change came by."""

from django.db.migrations import RunSQL

# The trigger's arguments: the kind of record, and the column that holds its number.
NOTE_CHANGED_RECORD = """
create function note_changed_record() returns trigger language plpgsql as $$
begin
  insert into search_changedrecord (kind, number)
  select distinct tg_argv[0], (changed ->> tg_argv[1])::bigint
  from (values (case when tg_op <> 'INSERT' then to_jsonb(old) end),
               (case when tg_op <> 'DELETE' then to_jsonb(new) end)) as rows (changed)
  where changed ->> tg_argv[1] is not null;
  return null;
end $$
"""


def note_changes(table: str, kind: str, column: str = "id") -> RunSQL:
    """Changes of `table` change how the record of `kind` that `column` names is found."""
    name = f"note_changed_{kind}"
    return RunSQL(
        f"create trigger {name} after insert or update or delete on {table}"
        f" for each row execute function note_changed_record('{kind}', '{column}')",
        f"drop trigger {name} on {table}",
    )
