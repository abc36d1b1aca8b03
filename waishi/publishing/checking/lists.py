"""The check by the office's own lists: two queries, however long text and lists are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from waishi.publishing.checking.findings import Finding, Level, excerpt
from waishi.publishing.checking.officials import misspelt_names, wrong_posts
from waishi.publishing.checking.words import faults_of_words

if TYPE_CHECKING:
    from waishi.publishing.checking.checks import Checked


def faults_of_lists(checked: Checked) -> Iterator[Finding]:
    """Words, names and posts in force on the day of the text."""
    # Models, which read this room's words while they are made.
    from waishi.publishing.models import Official, WordRule

    day, language = checked.spoken_on, checked.language
    rules = WordRule.objects.in_force(day.last_day).for_language(language)
    listed = [rule.word for rule in rules]
    posts = Official.objects.posts_in(language)
    for passage in checked.passages:
        words = passage.words
        told = [(word.level, "word", fault) for word, fault in faults_of_words(words, listed)]
        wrong = [*wrong_posts(words, posts, day), *misspelt_names(words, posts, day)]
        told += [(Level.WARNING, "official", fault) for fault in wrong]
        for level, code, fault in told:
            quote = excerpt(words, fault.start, fault.end)
            yield Finding(code, level, passage.field, passage.label, fault.said, quote)
