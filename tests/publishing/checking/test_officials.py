import pytest

from tests.factories import ArticleFactory
from waishi.dates import PartialDate
from waishi.languages import SOURCE
from waishi.publishing.checking import findings_of
from waishi.publishing.checking.officials import Post, misspelt_names, wrong_posts
from waishi.publishing.models import Official

# Names that nobody in the register bears.
MAYOR = Post("甲乙丙", "某市市长", PartialDate(2018, 1), PartialDate(2021, 12, 30))
CHAIR = Post("甲乙丙", "某市政协主席", PartialDate(2022, 1), None)
ENGLISH_MAYOR = Post("Jia Yibing", "Mayor of Mou", PartialDate(2018), PartialDate(2021))


@pytest.mark.parametrize(
    ("words", "day", "found"),
    [
        ("某市市长甲乙丙会见代表团", PartialDate(2021, 9, 15), 0),
        ("某市市长甲乙丙会见代表团", PartialDate(2022, 1, 5), 1),
        ("时任某市市长甲乙丙", PartialDate(2022, 1, 5), 0),
        ("某市市长甲乙丙会见代表团", PartialDate(2021, 12), 0),
        ("某市市长甲乙丙会见代表团", PartialDate(2017), 1),
        ("某市政协主席甲乙丙", PartialDate(2021, 9, 15), 1),
        ("某市市长和甲乙丙", PartialDate(2022, 1, 5), 0),
        ("Mayor of Mou Jia Yibing", PartialDate(2022, 1, 5), 1),
        ("Jia Yibing, Mayor of Mou, met", PartialDate(2022, 1, 5), 1),
        ("Jia Yibing, Mayor of Mou, met", PartialDate(2020), 0),
    ],
)
def test_a_post_is_held_to_the_day_of_the_text(words, day, found):
    assert len(list(wrong_posts(words, [MAYOR, CHAIR, ENGLISH_MAYOR], day))) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("某市市长甲乙丁会见", 1),
        ("某市市长甲乙丙会见", 0),
        ("某市市长会见代表团", 0),
        ("某市市长戊己庚会见", 0),
    ],
)
def test_a_name_one_character_off_behind_its_post_is_asked_about(words, found):
    assert len(list(misspelt_names(words, [MAYOR], PartialDate(2021, 9, 15)))) == found


@pytest.mark.django_db
def test_the_register_is_asked_for_the_day_of_the_text(moment):
    Official.objects.create(
        name_zh_hans="甲乙丙", post_zh_hans="某市市长", until_on="2021-12-30", source="测试"
    )
    body = "<p>某市市长甲乙丙会见代表团。</p>"
    then = ArticleFactory(body_zh_hans=body, original_on="2021-09-15")
    then.refresh_from_db()

    assert findings_of(then, SOURCE, moment) == []
    (finding,) = findings_of(ArticleFactory(body_zh_hans=body), SOURCE, moment)
    assert (finding.code, finding.anchor) == ("official", "id_body_zh_hans")
