"""Texts longer than PostgreSQL counts positions: 16,383, and 255 of one lexeme."""

import random

import pytest

from tests.content import public_section
from tests.factories import ArticleFactory
from tests.search.asking import rows_found
from waishi.languages import SOURCE
from waishi.publishing.moments import database_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_text(office):
    """A text of 40,000 characters, many of them often, and strings that stand in it."""
    chance = random.Random(1982)
    common = "重庆市外事办公室友好城市交流合作"
    letters = [chance.choice(common) for _ in range(20_000)]
    letters += [chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(20_000)]
    chance.shuffle(letters)
    text = "".join(letters)
    article = ArticleFactory(section=public_section(office), body_zh_hans=f"<p>{text}</p>")
    return office.release(article), text


def test_every_string_of_a_very_long_text_is_found(office, long_text):
    release, text = long_text
    moment, chance = database_moment(), random.Random(2021)
    for _ in range(120):
        length = chance.randint(2, 6)
        start = chance.randint(0, len(text) - length)

        found = rows_found(text[start : start + length], SOURCE, moment)

        assert ("article", release.pk) in found
    last = text[-6:]
    assert rows_found(last, SOURCE, moment) == {("article", release.pk)}


def test_a_very_long_text_is_not_found_by_pairs_that_stand_apart(office, long_text):
    _, text = long_text
    apart = text[0] + text[1] + text[2]
    shuffled = next(
        text[i : i + 2] + text[j + 1 : j + 2]
        for i in range(100)
        for j in range(20_000)
        if text[i + 1] == text[j] and text[i : i + 2] + text[j + 1] not in text
    )

    assert rows_found(apart, SOURCE, database_moment())
    assert rows_found(shuffled, SOURCE, database_moment()) == set()
