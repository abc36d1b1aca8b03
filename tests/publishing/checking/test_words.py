import pytest

from tests.conftest import read_and_approve
from tests.factories import ArticleFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.checking import CheckRefused, Level, findings_of
from waishi.publishing.checking.words import Word, faults_of_words
from waishi.publishing.models import WordRule
from waishi.publishing.reviewing import submit
from waishi.publishing.wordlist import load_shipped, read_words, write_words

SEOUL = Word("汉城", Level.WARNING, "首尔", "改名", unless=("汉城湖", "汉城遗址"))
MACAO = Word("Macau", Level.WARNING, "Macao")


@pytest.mark.parametrize(
    ("term", "words", "count"),
    [
        ("ROC", "参加ROC活动", 1),
        ("ROC", "the rock", 0),
        ("R.O.C.", "the R.O.C. government", 1),
        ("Taiwan (ROC)", "from Taiwan (ROC), by air", 1),
        ("卡拉OK", "卡拉OK比赛", 1),
        ("卡拉OK", "卡拉OKAY", 0),
        ("Peking", "Pekingé", 0),
    ],
)
def test_latin_words_stand_alone_beside_chinese_and_marks_too(term, words, count):
    assert len(list(faults_of_words(words, [Word(term, Level.BLOCKING)]))) == count


def rule(**said):
    told = {"term": "汉城", "instead": "首尔", "reason": "改名", "source": "公告"}
    return WordRule.objects.create(**told | said)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("汉城市代表团访渝", 1),
        ("汉城湖与汉城", 1),
        ("汉城遗址公园", 0),
        ("首尔市", 0),
        ("Macau and MACAU", 2),
        ("Macaulay", 0),
    ],
)
def test_listed_words_are_found_but_not_inside_longer_ones(words, count):
    assert len(list(faults_of_words(words, [SEOUL, MACAO]))) == count


@pytest.mark.django_db
def test_a_blocking_word_stops_the_submission_and_says_what_to_write(office):
    rule(level=Level.BLOCKING)
    article = ArticleFactory(title_zh_hans="汉城市代表团访渝")

    with pytest.raises(CheckRefused, match="应写作“首尔”"):
        submit(article, SOURCE, office.writer)


@pytest.mark.django_db
def test_a_word_listed_after_the_reviews_began_stops_the_approval(office):
    article = ArticleFactory(title_zh_hans="汉城市代表团访渝")
    submit(article, SOURCE, office.writer)
    rule(level=Level.BLOCKING)

    with pytest.raises(CheckRefused, match="首尔"):
        read_and_approve(article, SOURCE, office.first)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("period", "original_on", "found"),
    [
        ({"valid_from": "2005-01-19"}, "2004-12", 0),
        ({"valid_from": "2005-01-19"}, "2005-01", 1),
        ({"valid_until": "2005-01-19"}, "2005-01-19", 1),
        ({"valid_until": "2005-01-19"}, "2005-01-20", 0),
        ({}, "1999", 1),
    ],
)
def test_a_word_is_held_to_the_day_of_the_text(moment, period, original_on, found):
    rule(**period)
    article = ArticleFactory(title_zh_hans="汉城市代表团访渝", original_on=original_on)
    article.refresh_from_db()

    assert len(findings_of(article, SOURCE, moment)) == found


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "found"), [("", 1), (ENGLISH, 1), (SOURCE, 0)])
def test_a_word_is_held_to_its_language(moment, language, found):
    rule(term="Macau", language=language)
    article = ArticleFactory(english=True, title_en="Macau delegation visits Chongqing")

    assert len(findings_of(article, ENGLISH, moment)) == found


@pytest.mark.django_db
def test_every_shipped_word_says_why_and_by_what_source():
    terms = load_shipped()

    assert len(terms) == WordRule.objects.count() >= 12
    assert not WordRule.objects.filter(source="").exists()
    assert not WordRule.objects.filter(reason="").exists()


@pytest.mark.django_db
def test_loading_the_shipped_words_again_leaves_the_offices_own_changes():
    load_shipped()
    own = WordRule.objects.get(term="汉城")
    own.level, own.version = Level.BLOCKING, own.version + 1
    own.save()

    assert load_shipped() == []
    assert WordRule.objects.get(term="汉城").level == Level.BLOCKING


@pytest.mark.django_db
def test_what_is_exported_can_be_imported():
    load_shipped()
    told = write_words(WordRule.objects.all())

    assert write_words(read_words("\ufeff" + told)) == told
