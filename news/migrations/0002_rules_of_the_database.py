from django.db import migrations

from waishi.publishing.triggers import (
    count_changes,
    guard_publicity,
    guard_version,
)

# What a release says never changes; its end may; before its time it may be moved
# or taken back.
KEEP_RELEASES = """
create function keep_releases() returns trigger language plpgsql as $$
declare
  ends text[] := array['live_until', 'expires_at'];
begin
  if tg_op = 'DELETE' then
    if old.live_from <= clock_timestamp() and not owner_forgets(tg_relid) then
      raise exception 'a release whose time has come is kept: %', old.id
        using errcode = '23514', constraint = 'begun_release_is_kept';
    end if;
    return old;
  end if;
  if (to_jsonb(new) - ends - 'live_from') is distinct from (to_jsonb(old) - ends - 'live_from') then
    raise exception 'what a release says never changes: %', old.id
      using errcode = '23514', constraint = 'release_says_the_same_for_ever';
  end if;
  if new.live_from is distinct from old.live_from
     and least(new.live_from, old.live_from) <= clock_timestamp() then
    raise exception 'a release whose time has come is not moved: %', old.id
      using errcode = '23514', constraint = 'begun_release_is_not_moved';
  end if;
  return new;
end $$
"""

# Only what the last review approved, word for word, comes before the public.
REQUIRE_FINAL_APPROVAL = """
create function require_final_approval() returns trigger language plpgsql as $$
begin
  if not exists (
    select from publishing_review r join django_content_type t on t.id = r.content_type_id
    where t.app_label = 'news' and t.model = 'article' and r.object_id = new.article_id
      and r.language = new.language and r.verdict = 'approved'
      and r.stage in ('final', 'translation') and r.text_hash = new.text_hash
  ) then
    raise exception 'no final review approved this text: article %', new.article_id
      using errcode = '23514', constraint = 'release_is_approved_word_for_word';
  end if;
  return new;
end $$
"""


def on_releases(name: str, when: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"create trigger {name} {when} on news_articlerelease"
        f" for each row execute function {name}()",
        f"drop trigger {name} on news_articlerelease",
    )


def function(sql: str, signature: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, f"drop function {signature}")


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0001_initial"),
        ("friendship_cities", "0002_rules_of_the_database"),
    ]

    operations = [
        guard_version("news_article"),
        guard_version("news_section"),
        guard_version("news_topic"),
        guard_publicity("news_section", "news", "section"),
        guard_publicity("news_topic", "news", "topic"),
        function(KEEP_RELEASES, "keep_releases()"),
        function(REQUIRE_FINAL_APPROVAL, "require_final_approval()"),
        on_releases("keep_releases", "before update or delete"),
        on_releases("require_final_approval", "before insert"),
        count_changes("news_section"),
        count_changes("news_topic"),
        count_changes("news_articlerelease"),
        count_changes("news_withdrawal"),
    ]
