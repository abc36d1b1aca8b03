"""The translation desk: what waits, side by side, and whose fields are whose."""

import json
import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from friendship_cities.models import City
from news.models import Article, ArticlePicture
from tests.factories import ArticleFactory, CityFactory, EventFactory, PictureFactory, UserFactory
from tests.publishing.test_office_forms import change_url, form_of
from waishi.languages import ENGLISH
from waishi.publishing import saving
from waishi.publishing.models import Term, Translation

pytestmark = pytest.mark.django_db

State = Translation.State


@pytest.fixture
def article(office):
    """A text in both languages that belong together."""
    made = ArticleFactory.build(english=True, section=None, created_by=office.writer)
    made.section = ArticleFactory().section
    saving.create(made, office.writer)
    return made


def desk(article):
    return reverse("admin:news_article_translate", args=[article.pk])


def state(article):
    return Translation.objects.of_text(article, ENGLISH).get()


def test_the_chinese_stands_beside_the_english_with_what_changed(client, office, article):
    office.rewrite(article, title_zh_hans="重庆与麦德林签署谅解备忘录")
    client.force_login(office.translator)

    page = client.get(desk(article)).content.decode()

    assert "重庆与麦德林签署谅解备忘录" in page
    assert "［删去：</span>友城" in page
    assert "译文仍然正确" in page
    assert 'name="title_zh_hans"' not in page


def test_a_translator_saves_english_and_it_is_current_again(client, office, article):
    office.rewrite(article, title_zh_hans="新标题")
    client.force_login(office.translator)
    data = form_of(client, desk(article)) | {"title_en": "A new title"}

    assert client.post(desk(article), data).status_code == 302

    article.refresh_from_db()
    assert (article.title_zh_hans, article.title_en) == ("新标题", "A new title")
    assert state(article).state == State.CURRENT


def test_chinese_that_moved_meanwhile_is_shown_before_english_counts_as_made_from_it(
    client, office, article
):
    client.force_login(office.translator)
    data = form_of(client, desk(article)) | {"title_en": "Another title"}
    office.rewrite(article, title_zh_hans="后来的标题")

    refused = client.post(desk(article), data)

    assert "您打开之后中文已改为：“后来的标题”" in refused.content.decode()
    again = data | {"shown": refused.context["adminform"].form["shown"].value()}
    assert client.post(desk(article), again).status_code == 302
    article.refresh_from_db()
    assert article.title_en == "Another title"
    assert state(article).state == State.CURRENT


@pytest.mark.parametrize(
    ("person", "button", "works"),
    [
        ("translator", "_right", True),
        ("writer", "_minor", True),
        ("translator", "_minor", False),
    ],
)
def test_still_right_and_minor_change_are_said_by_those_who_can_know(
    client, office, article, person, button, works
):
    office.rewrite(article, title_zh_hans="重庆与麦德林签署备忘录")
    client.force_login(getattr(office, person))
    page = client.get(desk(article))
    data = form_of(client, desk(article)) | {button: "title", "seen": page.context["seen"]}

    client.post(desk(article), data)

    assert (state(article).state == State.CURRENT) == works


def test_nobody_confirms_chinese_they_have_not_seen(client, office, article):
    office.rewrite(article, title_zh_hans="第一次改")
    client.force_login(office.translator)
    seen = client.get(desk(article)).context["seen"]
    data = form_of(client, desk(article)) | {"_right": "title", "seen": seen}
    office.rewrite(article, title_zh_hans="第二次改")

    page = client.post(desk(article), data, follow=True).content.decode()

    assert "请看过再确认" in page
    assert state(article).state == State.OUT_OF_DATE


@pytest.mark.parametrize("page", [change_url, desk])
def test_a_picture_that_somebody_deleted_meanwhile_is_told_and_the_rest_is_saved(
    client, office, article, page
):
    for picture in (PictureFactory(), PictureFactory()):
        article.gallery.create(picture=picture, alt_zh_hans="签署现场", alt_en="Signing")
    article.attachments.create(title_zh_hans="议程", title_en="Agenda", file="a.pdf", size=9)
    client.force_login(office.writer)
    data = form_of(client, page(article)) | {"gallery-1-caption_en": "The end of the ceremony"}
    article.gallery.first().delete()
    article.attachments.all().delete()

    told = client.post(page(article), data).content.decode()
    shown = re.search(r'name="shown" value="([^"]*)"', told)[1]
    saved = client.post(page(article), data | {"shown": unescape(shown)})

    assert "他人删去了“组图”里的 1 行" in told
    assert "他人删去了“附件”里的 1 行" in told
    assert saved.status_code == 302
    assert article.gallery.get().caption_en == "The end of the ceremony"


