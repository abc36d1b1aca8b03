from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from waishi.publishing.pairs import PairsOf
from waishi.publishing.triggers import know_words

# The trigger's arguments are columns that other triggers write.
REFUSE_BLIND_OVERWRITE = """
create or replace function refuse_blind_overwrite() returns trigger language plpgsql as $$
declare kept text[] := array['version'] || coalesce(tg_argv, '{}');
begin
  if to_jsonb(new) - kept is distinct from to_jsonb(old) - kept
     and new.version is distinct from old.version + 1
  then
    raise exception 'changed meanwhile: % %', tg_table_name, old.id using errcode = '40001';
  end if;
  return new;
end $$
"""

PAIRS_OF = """
create function pairs_of(variadic words text[]) returns text[]
language sql immutable parallel safe cost 1000 as $$
  select coalesce(array_agg(distinct substr(word, n, 2)), '{}')
  from unnest(words) written, upper(written) word, generate_series(1, length(word) - 1) n
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("publishing", "0018_changed_lists_are_searched_for"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(REFUSE_BLIND_OVERWRITE, migrations.RunSQL.noop),
        migrations.RunSQL(PAIRS_OF, "drop function pairs_of(text[])"),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["kind", "number"], name="audit_of_record"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("verdict", "submitted")),
                fields=["given_at"],
                name="submissions_by_time",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("verdict", "returned")), fields=["-id"], name="returns"
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=GinIndex(PairsOf("actor", "actor_name", "title", "number"), name="audit_pairs"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=GinIndex(PairsOf("title"), name="review_pairs"),
        ),
        *(know_words("publishing_auditentry", name) for name in ("actor", "actor_name", "title")),
        know_words("publishing_review", "title"),
    ]
