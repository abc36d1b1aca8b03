"""What an article shows beside its words: groups, verse, links, age, changes, files, videos."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from news.models import ArticleAttachment, ArticleVideo
from tests.content import add_gallery, public_section
from tests.factories import ArticleFactory, PictureFactory, VideoFactory
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.checking import CheckRefused
from waishi.publishing.reviewing import submit

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])


def page_of(client, article, prefix=""):
    return client.get(f"{prefix}/news/{article.pk}/").content.decode()


def in_both(office, **more):
    """An article readers find in Chinese and in English."""
    article = ArticleFactory(**{"english": True, "section": public_section(office)} | more)
    office.release(article)
    office.release(article, ENGLISH)
    return article


def with_body(office, html, english="<p>Text.</p>", **more):
    return in_both(office, body_zh_hans=html, body_en=english, **more)


# Pictures ------------------------------------------------------------------------


@BOTH
def test_a_gallery_of_forty_is_a_list_with_its_count(client, office, prefix):
    article = ArticleFactory(english=True, section=public_section(office))
    add_gallery(article, 40)
    office.release(article)
    office.release(article, ENGLISH)

    page = page_of(client, article, prefix)

    strip = page.split('class="group-strip"')[1].split("</ul>")[0]
    assert strip.count("<li>") == strip.count("<figure>") == 40
    assert 'tabindex="0"' in strip
    assert ("40 pictures" if prefix else "组图，共 40 张") in page
    assert strip.count('alt="The signing"' if prefix else 'alt="签署仪式现场"') == 40
    assert 'aria-hidden="true">40/40</span>' in strip


@BOTH
def test_figures_that_follow_each_other_are_a_group_and_one_alone_is_none(client, office, prefix):
    files = [PictureFactory().file for _ in range(4)]
    figure = [f'<figure><img src="/media/{file}" alt="Scene"></figure>' for file in files]
    body = f"{figure[0]}<p>Then.</p>{figure[1]}{figure[2]}{figure[3]}"
    article = with_body(office, body, body)

    page = page_of(client, article, prefix)

    assert page.count('class="group"') == 1
    assert page.split('class="group-strip"')[1].split("</ul>")[0].count("<li>") == 3


def weight(text):
    return len(gzip.compress(text.encode()))


@BOTH
def test_an_article_with_forty_pictures_weighs_at_most_sixty_kilobytes(client, office, prefix):
    """As sent: style sheets and scripts compressed by whitenoise, pages by nginx."""
    article = ArticleFactory(
        english=True,
        section=public_section(office),
        body_zh_hans="<p>" + "二〇二一年九月十五日，两市在线签署备忘录。" * 100 + "</p>",
        body_en="<p>" + "The two cities signed a memorandum on 15 September 2021. " * 100 + "</p>",
    )
    add_gallery(article, 40)
    office.release(article)
    office.release(article, ENGLISH)

    page = page_of(client, article, prefix)

    linked = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', page)
    assert len(linked) >= 6
    sent = weight(page) + sum(
        weight((Path(settings.STATIC_ROOT) / name).read_text()) for name in linked
    )
    assert sent <= 60 * 1024


# Text ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["君不见黄河之水天上来", "奔流到海不复回"], "verse"),
        (["朝辞白帝彩云间", "千里江陵一日还", "两岸猿声啼不住", "轻舟已过万重山"], "verse"),
        (["电话：12308", "领事保护热线"], "lines"),
        (["这一行比诗行长得多，已经超过十八个汉字，所以不是诗", "第二行"], ""),
    ],
)
def test_short_lines_broken_by_hand_keep_their_breaks(client, office, lines, kind):
    article = with_body(office, f"<p>{'<br>'.join(lines)}</p>")

    page = page_of(client, article)

    opened = f'<p class="{kind}">' if kind else "<p>"
    assert f"{opened}{lines[0]}<br>{lines[1]}" in page


def test_a_paragraph_in_one_line_is_no_verse(client, office):
    assert 'class="verse"' not in page_of(client, with_body(office, "<p>短句。</p><p>又一句</p>"))


@BOTH
def test_a_link_says_that_it_leaves_unless_it_leads_to_a_government_or_stays(
    client, office, prefix
):
    body = (
        '<p><a href="https://example.com/?a=1&amp;b=2">A</a> '
        '<a href="https://www.mfa.gov.cn/x">B</a> <a href="/news/">C</a> '
        '<a href="https://gov.cn.example.com/">D</a> '
        '<a href="https://evilgov.cn/">E</a></p>'
    )
    article = with_body(office, body, body)

    page = page_of(client, article, prefix)

    body = page.split('class="prose">')[1].split("</div>")[0]
    assert body.count('class="leaving"') == 3
    assert 'href="https://example.com/?a=1&amp;b=2" rel="noopener noreferrer nofollow"' in body
    assert 'href="https://www.mfa.gov.cn/x" rel="noopener">' in body
    assert 'href="/news/"' in body


def test_foreign_words_wear_the_language_their_script_tells(client, office):
    article = with_body(
        office,
        "<p>访问釜山（부산 광역시）和ひろしま。</p>",
        "<p>A visit to Busan 釜山 (부산 광역시) and Hiroshima 広島ひろしま.</p>",
        title_en="Busan 釜山",
    )

    chinese, english = page_of(client, article), page_of(client, article, "/en")

    for page in (chinese, english):
        assert '<span lang="ko">부산 광역시</span>' in page
    assert '<span lang="ja">ひろしま</span>' in chinese
    assert '<span lang="zh-Hans">' not in chinese.split("<main")[1].split("</main>")[0]
    assert '<span lang="ja">広島ひろしま</span>' in english
    assert '<h1>Busan <span lang="zh-Hans">釜山</span></h1>' in english


def test_a_table_of_contents_leads_to_the_chapters_of_a_guide(client, office):
    guide = public_section(office, layout="guide")
    body = "<h2>何处办理</h2><p>一。</p><h2>带什么 &amp; 多久</h2><p>二。</p>"

    of_guide = page_of(client, with_body(office, body, section=guide))
    elsewhere = page_of(client, with_body(office, body))

    assert '<a href="#part-2">带什么 &amp; 多久</a>' in of_guide
    assert '<h2 id="part-2">带什么 &amp; 多久</h2>' in of_guide
    assert 'class="chapters"' not in elsewhere


# Whence, when, and what changed --------------------------------------------------


@BOTH
def test_a_reprint_says_where_and_when_it_stood_first(client, office, moment, prefix):
    first = moment.replace(year=2021, month=9, day=15, hour=10, minute=30)
    article = in_both(office, source_url="https://www.cq.gov.cn/a.html", source_published_at=first)

    page = page_of(client, article, prefix)

    assert ("Reprinted from" if prefix else "转载自") in page
    assert 'href="https://www.cq.gov.cn/a.html"' in page
    assert "2021-09-15 18:30" in page


@BOTH
@pytest.mark.parametrize(
    ("after", "day", "said"),
    [
        (24, "2021-01-05", ("年前，内容可能已过时", "years ago; it may be out of date")),
        (None, "2021-01-05", None),
        (2000, "2021-01-05", None),
    ],
)
def test_an_old_text_says_so_where_its_section_asks(client, office, prefix, after, day, said):
    article = in_both(
        office, section=public_section(office, age_notice_after=after), original_on=day
    )

    page = page_of(client, article, prefix)

    notices = ("内容可能已过时", "it may be out of date")
    assert any(notice in page for notice in notices) == bool(said)
    if said:
        assert said[bool(prefix)] in page


@BOTH
def test_a_change_is_told_with_its_day_and_a_minor_one_is_silent(client, office, prefix):
    language = ENGLISH if prefix else SOURCE
    article = in_both(office)
    first = article.releases.get(language=language)
    told = {"change_note_zh_hans": "改正了日期", "change_note_en": "The date was corrected"}
    office.rewrite(article, **told, body_zh_hans="<p>改一</p>", body_en="<p>One</p>")
    noted = office.release(article, language)
    article.refresh_from_db()
    office.rewrite(article, body_zh_hans="<p>改二</p>", body_en="<p>Two</p>")
    article.refresh_from_db()
    minor = office.release(article, language)

    response = client.get(f"{prefix}/news/{article.pk}/")

    changes = response.context["changes"]
    expected = told["change_note_en" if prefix else "change_note_zh_hans"]
    assert [(one.note, one.made_at) for one in changes] == [(expected, noted.live_from)]
    assert first.dated_at == noted.dated_at == minor.dated_at
    assert response.content.decode().count(expected) == 1


def test_what_a_first_release_says_is_no_change(client, office):
    article = in_both(office, change_note_zh_hans="先写好的说明")

    assert "先写好的说明" not in page_of(client, article)


# To take along -------------------------------------------------------------------


@BOTH
def test_the_page_is_taken_along_by_code_letter_and_address(client, office, prefix):
    article = in_both(office)
    address = f"{prefix}/news/{article.pk}/"

    page = page_of(client, article, prefix)
    code = client.get(f"{address}qr.svg")

    assert f'src="{address}qr.svg"' in page
    assert 'href="mailto:?subject=' in page
    assert f"http://testserver{address}</a>" in page
    assert code.status_code == 200
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert code.content.startswith(b"<?xml")
    assert b"<script" not in code.content
    assert b"style=" not in code.content


@pytest.mark.parametrize("address", ["/news/999999/qr.svg", "/news/0/qr.svg", "/en/news/{}/qr.svg"])
def test_what_nobody_reads_has_no_code(client, office, address):
    article = ArticleFactory(section=public_section(office))
    office.release(article)

    assert client.get(address.format(article.pk)).status_code == 404


@BOTH
def test_an_attachment_says_what_it_is(client, office, prefix):
    article = ArticleFactory(english=True, section=public_section(office))
    attached = ArticleAttachment(
        article=article,
        title_zh_hans="申请表",
        title_en="Form",
        language="en",
        size=1_258_291,
    )
    attached.file.save("form.pdf", ContentFile(b"%PDF-1.7"), save=True)
    office.release(article)
    office.release(article, ENGLISH)

    page = page_of(client, article, prefix)

    assert ("PDF，English，1.2 MB" if prefix else "PDF，英文，1.2 MB") in page
    assert 'hreflang="en"' in page


# Videos --------------------------------------------------------------------------


def with_video(office, **more):
    article = ArticleFactory(english=True, section=public_section(office))
    ArticleVideo.objects.create(
        article=article, video=VideoFactory(**more), caption_zh_hans="短片", caption_en="A film"
    )
    return article


@BOTH
def test_a_video_has_its_poster_captions_and_transcript_in_the_language_of_the_page(
    client, office, prefix
):
    article = with_video(office)
    office.release(article)
    office.release(article, ENGLISH)

    page = page_of(client, article, prefix)

    assert "<video controls" in page
    assert 'preload="none"' in page
    assert "autoplay" not in page
    said, silent = ("Two rivers meet.", "两江相会。")
    if not prefix:
        said, silent = silent, said
    assert said in page
    assert silent not in page
    assert f'srclang="{"en" if prefix else "zh-Hans"}"' in page
    assert ("en.vtt" if prefix else "zh.vtt") in page
    assert 'poster="/media/pictures/' in page


@pytest.mark.parametrize(
    ("lack", "language"),
    [
        ("captions_zh_hans", SOURCE),
        ("transcript_zh_hans", SOURCE),
        ("captions_en", ENGLISH),
        ("transcript_en", ENGLISH),
    ],
)
def test_a_text_with_a_video_that_says_nothing_is_not_submitted(office, lack, language):
    article = with_video(office, **{lack: ""})

    with pytest.raises(CheckRefused, match="视频"):
        submit(article, language, office.writer)


def test_words_of_a_video_that_change_later_leave_the_page_alone(client, office):
    article = with_video(office)
    office.release(article)
    video = article.videos.get().video
    video.transcript_zh_hans = "后来改的"
    video.version += 1
    video.save(update_fields=["transcript_zh_hans", "version"])

    assert "两江相会。" in page_of(client, article)
    assert "后来改的" not in page_of(client, article)
