"""Bringing lists of friendship cities into the register, as offices send them.

`read_table` reads a file, `read_row` one row of it; neither knows the database.
`planning` says what the file would do to the register, `applying` does it.
"""

from friendship_cities.importing.refusals import UnreadableFile
from friendship_cities.importing.rows import Problem, RegisterRow, read_row, read_rows
from friendship_cities.importing.tables import Row, Table, read_table

__all__ = [
    "Problem",
    "RegisterRow",
    "Row",
    "Table",
    "UnreadableFile",
    "read_row",
    "read_rows",
    "read_table",
]
