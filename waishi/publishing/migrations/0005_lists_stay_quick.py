"""Words in titles and names are found without reading every row."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from waishi.publishing.pairs import PairsOf
from waishi.publishing.triggers import function, know_words

PAIRS_OF = """
create function pairs_of(variadic words text[]) returns text[]
language sql immutable parallel safe cost 1000 as $$
  select coalesce(array_agg(distinct substr(word, n, 2)), '{}')
  from unnest(words) written, upper(written) word, generate_series(1, length(word) - 1) n
$$
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0004_what_waits")]

    operations = [
        function(PAIRS_OF, "pairs_of(text[])"),
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
