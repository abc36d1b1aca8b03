"""What the site says of itself is public by two people; an old address leads straight."""

from django.db import migrations

from waishi.media.guarding import keep_shown_pictures
from waishi.publishing.triggers import count_changes, guard_part, guard_publicity, guard_version

PUBLIC = [
    "siteidentity",
    "statedfigure",
    "scriptexception",
    "linkgroup",
    "alertbanner",
    "mourningperiod",
]

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
    dependencies = [
        ("site", "0001_initial"),
        ("media", "0002_rules_of_the_database"),
        ("publishing", "0003_two_people_agree"),
    ]

    operations = [
        *(guard_version(f"site_{name}") for name in (*PUBLIC, "oldaddress")),
        *(guard_publicity(f"site_{name}", "site", name) for name in PUBLIC),
        guard_part("site_link", "site_linkgroup", "group_id"),
        guard_part("site_othername", "site_siteidentity", "identity_id"),
        *(count_changes(f"site_{name}") for name in (*PUBLIC, "link", "othername", "oldaddress")),
        *keep_shown_pictures("site_siteidentity", "about_zh_hans", "about_en"),
        migrations.RunSQL(
            REFUSE_DETOURS,
            "drop trigger refuse_detours on site_oldaddress; drop function refuse_detours()",
        ),
    ]
