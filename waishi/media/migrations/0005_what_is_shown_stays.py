from django.db import migrations

from waishi.media.guarding import keep_shown_pictures

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
        ("media", "0004_what_pictures_show_and_when_they_were_taken"),
        ("publishing", "0013_links_to_other_sites"),
    ]

    operations = [
        migrations.RunSQL(PICTURES_IN, "drop function pictures_in(text)"),
        migrations.RunSQL(NAMES_OF_PICTURE, "drop function names_of_picture(text, bigint)"),
        migrations.RunSQL(REFUSE_LOSS, "drop function refuse_loss_of_picture()"),
        # What waits for a second person, and what was decided, names its pictures.
        *keep_shown_pictures("publishing_proposal", "changes::text"),
    ]
