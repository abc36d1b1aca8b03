"""A paste from Word, WPS and WeChat, as browsers hand it over, becomes what was meant."""

import pytest

from waishi.publishing.pasting import tidy_paste
from waishi.publishing.prose import clean_prose

# Written here after what each program puts on the clipboard.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
<!-- p.MsoNormal {mso-style-unhide:no;} --></style></head><body lang=ZH-CN>
<!--StartFragment-->
<h1 style='mso-pagination:widow-orphan'><span lang=EN-US><o:p>签署</o:p></span></h1>
<p class=MsoNormal style='text-indent:21.0pt'>&nbsp;&nbsp;<b><span
style='color:red'>重庆</span></b>与麦德林签署。<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>1.&nbsp;&nbsp;&nbsp;教育<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>2.&nbsp;&nbsp;&nbsp;经贸<o:p></o:p></p>
<p class=MsoNormal><img src="file:///C:/Users/a/clip_image002.jpg"></p>
<p class=MsoNormal><a href="javascript:x()">链接</a><a href="https://example.org/a">网页</a></p>
<table class=MsoTableGrid><tr><td width=100><p class=MsoNormal>国家</p></td></tr></table>
<!--EndFragment--></body></html>"""
WECHAT = """<section style="margin:0"><section data-id="1"><span
style="font-size:16px">第一段。</span></section>
<section><p style="text-indent:2em"><span>　　第二段。</span></p><p><br></p></section>
<section><img data-src="https://example.org/a" src="data:image/gif;base64,AA"></section>
</section>"""


def cleaned(html):
    return clean_prose(tidy_paste(html))


def test_a_paste_from_word_keeps_what_it_says_and_nothing_of_how_word_says_it():
    html = cleaned(WORD)

    assert html.startswith("<h2>签署</h2><p><strong>重庆</strong>与麦德林签署。</p>")
    assert "<ol><li><p>教育</p></li><li><p>经贸</p></li></ol>" in html
    assert "<td><p>国家</p></td>" in html
    assert 'href="https://example.org/a"' in html
    for trace in ("mso", "Mso", "style", "file:", "javascript", "o:p", "<img", "<figure", "\u00a0"):
        assert trace not in html


def test_a_paste_from_wechat_is_paragraphs():
    assert cleaned(WECHAT) == "<p>第一段。</p><p>第二段。</p>"


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("裸文字", "<p>裸文字</p>"),
        ("<div>一</div><div>二</div>", "<p>一</p><p>二</p>"),
        ("<div>一<p>二</p>三</div>", "<p>一</p><p>二</p><p>三</p>"),
        ("<p>\u3000\u3000缩进</p>", "<p>缩进</p>"),
        ("<p><br>\u00a0换行在前</p>", "<p>换行在前</p>"),
        ("<p>换行在后<br><br></p>", "<p>换行在后</p>"),
        ("<p>一</p><p>\u00a0</p><p></p><p>二</p>", "<p>一</p><p>二</p>"),
        (
            "<p>·\u00a0\u00a0甲</p><p>·\u00a0\u00a0乙</p>",
            "<ul><li><p>甲</p></li><li><p>乙</p></li></ul>",
        ),
        ("<p><b>粗</b><i>斜</i></p>", "<p><strong>粗</strong><em>斜</em></p>"),
        ("<p>两江夜色里<br>灯火照归舟<br>远客从何处</p>",) * 2,
        ("<p>行内 <strong>强调</strong> 的空格</p>",) * 2,
        ("<p>1. 手写的编号不动</p><p>2. 手写的编号不动</p>",) * 2,
        ("<p>3.&nbsp;&nbsp;从三开始的不动</p>",) * 2,
        ("<blockquote><p>引文</p></blockquote>",) * 2,
        ("<hr>",) * 2,
        ("", ""),
        ("<p>\u3000</p>", ""),
        ("<p>前\x0b后</p>", "<p>前后</p>"),
        ("<p>前&#11;&#x1F;&#0012后</p><p>&#110;</p>", "<p>前后</p><p>n</p>"),
    ],
)
def test_what_was_meant_is_found(pasted, meant):
    assert cleaned(pasted) == meant


def test_pictures_of_one_paragraph_stand_apart_in_their_order():
    html = cleaned('<p>文<img src="/media/a.jpg"><img src="/media/b.jpg"></p>')

    assert html == (
        '<figure><img src="/media/a.jpg"></figure><figure><img src="/media/b.jpg"></figure>'
        "<p>文</p>"
    )


def test_a_figure_keeps_its_caption():
    html = '<figure><img src="/media/a.jpg" alt="现场"><figcaption>签署现场</figcaption></figure>'

    assert cleaned(html) == html


@pytest.mark.parametrize("pasted", [WORD, WECHAT, "<p>1.\u00a0\u00a0甲</p><p>2.\u00a0\u00a0乙</p>"])
def test_cleaning_again_changes_nothing(pasted):
    once = cleaned(pasted)

    assert cleaned(once) == once


@pytest.mark.parametrize(
    "hostile",
    [
        "<",
        "<p",
        "</p></p>",
        "<p>" * 400,
        "<![CDATA[x]]>",
        "<?php x ?>",
        "&#0;",
        "<!doctype html>",
        "<html></html>",
        "<html><p>一</html>",
        "<svg><script>x</script></svg>",
    ],
)
def test_broken_markup_is_no_reason_to_fail(hostile):
    assert "<script" not in cleaned(hostile)
