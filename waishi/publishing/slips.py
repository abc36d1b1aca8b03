"""What may be mended as a slip of the pen, and what is a fact."""

import html
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError

from waishi.publishing.models import WorkingText

LONGEST = 200
NUMERALS = "0-9０-９〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾"
UNITS = "年月日号时点分秒周天届次岁名位人个家对项场国元％%‰"
CHINESE_FIGURES = re.compile(rf"[{NUMERALS}][{NUMERALS}.,，．:：]*[{UNITS}]?")
CHINESE_DAYS = re.compile(
    r"[今明昨前后][天日年]|去年|本[年月周]|[上下]午|上旬|中旬|下旬|凌晨|(?:星期|周|礼拜)[一二三四五六日天]"
)
ENGLISH_FIGURES = re.compile(
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|billions?|"
    r"dozens?|first|second|third|\w+th|half|quarter|yesterday|today|tomorrow|am|pm|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|"
    r"august|september|october|november|december)\b",
    re.I,
)
POSTS = re.compile(
    r"(?:副|代|代理|前|原|常务)*(?:市长|区长|县长|省长|州长|主任|书记|部长|大使|公使|参赞|总领事|领事|"
    r"主席|总统|总理|首相|国王|女王|会长|秘书长|局长|处长|司长|厅长|院长|校长|团长|代表|议长|议员|"
    r"委员长|委员|常委|理事长|董事长|总裁|总经理|外长|司令|将军|博士|教授)"
    r"|\b(?:vice|deputy|acting|former|honorary)\b|\b(?:mayor|governor|ambassador|consul|minister|"
    r"president|premier|chair(?:man|woman|person)?|secretary|director|counsel+or|attach[eé]|"
    r"delegate|representative|speaker|senator|professor|general)s?\b",
    re.I,
)
TITLES = re.compile(
    rf"先生|女士|阁下|殿下|陛下|夫人|同志|{POSTS.pattern}|\b(?:Mr|Mrs|Ms|Dr|H\.E)\b", re.I
)
# A capital letter inside a sentence: a name, a place, an institution.
ENGLISH_NAMES = re.compile(r"(?<=[a-z,;)’'] )[A-Z][\w’'-]*")
TAG = re.compile(r"(<[^>]*>)")
# So near to a post or a form of address stands the name of a person.
NEAR = 4


@dataclass(frozen=True)
class Replacement:
    """A passage as it stands on the page, and as it should."""

    before: str
    after: str

    def within(self, said: str, is_prose: bool = False) -> tuple[str, int]:
        """`said` with the passage mended, and how often; never inside markup."""
        if not is_prose:
            return said.replace(self.before, self.after), said.count(self.before)
        old, new = (html.escape(one, quote=False) for one in (self.before, self.after))
        pieces = TAG.split(said)
        found = sum(piece.count(old) for piece in pieces[::2])
        pieces[::2] = [piece.replace(old, new) for piece in pieces[::2]]
        return "".join(pieces), found


def apply_to(
    text: WorkingText, document: dict[str, Any], replacement: Replacement
) -> tuple[dict[str, Any], dict[str, int]]:
    """The document with a passage mended wherever it stands, and how often in which field."""
    corrected, places = dict(document), Counter[str]()
    for name in text.correctable:
        corrected[name], found = replacement.within(document.get(name, ""), name in text.prose)
        places[str(text._meta.get_field(name).verbose_name)] += found
    for name, keys in text.correctable_rows.items():
        rows = []
        for row in document.get(name, []):
            mended = dict(row)
            for key in keys:
                mended[key], found = replacement.within(row.get(key, ""))
                places["图片文字"] += found
            rows.append(mended)
        corrected[name] = rows
    return corrected, {name: count for name, count in places.items() if count}


def characters_of(replacement: Replacement) -> int:
    """How many characters differ, of each change the longer side."""
    matcher = SequenceMatcher(None, replacement.before, replacement.after, autojunk=False)
    return sum(max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def refuse_facts(
    text: WorkingText, before: dict[str, Any], after: dict[str, Any], names: Collection[str]
) -> None:
    """Refuse a correction that touches a figure, a day, a post or a name."""
    for old, new in _changed_texts(text, before, after):
        for what, pattern in (
            ("数字", CHINESE_FIGURES),
            ("日期或时间", CHINESE_DAYS),
            ("数字或日期", ENGLISH_FIGURES),
            ("职务", POSTS),
            ("专有名称", ENGLISH_NAMES),
        ):
            if pattern.findall(old) != pattern.findall(new):
                raise ValidationError(f"勘误不能改{what}。请修改稿件后送审。")
        for name in names:
            if len(name) > 1 and old.count(name) != new.count(name):
                raise ValidationError(f"勘误不能改名称（{name}）。请修改稿件后送审。")
        if _touches_a_person(old, new):
            raise ValidationError("改动紧挨着职务或称谓，可能是人名。请修改稿件后送审。")


def _changed_texts(
    text: WorkingText, before: dict[str, Any], after: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    for name in text.correctable:
        if before.get(name) != after.get(name):
            yield _plain(before.get(name, "")), _plain(after[name])
    for name, keys in text.correctable_rows.items():
        for old, new in zip(before.get(name, []), after.get(name, []), strict=True):
            yield from ((old[key], new[key]) for key in keys if old.get(key) != new.get(key))


def _plain(said: str) -> str:
    return html.unescape(TAG.sub("\n", said))


def _touches_a_person(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, *_around_the_change(old, new), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        for said, start, end in ((matcher.a, a, b), (matcher.b, c, d)):
            near = str(said[max(start - NEAR, 0) : end + NEAR])
            if TITLES.search(near):
                return True
    return False


def _around_the_change(old: str, new: str) -> tuple[str, str]:
    """Both texts without what is the same before and after, but for a little of it."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    start, rest = max(head - 4 * NEAR, 0), max(tail - 4 * NEAR, 0)
    return old[start : len(old) - rest], new[start : len(new) - rest]


def read_replacements(pairs: list[tuple[str, str]]) -> list[Replacement]:
    """What a form said, without the line ends a phone copies along; empty rows left out."""
    read = [Replacement(before.strip("\r\n"), after.strip("\r\n")) for before, after in pairs]
    read = [one for one in read if one.before or one.after]
    if not read:
        raise ValidationError("请写明哪几个字错了，应改成什么。")
    for one in read:
        if not one.before:
            raise ValidationError("请复制页面上错的几个字；要补字，请连旁边的字一起复制。")
        if one.before == one.after:
            raise ValidationError(f"“{one.before}”没有改动。")
        if max(len(one.before), len(one.after)) > LONGEST or "\n" in one.before + one.after:
            raise ValidationError("每处只写错的几个字和它旁边的字，不要整段。")
    return read
