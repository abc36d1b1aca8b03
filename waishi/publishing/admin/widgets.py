"""Choosing related records by searching for them."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from waishi.numbers import is_number


class NumbersOnly:
    """Renders what is no number as nothing chosen, where Django's own widget fails."""

    def optgroups(self, name: str, value: list[Any], attrs: dict | None = None) -> list:
        numbers = [one for one in value if is_number(str(one))]
        return super().optgroups(name, numbers, attrs)  # type: ignore[misc]  # a mixin


class RecordWidget(NumbersOnly, AutocompleteSelect):
    """One related record."""


class RecordsWidget(NumbersOnly, AutocompleteSelectMultiple):
    """Any number of related records."""
