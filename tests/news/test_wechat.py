"""复制到公众号: only what readers see, with its styles, its pictures named in their order."""

import pytest
from django.urls import reverse

from news.wechat import for_wechat
from tests.content import add_gallery
from tests.factories import ArticleFactory, PictureFactory

pytestmark = pytest.mark.django_db


def document(body, **more):
    return {"body": body, "source": "市外办", "author": "", "responsible_editor": ""} | more


def test_every_paragraph_carries_its_style_and_no_link_leads_out():
    made = for_wechat(document('<p>见<a href="https://example.org/">网页</a>。</p><h2>一</h2>'), [])

    assert "<a" not in made.html
    assert '<p style="margin:0 0 1em;' in made.html
    assert '<h2 style="' in made.html
    assert "见网页。" in made.html
    assert "来源：市外办" in made.html


def test_pictures_leave_a_line_where_they_belong_in_their_order():
    body = '<p>文。</p><figure><img src="/media/a.jpg"><figcaption>签署</figcaption></figure>'

    made = for_wechat(document(body), [("b.jpg", "合影")])

    assert made.files == ["a.jpg", "b.jpg"]
    assert "<img" not in made.html
    text = made.html
    assert text.index("【此处插入图 1】") < text.index("签署") < text.index("【此处插入图 2】")


def test_what_was_written_is_not_taken_for_markup():
    made = for_wechat(document("<p>&lt;script&gt;</p>"), [("b.jpg", "<b>合影</b>")])

    assert "<script" not in made.html
    assert "&lt;b&gt;合影" in made.html


def page(client, article):
    return client.get(reverse("admin:news_article_wechat", args=[article.pk])).content.decode()


def test_the_released_text_is_copied_and_never_the_draft(client, office):
    client.force_login(office.writer)
    article = ArticleFactory(
        created_by=office.writer, lead_picture=PictureFactory(), lead_picture_alt_zh_hans="现场"
    )
    add_gallery(article, 2)
    assert "现在没有公开" in page(client, article)
    office.release(article)
    office.rewrite(article, body_zh_hans="<p>还没有审过的话。</p>")

    shown = page(client, article)

    assert "2021年9月15日，重庆与麦德林在线签署" in shown
    assert "还没有审过的话" not in shown
    assert "下载图 2" in shown


def test_who_may_not_see_the_article_may_not_copy_it(client, office):
    article = ArticleFactory(created_by=office.writer)
    client.force_login(office.contributor)

    assert client.get(reverse("admin:news_article_wechat", args=[article.pk])).status_code == 404
