"""Fields and parts of a record as values that can be proposed, shown and written.

A part is the list of rows that belong to one record (standings, stops, pictures);
it is one value, a list of rows. Parts are reached by their `related_name`.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import strip_tags

from waishi.languages import SOURCE, column, language_of_column

Row = dict[str, Any]
Names = dict[tuple[str, str], str]


def is_column(model: type[models.Model], name: str) -> bool:
    """Whether `name` is a column of the record's own row."""
    described = model._meta.get_field(name)
    return described.concrete and not described.many_to_many


def value_of(record: models.Model, name: str) -> Any:
    """The value of a field or part, as JSON can hold it."""
    described: Any = record._meta.get_field(name)
    if described.one_to_many:
        rows = getattr(record, described.get_accessor_name()).order_by("pk")
        return [row_of(row, described.field.name) for row in rows]
    if described.many_to_many:
        return sorted(getattr(record, name).values_list("pk", flat=True)) if record.pk else []
    return _plain(described, record)


def row_of(row: models.Model, parent: str) -> Row:
    """One row of a part, without the field that points to its record."""
    fields = [
        field
        for field in row._meta.concrete_fields
        if field.name != parent and not field.primary_key and not field.generated
    ]
    return {"pk": row.pk} | {f.name: _plain(f, row) for f in fields}


def set_value(record: models.Model, name: str, value: Any) -> None:
    """Set a column from its plain value."""
    described: Any = record._meta.get_field(name)
    if value == "" and described.null:
        value = None
    setattr(
        record,
        described.attname,
        described.target_field.to_python(value)
        if described.is_relation
        else described.to_python(value),
    )


def write_all(record: models.Model, values: Mapping[str, Any]) -> None:
    """Write several many-to-many fields or parts."""
    for name, value in values.items():
        write(record, name, value)


def write(record: models.Model, name: str, value: Any) -> None:
    """Write a many-to-many field or a part."""
    described: Any = record._meta.get_field(name)
    if described.many_to_many:
        _refuse_missing(described, value)
        getattr(record, name).set(value)
        return
    rows = getattr(record, described.get_accessor_name())
    rows.exclude(pk__in=[row["pk"] for row in value if row.get("pk")]).delete()
    for wanted in value:
        row = rows.filter(pk=wanted["pk"]).first() if wanted.get("pk") else None
        row = row or described.related_model(**{described.field.name: record})
        for field, plain in wanted.items():
            if field != "pk":
                set_value(row, field, plain)
        row.save()


def _refuse_missing(described: Any, numbers: list[int]) -> None:
    """Else the database would refuse the whole of it, at the very end and in its own words."""
    if described.related_model._default_manager.filter(pk__in=numbers).count() < len({*numbers}):
        raise ValidationError(f"“{described.verbose_name}”里有一项已被删除，请退回后重新提请。")


def label_of(model: type[models.Model], name: str) -> str:
    """What staff call the field or part."""
    try:
        described: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if described.one_to_many:
        return str(described.related_model._meta.verbose_name_plural)
    return str(described.verbose_name)


def shown(model: type[models.Model], name: str, value: Any) -> str:
    """A plain value for people to read."""
    described: Any = model._meta.get_field(name)
    if described.one_to_many:
        rows_of = described.related_model
        names = names_in(rows_of, value)
        return "\n".join(_shown_row(rows_of, row, names) for row in value)
    if described.many_to_many or described.is_relation:
        return _shown_relation(described, value)
    if isinstance(described, models.BooleanField):
        return "是" if value in (True, "True") else "否"
    if isinstance(described, models.DateTimeField) and (moment := parse_datetime(str(value))):
        return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}（北京时间）"
    choices = dict(described.flatchoices)
    return str(choices.get(value, value))


def contents_of(record: models.Model) -> list[tuple[str, str]]:
    """All that a record says, field by field, for whoever is to agree to it as a whole."""
    fields = [field for field in record._meta.get_fields() if _is_said(field)]
    # Names and texts before what they come from.
    fields.sort(key=lambda field: language_of_column(field.name) is None)
    told = []
    for field in fields:
        name = field.name
        value = value_of(record, name)
        if value not in ("", None, [], False):
            said = shown(type(record), name, value)
            told.append((label_of(type(record), name), strip_tags(said)))
    return told


def _is_said(field: Any) -> bool:
    """Whether a field says something to readers; not what is kept of it for ourselves."""
    if field.one_to_many:
        return field.on_delete is models.CASCADE
    if field.auto_created or not (field.concrete or field.many_to_many):
        return False
    of_ourselves = field.primary_key or not field.editable or field.name == "remark"
    # A bare translated name says again what a column of some language says.
    is_bare = column(field.name, SOURCE) in {one.name for one in field.model._meta.fields}
    return not of_ourselves and not is_bare


def names_in(model: type[models.Model], rows: Sequence[Row]) -> Names:
    """What the records are called that rows name, by column and number: read at once."""
    names = {}
    for field in model._meta.concrete_fields:
        numbers = {row[field.name] for row in rows if field.is_relation and row.get(field.name)}
        if numbers:
            for record in _named(field, numbers):
                names[field.name, str(record.pk)] = str(record)
    return names


def _shown_row(model: type[models.Model], row: Row, names: Names) -> str:
    said = [
        f"{label_of(model, name)}：{names.get((name, str(value))) or shown(model, name, value)}"
        for name, value in row.items()
        if name != "pk" and column(name, SOURCE) not in row and value not in ("", None, [])
    ]
    return "；".join(said)


def _shown_relation(described: Any, value: Any) -> str:
    wanted = value if isinstance(value, list) else [value] if value else []
    return "、".join(str(record) for record in _named(described, wanted))


def _named(described: Any, numbers: Collection[Any]) -> models.QuerySet:
    """Records with what their names are made of: a tie is called by our party and the city."""
    return described.related_model._default_manager.filter(pk__in=numbers).select_related()


def _plain(described: Any, record: models.Model) -> Any:
    value = described.value_from_object(record)
    if isinstance(value, bool):
        return value
    return "" if value in (None, "") else described.value_to_string(record)