def test_captions_are_translated_at_the_desk_too(client, office, article):
    use = ArticlePicture.objects.create(
        article=article, picture=PictureFactory(), caption_zh_hans="签署现场"
    )
    client.force_login(office.translator)
    data = form_of(client, desk(article)) | {"gallery-0-caption_en": "The signing"}

    assert client.post(desk(article), data).status_code == 302

    use.refresh_from_db()
    assert (use.caption_zh_hans, use.caption_en) == ("签署现场", "The signing")


def test_english_is_handed_over_from_the_desk(client, office, article):
    client.force_login(office.translator)
    data = form_of(client, desk(article)) | {"_submit_en": "1"}

    response = client.post(desk(article), data)

    assert response.url.endswith("/review/?language=en")
    article.refresh_from_db()
    assert article.translation_stage == "translation"


# Whose fields are whose ----------------------------------------------------------


def test_a_translators_form_takes_nothing_but_english(client, office, article):
    client.force_login(office.translator)
    data = form_of(client, change_url(article))
    data |= {"title_zh_hans": "译者改中文", "author": "张三", "title_en": "Mine"}

    assert client.post(change_url(article), data).status_code == 302

    article.refresh_from_db()
    assert article.title_zh_hans == "重庆与麦德林签署友城谅解备忘录"
    assert (article.author, article.title_en) == ("", "Mine")


def test_a_form_offers_to_hand_in_what_a_person_writes(client, office, article):
    for person, offered in ((office.translator, {"英文"}), (office.writer, {"中文", "英文"})):
        client.force_login(person)
        page = client.get(change_url(article)).content.decode()
        assert {name for name in ("中文", "英文") if f"保存并送审{name}稿" in page} == offered


@pytest.mark.parametrize("name", ["title_zh_hans", "author", "section"])
def test_the_service_refuses_translators_what_is_not_theirs(office, article, name):
    with pytest.raises(ValidationError, match="只能改自己语种"):
        saving.save(article, office.translator, [name])


def test_the_service_refuses_a_part_whose_chinese_a_translator_changed(office, article):
    use = ArticlePicture.objects.create(article=article, picture=PictureFactory())

    def write(**said):
        ArticlePicture.objects.filter(pk=use.pk).update(**said)

    saving.save(article, office.translator, [], lambda: write(caption_en="Mine"), ["gallery"])
    article.refresh_from_db()
    with pytest.raises(ValidationError, match="只能改自己语种"):
        saving.save(
            article, office.translator, [], lambda: write(caption_zh_hans="我的"), ["gallery"]
        )
    use.refresh_from_db()
    assert (use.caption_en, use.caption_zh_hans or "") == ("Mine", "")


def test_a_translator_begins_no_article(client, office):
    client.force_login(office.translator)
    assert client.get(reverse("admin:news_article_add")).status_code == 403
    with pytest.raises(ValidationError, match="起草"):
        saving.create(ArticleFactory.build(created_by=office.translator), office.translator)


def test_who_holds_both_roles_writes_both(office, article):
    both = UserFactory(roles=["采编", "译审"])
    saving.save(article, both, ["title_zh_hans", "title_en"])


# The first page of the desk ------------------------------------------------------

LIST = "/admin/translations/"


def test_the_desk_says_what_waits_and_for_whom(client, office, article):
    office.rewrite(article, title_zh_hans="改过的标题")
    client.force_login(office.translator)

    page = client.get(LIST).content.decode()
    assert "改过的标题" in page
    assert "标题" in page
    assert "等译者" in page
    assert "改过的标题" not in client.get(f"{LIST}?tab=missing").content.decode()
    assert "改过的标题" not in client.get(f"{LIST}?turn=reviewer").content.decode()
    assert "改过的标题" not in client.get(f"{LIST}?mine=1").content.decode()
    first_page = client.get("/admin/").content.decode()
    assert "改过的标题" in first_page
    assert f'href="{LIST}"' in first_page


def test_what_is_public_as_it_is_counts_as_reviewed(client, office, article):
    client.force_login(office.translator)
    assert str(article) in client.get(f"{LIST}?tab=ready").content.decode()

    office.release(article)
    office.release(article, ENGLISH)

    assert str(article) in client.get(f"{LIST}?tab=reviewed").content.decode()
    assert "这里现在没有稿件" in client.get(f"{LIST}?tab=ready").content.decode()

    office.rewrite(article, title_zh_hans="公开之后又改")
    assert "中文已改（英文公开中）" in client.get(LIST).content.decode()


