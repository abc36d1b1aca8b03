"""What differs between two texts, so that people can read it.

Chinese is compared by character, other languages by word; numbers and Latin words
are never cut. Changes are grouped until they read like a correction by hand: two
characters left standing by chance between two changes are part of the change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from waishi.languages import SOURCE

SENTENCE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]+|[^。！？；!?;\n]+")
CLAUSE = re.compile(r"[^，、,：:]*[，、,：:]+|[^，、,：:]+")
CHARACTER = re.compile(r"[0-9０-９]+(?:[.,:][0-9]+)*|[A-Za-zÀ-ɏ]+|\s+|.", re.S)
WORD = re.compile(r"\w+(?:['’.,:-]\w+)*|\s+|.", re.S)
# The longest stretches compared token by token: a time limit, whatever is pasted.
MOST_TOKENS = 2500
# Below this share of common text two passages are another text, not a changed one.
LEAST_LIKENESS = 0.3
# Unchanged text kept in sight beside a change.
CONTEXT = 24


@dataclass(frozen=True)
class Run:
    """A stretch of text that is the same, removed or added."""

    kind: str
    text: str

    @property
    def folded(self) -> tuple[str, str, str]:
        """Its beginning, what a page may fold away, and its end."""
        if self.kind != "same" or len(self.text) <= 4 * CONTEXT:
            return self.text, "", ""
        return self.text[:CONTEXT], self.text[CONTEXT:-CONTEXT], self.text[-CONTEXT:]


def text_difference(before: str, after: str, language: str = SOURCE) -> list[Run]:
    """The runs that lead from one text to the other, removals before additions.

    Sentences first, then clauses, then characters or words inside what remains:
    fifty thousand characters take a fraction of a second.
    """
    head = _common_head(before, after, language)
    tail = _common_tail(before[head:], after[head:], language)
    middle = _by_sentence(
        before[head : len(before) - tail], after[head : len(after) - tail], language
    )
    runs = [
        Run("same", before[:head]),
        *middle,
        Run("same", before[len(before) - tail :] if tail else ""),
    ]
    return _readable(runs)


def likeness(runs: list[Run]) -> float:
    """The share of the longer text that both have in common, 0 to 1."""
    same = sum(len(run.text) for run in runs if run.kind == "same")
    removed = sum(len(run.text) for run in runs if run.kind == "removed")
    added = sum(len(run.text) for run in runs if run.kind == "added")
    longer = same + max(removed, added)
    return same / longer if longer else 1.0


def tokens_of(text: str, language: str) -> list[str]:
    """The units that are never cut: characters of Chinese, words of other languages."""
    return (CHARACTER if language == SOURCE else WORD).findall(text)


def _common_head(before: str, after: str, language: str) -> int:
    """Where the texts begin to differ, moved back to the beginning of a token."""
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at] != after[at]), most)
    return _to_boundary(before, after, head, language)


def _to_boundary(before: str, after: str, at: int, language: str) -> int:
    """Back to before the word or number that one of the texts goes on with."""
    while at and (_is_inside(before, at, language) or _is_inside(after, at, language)):
        at -= 1
    return at


def _is_inside(text: str, at: int, language: str) -> bool:
    if at >= len(text):
        return False
    left, right = text[at - 1], text[at]
    if language != SOURCE:
        return not left.isspace() and not right.isspace()
    joined = (left.isascii() and right.isascii()) or (left.isdigit() and right.isdigit())
    return joined and not left.isspace() and not right.isspace()


def _common_tail(before: str, after: str, language: str) -> int:
    most = min(len(before), len(after))
    tail = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    while tail and (
        _is_inside_end(before, tail, language) or _is_inside_end(after, tail, language)
    ):
        tail -= 1
    return tail


def _is_inside_end(text: str, tail: int, language: str) -> bool:
    at = len(text) - tail
    return bool(at) and _is_inside(text, at, language)


def _by_sentence(before: str, after: str, language: str) -> Iterator[Run]:
    for old, new in _stretches(SENTENCE.findall(before), SENTENCE.findall(after)):
        if old == new:
            yield Run("same", old)
        else:
            yield from _by_token(old, new, language)


def _by_token(before: str, after: str, language: str) -> list[Run]:
    """The difference of one changed passage; both whole where they have too little in common."""
    old, new = tokens_of(before, language), tokens_of(after, language)
    if max(len(old), len(new)) > MOST_TOKENS:
        old, new = CLAUSE.findall(before), CLAUSE.findall(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        return [Run("removed", before), Run("added", after)]
    runs = []
    for removed, added in _stretches(old, new):
        if removed == added:
            runs.append(Run("same", removed))
        else:
            runs += [Run("removed", removed), Run("added", added)]
    runs = _readable(runs)
    if likeness(runs) < LEAST_LIKENESS:
        return [Run("removed", before), Run("added", after)]
    return runs


def _stretches(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of what stood and what stands, in order; equal where nothing changed."""
    # Popular tokens are no anchors ("autojunk"): quick, and it reads better.
    for _tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        yield "".join(old[a:b]), "".join(new[c:d])


def _readable(runs: list[Run]) -> list[Run]:
    """Neighbouring changes as one, with what was left standing between them by chance."""
    changes = _joined(runs)
    while True:
        at = next((n for n in range(1, len(changes) - 1) if _is_crumb(changes, n)), None)
        if at is None:
            break
        (old, new), (kept, _), (later_old, later_new) = changes[at - 1 : at + 2]
        changes[at - 1 : at + 2] = [(old + kept + later_old, new + kept + later_new)]
    return [run for change in changes for run in _runs_of(change)]


def _joined(runs: list[Run]) -> list[tuple[str, str]]:
    """The runs as alternating pairs: (same, same), (removed, added), …"""
    pairs: list[tuple[str, str]] = []
    was_change = False
    for run in runs:
        if not run.text:
            continue
        is_change = run.kind != "same"
        old = run.text if run.kind != "added" else ""
        new = run.text if run.kind != "removed" else ""
        if pairs and is_change == was_change:
            pairs[-1] = (pairs[-1][0] + old, pairs[-1][1] + new)
        else:
            pairs.append((old, new))
        was_change = is_change
    return pairs


def _is_crumb(changes: list[tuple[str, str]], at: int) -> bool:
    """Whether what stands between two changes is no longer than either of them.

    A rule of Neil Fraser's ("semantic cleanup"); a full stop or a line ends a change.
    """
    kept, same = changes[at]
    if kept != same or len(kept) > 6 or re.search(r"[。！？\n]", kept):
        return False
    around = [max(map(len, changes[at - 1])), max(map(len, changes[at + 1]))]
    return len(kept.strip()) <= min(around)


def _runs_of(change: tuple[str, str]) -> list[Run]:
    old, new = change
    if old == new:
        return [Run("same", old)]
    found = [Run("removed", old), Run("added", new)]
    return [run for run in found if run.text]
