"""Numbers of records, as browsers send them."""


def is_number(said: str) -> bool:
    """Whether it can be the number of a record: more digits are none, and Python reads not all."""
    return said.isdecimal() and len(said) < 19