def test_records_of_the_register_without_english_have_a_tab(client, office):
    CityFactory(name_zh_hans="没有英文的城市", name_en="")
    CityFactory(name_zh_hans="有英文的城市", name_en="A city")
    client.force_login(office.translator)

    page = client.get(f"{LIST}?tab=register").content.decode()

    assert "没有英文的城市" in page
    assert "有英文的城市" not in page.replace("没有英文的城市", "")


def test_records_of_the_register_stand_in_one_order(client, office):
    names = [f"无英文{one}市" for one in "乙甲丙"]
    for name in names:
        CityFactory(name_zh_hans=name, name_en="")
        EventFactory(title_zh_hans=name, title_en="")
    client.force_login(office.translator)

    rows = client.get(f"{LIST}?tab=register").context["rows"]

    kinds = {}
    for row in rows:
        kinds.setdefault(row["kind"], []).append(row["name"])
    assert list(kinds) == sorted(kinds)
    assert set(kinds["city"]) >= set(names)
    collated = City.objects.filter(name_zh_hans__in=names).order_by("name_zh_hans")
    assert kinds["city"] == [city.name_zh_hans for city in collated]


def test_the_tab_of_the_register_is_for_who_may_open_it(client, office, article):
    mine = ArticleFactory.build(
        english=True, section=article.section, created_by=office.contributor, title_zh_hans="我的"
    )
    saving.create(mine, office.contributor)
    CityFactory(name_zh_hans="没有英文的城市", name_en="")
    client.force_login(office.contributor)

    answer = client.get(f"{LIST}?tab=register")

    assert "没有英文的城市" not in answer.content.decode()
    assert answer.context["tab"] == "out_of_date"


@pytest.mark.parametrize("query", ["tab=x&page=-1", "section=9e9", "turn=%27", "page=99999"])
def test_a_bad_address_is_the_first_page(client, office, query):
    client.force_login(office.translator)
    assert client.get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("rows", [3, 300])
@pytest.mark.parametrize("tab", ["missing", "register"])
def test_the_desk_costs_the_same_for_three_and_three_hundred(client, office, moment, rows, tab):
    section = ArticleFactory().section
    texts = Article.objects.bulk_create(
        Article(section=section, created_by=office.writer, title_zh_hans=f"第{number}篇")
        for number in range(rows)
    )
    Translation.objects.bulk_create(
        Translation(
            text=text,
            language=ENGLISH,
            state=State.MISSING,
            wanting=["title", "body"],
            since=moment,
            text_hash="x",
        )
        for text in texts
    )
    country = CityFactory().country
    City.objects.bulk_create(
        City(name_zh_hans=f"第{number}城", country=country, latitude=1, longitude=1, source="试")
        for number in range(rows)
    )
    client.force_login(office.translator)
    client.get(f"{LIST}?tab={tab}")
    with CaptureQueriesContext(connection) as statements:
        client.get(f"{LIST}?tab={tab}")
    assert len(statements) <= 10


def test_the_form_stays_within_its_budget(client, office, article):
    for number in range(12):
        Term.objects.create(zh=f"词{number}", en=f"word {number}", source="试")
    client.force_login(office.translator)
    client.get(desk(article))
    with CaptureQueriesContext(connection) as statements:
        client.get(desk(article))
    assert len(statements) <= 24


# Known names ---------------------------------------------------------------------


def test_known_names_stand_beside_the_source(client, office, article):
    Term.objects.create(zh="谅解备忘录", en="memorandum of understanding", source="试")
    CityFactory(name_zh_hans="麦德林", name_en="Medellín")
    client.force_login(office.translator)

    hints = client.get(desk(article)).context["hints"]

    assert [(hint.known.zh, hint.is_said) for hint in hints] == [
        ("麦德林", True),
        ("谅解备忘录", False),
    ]


def test_a_form_of_the_desk_is_kept_while_it_is_written(client, office, article):
    client.force_login(office.translator)
    data = form_of(client, desk(article)) | {"title_en": "Half a title", "_path": desk(article)}
    assert client.post(reverse("admin:keep_form"), data).status_code == 200

    page = client.get(f"{desk(article)}?kept=restore").content.decode()

    assert "Half a title" in page
    assert json.loads(client.get(desk(article)).context["seen"])["title"]
