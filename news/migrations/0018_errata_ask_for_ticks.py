# Whoever agrees to an erratum ticks the warnings nobody ticked before; they are kept with it.

from django.db import migrations, models

KEEP_ERRATA = """
create or replace function keep_errata() returns trigger language plpgsql as $$
declare
  decision text[] := array['verdict', 'decided_by_id', 'decided_at', 'opinion', 'ticked'];
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


class Migration(migrations.Migration):
    dependencies = [("news", "0017_work_limited_to_sections")]

    operations = [
        migrations.AddField(
            model_name="erratum",
            name="ticked",
            field=models.JSONField(default=list, verbose_name="核对过的提示"),
        ),
        migrations.RunSQL(KEEP_ERRATA, migrations.RunSQL.noop),
    ]
