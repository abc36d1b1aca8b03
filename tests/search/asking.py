"""Searching as the page does, without a page."""

from django.db import connection

from waishi.search.finding import find
from waishi.search.matching import matches
from waishi.search.query import Asked, lookup, proof


def asked(text, **more):
    """The search a reader asks for by the parameters of the page."""
    return Asked.of({"q": text, **more})


def titles_found(text, language, moment, **more):
    """The titles on the first page, without their marks."""
    found = find(asked(text, **more), language, moment)
    return [row["title"].replace("<mark>", "").replace("</mark>", "") for row in found.rows]


def rows_found(text, language, moment):
    """All (kind, number) that hold the words of `text`, however many."""
    words = asked(text).words
    statement, values = matches(lookup(words), language, moment, proof(words))
    with connection.cursor() as cursor:
        cursor.execute(f"select kind, id from ({statement}) as matched", values)
        return set(cursor.fetchall())
