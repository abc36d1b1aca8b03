"""Releases carry what search looks up; what is there already is indexed."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from waishi.search.triggers import note_changes

# The index repeats what a release says, and is written anew when texts are to be
# folded or cut otherwise: the trigger that keeps releases lets these columns pass.
LET_PASS = """
do $$
declare
  now text := pg_get_functiondef('keep_releases()'::regprocedure);
  wanted text := replace(now, '{before}', '{after}');
begin
  if wanted = now then raise exception 'keep_releases() is not as it was'; end if;
  execute wanted;
end $$
"""
KEPT = "''live_until'', ''expires_at''"
AND_INDEX = f"{KEPT}, ''search_text'', ''search_vector''"


def index_what_is_there(apps, schema_editor):
    from news.searching import RELEASES
    from waishi.search.indexing import search_columns

    releases = apps.get_model("news", "ArticleRelease").objects
    for number, document in releases.values_list("pk", "document"):
        columns = search_columns(RELEASES.findable_of(document))
        releases.filter(pk=number).update(**columns)
    # Or the table could not be altered any more in this transaction.
    schema_editor.execute("set constraints all immediate")


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0011_trash"),
        ("search", "0001_what_can_be_found"),
    ]

    operations = [
        migrations.RunSQL(
            LET_PASS.format(before=KEPT, after=AND_INDEX),
            LET_PASS.format(before=AND_INDEX, after=KEPT),
        ),
        migrations.AddField(
            model_name="articlerelease",
            name="search_text",
            field=models.TextField(default="", editable=False, verbose_name="检索文本"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="articlerelease",
            name="search_vector",
            field=django.contrib.postgres.search.SearchVectorField(
                default="", editable=False, verbose_name="检索向量"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(index_what_is_there, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="articlerelease",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_vector"], name="release_search_vector"
            ),
        ),
        migrations.AddConstraint(
            model_name="articlerelease",
            constraint=models.CheckConstraint(
                condition=models.Q(("search_text", ""), _negated=True),
                name="release_can_be_found",
                violation_error_message="发布稿须编入检索",
            ),
        ),
        note_changes("news_section", "section"),
        note_changes("news_topic", "topic"),
    ]
