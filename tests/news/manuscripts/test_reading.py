"""What a manuscript says is found whatever its typist did to make it look right."""

import pytest

from news.manuscripts import Manuscript, read_manuscript
from news.manuscripts.word import WordFile


def read(html: str) -> Manuscript:
    return read_manuscript(WordFile(html))


@pytest.mark.parametrize(
    "first",
    [
        "<h1>重庆与麦德林签署谅解备忘录</h1>",
        '<p class="centred">重庆与麦德林签署谅解备忘录</p>',
        "<p><strong>　　重庆与麦德林签署谅解备忘录</strong></p>",
    ],
)
def test_the_first_line_is_the_title_however_it_was_set_apart(first):
    read_ = read(f"<p></p>{first}<p>——在线签署</p><p>　　9月15日签署。</p>")

    assert read_.title == "重庆与麦德林签署谅解备忘录"
    assert read_.subtitle == "——在线签署"
    assert read_.body == "<p>9月15日签署。</p>"


@pytest.mark.parametrize(
    "first", ["<p>重庆与麦德林签署谅解备忘录</p>", "<p><strong>9月15日，双方签署。</strong></p>"]
)
def test_a_line_that_is_not_set_apart_stays_text(first):
    read_ = read(f"{first}<p>其余。</p>")

    assert read_.title == ""
    assert len(read_.body.splitlines()) == 2


def test_indents_of_spaces_and_empty_lines_go():
    read_ = read("<p>\u3000\u3000第一段。</p><p>\u00a0</p><p>\t第二段。\u3000</p>")

    assert read_.body == "<p>第一段。</p>\n<p>第二段。</p>"


def test_the_line_under_a_picture_is_its_caption():
    read_ = read(
        '<p>正文。</p><p><img src="picture:0" alt="IMG_2021.jpg"></p>'
        '<p class="centred">签署现场</p>'
        '<p><img src="picture:1"></p><p>图2 合影</p><p>又一段。</p>'
    )

    assert read_.pictures == [0, 1]
    assert read_.body == (
        "<p>正文。</p>\n"
        '<figure><img src="picture:0" alt=""><figcaption>签署现场</figcaption></figure>\n'
        '<figure><img src="picture:1"><figcaption>图2 合影</figcaption></figure>\n'
        "<p>又一段。</p>"
    )


def test_pictures_in_one_paragraph_follow_each_other_and_share_the_line_below():
    read_ = read(
        '<p>一。</p><p><img src="picture:0"><img src="picture:1"></p><p class="caption">两图</p>'
    )

    assert read_.body.splitlines()[1:] == [
        '<figure><img src="picture:0"></figure>',
        '<figure><img src="picture:1"><figcaption>两图</figcaption></figure>',
    ]


def test_a_sentence_below_a_picture_is_no_caption():
    read_ = read('<p>一。</p><p><img src="picture:0"></p><p>9月15日，双方签署。</p>')

    assert read_.body.splitlines()[-1] == "<p>9月15日，双方签署。</p>"


def test_who_published_and_wrote_it_is_taken_from_the_ends():
    read_ = read("<h1>题</h1><p>来源：市外办　作者：张三</p><p>一。</p><p>二。</p><p>三。</p>")

    assert (read_.source, read_.author) == ("市外办", "张三")
    assert "来源" not in read_.body


@pytest.mark.parametrize(
    "line",
    [
        "作者：张三",
        "撰稿人：张三",
        "供稿 张三",
        "文/张三",
        "（记者 张三）",
        "重庆日报记者　张三",
        "来源：重庆日报　记者：张三",
    ],
)
def test_a_line_that_only_says_who_wrote_it_is_taken(line):
    read_ = read(f"<h1>题</h1><p>{line}</p><p>一。</p><p>二。</p><p>三。</p><p>四。</p>")

    assert read_.author == "张三"
    assert "张三" not in read_.body


@pytest.mark.parametrize(
    "line", ["图为外国记者参观洪崖洞", "市外办举行中外记者见面会", "▲记者在现场采访", "作者简介"]
)
def test_a_line_that_speaks_of_writers_stays(line):
    read_ = read(f"<h1>题</h1><p>{line}</p><p>一。</p><p>二。</p><p>三。</p><p>四。</p>")

    assert read_.author == ""
    assert line in read_.body


def test_who_wrote_it_in_the_middle_of_a_sentence_stays_there():
    read_ = read("<p>据新华社消息来源称，协议已签。</p><p>二。</p>")

    assert read_.source == ""
    assert "新华社" in read_.body


def test_headings_start_at_the_second_level():
    read_ = read("<h1>题</h1><p>一。</p><h1>甲</h1><h2>乙</h2><h5>丙</h5>")

    assert read_.body.splitlines()[1:] == ["<h2>甲</h2>", "<h3>乙</h3>", "<h4>丙</h4>"]


def test_numbered_bold_lines_are_headings():
    read_ = read(
        "<p>导语。</p><p><strong>一、基本情况</strong></p><p>文。</p>"
        "<p><strong>（一）友城</strong></p><p><strong>强调的一句话</strong></p>"
    )

    assert "<h2>一、基本情况</h2>" in read_.body
    assert "<h3>（一）友城</h3>" in read_.body
    assert "<p><strong>强调的一句话</strong></p>" in read_.body


def test_footnotes_stand_at_the_end_without_dead_links():
    read_ = read(
        '<p>正文<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup>。</p>'
        '<ol><li id="footnote-1"><p>出处。 <a href="#footnote-ref-1">↑</a></p></li></ol>'
    )

    assert "<sup>[1]</sup>" in read_.body
    assert "<h2>注释</h2>" in read_.body
    assert "href" not in read_.body
    assert "↑" not in read_.body


def test_short_lines_in_succession_are_verse():
    told = "<p>随团诗人在洪崖洞前写下四句，赠给同行的友人：</p>"

    read_ = read(told + "<p>两江夜色里</p><p>灯火照归舟</p><p>远客从何处</p><p>同看月当头</p>")

    assert read_.body.splitlines()[1:] == [
        "<p>两江夜色里<br>灯火照归舟<br>远客从何处<br>同看月当头</p>"
    ]


def test_a_list_written_by_hand_is_no_verse():
    read_ = read("<p>引。</p><p>1.签证</p><p>2.认证</p><p>3.护照</p><p>4.邀请函</p>")

    assert "<br>" not in read_.body


def test_tables_and_lists_stay():
    table = "<table><tr><td><p>国家</p></td></tr></table>"

    read_ = read(f"<p>引。</p>{table}<ul><li>甲</li></ul>")

    assert table in read_.body
    assert "<ul><li>甲</li></ul>" in read_.body


@pytest.mark.parametrize("html", ["", "<p></p>", "<p>\u3000</p>"])
def test_an_empty_file_is_an_empty_manuscript(html):
    assert read(html) == Manuscript()
