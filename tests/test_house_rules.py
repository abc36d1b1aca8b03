"""Rules of the house that no page and no form would show broken.

Each was seen to fail once, broken on purpose. An exception is a line in a list
with its reason.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db import models
from django.template import engines
from modeltranslation.translator import translator

from waishi.publishing.admin import OfficeAdmin
from waishi.publishing.models import Versioned

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("waishi", "news", "friendship_cities")
DOMAINS = ("news", "friendship_cities")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PUBLIC_TEMPLATES = [
    path
    for path in TEMPLATES
    if path.relative_to(ROOT / "templates").parts[0] not in ("admin", "office")
]


def sources(*places: str) -> list[Path]:
    found = [path for place in places for path in sorted((ROOT / place).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def our_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=False)
        if model.__module__.split(".")[0] in ROOMS and not model.__name__.startswith("Historical")
    ]


# Models and migrations -----------------------------------------------------------


def test_every_model_says_what_one_row_is():
    silent = [
        model._meta.label
        for model in our_models()
        # Django writes one itself where there is none: "Article(id, title, …)".
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")
    ]
    assert silent == []


def test_every_relation_reads_well_from_the_other_side():
    nameless = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one or field.many_to_many)
        and field.concrete
        and not field.remote_field.parent_link
        and not field.remote_field.related_name
    ]
    assert nameless == []


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration(capsys):
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_every_migration_is_named_by_hand():
    names = [path for place in ROOMS for path in (ROOT / place).glob("**/migrations/0*.py")]
    assert names
    machine_made = re.compile(r"_auto_|_and_more|_auto$")
    assert [named(path) for path in names if machine_made.search(path.stem)] == []


def test_every_versioned_record_is_kept_by_the_offices_admin():
    strangers = [
        model._meta.label
        for model in our_models()
        if issubclass(model, Versioned)
        and not isinstance(admin.site._registry.get(model), OfficeAdmin)
    ]
    assert strangers == []


# A bare translated name means whatever language is active.
NAMING_CALLS = {
    "F",
    "SearchVector",
    "Coalesce",
    "Lower",
    "Length",
    "UniqueConstraint",
    "Index",
    "Q",
    "CheckConstraint",
    "ExclusionConstraint",
    "order_by",
    "values",
    "values_list",
    "only",
    "defer",
    "distinct",
    "bulk_update",
}
NAMING_KEYWORDS = {"update_fields", "fields", "opclasses", "include"}
# Strings in those calls that name a column of a model which is not translated.
UNTRANSLATED = {
    # The unit of a person, which has one name.
    ("news/contributions.py", "unit"),
    # Releases hold one language each.
    ("news/admin/calendar.py", "title"),
    ("news/models/release.py", "change_note"),
    ("news/models/release.py", "title"),
    # Reviews, emergencies and releases repeat the title as it was.
    ("news/desk.py", "title"),
    ("waishi/site/desk_blocks.py", "title"),
}


def translated_names() -> set[str]:
    return {
        name
        for model in translator.get_registered_models(abstract=False)
        for name in translator.get_options_for_model(model).get_field_names()
    }


def names_in_call(call: ast.Call) -> Iterator[str]:
    """The literal names of columns that a call speaks of."""
    called = (
        call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    )
    spoken: list[ast.AST] = []
    if called in NAMING_CALLS:
        spoken += call.args
        spoken += [keyword.value for keyword in call.keywords if keyword.arg in NAMING_KEYWORDS]
        if called == "Q":
            yield from (keyword.arg for keyword in call.keywords if keyword.arg)
            spoken = []
    else:
        spoken += [k.value for k in call.keywords if k.arg == "update_fields"]
    for node in spoken:
        parts = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else [node]
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def test_no_query_names_a_translated_field_without_its_language():
    translated = translated_names()
    assert {"title", "name", "body"} <= translated
    bare = [
        (named(path), name.lstrip("-").split("__")[-1])
        for path in sources(*ROOMS)
        for call in ast.walk(tree_of(path))
        if isinstance(call, ast.Call)
        for name in names_in_call(call)
        if set(name.lstrip("-").split("__")) & translated
    ]
    assert sorted(set(bare)) == sorted(UNTRANSLATED)


# Rooms ---------------------------------------------------------------------------

# Where news and register meet, by design.
MEETING_PLACES = {"waishi/urls.py", "waishi/home.py"}


def imported(path: Path) -> set[str]:
    """The rooms a file imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return {name.split(".")[0] for name in found}


def test_the_rooms_of_the_platform_know_neither_news_nor_register():
    offenders = [
        named(path)
        for path in sources("waishi")
        if named(path) not in MEETING_PLACES and imported(path) & set(DOMAINS)
    ]
    assert offenders == []


def test_the_register_does_not_know_the_news():
    assert [named(path) for path in sources("friendship_cities") if "news" in imported(path)] == []


def test_nothing_that_runs_imports_the_tests():
    assert [named(path) for path in sources(*ROOMS) if "tests" in imported(path)] == []


# Files with more than 400 lines, each with its reason.
LONG_FILES: dict[str, str] = {}


def test_no_file_is_too_long_to_be_read_in_one_go():
    long = {named(path) for path in sources(*ROOMS) if len(path.read_text().splitlines()) > 400}
    assert long == set(LONG_FILES)


# Templates and pages -------------------------------------------------------------

