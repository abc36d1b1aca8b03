"""What of the register search engines find: ties, countries, visits and events."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    CharField,
    Expression,
    F,
    Func,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Lower, TruncDate

from friendship_cities.models import Country, Event, Partnership, Visit
from waishi.languages import LANGUAGES, column


def written_languages(name: str) -> Func:
    """The languages in which a record's name or title is filled."""
    filled = [
        Case(When(**{column(name, language) + "__gt": ""}, then=Value(language)))
        for language in LANGUAGES
    ]
    known = Func(*filled, function="array", template="%(function)s[%(expressions)s]")
    without_null = Func(known, Value(None, CharField()), function="array_remove")
    without_null.output_field = ArrayField(CharField())
    return without_null


def partnerships(language: str, moment: Expression) -> QuerySet:
    """Public ties that are alive."""
    alive = Partnership.objects.public().in_force(TruncDate(moment)).written_in(language)
    return _described(alive, F("slug"), "city__name")


def countries(language: str, moment: Expression) -> QuerySet:
    """Every country has a page."""
    named = Country.objects.filter(**{column("name", language) + "__gt": ""})
    return _described(named, Lower("iso2"), "name")


def visits(language: str, moment: Expression) -> QuerySet:
    """Visits readers see that day."""
    shown = Visit.objects.shown_on(TruncDate(moment)).written_in(language)
    return _described(shown, F("pk"), "title")


def events(language: str, moment: Expression) -> QuerySet:
    """Public events."""
    return _described(Event.objects.public().written_in(language), F("pk"), "title")


def _described(records: QuerySet, key: Expression | F, name: str) -> QuerySet:
    return records.annotate(
        key=key, changed=when_changed(records.model), languages=written_languages(name)
    )


def when_changed(model: type[Model]) -> Subquery:
    """When a record was last changed, by its history."""
    past = model.history.filter(id=OuterRef("pk")).order_by("-history_date")
    return Subquery(past.values("history_date")[:1])
