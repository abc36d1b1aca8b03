"""Whether a translation still says what the Chinese says: by content, field by field.

A field of a translation is *out of date* when the Chinese it was made from is no
longer the Chinese that stands there; a time or a release proves nothing. Written
with every saving of a text, whatever road it came by. *Still right* and *minor
change* are acts of people, never guesses.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from modeltranslation.translator import translator

from waishi.accounts.models import User
from waishi.languages import LANGUAGES, SOURCE, text_in
from waishi.publishing import audit, parts
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import Translation, WorkingText
from waishi.publishing.models.visibility import HIDDEN, is_hidden
from waishi.publishing.moments import database_moment
from waishi.publishing.writing import permission_for

# Every translated text of a record: `title`, or `gallery.17.caption` for a part's row.
Units = dict[str, str]
State = Translation.State
STILL_RIGHT, MINOR_CHANGE = "译文仍然正确", "中文只是小改"
OTHERS = [language for language in LANGUAGES if language != SOURCE]
# Without these there is no page in the language at all.
ESSENTIAL = ("title", "body")


def units_of(text: WorkingText, language: str) -> Units:
    """Everything of `text`, and of its parts, that is written once per language."""
    units = {name: text_in(text, name, language) for name in _translated(type(text))}
    for part in _translated_parts(type(text)):
        for row in getattr(text, part).order_by("pk"):
            for name in _translated(type(row)):
                units[f"{part}.{row.pk}.{name}"] = text_in(row, name, language)
    return units


def note(text: WorkingText, before: dict[str, Units]) -> None:
    """Keep what each translation was made from, after the text was saved.

    `before` holds the units of each language before the saving; a translated field
    that changed was made from the Chinese as it stands now.
    """
    source = units_of(text, SOURCE)
    for language in OTHERS:
        now = units_of(text, language)
        was = before.get(language, {})
        known = Translation.objects.of_text(text, language).first()
        made_from = dict(known.made_from) if known else {}
        made_from |= {name: source[name] for name in now if now[name] != was.get(name, "")}
        kept = {name: made_from[name] for name in made_from if now.get(name)}
        _write(text, language, known, kept, source, now)


def confirm(
    text: WorkingText,
    language: str,
    by: User,
    names: Iterable[str],
    act: str,
    seen: dict[str, str] | None = None,
) -> None:
    """Say that what stands in `names` fits the Chinese of today, though that has changed.

    `act` is *still right*, said by whoever translates, or *minor change*, said by
    whoever writes the Chinese. `seen` holds hashes of the Chinese that was on the screen.
    """
    if not may_confirm(text, language, by, act):
        raise ValidationError("您没有处理译文的权限。")
    if is_hidden(text, by):
        raise ValidationError(HIDDEN)
    with transaction.atomic():
        text = type(text)._default_manager.select_for_update(of=("self",)).get(pk=text.pk)
        known = Translation.objects.of_text(text, language).first()
        source, now = units_of(text, SOURCE), units_of(text, language)
        fitting = [name for name in names if now.get(name)]
        if not known or not fitting:
            raise ValidationError("这些项还没有译文，不能确认。")
        if seen is not None and any(seen.get(name) != seen_of(source[name]) for name in fitting):
            raise ValidationError("您打开之后中文又有改动，请看过再确认。")
        made_from = known.made_from | {name: source[name] for name in fitting}
        _write(text, language, known, made_from, source, now)
        audit.record(by, act, text, language=language, fields=fitting)


def may_confirm(text: WorkingText, language: str, by: User, act: str) -> bool:
    """Whether `by` may say this of a translation."""
    wanted = SOURCE if act == MINOR_CHANGE else language
    may_change = by.holds(f"{text._meta.app_label}.change_{text._meta.model_name}")
    return may_change and by.holds(permission_for(wanted))


def seen_of(said: str) -> str:
    """The fingerprint of what a person saw of a unit, for a form or a file to carry."""
    return hash_of(said)[:16]


def label_of(model: type[models.Model], name: str) -> str:
    """A unit in the office's words: 标题, or 组图 17 图说."""
    if "." not in name:
        return parts.label_of(model, name)
    part, number, field = name.split(".")
    rows_of: Any = model._meta.get_field(part).related_model
    return f"{parts.label_of(model, part)} {number} {parts.label_of(rows_of, field)}"


def source_hash(text: WorkingText, language: str, document: dict[str, Any]) -> tuple[str, bool]:
    """The hash of the Chinese that a document says, and whether it is behind the Chinese of today.

    Two releases in two languages say the same when their hashes are equal.
    """
    if language == SOURCE:
        return hash_of(_translatable(text, document)), False
    chinese = _translatable(text, document_of(text, SOURCE))
    known = Translation.objects.of_text(text, language).first()
    made_from = known.made_from if known else {}
    source, now = units_of(text, SOURCE), units_of(text, language)
    old = {n: made_from.get(n, "") for n in now if now[n] and made_from.get(n) != source[n]}
    return (hash_of([chinese, old]) if old else hash_of(chinese)), bool(old)


def _write(
    text: WorkingText,
    language: str,
    known: Translation | None,
    made_from: Units,
    source: Units,
    now: Units,
) -> None:
    state, wanting = _judge(made_from, source, now)
    is_as_before = known and known.state == state and known.wanting == wanting
    Translation.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(text),
        object_id=text.pk,
        language=language,
        defaults={
            "made_from": made_from,
            "state": state,
            "wanting": wanting,
            "since": known.since if is_as_before and known else database_moment(),
            "text_hash": hash_of(document_of(text, language)),
        },
    )


def _judge(made_from: Units, source: Units, now: Units) -> tuple[str, list[str]]:
    """What state the translation is in, and which fields keep it there."""
    changed = [name for name in now if now[name] and made_from.get(name) != source[name]]
    missing = [name for name in now if source[name] and not now[name]]
    if any(name in missing for name in ESSENTIAL):
        return State.MISSING, missing + changed
    return (State.OUT_OF_DATE if changed else State.CURRENT), changed


def _translatable(text: WorkingText, document: dict[str, Any]) -> dict[str, Any]:
    """The part of a document that a translator would have to write."""
    found = {name: document.get(name, "") for name in _translated(type(text))}
    for part in _translated_parts(type(text)):
        rows_of: Any = type(text)._meta.get_field(part).related_model
        names = _translated(rows_of)
        found[part] = [{n: row.get(n, "") for n in names} for row in document.get(part, [])]
    return found


def _translated(model: type[models.Model]) -> list[str]:
    return list(translator.get_options_for_model(model).get_field_names())


def _translated_parts(model: type[models.Model]) -> list[str]:
    """The parts of a record whose rows have translated fields."""
    known = set(translator.get_registered_models(abstract=False))
    return [
        field.name
        for field in model._meta.get_fields()
        if field.one_to_many and field.related_model in known
    ]
