"""The pages of news."""

from news.views.archive import article_archive, section_archive
from news.views.article import article_detail, article_qr
from news.views.section import article_list, section_detail
from news.views.topic import mark_past, topic_detail, topic_list

__all__ = [
    "article_archive",
    "article_detail",
    "article_list",
    "article_qr",
    "mark_past",
    "section_archive",
    "section_detail",
    "topic_detail",
    "topic_list",
]
