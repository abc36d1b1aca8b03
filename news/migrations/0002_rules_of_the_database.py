"""Texts, their drafts in the trash, and what waits: what holds before anything is released."""

from django.db import migrations

from waishi.media.guarding import keep_shown_pictures
from waishi.publishing.triggers import (
    count_changes,
    function,
    guard_publicity,
    guard_version,
    leave_queue,
    stand_in_queue,
    trigger,
)
from waishi.search.triggers import note_changes

PUBLIC = ["section", "topic", "frontpick"]

# A draft is deleted from the trash only, after thirty days there; and what was ever
# released, or is to be, never comes to lie in it.
KEEP_ARTICLES = """
create function keep_articles() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if owner_forgets(tg_relid) then return old; end if;
    if old.trashed_at is null or old.trashed_at > clock_timestamp() - interval '30 days' then
      raise exception 'articles are deleted from the trash, after thirty days: %', old.id
        using errcode = '23514', constraint = 'article_is_deleted_from_the_trash';
    end if;
    return old;
  end if;
  if new.trashed_at is not null and exists (
    select from news_articlerelease r where r.article_id = new.id
  ) then
    raise exception 'what was released is withdrawn, not thrown away: %', new.id
      using errcode = '23514', constraint = 'released_article_is_not_thrown_away';
  end if;
  return new;
end $$
"""

# A link says for ever what was shown to whom; it can be revoked once, by a person.
KEEP_PREVIEW_LINKS = """
create function keep_preview_links() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if owner_forgets(tg_relid) then return old; end if;
    -- With a draft that is deleted from the trash; the audit keeps who gave it to whom.
    if exists (
      select from news_article a where a.id = old.article_id and a.trashed_at is not null
    ) then return old; end if;
    raise exception 'preview links are revoked, not deleted: %', old.id
      using errcode = '23514', constraint = 'preview_link_is_not_deleted';
  end if;
  if old.revoked_at is not null or new.revoked_at is null or new.revoked_by_id is null
     or (to_jsonb(new) - 'revoked_at' - 'revoked_by_id')
        is distinct from (to_jsonb(old) - 'revoked_at' - 'revoked_by_id')
  then
    raise exception 'preview links are revoked, not changed: %', old.id
      using errcode = '23514', constraint = 'preview_link_is_not_changed';
  end if;
  return new;
end $$
"""

# A replaced or deleted attachment leaves its file: noted by whatever road it goes.
NOTE_LEFT_FILE = """
create function note_left_file() returns trigger language plpgsql as $$
begin
  if owner_forgets(tg_relid) then return null; end if;
  insert into news_leftfile (name, article_number, left_at)
    values (old.file, old.article_id, clock_timestamp());
  return null;
end $$
"""

NOTE_ON_DELETE = """
create trigger note_left_file after delete on news_articleattachment
  for each row execute function note_left_file();
create trigger note_replaced_file after update of file on news_articleattachment
  for each row when (old.file <> new.file) execute function note_left_file()
"""

WHAT_AN_ARTICLE_WAITS_FOR = """
create function news_article_waits_for(number bigint) returns jsonb language sql stable as $$
  select coalesce(jsonb_object_agg(waits.language, waits.stage), '{}')
  from news_article a, lateral (values
    ('zh-hans', a.stage), ('en', a.translation_stage)
  ) as waits (language, stage)
  where a.id = number and waits.stage <> 'draft'
$$
"""

WHAT_AN_ERRATUM_WAITS_FOR = """
create function news_erratum_waits_for(number bigint) returns jsonb language sql stable as $$
  select case verdict
    when 'pending' then jsonb_build_object(language, 'agreement') else '{}' end
  from news_erratum where id = number
$$
"""

# `Section.__str__`, which is what `Article.found_in` says of a text and of its errata.
FOLLOW_NAMES_OF_SECTIONS = """
create function rename_section_in_queue() returns trigger language plpgsql as $$
begin
  update publishing_queueentry q
  set found_in = left(coalesce(nullif(new.name_zh_hans, ''), new.slug), 80)
  from django_content_type t, news_article a
  where q.content_type_id = t.id and t.app_label = 'news' and a.section_id = new.id
    and (t.model = 'article' and q.object_id = a.id
      or t.model = 'erratum' and q.object_id in (
        select e.id from news_erratum e where e.article_id = a.id));
  return null;
end
$$;
create trigger rename_section_in_queue after update of name_zh_hans, slug on news_section
  for each row when (old.name_zh_hans is distinct from new.name_zh_hans or old.slug <> new.slug)
  execute function rename_section_in_queue();
"""

DO_NOT_FOLLOW = """
drop trigger rename_section_in_queue on news_section;
drop function rename_section_in_queue();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0001_initial"),
        ("media", "0002_rules_of_the_database"),
        ("publishing", "0004_what_waits"),
        ("search", "0001_initial"),
    ]

    operations = [
        guard_version("news_article", "has_releases", "changed_in", "held_back_in"),
        *(guard_version(f"news_{name}") for name in PUBLIC),
        *(guard_publicity(f"news_{name}", "news", name) for name in PUBLIC),
        *(count_changes(f"news_{name}") for name in (*PUBLIC, "articlerelease", "withdrawal")),
        note_changes("news_section", "section"),
        note_changes("news_topic", "topic"),
        *keep_shown_pictures("news_article", "body_zh_hans", "body_en"),
        function(KEEP_ARTICLES, "keep_articles()"),
        trigger("keep_articles", "news_article", "before update of trashed_at or delete"),
        function(KEEP_PREVIEW_LINKS, "keep_preview_links()"),
        trigger("keep_preview_links", "news_previewlink", "before update or delete"),
        function(NOTE_LEFT_FILE, "note_left_file()"),
        migrations.RunSQL(
            NOTE_ON_DELETE,
            "drop trigger note_left_file on news_articleattachment;"
            " drop trigger note_replaced_file on news_articleattachment",
        ),
        function(WHAT_AN_ARTICLE_WAITS_FOR, "news_article_waits_for(bigint)"),
        leave_queue("news_article", "news", "article"),
        *stand_in_queue("news_article", "news", "article", "stage", "translation_stage"),
        function(WHAT_AN_ERRATUM_WAITS_FOR, "news_erratum_waits_for(bigint)"),
        leave_queue("news_erratum", "news", "erratum"),
        *stand_in_queue("news_erratum", "news", "erratum", "verdict", "language"),
        migrations.RunSQL(FOLLOW_NAMES_OF_SECTIONS, DO_NOT_FOLLOW),
    ]
