"""What the office is shown when a text has changed."""

import random
import time
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string

from friendship_cities.models import Visit, VisitPicture
from news.models import Article, FrontPick
from tests.factories import ArticleFactory, CountryFactory, PictureFactory, VisitFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing import parts
from waishi.publishing.blocks import prose_difference
from waishi.publishing.comparing import document_difference, values_difference
from waishi.publishing.differences import text_difference
from waishi.publishing.documents import document_of


def marked(runs):
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[run.kind].format(run.text) for run in runs)


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        ("市外办主任会见代表团", "市外办副主任会见代表团", "市外办[+副+]主任会见代表团"),
        ("2021年9月15日签署", "2021年9月16日签署", "2021年9月[-15-][+16+]日签署"),
        ("共152对友城", "共52对友城", "共[-152-][+52+]对友城"),
        ("重庆与Toulouse结好", "重庆与Toulon结好", "重庆与[-Toulouse-][+Toulon+]结好"),
        ("完全不同的一句话", "四海之内皆兄弟", "[-完全不同的一句话-][+四海之内皆兄弟+]"),
        ("", "新稿", "[+新稿+]"),
        ("删去", "", "[-删去-]"),
        ("一样", "一样", "一样"),
        ("", "", ""),
    ],
)
def test_chinese_is_compared_by_character_and_numbers_are_not_cut(before, after, read):
    assert marked(text_difference(before, after, SOURCE)) == read


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        (
            "Chongqing signs a pact",
            "Chongqing signed a pact",
            "Chongqing [-signs-][+signed+] a pact",
        ),
        ("The mayor met guests", "The deputy mayor met guests", "The [+deputy +]mayor met guests"),
        ("on 15 May", "on 16 May", "on [-15-][+16+] May"),
    ],
)
def test_english_is_compared_by_word(before, after, read):
    assert marked(text_difference(before, after, ENGLISH)) == read


def test_what_stayed_between_two_changes_by_chance_is_part_of_the_change():
    runs = text_difference("会上播放了一部短片。", "会上放映了一组照片。", SOURCE)

    assert len([run for run in runs if run.kind != "same"]) == 2


ALPHABETS = {
    "prose": "".join(chr(0x4E00 + n) for n in range(2500)) + "，。" * 60,
    "no full stop": "".join(chr(0x4E00 + n) for n in range(2500)),
    "two characters": "甲乙",
    "only full stops": "。",
}


@pytest.mark.parametrize("alphabet", ALPHABETS.values(), ids=ALPHABETS.keys())
@pytest.mark.parametrize("language", [SOURCE, ENGLISH])
def test_fifty_thousand_characters_are_compared_in_a_moment(alphabet, language):
    chance = random.Random(1)
    before = [chance.choice(alphabet) for _ in range(50_000)]
    after = [chance.choice(alphabet) if chance.random() < 0.05 else one for one in before]
    began = time.monotonic()

    runs = text_difference("".join(before), "".join(after), language)

    assert time.monotonic() - began < 3
    assert "".join(run.text for run in runs if run.kind != "added") == "".join(before)
    assert "".join(run.text for run in runs if run.kind != "removed") == "".join(after)


def kinds(before, after):
    return [
        f"fold {len(one.blocks)}" if one.kind == "fold" else one.kind
        for one in prose_difference(before, after, SOURCE)
    ]


def test_paragraphs_are_added_removed_moved_and_changed():
    a, b, c = "<p>第一段谈往来。</p>", "<p>第二段谈合作。</p>", "<p>第三段谈将来的安排。</p>"

    assert kinds(a + b, a + b + c) == ["fold 2", "added"]
    assert kinds(a + b + c, a + c) == ["fold 1", "removed", "fold 1"]
    assert sorted(kinds(a + b + c, b + c + a)) == ["fold 2", "moved-away", "moved-here"]
    assert kinds(a + b, a.replace("往来", "交往") + b) == ["changed", "fold 1"]
    assert kinds(a, a) == ["fold 1"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<p>见<a href='https://a.example/'>公告</a>。</p>",
            "<p>见<a href='https://b.example/'>公告</a>。</p>",
        ),
        ("<p>见公告。</p>", "<p>见<strong>公告</strong>。</p>"),
        ("<h2>见公告</h2>", "<h3>见公告</h3>"),
    ],
)
def test_a_link_that_leads_elsewhere_and_other_type_are_shown_too(before, after):
    [block] = prose_difference(before, after, SOURCE)

    assert block.kind == "changed"
    assert block.is_reformatted or len(block.runs) > 1


