import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

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

# No release of what lies in the trash.
REFUSE_RELEASE_FROM_TRASH = """
create function refuse_release_from_trash() returns trigger language plpgsql as $$
begin
  if exists (select from news_article a where a.id = new.article_id and a.trashed_at is not null)
  then
    raise exception 'what lies in the trash is not released: %', new.article_id
      using errcode = '23514', constraint = 'trashed_article_is_not_released';
  end if;
  return new;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("friendship_cities", "0002_rules_of_the_database"),
        ("media", "0002_rules_of_the_database"),
        ("news", "0010_sections_and_topics_say_what_they_are"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="trashed_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="删除时间"),
        ),
        migrations.AddField(
            model_name="article",
            name="trashed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="trashed_%(class)ss",
                to=settings.AUTH_USER_MODEL,
                verbose_name="删除人",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("trashed_at", None),
                    models.Q(("stage", "draft"), ("translation_stage", "draft")),
                    _connector="OR",
                ),
                name="only_drafts_lie_in_the_trash",
                violation_error_message="正在审核的稿件不能删除",
            ),
        ),
        migrations.RunSQL(KEEP_ARTICLES, "drop function keep_articles()"),
        migrations.RunSQL(
            "create trigger keep_articles before update of trashed_at or delete on news_article"
            " for each row execute function keep_articles()",
            "drop trigger keep_articles on news_article",
        ),
        migrations.RunSQL(REFUSE_RELEASE_FROM_TRASH, "drop function refuse_release_from_trash()"),
        migrations.RunSQL(
            "create trigger refuse_release_from_trash before insert on news_articlerelease"
            " for each row execute function refuse_release_from_trash()",
            "drop trigger refuse_release_from_trash on news_articlerelease",
        ),
    ]
