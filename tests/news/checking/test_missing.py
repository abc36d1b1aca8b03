import pytest

from news.models import ArticlePicture
from tests.factories import ArticleFactory, PictureFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.checking import findings_of
from waishi.publishing.documents import document_of

pytestmark = pytest.mark.django_db


def found(article, moment, language=SOURCE):
    return [(one.code, one.anchor) for one in findings_of(article, language, moment)]


def body_with(picture, alt="签署现场", caption="图为签署现场"):
    return (
        f'<p>签署。</p><figure><img src="/media/{picture.file}" alt="{alt}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def test_nothing_stands_against_the_least_valid_article(moment):
    assert found(ArticleFactory(english=True), moment) == []
    assert found(ArticleFactory(english=True), moment, ENGLISH) == []


@pytest.mark.parametrize("language", [SOURCE, ENGLISH])
@pytest.mark.parametrize("name", ["title", "body", "source"])
def test_a_page_without_title_text_or_source_is_stopped(moment, language, name):
    field = f"{name}_{language.replace('-', '_')}"
    article = ArticleFactory(english=True, **{field: ""})

    assert found(article, moment, language) == [("missing", f"id_{field}")]


@pytest.mark.parametrize("language", [SOURCE, ENGLISH])
def test_a_lead_picture_that_is_decoration_says_nothing_and_needs_no_words(moment, language):
    article = ArticleFactory(
        english=True,
        lead_picture=PictureFactory(),
        lead_picture_alt_zh_hans="旧的说明",
        lead_picture_is_decorative=True,
    )

    assert found(article, moment, language) == []
    assert document_of(article, language)["lead_picture_alt"] == ""


def test_a_missing_summary_asks_for_a_tick(moment):
    article = ArticleFactory(summary_zh_hans="")

    assert found(article, moment) == [("no_summary", "id_summary_zh_hans")]


def test_a_link_to_another_site_needs_no_text(moment):
    article = ArticleFactory(body_zh_hans="", external_url="https://www.fmprc.gov.cn/")

    assert found(article, moment) == []


def test_every_picture_says_what_it_shows_who_made_it_and_what_it_is_about(moment):
    silent = PictureFactory(credit_zh_hans="")
    article = ArticleFactory(lead_picture=silent, body_zh_hans=body_with(silent, "", ""))
    ArticlePicture.objects.create(article=article, picture=silent)

    assert sorted(found(article, moment)) == [
        ("missing", "id_body_zh_hans"),
        ("missing", "id_gallery-0-alt_zh_hans"),
        ("missing", "id_lead_picture_alt_zh_hans"),
        ("no_caption", "id_body_zh_hans"),
        ("no_caption", "id_gallery-0-caption_zh_hans"),
        ("no_credit", "id_body_zh_hans"),
        ("no_credit", "id_gallery-0-caption_zh_hans"),
        ("no_credit", "id_lead_picture"),
    ]


def test_a_decorative_picture_may_be_silent(moment):
    article = ArticleFactory()
    ArticlePicture.objects.create(article=article, picture=PictureFactory(), is_decorative=True)

    assert found(article, moment) == []


@pytest.mark.parametrize("approval", ["待定", "无", "GS2021"])
def test_a_map_without_its_approval_number_is_stopped_wherever_it_stands(moment, approval):
    plan = PictureFactory(contains_map=True, map_approval=approval)
    article = ArticleFactory(
        lead_picture=plan, lead_picture_alt_zh_hans="区域图", body_zh_hans=body_with(plan)
    )
    ArticlePicture.objects.create(
        article=article, picture=plan, alt_zh_hans="区域", caption_zh_hans="区域"
    )

    assert [code for code, _ in found(article, moment)] == ["map"] * 3


@pytest.mark.parametrize(
    "approval", ["GS(2021)1234号", "审图号：渝S（2021）012号", "GS 〔2020〕5号"]
)
def test_a_map_with_its_approval_number_may_be_shown(moment, approval):
    plan = PictureFactory(contains_map=True, map_approval=approval)

    assert found(ArticleFactory(body_zh_hans=body_with(plan, alt="世界地图")), moment) == []


def test_a_picture_that_is_told_to_be_a_map_is_asked_about(moment):
    article = ArticleFactory(body_zh_hans=body_with(PictureFactory(), alt="友城分布地图"))
    chart = ArticleFactory(
        body_zh_hans=body_with(PictureFactory(), alt="方位距离示意图，非地图", caption="非地图")
    )

    assert [code for code, _ in found(article, moment)] == ["map_unmarked"]
    assert found(chart, moment) == []


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({"source_url": "https://example.com/a"}, ["id_source_published_at"]),
        ({"source_published_at": "2021-09-15T10:00+08:00"}, ["id_source_url"]),
        ({"source_url": "https://example.com/a", "original_on": "2021-09-15"}, []),
        (
            {
                "source_url": "https://example.com/a",
                "source_published_at": "2021-09-15T10:00+08:00",
            },
            [],
        ),
    ],
)
def test_a_reprint_says_where_and_when_it_was_first_published(moment, told, fields):
    article = ArticleFactory(**told)
    article.refresh_from_db()

    assert [anchor for _, anchor in found(article, moment)] == fields


@pytest.mark.parametrize("pictures", [1, 5])
def test_the_check_asks_the_same_number_of_questions_for_any_number_of_pictures(
    moment, django_assert_num_queries, pictures
):
    article = ArticleFactory(body_zh_hans=body_with(PictureFactory()) * pictures)
    for position in range(pictures):
        ArticlePicture.objects.create(
            article=article,
            picture=PictureFactory(),
            position=position,
            alt_zh_hans="现场",
            caption_zh_hans="签署",
        )

    with django_assert_num_queries(6):
        findings_of(article, SOURCE, moment)


def test_each_silent_picture_of_a_text_is_found_not_only_the_last(moment):
    picture = PictureFactory()
    article = ArticleFactory(body_zh_hans=body_with(picture, "") + body_with(picture, ""))

    found_labels = [one.label for one in findings_of(article, SOURCE, moment)]

    assert found_labels == ["正文第1张图替代文字", "正文第2张图替代文字"]
