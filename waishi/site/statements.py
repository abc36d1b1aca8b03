"""A query that is put into words once and asked again and again.

Django builds and compiles a queryset anew for each use. For the frame of every page that
costs many times what PostgreSQL needs to answer it.
"""

from dataclasses import dataclass
from typing import Any, Self

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet


@dataclass(frozen=True)
class Statement:
    """The SQL of a queryset, and how the columns of its rows are read."""

    sql: str
    parameters: tuple[Any, ...]
    names: tuple[str, ...]
    # By column: the functions that read it one after the other, and of what expression.
    readers: dict[int, Any]

    @classmethod
    def of(cls, rows: QuerySet) -> Self:
        """What `rows` asks, by name of each column and annotation."""
        query = rows.values().query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        selected = [column for column, *_ in compiler.select]
        names = (*query.values_select, *query.annotation_select)
        return cls(sql, tuple(parameters), names, compiler.get_converters(selected))

    def row(self) -> dict[str, Any]:
        """The first row as it is now."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            values = list(cursor.fetchone())
        for position, (functions, expression) in self.readers.items():
            for read in functions:
                values[position] = read(values[position], expression, connection)
        return dict(zip(self.names, values, strict=True))
