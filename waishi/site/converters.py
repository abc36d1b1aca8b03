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
