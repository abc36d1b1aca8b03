import django.contrib.postgres.fields
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from waishi.publishing.pairs import PairsOf
from waishi.publishing.triggers import guard_version, know_words

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
  if tg_table_name = 'publishing_textchange' then
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
        ("friendship_cities", "0005_parts_of_what_is_public"),
        ("media", "0005_what_is_shown_stays"),
        ("news", "0023_search_is_written_anew"),
        ("publishing", "0019_lists_stay_quick"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="has_releases",
            field=models.BooleanField(default=False, editable=False, verbose_name="发布过或将发布"),
        ),
        migrations.AddField(
            model_name="article",
            name="changed_in",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=10),
                default=list,
                editable=False,
                size=None,
                verbose_name="有未发布的改动",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="held_back_in",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=10),
                default=list,
                editable=False,
                size=None,
                verbose_name="审过未发",
            ),
        ),
        migrations.RunSQL("drop trigger refuse_blind_overwrite on news_article"),
        guard_version("news_article", "has_releases", "changed_in", "held_back_in"),
        migrations.RunSQL(KNOW_WHAT_WENT_OUT, "drop function know_what_went_out()"),
        migrations.RunSQL(
            "create trigger know_what_went_out"
            " before insert or update of"
            " has_releases, changed_in, held_back_in, stage, translation_stage on news_article"
            " for each row execute function know_what_went_out()",
            "drop trigger know_what_went_out on news_article",
        ),
        migrations.RunSQL(TELL_ARTICLE, "drop function tell_article()"),
        migrations.RunSQL(
            "create trigger tell_article after insert or delete on news_articlerelease"
            " for each row execute function tell_article()",
            "drop trigger tell_article on news_articlerelease",
        ),
        migrations.RunSQL(
            "create trigger tell_article after insert on publishing_textchange"
            " for each row execute function tell_article()",
            "drop trigger tell_article on publishing_textchange",
        ),
        migrations.RunSQL(
            "update news_article set has_releases = has_releases", migrations.RunSQL.noop
        ),
        # Postponed checks of the rows above would refuse the changes of the table below.
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("has_releases", False)),
                fields=["created_by", "-id"],
                name="articles_never_released",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("stage", "draft"), _negated=True),
                fields=["stage"],
                name="articles_in_review",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("translation_stage", "draft"), _negated=True),
                fields=["translation_stage"],
                name="translations_in_review",
            ),
        ),
        migrations.AddIndex(
            model_name="articlerelease",
            index=models.Index(
                condition=models.Q(("expires_at__isnull", False)),
                fields=["expires_at"],
                name="release_expires",
            ),
        ),
        migrations.AddIndex(
            model_name="articlerelease",
            index=models.Index(
                condition=models.Q(("language", "zh-hans"), ("original_on", None)),
                fields=["section", "-dated_at"],
                name="own_releases_of_section",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("changed_in", []), _negated=True),
                fields=["-id"],
                name="articles_changed",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=GinIndex(PairsOf("title_zh_hans", "title_en"), name="article_pairs"),
        ),
        migrations.AddIndex(
            model_name="articlerelease",
            index=GinIndex(PairsOf("title"), name="release_pairs"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("held_back_in", []), _negated=True),
                fields=["-id"],
                name="articles_held_back",
            ),
        ),
        know_words("news_article", "title_zh_hans"),
        know_words("news_article", "title_en"),
        know_words("news_articlerelease", "title"),
    ]
