"""When the site next changes by itself: what was scheduled, and midnight in Shanghai.

A room names its scheduled columns once (`changes_at`). All of them stand in tables
that raise the change counter: whatever is scheduled anew is known at its commit.
"""

from django.conf import settings
from django.db.models import DateTimeField, Expression, Func, Model, QuerySet, Subquery, Value
from django.db.models.functions import Least

# Columns of moments at which what is shown changes, by model.
_scheduled: dict[type[Model], tuple[str, ...]] = {}


class NextMidnight(Func):
    """The first moment of the day after, in the time zone that is the second argument."""

    template = (
        "(date_trunc('day', %(expressions)s)"
        " + interval '1 day') at time zone '" + settings.TIME_ZONE + "'"
    )
    arg_joiner = " at time zone "
    output_field = DateTimeField()


def changes_at(model: type[Model], *columns: str) -> None:
    """Say that pages change when the moment in one of these columns comes."""
    _scheduled[model] = columns


def scheduled() -> dict[type[Model], tuple[str, ...]]:
    """The columns that were named, by model."""
    return dict(_scheduled)


def next_moment(moment: Expression) -> Expression:
    """The smallest scheduled moment after `moment`; the next midnight at the latest."""
    midnight = NextMidnight(moment, Value(settings.TIME_ZONE))
    coming = [
        Subquery(_first_after(model, column, moment))
        for model, columns in _scheduled.items()
        for column in columns
    ]
    return Least(midnight, *coming) if coming else midnight


def _first_after(model: type[Model], column: str, moment: Expression) -> QuerySet:
    # By order, which an index answers at once, as min() beside other columns is not.
    future = model._default_manager.filter(**{f"{column}__gt": moment})
    return future.order_by(column).values(column)[:1]
