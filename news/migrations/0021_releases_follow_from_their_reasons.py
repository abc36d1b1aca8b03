# A release is never moved, ends when its expiry, the next one or a withdrawal says so, and is
# made by reviews in their order; and a film it shows stays in the library.

from importlib import import_module

from django.db import migrations

before = import_module("news.migrations.0004_who_released_and_why_withdrawn")

MOVED = """  if new.live_from is distinct from old.live_from
     and least(new.live_from, old.live_from) <= clock_timestamp() then
    raise exception 'a release whose time has come is not moved: %', old.id
      using errcode = '23514', constraint = 'begun_release_is_not_moved';
  end if;
"""
# As in 0004; to be moved it is taken back and made anew, with every check of a release.
KEEP_RELEASES = before.KEEP_RELEASES.replace(MOVED, "").replace(" - 'live_from'", "")

# What `releasing.recompute` writes, compared at commit from both sides.
END_AS_COMPUTED = """
create function end_as_computed() returns trigger language plpgsql as $$
declare
  changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
  if exists (
    select from (
      select r.live_until as said, least(
        r.expires_at,
        lead(r.live_from) over (order by r.live_from),
        (select min(w.withdrawn_from) from news_withdrawal w
          where w.article_id = r.article_id and w.language = r.language
            and w.kind <> 'outdated' and w.withdrawn_until is null
            and w.withdrawn_from >= r.live_from)
      ) as computed
      from news_articlerelease r
      where r.article_id = (changed ->> 'article_id')::bigint
        and r.language = changed ->> 'language'
    ) as releases
    where said is distinct from computed
  ) then
    raise exception 'a release ends by its expiry, the next one or a withdrawal: article %',
      changed ->> 'article_id'
      using errcode = '23514', constraint = 'release_ends_as_computed';
  end if;
  return null;
end $$
"""

# An approval is of the stage where the text waits, so no review is left out.
REVIEW_IN_ORDER = """
create function review_in_order() returns trigger language plpgsql as $$
begin
  if new.verdict in ('approved', 'emergency') and exists (
    select from django_content_type t
    where t.id = new.content_type_id and t.app_label = 'news' and t.model = 'article'
  ) and news_article_waits_for(new.object_id) ->> new.language is distinct from new.stage
  then
    raise exception 'the text waits for another review: article %', new.object_id
      using errcode = '23514', constraint = 'reviews_come_in_their_order';
  end if;
  return new;
end $$
"""

# Documents name films by their files.
REFUSE_LOSS_OF_VIDEO = """
create function refuse_loss_of_video() returns trigger language plpgsql as $$
begin
  if not owner_forgets(tg_relid) and exists (
    select from news_articlerelease r
    where r.document ->> 'videos' <> '[]' and strpos(r.document ->> 'videos', old.file) > 0
  ) then
    raise exception 'video % is shown in a release', old.id
      using errcode = '23503', constraint = 'video_in_use_stays';
  end if;
  return old;
end $$
"""


def on(table: str, name: str, clause: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"create {clause.format(name=name, table=table)} for each row execute function {name}()",
        f"drop trigger {name} on {table}",
    )


AT_COMMIT = (
    "constraint trigger {name} after insert or update or delete on {table}"
    " deferrable initially deferred"
)


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0020_files_no_article_names"),
        ("media", "0005_what_is_shown_stays"),
        ("publishing", "0016_what_was_said_stands"),
    ]

    operations = [
        migrations.RunSQL(KEEP_RELEASES, before.KEEP_RELEASES),
        migrations.RunSQL(END_AS_COMPUTED, "drop function end_as_computed()"),
        on("news_articlerelease", "end_as_computed", AT_COMMIT),
        on("news_withdrawal", "end_as_computed", AT_COMMIT),
        migrations.RunSQL(REVIEW_IN_ORDER, "drop function review_in_order()"),
        on("publishing_review", "review_in_order", "trigger {name} before insert on {table}"),
        migrations.RunSQL(REFUSE_LOSS_OF_VIDEO, "drop function refuse_loss_of_video()"),
        on("media_video", "refuse_loss_of_video", "trigger {name} before delete on {table}"),
    ]