# Standing alone: shown where neither database nor frame can be trusted.
OWN_FRAME = {"templates/500.html"}
# Rendered by a form, under the name Django's widgets ask for.
WIDGETS = {"templates/office/picture_widget.html"}


def test_every_template_is_a_page_or_a_piece():
    wrong = []
    for path in TEMPLATES:
        is_page = '{% extends "' in path.read_text()
        is_piece = path.name.startswith("_")
        alone = named(path) in OWN_FRAME | WIDGETS | {"templates/base.html"}
        if [is_page, is_piece, alone].count(True) != 1:
            wrong.append(named(path))
    assert wrong == []


def test_public_pages_stand_in_the_frame_of_the_site():
    frames = {
        re.search(r'{% extends "([^"]+)"', path.read_text())[1]
        for path in PUBLIC_TEMPLATES
        if "{% extends" in path.read_text()
    }
    assert frames == {"base.html"}


# Addresses that answer with a file, not with a page: they have no template.
FILES = {"article_qr", "partnership_qr"}


@pytest.mark.parametrize("room", DOMAINS)
def test_a_page_has_one_name(room):
    # Registers what the addresses of both rooms are written with.
    import_module("waishi.urls")
    patterns = import_module(f"{room}.urls").urlpatterns
    views = import_module(f"{room}.views")
    assert patterns
    names = {pattern.name for pattern in patterns} - FILES
    for pattern in patterns:
        assert pattern.callback.__name__ == pattern.name
        assert getattr(views, pattern.name) is pattern.callback
        has_template = (ROOT / "templates" / room / f"{pattern.name}.html").is_file()
        assert has_template != (pattern.name in FILES), pattern.name
    pages = (ROOT / "templates" / room).glob("[!_]*.html")
    assert {path.stem for path in pages} == names


def test_every_template_can_be_read():
    for path in TEMPLATES:
        engines["django"].get_template(str(path.relative_to(ROOT / "templates")))


FORBIDDEN_IN_TEMPLATES = {
    "a style attribute (the policy drops it)": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "a script without a file": r"<script\b(?![^>]*\bsrc=)",
    "an event handler attribute": r"<[^>]*\son[a-z]+\s*=",
    "javascript in an address": r"[\"']\s*javascript:",
    "a moment with microseconds": r"\|\s*date:\s*[\"']c[\"']",
    "a colour": r"(?:fill|stroke|color|bgcolor|stop-color)=\"#",
    "a file from another host": r"<(?:link|script|img|source|iframe|video|audio|use|image|embed)\b"
    r"[^>]*\s(?:src|srcset|href|data|poster)=[\"'](?:https?:)?//",
}


@pytest.mark.parametrize("what", FORBIDDEN_IN_TEMPLATES)
def test_no_template_has(what):
    pattern = re.compile(FORBIDDEN_IN_TEMPLATES[what], re.IGNORECASE)
    assert [named(path) for path in TEMPLATES if pattern.search(path.read_text())] == []


def our_static_files(*kinds: str) -> list[Path]:
    found = [path for kind in kinds for path in sorted((ROOT / "static").rglob(f"*.{kind}"))]
    return [path for path in found if "vendor" not in path.parts]


def without_comments(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def test_raw_colours_stand_where_they_are_named_and_nowhere_else():
    raw = re.compile(
        r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\("
        r"|:[^;{}]*(?<![-\w])(?:white|black|red|green|blue|gr[ae]y|yellow|orange)(?![-\w])",
        re.IGNORECASE,
    )
    # The office stands over Django's own sheet, whose variables it fills in.
    allowed = {"static/css/tokens.css"} | {
        named(path) for path in (ROOT / "static" / "office").glob("*.css")
    }
    found = {named(path) for path in our_static_files("css") if raw.search(without_comments(path))}
    assert "static/css/tokens.css" in found
    assert found <= allowed


def test_no_style_or_script_reaches_for_another_host():
    reach = re.compile(
        r"url\(\s*[\"']?(?:https?:)?//|@import|(?:from|import|fetch)\s*\(?\s*[\"'`](?:https?:)?//"
    )
    found = [
        named(path)
        for path in our_static_files("css", "js")
        if reach.search(without_comments(path))
    ]
    assert found == []


def test_no_drawing_reaches_for_another_host():
    reach = re.compile(r"(?:href|src)=[\"'](?:https?:)?//|url\([\"']?(?:https?:)?//|<script")
    drawings = our_static_files("svg")
    assert [named(path) for path in drawings if reach.search(path.read_text())] == []


# What is read and installed ------------------------------------------------------


def test_every_variable_that_is_read_stands_in_the_example_and_the_reverse():
    read = [
        call.args[0].value
        for call in ast.walk(tree_of(ROOT / "waishi" / "settings.py"))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
    ]
    example = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(read) == sorted(example)


# Each says for itself why it reads the environment.
OTHER_READERS = {"waishi/devdb.py", "waishi/wsgi.py"}


def test_nothing_else_reads_the_environment():
    readers = {named(path) for path in sources(*ROOMS) if "os.environ" in path.read_text()}
    assert readers <= OTHER_READERS


LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_is_pinned_with_its_hash_and_no_host_is_named(lock):
    text = lock.read_text()
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links|--trusted-host", text)
    joined = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE))
    lines = [line for line in joined.splitlines() if line.strip()]
    packages = [line for line in lines if not line.startswith("-r ")]
    assert lines
    for line in packages:
        assert re.match(r"[\w.\[\],-]+==\S+", line), line
        assert "--hash=sha256:" in line, line
