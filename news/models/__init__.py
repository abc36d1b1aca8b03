from news.models.article import Article, ArticleAttachment, ArticlePicture
from news.models.release import ArticleRelease, Withdrawal
from news.models.section import Section
from news.models.topic import Topic

__all__ = [
    "Article",
    "ArticleAttachment",
    "ArticlePicture",
    "ArticleRelease",
    "Section",
    "Topic",
    "Withdrawal",
]
