from django.db import migrations

# Only what the last review approved, word for word, comes before the public; or
# what one person released in an emergency, with the reason, and flagged until the
# reviews agree.
REQUIRE_FINAL_APPROVAL = """
create or replace function require_final_approval() returns trigger language plpgsql as $$
begin
  if not exists (
    select from publishing_review r join django_content_type t on t.id = r.content_type_id
    where t.app_label = 'news' and t.model = 'article' and r.object_id = new.article_id
      and r.language = new.language and r.text_hash = new.text_hash
      and (
        r.verdict = 'approved' and r.stage in ('final', 'translation')
        or r.verdict = 'emergency' and r.opinion <> '' and exists (
          select from publishing_emergencyrelease e
          where e.content_type_id = r.content_type_id and e.object_id = r.object_id
            and e.language = r.language and e.text_hash = r.text_hash
            and e.released_by_id = r.reviewer_id and e.reason <> '' and e.settled_at is null
        )
      )
  ) then
    raise exception 'no final review approved this text: article %', new.article_id
      using errcode = '23514', constraint = 'release_is_approved_word_for_word';
  end if;
  return new;
end $$
"""

# As it was in 0002.
ONLY_REVIEWED = """
create or replace function require_final_approval() returns trigger language plpgsql as $$
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

# Nobody approves what they wrote, neither for themselves, nor for somebody absent
# who wrote it, nor by recording a signature on paper. Since the last release that
# was reviewed: one in an emergency has not been.
REFUSE_OWN_APPROVAL = """
create function refuse_own_approval() returns trigger language plpgsql as $$
begin
  if new.verdict in ('approved', 'emergency') and exists (
    select from publishing_textchange c
    where c.content_type_id = new.content_type_id and c.object_id = new.object_id
      and new.language = any (c.languages)
      and c.author_id in (new.reviewer_id, new.on_behalf_of_id)
      and c.made_at > coalesce((
        select max(r.released_at) from news_articlerelease r
        where r.article_id = new.object_id and r.language = new.language
          and r.released_at < coalesce((
            select min(e.released_at) from publishing_emergencyrelease e
            where e.content_type_id = new.content_type_id and e.object_id = new.object_id
              and e.language = new.language and e.settled_at is null
          ), 'infinity')
      ), '-infinity')
  ) then
    raise exception 'nobody approves their own text: article %', new.object_id
      using errcode = '23514', constraint = 'own_text_is_approved_by_others';
  end if;
  return new;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0004_who_released_and_why_withdrawn"),
        ("publishing", "0007_signed_on_paper"),
    ]

    operations = [
        migrations.RunSQL(REQUIRE_FINAL_APPROVAL, ONLY_REVIEWED),
        migrations.RunSQL(REFUSE_OWN_APPROVAL, "drop function refuse_own_approval()"),
        migrations.RunSQL(
            "create trigger refuse_own_approval before insert on publishing_review"
            " for each row execute function refuse_own_approval()",
            "drop trigger refuse_own_approval on publishing_review",
        ),
    ]
