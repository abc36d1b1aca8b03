"""Days as a paper states them: to the day, the month or the year, never further.

A source that says "December 1982" is kept as that month. In the database one
column holds it, as a PostgreSQL `daterange` of that day, month or year, so no
day is invented and no second column can contradict the first.
"""

import calendar
import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from psycopg.types.range import DateRange

UNREADABLE = "“{text}”不是能识别的日期，请写成 1982-12-03、1982-12 或 1982"
NOT_IN_CALENDAR = "“{text}”不是日历上有的日期"

# 1982年12月3日, 1982-12-03, 1982.12.3, 1982/12, 1982年: parts of one date are
# always in this order in Chinese papers.
PARTS = re.compile(
    r"(?P<year>\d{4})(?:年|[年./-](?P<month>\d{1,2})(?:月|[月./-](?P<day>\d{1,2})日?)?)?"
)


# An earlier year is a slip (0202 for 2020), and the first of all is before Christ in UTC,
# which Python cannot read; the last has no day after it.
YEARS = range(1000, 9999)


@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, to the month (`day` is None) or to the year."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        known_in_order = self.month is not None or self.day is None
        if self.year not in YEARS or 0 in (self.month, self.day) or not known_in_order:
            raise ValueError(NOT_IN_CALENDAR.format(text=self.year))
        datetime.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        """The date known to the day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a date as an office writes it; blanks and full-width digits are let pass.

        Raises ValueError with a sentence for the person who typed it.
        """
        plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
        parts = PARTS.fullmatch(plain)
        if not parts:
            raise ValueError(UNREADABLE.format(text=text.strip()[:40]))
        numbers = [int(part) if part else None for part in parts.groups()]
        try:
            return cls(numbers[0] or 0, *numbers[1:])
        except ValueError:
            raise ValueError(NOT_IN_CALENDAR.format(text=text.strip()[:40])) from None

    @classmethod
    def spanning(cls, first: datetime.date, after: datetime.date) -> Self:
        """The day, month or year that lasts from `first` until before `after`."""
        days = (after - first).days
        if days == 1:
            return cls.of(first)
        if days > 31:
            return cls(first.year)
        return cls(first.year, first.month)

    @property
    def first_day(self) -> datetime.date:
        """The earliest day it can have been."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The latest day it can have been: from then on it certainly holds."""
        month = self.month or 12
        day = self.day or calendar.monthrange(self.year, month)[1]
        return datetime.date(self.year, month, day)

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.day is not None

    def __str__(self) -> str:
        """ISO 8601, as far as it is known: also what `<time datetime>` wants."""
        numbers = [f"{self.year:04}"]
        numbers += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(numbers)


class PartialDateFormField(forms.CharField):
    """One box for a date as far as it is known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("range_kwargs", None)
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs.setdefault("placeholder", "1982-12-03、1982-12 或 1982")

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> str:
        return "" if value is None else str(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)


class PartialDateField(models.Field):
    """A `PartialDate`, stored as the `daterange` of that day, month or year.

    Ask `x__last_day__lte=day` for what certainly holds by `day`; order by
    `x__last_day` or `x__first_day`.
    """

    description = "A date known to the day, the month or the year"

    def db_type(self, connection: Any) -> str:
        return "daterange"

    def from_db_value(self, value: Any, *_: Any) -> PartialDate | None:
        return None if value is None else PartialDate.spanning(value.lower, value.upper)

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        if isinstance(value, datetime.date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def get_prep_value(self, value: Any) -> DateRange | None:
        date = self.to_python(value)
        if date is None:
            return None
        return DateRange(date.first_day, date.last_day + datetime.timedelta(days=1))

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(form_class=PartialDateFormField, **kwargs)


@PartialDateField.register_lookup
class FirstDay(models.Transform):
    """The earliest day it can have been."""

    lookup_name = "first_day"
    function = "LOWER"
    output_field = models.DateField()


@PartialDateField.register_lookup
class LastDay(models.Transform):
    """The latest day it can have been: from then on it certainly holds."""

    lookup_name = "last_day"
    template = "(UPPER(%(expressions)s) - 1)"
    output_field = models.DateField()
