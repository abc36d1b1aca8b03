from django.db import migrations

# `Section.__str__`, which is what `Article.found_in` says of a text and of its errata.
FOLLOW = """
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
LEAVE = """
drop trigger rename_section_in_queue on news_section;
drop function rename_section_in_queue();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0021_releases_follow_from_their_reasons"),
        ("publishing", "0003_queue"),
    ]

    operations = [migrations.RunSQL(FOLLOW, LEAVE)]
