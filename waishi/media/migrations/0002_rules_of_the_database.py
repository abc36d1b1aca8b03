"""Nothing overwrites blindly, and what is shown, or waits to be, stays."""

from django.db import migrations

from waishi.media.guarding import keep_shown_pictures
from waishi.publishing.triggers import count_changes, function, guard_version

# Which pictures a text names: the files in rich text, and the numbers in the JSON of
# a document, a proposal or a release, where staff see 题图, 组图 and 封面.
PICTURES_IN = r"""
create function pictures_in(text) returns text[] language sql immutable strict parallel safe as $$
  select array(
    select distinct coalesce(found[1], found[2])
    from regexp_matches(
      $1,
      'pictures/[0-9a-f]{2}/([0-9a-f]{24})'
      '|"(?:picture|poster|lead_picture|mark)": (?:\["?[0-9]*"?, )?"?([0-9]+)',
      'g'
    ) as found
  )
$$
"""

NAMES_OF_PICTURE = """
create function names_of_picture(file text, number bigint) returns text[]
language sql immutable parallel safe as $$
  select pictures_in(file) || number::text
$$
"""

# Foreign keys protect what they point to; this does for what is only named.
REFUSE_LOSS = """
create function refuse_loss_of_picture() returns trigger language plpgsql as $$
declare is_shown boolean;
begin
  if owner_forgets(tg_relid) then return old; end if;
  execute format(
    'select exists (select from %I where pictures_in(%s) && names_of_picture($1, $2))',
    tg_argv[0], tg_argv[1]
  ) into is_shown using old.file, old.id;
  if is_shown then
    raise exception 'picture % is shown in %', old.id, tg_argv[0]
      using errcode = '23503', constraint = 'picture_in_use_stays';
  end if;
  return old;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0001_initial"),
        ("publishing", "0002_rules_of_the_database"),
    ]

    operations = [
        guard_version("media_picture"),
        guard_version("media_video"),
        count_changes("media_picture"),
        function(PICTURES_IN, "pictures_in(text)"),
        function(NAMES_OF_PICTURE, "names_of_picture(text, bigint)"),
        function(REFUSE_LOSS, "refuse_loss_of_picture()"),
        # What waits for a second person, and what was decided, names its pictures.
        *keep_shown_pictures("publishing_proposal", "changes::text"),
    ]