def test_a_picture_that_was_exchanged_or_described_anew_is_shown():
    figure = (
        '<figure><img src="/media/pictures/00/{}.jpg" alt="{}">'
        "<figcaption>签署</figcaption></figure>"
    )

    assert kinds(figure.format("a", "现场"), figure.format("b", "现场")) == ["changed"]
    assert kinds(figure.format("a", "现场"), figure.format("a", "合影")) == ["changed"]


@pytest.mark.django_db
def test_every_field_of_a_document_is_named_as_the_office_names_it():
    article = ArticleFactory()
    before = document_of(article, SOURCE)
    after = before | {
        "title": "重庆与麦德林签署友好城市谅解备忘录",
        "body": "<p>另一段。</p>",
        "section": ArticleFactory().section_id,
        "gallery": [{"picture": PictureFactory().pk, "alt": "现场", "caption": "", "credit": ""}],
        "about": before["about"] | {"countries": [CountryFactory().pk]},
        "unknown_yet": "来自以后的格式",
    }

    found = {one.name: one.label for one in document_difference(Article, before, after)}

    assert found == {
        "title": "标题",
        "body": "正文",
        "section": "栏目",
        "gallery": "组图",
        "countries": "国家",
        "unknown_yet": "unknown_yet",
    }
    shown = render_to_string(
        "office/_difference.html",
        {"fields": document_difference(Article, before, after), "language": SOURCE},
    )
    for said in ("法国", "签署仪式", "［增加："):
        assert said in shown


@pytest.mark.django_db
def test_a_gallery_shows_what_moved_and_what_is_described_anew():
    rows = [
        {"picture": PictureFactory().pk, "alt": f"第{n}张", "caption": "", "credit": ""}
        for n in range(3)
    ]
    document = document_of(ArticleFactory(), SOURCE)
    renamed = [rows[0] | {"alt": "全体合影"}, rows[1], rows[2]]

    def found(gallery):
        fields = document_difference(
            Article, document | {"gallery": rows}, document | {"gallery": gallery}
        )
        return [block.kind for field in fields for block in field.blocks]

    assert found(rows) == []
    assert found(renamed) == ["changed"]
    assert found(rows[:2]) == ["removed"]
    assert set(found([rows[2], rows[0], rows[1]])) == {"moved-here"}


@pytest.mark.django_db
def test_what_a_text_says_cannot_become_markup_of_the_office():
    document = document_of(ArticleFactory(), SOURCE)
    after = document | {"title": "<script>alert(1)</script>"}

    shown = render_to_string(
        "office/_difference.html",
        {"fields": document_difference(Article, document, after), "language": SOURCE},
    )

    assert "<script>" not in shown


def test_a_moment_is_said_in_beijing_time():
    [found] = values_difference(
        FrontPick,
        {"picked_from": None},
        {"picked_from": "2026-11-27T16:34:12.052520+00:00"},
    )

    assert marked(found.blocks[0].runs) == "[+2026-11-28 00:34（北京时间）+]"


@pytest.mark.django_db
def test_what_is_agreed_to_as_a_whole_says_its_moments_in_beijing_time():
    pick = FrontPick(picked_from=datetime(2026, 11, 27, 16, 34, 12, 52520, tzinfo=UTC))

    assert ("开始", "2026-11-28 00:34（北京时间）") in parts.contents_of(pick)


@pytest.mark.parametrize("rows", [1, 30])
def test_pictures_are_told_by_name_and_read_at_once(db, rows, django_assert_num_queries):
    visit = VisitFactory()
    for number in range(rows):
        VisitPicture.objects.create(visit=visit, picture=PictureFactory(title=f"签字{number}"))
    pictures = parts.value_of(visit, "pictures")

    with django_assert_num_queries(1):
        [field] = values_difference(Visit, {"pictures": []}, {"pictures": pictures})
    with django_assert_num_queries(1):
        told = parts.shown(Visit, "pictures", pictures)

    assert field.blocks[-1].runs[0].text.startswith(f"图片：签字{rows - 1}；")
    assert told.splitlines()[-1].startswith(f"图片：签字{rows - 1}；")
