"""Every Chinese sentence that readers can meet has its English.

With Chinese as the source language, a sentence without English shows in Chinese
on the English site: nothing fails, so it is looked for here.
"""

import ast
import io
import re
from functools import cache
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.template import engines
from django.template.base import Token, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation

from friendship_cities.models import Agreement, City, Event, EventOrganiser, LocalParty, Visit
from friendship_cities.models.country import Country
from friendship_cities.models.partnership import Kind
from tests.test_house_rules import PUBLIC_TEMPLATES, ROOMS, ROOT, named, sources, tree_of
from waishi.site.models import AlertBanner

LOCALE = ROOT / "locale" / "en" / "LC_MESSAGES"
# Labels of choices that pages show.
SHOWN_CHOICES = [
    Kind,
    Country._meta.get_field("continent"),
    Visit.Direction,
    Event.Kind,
    Event.Mode,
    EventOrganiser.Role,
    LocalParty.Level,
    City.Level,
    Agreement.Kind,
    AlertBanner.Kind,
]
GETTEXT = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


@cache
def catalogue():
    with (LOCALE / "django.po").open("rb") as file:
        return read_po(file, locale="en")


def is_chinese(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", text))


def has_english(msgid: str, context: str | None = None) -> bool:
    message = catalogue().get(msgid, context)
    if message is None or message.fuzzy:
        return False
    texts = message.string if isinstance(message.string, tuple) else [message.string]
    return all(texts)


def without_english(found: list[tuple[str, str | None]]) -> list[str]:
    return sorted(
        {text for text, context in found if is_chinese(text) and not has_english(text, context)}
    )


def in_template(path: Path) -> list[tuple[str, str | None]]:
    """What a template asks to have translated, with its context."""
    template = engines["django"].get_template(str(path.relative_to(ROOT / "templates"))).template
    found: list[tuple[str, str | None]] = []
    for node in template.nodelist.get_nodes_by_type(TranslateNode):
        spoken = node.filter_expression.var
        text = getattr(spoken, "literal", None) if hasattr(spoken, "literal") else spoken
        if isinstance(text, str):
            found.append((text, context_of(node)))
    for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        found += [(text_of(tokens, node), context_of(node)) for tokens in spoken_in(node)]
    plain = re.findall(r"_\(\s*[\"']([^\"']+)[\"']\s*\)", path.read_text())
    return found + [(text, None) for text in plain]


def context_of(node: TranslateNode | BlockTranslateNode) -> str | None:
    given = getattr(node, "message_context", None)
    return getattr(given.var, "literal", given.var) if given else None


def spoken_in(node: BlockTranslateNode) -> list[list[Token]]:
    return [tokens for tokens in (node.singular, node.plural) if tokens]


def text_of(tokens: list[Token], node: BlockTranslateNode) -> str:
    parts = [
        f"%({token.contents})s"
        if token.token_type == TokenType.VAR
        else token.contents.replace("%", "%%")
        for token in tokens
    ]
    text = "".join(parts)
    if node.trimmed:
        text = " ".join(line.strip() for line in text.splitlines() if line.strip())
    return text


def in_python(path: Path) -> list[tuple[str, str | None]]:
    """The literal texts that a module gives to gettext, under whatever name it calls it."""
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in GETTEXT
    }
    found: list[tuple[str, str | None]] = []
    for call in ast.walk(tree_of(path)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in names:
            texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
            texts = [text for text in texts if isinstance(text, str)]
            if names[call.func.id].startswith("pgettext"):
                found.append((texts[1], texts[0]))
            else:
                found += [(text, None) for text in texts]
    return found


def test_every_text_of_the_public_templates_has_its_english():
    assert PUBLIC_TEMPLATES
    missing = {named(path): without_english(in_template(path)) for path in PUBLIC_TEMPLATES}
    assert {path: texts for path, texts in missing.items() if texts} == {}


def test_the_texts_of_templates_are_really_found():
    found = [text for path in PUBLIC_TEMPLATES for text, _ in in_template(path)]
    assert len([text for text in found if is_chinese(text)]) > 50


def test_every_text_of_the_code_has_its_english():
    missing = {named(path): without_english(in_python(path)) for path in sources(*ROOMS)}
    assert {path: texts for path, texts in missing.items() if texts} == {}


@pytest.mark.parametrize("shown", SHOWN_CHOICES, ids=str)
def test_every_choice_that_readers_see_has_its_english(shown):
    labels = [str(label) for _, label in shown.choices]
    assert labels
    assert without_english([(label, None) for label in labels]) == []


# Said to readers of either language: the name of a language in itself, and the
# page that is shown when nothing can be trusted.
IN_BOTH_LANGUAGES = {"templates/500.html", "templates/components/_language_link.html"}


def test_no_public_template_speaks_chinese_past_the_catalogue():
    unsaid = r"{% comment %}.*?{% endcomment %}|{% blocktranslate.*?{% endblocktranslate %}"
    unsaid += r"|{#.*?#}|{%.*?%}|{{.*?}}"
    chinese = {
        named(path)
        for path in PUBLIC_TEMPLATES
        if is_chinese(re.sub(unsaid, "", path.read_text(), flags=re.DOTALL))
    }
    assert chinese == IN_BOTH_LANGUAGES


def test_placeholders_are_the_same_in_both_languages():
    wrong = [
        message.id for message in catalogue() if message.id and list(message.check(catalogue()))
    ]
    assert wrong == []
    for message in catalogue():
        if isinstance(message.id, str) and message.id:
            said, meant = (re.findall(r"%\(\w+\)s", text) for text in (message.string, message.id))
            assert set(said) == set(meant), message.id


def test_no_english_is_still_chinese():
    chinese = [
        message.id
        for message in catalogue()
        if message.id and isinstance(message.string, str) and is_chinese(message.string)
    ]
    assert chinese == []


def test_nothing_in_the_catalogue_is_fuzzy_or_gone():
    assert [message.id for message in catalogue() if message.id and message.fuzzy] == []
    assert list(catalogue().obsolete) == []


@pytest.mark.parametrize("name", ["en/LC_MESSAGES/django", "zh_Hans/LC_MESSAGES/django"])
def test_what_pages_read_is_what_was_written(name):
    compiled = io.BytesIO()
    with (ROOT / "locale" / f"{name}.po").open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    with (ROOT / "locale" / f"{name}.mo").open("rb") as file:
        read, written = read_mo(file), read_mo(compiled)

    def messages(one):
        return {(m.context, str(m.id)): m.string for m in one if m.id}

    assert messages(read) == messages(written)


# Written the same in Chinese.
WITHOUT_WORDS = {"URL", "IPv4", "IPv6", "%(class_name)s %(instance)s"}


@pytest.mark.parametrize("part", ["conf", "contrib/admin", "contrib/auth", "contrib/postgres"])
def test_the_office_says_everything_in_chinese(part):
    """Django's own Chinese lags behind its newest sentences: ours fills the gaps."""
    file = Path(django.__file__).parent / part / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with file.open("rb") as opened:
        spoken = [message for message in read_po(opened) if message.id]
    with translation.override("zh-hans"):
        english = {str(message.id) for message in spoken if not has_chinese(message)}
    assert spoken
    # Signs, units and the halves of the day are no words.
    assert {text for text in english if re.search("[A-Za-z]{3}", text)} - WITHOUT_WORDS == set()


def has_chinese(message: Message) -> bool:
    if isinstance(message.id, tuple):
        return translation.ngettext(*message.id, 2) not in message.id
    if message.context:
        return translation.pgettext(message.context, message.id) != message.id
    return translation.gettext(message.id) != message.id


@pytest.mark.parametrize("path", sorted((ROOT / "locale").rglob("*.po")), ids=str)
def test_a_catalogue_holds_nothing_that_its_reader_would_skip(path):
    known = re.compile(r'(#.*|(msgid|msgid_plural|msgstr|msgctxt)(\[\d\])? ".*"|".*"|)')
    lines = enumerate(path.read_text().splitlines(), start=1)
    assert not [(number, line) for number, line in lines if not known.fullmatch(line)]


@pytest.mark.parametrize("path", PUBLIC_TEMPLATES, ids=str)
def test_no_sentence_holds_a_percent_sign_which_django_looks_up_doubled(path):
    text = path.read_text()
    assert not re.findall(r'{% translate "[^"]*%[^"]*" %}', text)
