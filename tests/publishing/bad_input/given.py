"""What the forms of the office are given, and how one comes back."""

import pytest

from tests.publishing.test_office_forms import form_of

# More digits than Python reads.
HUGE = pytest.param("9" * 5000, id="huge")
ADD_ARTICLE = "/admin/news/article/add/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def said_by(response):
    """The page, once it is known to be a form that came back."""
    assert response.status_code == 200
    return response.content.decode()


def written_article(client, section, **more):
    """What a browser sends for a new article."""
    return form_of(client, ADD_ARTICLE) | {
        "title_zh_hans": "重庆与恩贾梅纳签署友城协议",
        "body_zh_hans": "<p>2021年10月12日签署。</p>",
        "section": section.pk,
        "source_zh_hans": "市外办",
        **more,
    }
