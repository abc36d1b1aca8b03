import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import news.models.preview_link

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


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0013_pages_of_articles_and_sections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PreviewSharing",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_on", models.BooleanField(default=False, verbose_name="启用预览链接")),
                (
                    "networks",
                    models.TextField(
                        blank=True,
                        help_text="每行一个网段，如 10.8.0.0/16；不填则哪里都打不开",
                        validators=[news.models.preview_link.check_networks],
                        verbose_name="可以打开的网段",
                    ),
                ),
            ],
            options={
                "verbose_name": "预览链接设置",
                "verbose_name_plural": "预览链接设置",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)),
                        name="preview_sharing_is_one_row",
                        violation_error_message="预览链接设置只有一条",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "token_hash",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="链接指纹"
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="语种")),
                ("document", models.JSONField(verbose_name="全文")),
                ("given_to", models.CharField(max_length=80, verbose_name="给谁看")),
                ("given_at", models.DateTimeField(verbose_name="何时给的")),
                ("expires_at", models.DateTimeField(verbose_name="到期")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="何时收回")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preview_links",
                        to="news.article",
                        verbose_name="稿件",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preview_links",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁给的",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revoked_preview_links",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁收回的",
                    ),
                ),
            ],
            options={
                "verbose_name": "预览链接",
                "verbose_name_plural": "预览链接",
                "ordering": ["-pk"],
                "permissions": [
                    ("give_preview_link", "给出预览链接"),
                    ("preview_site", "预览某一时刻的整个网站"),
                ],
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_at__gt", models.F("given_at")),
                            (
                                "expires_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("given_at"),
                                    "+",
                                    models.Value(datetime.timedelta(days=14)),
                                ),
                            ),
                        ),
                        name="preview_link_lasts_two_weeks_at_most",
                        violation_error_message="预览链接最多 14 天",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("token_hash__regex", "^[0-9a-f]{64}$")),
                        name="preview_link_is_stored_as_its_hash",
                        violation_error_message="预览链接只存指纹",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP_PREVIEW_LINKS, "drop function keep_preview_links()"),
        migrations.RunSQL(
            "create trigger keep_preview_links before update or delete on news_previewlink"
            " for each row execute function keep_preview_links()",
            "drop trigger keep_preview_links on news_previewlink",
        ),
    ]
