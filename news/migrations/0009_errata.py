import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What an erratum proposes never changes; it is decided once, and its document differs
# from the one that is live in words only.
KEEP_ERRATA = """
create function keep_errata() returns trigger language plpgsql as $$
declare
  decision text[] := array['verdict', 'decided_by_id', 'decided_at', 'opinion'];
  words text[] := array['title', 'short_title', 'subtitle', 'summary', 'body',
                        'lead_picture_alt', 'gallery'];
begin
  if tg_op = 'DELETE' then
    if owner_forgets(tg_relid) then return old; end if;
    raise exception 'errata are kept: %', old.id
      using errcode = '23514', constraint = 'erratum_is_kept';
  end if;
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - decision) is distinct from (to_jsonb(old) - decision)
       or old.verdict <> 'pending' then
      raise exception 'what was said of an erratum stands: %', old.id
        using errcode = '23514', constraint = 'erratum_is_not_edited';
    end if;
    return new;
  end if;
  if new.verdict <> 'pending' or not exists (
    select from news_articlerelease r
    where r.id = new.corrects_id and r.article_id = new.article_id
      and r.language = new.language
      and (r.document - words) = (new.document - words)
      and jsonb_array_length(r.document->'gallery') = jsonb_array_length(new.document->'gallery')
      and abs(length(r.document::text) - length(new.document::text)) <= 400
  ) then
    raise exception 'an erratum mends words of what is live: article %', new.article_id
      using errcode = '23514', constraint = 'erratum_mends_words_only';
  end if;
  return new;
end $$
"""

# Word for word what the last review approved (or, flagged, an emergency release
# said), or exactly an erratum that another person agreed to, of what is live now.
REQUIRE_FINAL_APPROVAL = """
create or replace function require_final_approval() returns trigger language plpgsql as $$
begin
  if new.erratum_id is not null and not exists (
    select from news_erratum e
    join news_articlerelease live on live.id = e.corrects_id
    where e.id = new.erratum_id and e.verdict = 'agreed'
      and e.decided_by_id <> e.proposed_by_id
      and e.article_id = new.article_id and e.language = new.language
      and e.text_hash = new.text_hash and e.document = new.document
      and new.live_from <= clock_timestamp()
      and live.live_from <= clock_timestamp()
      and (live.live_until is null or live.live_until > clock_timestamp())
  ) or new.erratum_id is null and not exists (
    select from publishing_review r join django_content_type t on t.id = r.content_type_id
    where t.app_label = 'news' and t.model = 'article' and r.object_id = new.article_id
      and r.language = new.language and r.text_hash = new.text_hash
      and r.document = new.document
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

# As in 0005, but for slips that two people mended: they neither begin a new text
# nor make anybody its author.
REFUSE_OWN_APPROVAL = """
create or replace function refuse_own_approval() returns trigger language plpgsql as $$
begin
  if new.verdict in ('approved', 'emergency') and exists (
    select from publishing_textchange c
    where c.content_type_id = new.content_type_id and c.object_id = new.object_id
      and new.language = any (c.languages)
      and c.author_id in (new.reviewer_id, new.on_behalf_of_id)
      and not '勘误' = any (c.fields)
      and c.made_at > coalesce((
        select max(r.released_at) from news_articlerelease r
        where r.article_id = new.object_id and r.language = new.language
          and r.erratum_id is null
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
        ("news", "0008_front_picks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Erratum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="语种")),
                ("replacements", models.JSONField(verbose_name="改动")),
                ("characters", models.PositiveSmallIntegerField(verbose_name="改动字数")),
                ("document", models.JSONField(verbose_name="更正后的全文")),
                ("text_hash", models.CharField(max_length=64, verbose_name="稿件指纹")),
                ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("pending", "待同意"),
                            ("agreed", "已同意"),
                            ("returned", "已退回"),
                            ("taken_back", "已撤回"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="决定时间")),
                ("opinion", models.TextField(blank=True, verbose_name="意见")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="news.article",
                        verbose_name="稿件",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="news.articlerelease",
                        verbose_name="更正哪一稿",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_errata",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
            ],
            options={
                "verbose_name": "勘误",
                "verbose_name_plural": "勘误",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.AddField(
            model_name="articlerelease",
            name="erratum",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="release",
                to="news.erratum",
                verbose_name="勘误",
            ),
        ),
        migrations.AddConstraint(
            model_name="erratum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict__in", ["agreed", "returned"]), _negated=True),
                    models.Q(
                        ("decided_by__isnull", False),
                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="erratum_is_decided_by_another_person",
                violation_error_message="提出勘误的人不能自己同意",
            ),
        ),
        migrations.AddConstraint(
            model_name="erratum",
            constraint=models.CheckConstraint(
                condition=models.Q(("characters__gte", 1), ("characters__lte", 20)),
                name="erratum_changes_twenty_characters_at_most",
                violation_error_message="勘误最多改20个字",
            ),
        ),
        migrations.AddConstraint(
            model_name="erratum",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verdict", "pending")),
                fields=("article", "language"),
                name="one_erratum_waits_per_language",
                violation_error_message="这一页面已有一条勘误在等人同意",
            ),
        ),
        migrations.RunSQL(KEEP_ERRATA, "drop function keep_errata()"),
        migrations.RunSQL(
            "create trigger keep_errata before insert or update or delete on news_erratum"
            " for each row execute function keep_errata()",
            "drop trigger keep_errata on news_erratum",
        ),
        migrations.RunSQL(REQUIRE_FINAL_APPROVAL, migrations.RunSQL.noop),
        migrations.RunSQL(REFUSE_OWN_APPROVAL, migrations.RunSQL.noop),
    ]
