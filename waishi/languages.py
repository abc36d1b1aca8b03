"""The two languages the office writes, and the one way to name a translated column.

A bare translated name (`title`) means whatever language is active, and its base
column holds whatever was saved last: expressions, `update_fields` and constraints
always name the column of a language.
"""

from django.db.models import Model
from modeltranslation.utils import build_localized_fieldname

SOURCE = "zh-hans"
ENGLISH = "en"
LANGUAGES = (SOURCE, ENGLISH)
NAMES = {SOURCE: "中文", ENGLISH: "英文"}


def column(name: str, language: str) -> str:
    """`title`, `en` → `title_en`."""
    return build_localized_fieldname(name, language)


def columns(*names: str) -> list[str]:
    """Every language's column of each translated field."""
    return [column(name, language) for name in names for language in LANGUAGES]


def text_in(record: Model, name: str, language: str) -> str:
    """What `record` says in `language`; empty where it says nothing."""
    return getattr(record, column(name, language)) or ""


def source_column(name: str) -> str:
    """`title_en` → `title_zh_hans`: the Chinese a translated column says again; else empty."""
    language = language_of_column(name)
    if language in (None, SOURCE):
        return ""
    return column(name.removesuffix("_" + str(language).replace("-", "_")), SOURCE)


def language_of_column(name: str) -> str | None:
    """`title_en` → `en`; None for what all languages share."""
    for language in LANGUAGES:
        if name.endswith("_" + language.replace("-", "_")):
            return language
    return None
