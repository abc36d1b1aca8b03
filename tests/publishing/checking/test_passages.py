from waishi.publishing.checking.passages import read_prose

HTML = """<h2>签署</h2><p>重庆与<a href="/news/7/">麦德林&amp;图卢兹</a>签署。<br>第二行</p>
<figure><img src="/media/a.jpg" alt="签署现场"><figcaption>图为<em>现场</em></figcaption></figure>
<ul><li>一</li><li>二</li></ul>"""


def test_prose_is_read_as_paragraphs_links_and_pictures():
    prose = read_prose(HTML)

    assert prose.paragraphs == [
        "签署",
        "重庆与麦德林&图卢兹签署。",
        "第二行",
        "图为现场",
        "一",
        "二",
    ]
    assert [(link.address, link.words) for link in prose.links] == [("/news/7/", "麦德林&图卢兹")]
    (picture,) = prose.pictures
    assert (picture.address, picture.alt, picture.caption) == (
        "/media/a.jpg",
        "签署现场",
        "图为现场",
    )


def test_a_link_in_two_pieces_of_emphasis_is_one():
    (link,) = read_prose('<p><a href="/a/">友<strong>城</strong></a></p>').links

    assert link.words == "友城"
