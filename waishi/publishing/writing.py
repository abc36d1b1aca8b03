"""Who may write what of a text: translators the fields of their languages, and no others.

Held by `saving`, whatever road a change comes by; forms ask here what to offer.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from waishi.accounts.models import User
from waishi.languages import LANGUAGES, NAMES, SOURCE, column, language_of_column
from waishi.publishing import parts
from waishi.publishing.models import WorkingText

# The Chinese, and whatever all languages share: section, pictures, what it is about.
WRITE = "publishing.write_source"


def languages_of(by: User) -> list[str]:
    """The languages whose fields a person may write."""
    return [language for language in LANGUAGES if by.holds(permission_for(language))]


def permission_for(language: str) -> str:
    """What a person needs to write in `language`."""
    return WRITE if language == SOURCE else f"publishing.translate_{language}"


def may_write(by: User, name: str) -> bool:
    """Whether a person may write the column `name` of a text, or of a row of its parts."""
    return by.holds(permission_for(language_of_column(name) or SOURCE))


def refuse_others_columns(text: WorkingText, by: User, names: Iterable[str]) -> None:
    """Refuse columns of a text that its translators leave to its writers."""
    if refused := [name for name in names if not may_write(by, name)]:
        labels = "、".join(parts.label_of(type(text), name) for name in refused)
        yours = "、".join(NAMES[language] for language in languages_of(by)) or "无"
        raise ValidationError(f"您只能改自己语种的文字（{yours}），不能改：{labels}。")


def guarded(text: WorkingText, by: User, names: list[str], write: Callable[[], None]) -> None:
    """Write parts and links, and refuse it all where more than one's own languages changed."""
    known = {field.name for field in type(text)._meta.get_fields()}
    names = [name for name in names if name in known]
    if by.holds(WRITE) or not names:
        write()
        return
    before = {name: parts.value_of(text, name) for name in names}
    write()
    stored = type(text)._default_manager.get(pk=text.pk)
    for name in names:
        changed = _changed_columns(name, before[name], parts.value_of(stored, name))
        if not all(may_write(by, one) for one in changed):
            refuse_others_columns(text, by, [name])


def _changed_columns(name: str, before: Any, after: Any) -> set[str]:
    """The columns of a part's rows that differ; the part itself where rows came, went or moved."""
    if before == after:
        return set()
    if not all(isinstance(row, dict) for row in [*before, *after]):
        return {name}
    if [row["pk"] for row in before] != [row["pk"] for row in after]:
        return {name}
    pairs = zip(before, after, strict=True)
    # A bare translated name says again what the column of some language says.
    return {
        name
        for old, new in pairs
        for name in new
        if old[name] != new[name] and column(name, SOURCE) not in new
    }


def read_only_columns(model: type[models.Model], by: User) -> set[str]:
    """The columns and links of a text, or of its rows, that a form only shows to `by`."""
    if by.holds(WRITE):
        return set()
    return {field.name for field in model._meta.get_fields() if not may_write(by, field.name)}
