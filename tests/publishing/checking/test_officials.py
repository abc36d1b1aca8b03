from contextlib import nullcontext

import pytest
from django.db import IntegrityError, transaction

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


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("from_on", "until_on", "is_taken"),
    [
        ("2021", "2020-12-31", False),
        ("2021-03", "2021-02", False),
        ("2021-03", "2021", True),
        ("2021", "2021-01-01", True),
        ("2021", "", True),
    ],
)
def test_a_post_does_not_end_before_it_begins(client, office, from_on, until_on, is_taken):
    said = {"name_zh_hans": "甲乙丙", "post_zh_hans": "某市市长", "source": "测试"}
    days = {"from_on": from_on, "until_on": until_on}
    client.force_login(office.final)

    page = client.post("/admin/publishing/official/add/", said | days, follow=True)

    assert Official.objects.exists() == is_taken
    assert ("任职止不能早于任职起" in page.content.decode()) != is_taken
    with nullcontext() if is_taken else pytest.raises(IntegrityError), transaction.atomic():
        Official.objects.create(**said, **{name: day or None for name, day in days.items()})
