"""The one clock: the database's."""

from datetime import datetime

from django.db import connection


def database_moment() -> datetime:
    """The moment now by the database, which every process shares."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        return cursor.fetchone()[0]
