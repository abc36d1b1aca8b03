"""Half-width marks in Chinese, full-width letters and figures anywhere."""

import re
from collections.abc import Iterator

from waishi.publishing.checking.findings import Fault

HAN = r"\u3400-\u9fff"
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\u3000-\u9fff，。；）]+|[\w.+-]+@[\w.-]+", re.ASCII)
HALF = re.compile(
    rf"(?<=[{HAN}》”）])[,;:!?](?!//)|[,;!?](?=[{HAN}《“])|(?<=[{HAN}])\.(?=[{HAN}\s]|$)"
    rf"|(?<=[{HAN}])\(|\((?=[{HAN}])|\)(?=[{HAN}])|(?<=[{HAN}])\)"
    rf'|(?<=[{HAN}])"|"(?=[{HAN}])'
)
FULL = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
WANTED = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}


def half_width_marks(words: str) -> Iterator[Fault]:
    """重庆,中国 (a half-width comma between Chinese); not 3:2, not an address."""
    plain = ADDRESS.sub(lambda found: " " * len(found[0]), words)
    for found in HALF.finditer(plain):
        wanted = WANTED.get(found[0], "“ ”")
        yield Fault(*found.span(), f"中文用全角标点：“{found[0]}”应为“{wanted}”")


def full_width_letters(words: str) -> Iterator[Fault]:
    """２０２１ instead of 2021."""
    for found in FULL.finditer(words):
        plain = "".join(chr(ord(letter) - 0xFEE0) for letter in found[0])
        yield Fault(*found.span(), f"数字、字母用半角：“{found[0]}”应为“{plain}”")
