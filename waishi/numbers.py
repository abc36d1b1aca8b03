"""Numbers of records, as browsers send them."""


def is_number(said: str) -> bool:
    """Whether it can be the number of a record: more digits are none, and Python reads not all."""
    return said.isdecimal() and len(said) < 19


def number_of(said: str | None) -> int:
    """A record's number; 0, which no record has, for anything else."""
    return int(said) if said and is_number(said) else 0
