"""A draft with mistakes, so that the check before release can be seen at work."""

from news.models import Article, Section
from waishi.accounts.models import User
from waishi.publishing import saving

# It states nothing of anybody, and no page shows it.
BODY = """<p>这是演示用的草稿，不发布，用来看“检查”怎样提示。</p>
<p>写重了的的字、没有配对的括号（、夹在中文里的半角逗号,都请核对；日历上没有的2021年2月30日须改正。</p>
<p>用词表里的旧地名汉城，应写作首尔。</p>
<p>指向空处的链接：<a href="/news/999999/">本站没有的页面</a>。</p>"""


def load_draft_with_mistakes(editor: User, section: Section) -> None:
    """Write it as the editor would; it stays a draft."""
    article = Article(
        title_zh_hans="检查示例：这篇草稿有意写错",
        body_zh_hans=BODY,
        source_zh_hans="本站依据公开资料编写",
        section=section,
        created_by=editor,
    )
    saving.create(article, editor)
