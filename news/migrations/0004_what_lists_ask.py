"""Articles know what went out, and words in titles are found: lists stay quick."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from waishi.publishing.pairs import PairsOf
from waishi.publishing.triggers import function, know_words, trigger

# Whoever writes the columns, they say what is so. Slips that were mended are out already.
KNOW_WHAT_WENT_OUT = """
create function know_what_went_out() returns trigger language plpgsql as $$
begin
  new.has_releases := exists (select from news_articlerelease r where r.article_id = new.id);
  new.changed_in := array(
    select r.language from (
      select language, max(released_at) as at from news_articlerelease
      where article_id = new.id and erratum_id is null group by language
    ) r
    where exists (
      select from publishing_textchange c join django_content_type t on t.id = c.content_type_id
      where t.app_label = 'news' and t.model = 'article' and c.object_id = new.id
        and c.languages @> array[r.language] and not c.fields @> array['勘误']::varchar[]
        and c.made_at > r.at
    )
    order by r.language
  );
  new.held_back_in := array(
    select last.language from (
      select distinct on (v.language) v.language, v.verdict, v.round
      from publishing_review v join django_content_type t on t.id = v.content_type_id
      where t.app_label = 'news' and t.model = 'article' and v.object_id = new.id
      order by v.language, v.id desc
    ) last
    where last.verdict = 'approved'
      and 'draft' = case last.language when 'zh-hans' then new.stage else new.translation_stage end
      and not exists (
        select from news_articlerelease r
        where r.article_id = new.id and r.language = last.language and r.erratum_id is null
          and r.released_at >= (
            select min(b.given_at)
            from publishing_review b join django_content_type t on t.id = b.content_type_id
            where t.app_label = 'news' and t.model = 'article' and b.object_id = new.id
              and b.language = last.language and b.round = last.round
          )
      )
    order by last.language
  );
  return new;
end $$
"""

# The columns are only touched: what they come to say is for the trigger above.
TELL_ARTICLE = """
create function tell_article() returns trigger language plpgsql as $$
declare number bigint;
begin
  if tg_table_name in ('publishing_textchange', 'publishing_review') then
    select new.object_id into number from django_content_type t
      where t.id = new.content_type_id and t.app_label = 'news' and t.model = 'article';
  elsif tg_op = 'DELETE' then
    number := old.article_id;
  else
    number := new.article_id;
  end if;
  update news_article set has_releases = has_releases where id = number;
  return null;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0003_rules_of_releases"),
        ("publishing", "0005_lists_stay_quick"),
    ]

    operations = [
        function(KNOW_WHAT_WENT_OUT, "know_what_went_out()"),
        trigger(
            "know_what_went_out",
            "news_article",
            "before insert or update of"
            " has_releases, changed_in, held_back_in, stage, translation_stage",
        ),
        function(TELL_ARTICLE, "tell_article()"),
        trigger("tell_article", "news_articlerelease", "after insert or delete"),
        trigger("tell_article", "publishing_textchange", "after insert"),
        trigger("tell_article", "publishing_review", "after insert"),
        migrations.AddIndex(
            model_name="article",
            index=GinIndex(PairsOf("title_zh_hans", "title_en"), name="article_pairs"),
        ),
        migrations.AddIndex(
            model_name="articlerelease",
            index=GinIndex(PairsOf("title"), name="release_pairs"),
        ),
        know_words("news_article", "title_zh_hans"),
        know_words("news_article", "title_en"),
        know_words("news_articlerelease", "title"),
    ]
