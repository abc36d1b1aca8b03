"""Where a changed list speaks against what the office has written: everywhere, at once.

The database finds the rows that hold the words, in one statement per table; only
those are read. A word that markup cuts in two is found at the text's next check.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone

from waishi.dates import PartialDate
from waishi.languages import language_of_column
from waishi.publishing.checking.findings import excerpt
from waishi.publishing.checking.passages import Passage, read_prose
from waishi.publishing.models import (
    Occurrence,
    Official,
    PublicRecord,
    Versioned,
    WordRule,
    WorkingText,
)
from waishi.publishing.moments import database_moment

Rule = WordRule | Official
State = Occurrence.State


@dataclass(frozen=True)
class Place:
    """Some words, whose they are, and whether readers see them."""

    record: models.Model
    state: str
    language: str
    day: PartialDate
    passages: Iterable[Passage]


@transaction.atomic
def scan(rule: Rule) -> int:
    """Search everything for what the rule is about, and keep what was found."""
    moment = database_moment()
    places = [*_releases(rule, moment), *_records(rule, moment)]
    found = [one for place in places for one in _occurrences(rule, place, moment)]
    Occurrence.objects.of_rule(rule).delete()
    Occurrence.objects.bulk_create(found)
    return len(found)


def _occurrences(rule: Rule, place: Place, moment: datetime) -> Iterator[Occurrence]:
    for passage in place.passages:
        for fault in rule.faults(passage.words, place.language, place.day):
            yield Occurrence(
                rule_type=ContentType.objects.get_for_model(rule),
                rule_id=rule.pk,
                rule_name=str(rule)[:200],
                content_type=ContentType.objects.get_for_model(place.record),
                object_id=place.record.pk,
                title=str(place.record)[:200],
                state=place.state,
                language=place.language,
                field=passage.field,
                label=passage.label[:80],
                quote=excerpt(passage.words, fault.start, fault.end)[:200],
                said=fault.said[:300],
                level=rule.level,
                found_at=moment,
            )


def _releases(rule: Rule, moment: datetime) -> Iterator[Place]:
    """What readers see, or will see, of texts."""
    for model in _models(WorkingText):
        releases: Any = model._meta.get_field("releases")
        name = releases.field.name
        words = Cast("document", models.TextField())
        rows = releases.related_model.objects.annotate(words=words).select_related(name)
        ahead = Q(live_until=None) | Q(live_until__gt=moment)
        for release in rows.filter(ahead, _holds(rule, ["words"])).iterator(chunk_size=200):
            text, document = getattr(release, name), release.document
            state = State.SCHEDULED if release.live_from > moment else State.LIVE
            day = text.spoken_on(document, release.live_from)
            yield Place(text, state, release.language, day, text.passages(document))


def _records(rule: Rule, moment: datetime) -> Iterator[Place]:
    """Working texts, records of the register and the library, with their parts."""
    today = PartialDate.of(timezone.localtime(moment).date())
    for model in _models(Versioned):
        for row in _rows(rule, model):
            yield from _places(row, row, today)
        for part in _parts_of(model):
            for row in _rows(rule, part.related_model):
                yield from _places(row, getattr(row, part.field.name), today)


def places_of(record: models.Model) -> Iterator[Place]:
    """All that a record and the rows of its parts say."""
    today = PartialDate.of(timezone.localtime(database_moment()).date())
    yield from _places(record, record, today)
    for part in _parts_of(type(record)):
        for row in part.related_model._default_manager.filter(**{part.field.name: record}):
            yield from _places(row, record, today)


def _rows(rule: Rule, model: type[models.Model]) -> Iterable[models.Model]:
    names = _words_of(model)
    return model._default_manager.filter(_holds(rule, names)) if names else []


def _places(row: models.Model, record: models.Model, today: PartialDate) -> Iterator[Place]:
    """The words of a row, in the name of the record it belongs to."""
    day = getattr(record, "original_on", None) or today
    for name in _words_of(type(row)):
        words = getattr(row, name) or ""
        if name.split("_zh")[0].removesuffix("_en") in getattr(row, "prose", ()):
            words = read_prose(words).words
        field = name if row is record else ""
        passage = Passage(field, str(row._meta.get_field(name).verbose_name), str(words))
        yield Place(record, _state(record), language_of_column(name) or "", day, [passage])


def _state(record: models.Model) -> str:
    if isinstance(record, WorkingText):
        return State.DRAFT
    is_public = isinstance(record, PublicRecord) and record.is_public
    return State.RECORD if is_public else State.INTERNAL


def _models(base: type[models.Model]) -> list[Any]:
    """Our own records of that kind; not the lists themselves."""
    known = [model for model in apps.get_models() if issubclass(model, base)]
    return [model for model in known if model not in (WordRule, Official)]


def _parts_of(model: type[models.Model]) -> list[Any]:
    """Rows that go with a record: pictures with their captions, guests, attachments."""
    return [
        relation
        for relation in model._meta.related_objects
        if relation.one_to_many
        and relation.on_delete is models.CASCADE
        and not issubclass(relation.related_model, Versioned)
        and _words_of(relation.related_model)
    ]


def _words_of(model: type[models.Model]) -> list[str]:
    """The columns people write words into; of translated fields each language's, not the base."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.FileField)
        and not field.choices
        and field.editable
    ]
    names = {field.name for field in fields}
    return [name for name in sorted(names) if f"{name}_en" not in names]


def _holds(rule: Rule, names: Iterable[str]) -> Q:
    return Q(
        *(Q(**{f"{name}__icontains": term}) for name in names for term in rule.searched_for),
        _connector=Q.OR,
    )
