"""What helps a reader on: titles while they type, and ways out where nothing was found.

Both come from what is on the site at the moment, never from what readers typed.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from waishi.languages import LANGUAGES
from waishi.search import sources
from waishi.search.finding import IS_BEHIND, read, read_up_to_date
from waishi.search.matching import Piece, matches
from waishi.search.query import Asked, lookup, proof
from waishi.search.tokens import similar_tsquery

MOST_TITLES, MOST_SIMILAR = 8, 5
# The first line of a searchable text is its title, folded.
TITLE = "split_part(search_text, E'\\n', 1)"
TITLES = """
select json_build_object(
  'titles', coalesce((select json_agg(found) from (
     select kind, key, title from ({matches}) as matched
     order by ages, dated_at desc nulls last, id desc limit {most}) as found), '[]'),
  'is_behind', {is_behind})
"""
# Much of a short title beats a little of a long one.
HELP = """
select json_build_object(
  'elsewhere', (select count(*) from ({elsewhere}) as matched),
  'similar', coalesce((select json_agg(found) from (
     select kind, key, title
     from ({similar}) as matched
     order by ts_rank(search_vector, %s::tsquery, 2) desc, dated_at desc nulls last, id desc
     limit {most}) as found), '[]'))
"""


def titles_for(asked: Asked, language: str, moment: datetime) -> list[dict[str, str]]:
    """A few of the newest titles that hold all the words."""
    if not asked.words:
        return []
    query, proved = lookup(asked.words, "A"), proof(asked.words, TITLE, stems=False)
    found = matches(query, language, moment, proved)
    statement = TITLES.format(matches=found[0], most=MOST_TITLES, is_behind=IS_BEHIND)
    return [_linked(row) for row in read_up_to_date(statement, found[1])["titles"]]


def help_with(asked: Asked, language: str, moment: datetime) -> dict[str, Any]:
    """Ways out of a search that found nothing, in one statement."""
    other = next(code for code in LANGUAGES if code != language)
    elsewhere = matches(lookup(asked.words), other, moment, proof(asked.words))
    alike = similar_tsquery(asked.words, "A")
    similar: Piece = matches(("%s::tsquery", [alike]), language, moment)
    statement = HELP.format(elsewhere=elsewhere[0], similar=similar[0], most=MOST_SIMILAR)
    answer = read(statement, [*elsewhere[1], *similar[1], alike])
    return {
        "other_language": other,
        "elsewhere": answer["elsewhere"],
        "similar": [_linked(row) for row in answer["similar"]],
        "unfiltered_url": replace(asked, filters=(), before="").url() if asked.filters else "",
        "fewer": _fewer_words(asked),
    }


def _fewer_words(asked: Asked) -> list[dict[str, str]]:
    """Each word of several alone, as it was typed."""
    typed = list(dict.fromkeys(asked.text.split()))
    if len(typed) < 2:
        return []
    alone = [replace(asked, text=word, filters=(), before="") for word in typed]
    return [{"text": one.text, "url": one.url()} for one in alone]


def _linked(row: dict[str, Any]) -> dict[str, str]:
    address = sources.address_of(row["kind"], row["key"])
    return {"title": row["title"], "url": address, "kind": str(sources.labels()[row["kind"]])}
