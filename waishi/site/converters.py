"""What may stand in an address."""

from django.urls.converters import IntConverter


class NumberConverter(IntConverter):
    """A record's number: no more digits than the database can hold."""

    regex = "[0-9]{1,15}"


class CountryCodeConverter:
    """A country's two letters, in lower case."""

    regex = "[a-z]{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value.lower()


class YearConverter(IntConverter):
    """A year this site can know of: its republic's first, and two centuries on."""

    regex = "(?:19[5-9]|20[0-9]|21[0-9])[0-9]|1949"


class MonthConverter(IntConverter):
    """A month in two digits, so that each has one address."""

    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: int | str) -> str:
        return f"{int(value):02}"
