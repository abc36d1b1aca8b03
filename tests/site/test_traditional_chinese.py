"""How simplified Chinese becomes traditional, and that nothing else of a page changes."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waishi.site.hant import to_simplified, to_traditional, traditional_page
from waishi.site.markup import SPOKEN, Translation


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("老挝", "老撾"),
        ("新西兰", "新西蘭"),
        ("意大利、沙特、也门、科特迪瓦", "意大利、沙特、也門、科特迪瓦"),
        ("重庆市外事办公室", "重慶市外事辦公室"),
        ("后来的皇后", "後來的皇后"),
        ("发展与头发", "發展與頭髮"),
        ("这里有一百公里", "這裏有一百公里"),
        ("软件、信息、互联网", "軟件、信息、互聯網"),
        ("plain & simple", "plain & simple"),
        ("", ""),
    ],
)
def test_characters_change_and_words_do_not(simplified, traditional):
    assert to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("老撾", "老挝"),
        ("友好城市", "友好城市"),
        ("裏面 裡面 綫 線", "里面 里面 线 线"),
        ("瞭望名著", "瞭望名著"),
        ("sister city 友城", "sister city 友城"),
    ],
)
def test_a_reader_searches_in_either_script(asked, searched):
    assert to_simplified(asked) == searched


def test_the_offices_exceptions_come_first_and_the_longest_before_all():
    exceptions = [("发", "X"), ("范长江", "范長江"), ("头发", "頭髮！"), ("范", "范")]

    assert to_traditional("范长江的头发与发展", exceptions) == "范長江的頭髮！與X展"
    assert to_traditional("范围", exceptions) == "范圍"
    assert to_traditional("范围") == "範圍"


UNTOUCHED = [
    '<a href="/news/发展/">',
    '<a href="/media/a.pdf" download="发展.pdf">',
    '<img src="/media/发.jpg" srcset="/发.jpg 2x">',
    "<script>var 发展 = '发展';</script>",
    "<style>.发::before { content: '发' }</style>",
    "<code>发展</code>",
    '<textarea name="q">发展</textarea>',
    '<input type="search" name="q" value="发展">',
    "<!-- 发展 <b>头发</b> -->",
    '<span lang="ja">国会議事堂 広島 学</span>',
    '<span lang="ja">日本<b>语</b>学</span>',
    '<span lang="">发展</span>',
    '<a lang="zh-Hans" translate="no">简体</a>',
    "<option>发展</option>",
    '<meta name="ColumnType" content="工作动态">',
    '<meta property="og:url" content="/发展/">',
    '<div data-name="发展" id="发展" class="发展">',
    '<script type="application/ld+json">no json 发展</script>',
    '<a title="发展',
    "<!doctype html>",
    "1 < 2 > 1",
]


@pytest.mark.parametrize("html", UNTOUCHED)
def test_what_is_no_chinese_text_stays_as_it_was(html):
    assert traditional_page(html) == html


@pytest.mark.parametrize(
    ("html", "converted"),
    [
        ("<p>发展</p>", "<p>發展</p>"),
        ("<p>发展<br>头发", "<p>發展<br>頭髮"),
        ('<html lang="zh-Hans">发', '<html lang="zh-Hant">發'),
        ('<span lang="en">发<i lang="zh-CN">发', '<span lang="en">发<i lang="zh-Hant">發'),
        ('<img alt="发展" src="/发">', '<img alt="發展" src="/发">'),
        ("<img alt='发展' title = \"头发\"/>", "<img alt='發展' title = \"頭髮\"/>"),
        ('<img lang="ja" alt="学">学', '<img lang="ja" alt="学">學'),
        ('<b aria-label="发展">', '<b aria-label="發展">'),
        ('<input placeholder="搜索发展" value="发">', '<input placeholder="搜索發展" value="发">'),
        ('<meta name="Description" content="发">', '<meta name="Description" content="發">'),
        ('<meta content="发" property="og:title">', '<meta content="發" property="og:title">'),
        ("<title>发 &lt; <b></title>", "<title>發 &lt; <b></title>"),
        ('<option value="发">发展</option>', '<option value="发">發展</option>'),
        ("<p><span lang='ja'>学<p></p>学</p>学", "<p><span lang='ja'>学<p></p>学</p>學"),
        (
            "<svg><path d='M0 0'/><text>发</text></svg>",
            "<svg><path d='M0 0'/><text>發</text></svg>",
        ),
        ("发 < 展 <b>发</b>", "發 < 展 <b>發</b>"),
    ],
)
def test_what_a_reader_reads_or_hears_is_converted(html, converted):
    assert traditional_page(html) == converted


def test_the_human_words_of_structured_data_are_converted():
    said = {
        "@type": "NewsArticle",
        "headline": "发展 </script>",
        "url": "https://example.test/发展/",
        "inLanguage": "zh-Hans",
        "itemListElement": [{"name": "头发", "item": "/头发/"}],
    }
    script = '<script type="application/ld+json">{}</script>'
    html = script.format(json.dumps(said).replace("<", "\\u003C"))

    converted = traditional_page(html)

    words = json.loads(converted.removeprefix(script[:35]).removesuffix("</script>"))
    assert words["headline"] == "發展 </script>"
    assert words["url"] == said["url"]
    assert words["inLanguage"] == "zh-Hant"
    assert words["itemListElement"] == [{"name": "頭髮", "item": "/头发/"}]
    assert converted.count("</script>") == 1


class Skeleton(HTMLParser):
    """All of a page but its texts, and its texts apart."""

    def __init__(self, html):
        super().__init__(convert_charrefs=False)
        self.markup, self.texts = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        plain = [(name, None if name in {*SPOKEN, "lang", "content"} else v) for name, v in attrs]
        self.markup.append((tag, plain))

    def handle_endtag(self, tag):
        self.markup.append(tag)

    def handle_comment(self, data):
        self.markup.append(("comment", data))

    def handle_decl(self, decl):
        self.markup.append(("declaration", decl))

    def handle_entityref(self, name):
        self.texts.append(f"&{name};")

    def handle_charref(self, name):
        self.texts.append(f"&#{name};")

    def handle_data(self, data):
        self.texts.append(data)


CHARACTERS = st.text(alphabet="发展头后里国学a &<>\"'=/-!\n;#", max_size=12)
# What is text in a title or a textarea html.parser has come to know only lately.
NAMES = st.sampled_from(["p", "b", "span", "script", "style", "code", "br"])
LANGUAGES = st.sampled_from(["", ' lang="ja"', ' lang="zh-Hans"', " lang=en", ' alt="发"'])
VALUES = CHARACTERS.map(lambda text: text.replace('"', "").replace("<", ""))
TAGS = st.builds('<{}{} href="{}">'.format, NAMES, LANGUAGES, VALUES)
ENDS = st.builds("</{}>".format, NAMES)
COMMENTS = CHARACTERS.map(lambda text: f"<!--{text.replace('-', '').strip('>')}-->")
TEXTS = CHARACTERS.map(lambda text: text.replace("<", "").replace(">", "").replace("&", ""))
PAGES = st.lists(st.one_of(TAGS, ENDS, COMMENTS, TEXTS), max_size=20).map("".join)


@given(PAGES)
def test_the_markup_of_any_page_is_untouched(html):
    before, after = Skeleton(html), Skeleton(traditional_page(html))

    assert after.markup == before.markup
    assert len("".join(after.texts)) == len("".join(before.texts))


@given(st.one_of(PAGES, CHARACTERS, st.text()))
def test_a_page_whose_words_are_left_alone_comes_back_byte_for_byte(html):
    assert Translation(lambda text: text, marked_as="zh-Hans").page(html) == html
