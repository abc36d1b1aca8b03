from django.db import migrations

from waishi.publishing.triggers import count_changes, guard_version

# One at a time: two that would make a loop together wait for each other.
REFUSE_DETOURS = """
create function refuse_detours() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('site_oldaddress'));
  if exists (
    select from site_oldaddress o
    where o.id is distinct from new.id and (o.path = new.target or o.target = new.path)
  ) then
    raise exception 'an old address leads straight to its page: % -> %', new.path, new.target
      using errcode = '23514', constraint = 'old_address_leads_straight_to_its_page';
  end if;
  return new;
end $$;
create trigger refuse_detours after insert or update on site_oldaddress
  for each row execute function refuse_detours()
"""


class Migration(migrations.Migration):
    dependencies = [("site", "0006_old_addresses")]

    operations = [
        migrations.RunSQL(
            REFUSE_DETOURS,
            "drop trigger refuse_detours on site_oldaddress; drop function refuse_detours()",
        ),
        guard_version("site_oldaddress"),
        count_changes("site_oldaddress"),
    ]
