"""Foreign words wear their language, so that they are read aloud and set as what they are.

Only what the script itself tells is marked: Han on an English page is Chinese,
kana is Japanese, hangul is Korean. Latin letters do not tell their language, and
none is guessed.
"""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

KANA = "\u3041-\u3096\u309d-\u30ff\u31f0-\u31ff"
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Punctuation and digits inside a run belong to it: 国办发〔2017〕47号.
INSIDE = "\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff5e\u00b7\u201c\u201d0-9"
KOREAN = rf"[{HANGUL}]+(?:\s[{HANGUL}]+)*"
RUNS = {
    # Han beside kana is Chinese on a Chinese page.
    "zh-hans": re.compile(rf"(?P<ja>[{KANA}]+)|(?P<ko>{KOREAN})"),
    "en": re.compile(
        rf"(?P<ja>[{HAN}]*[{KANA}][{HAN}{KANA}]*)|(?P<ko>{KOREAN})"
        rf"|(?P<zh_Hans>[《〈「『（【]?[{HAN}](?:[{HAN}{INSIDE}]*[{HAN}》〉」』）】])?)"
    ),
}
TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')


def mark_text(text: str, language: str) -> SafeString:
    """Plain text as HTML, its foreign runs marked."""
    return mark_safe(_mark(escape(text), language))


def mark_html(html: str, language: str) -> str:
    """Cleaned HTML with the foreign runs of its texts marked; never inside a tag."""
    pieces = TAG.split(html)
    return "".join(piece if piece.startswith("<") else _mark(piece, language) for piece in pieces)


def _mark(escaped: str, language: str) -> str:
    return RUNS[language].sub(_wrap, escaped)


def _wrap(run: re.Match) -> str:
    language = (run.lastgroup or "").replace("_", "-")
    return f'<span lang="{language}">{run[0]}</span>'
