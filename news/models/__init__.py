from news.models.article import Article, ArticleAttachment, ArticlePicture, ArticleVideo
from news.models.erratum import Erratum
from news.models.front_pick import FrontPick
from news.models.left_file import LeftFile
from news.models.limit import SectionLimit
from news.models.preview_link import PreviewLink, PreviewSharing
from news.models.release import ArticleRelease
from news.models.section import Section
from news.models.topic import Topic
from news.models.withdrawal import Withdrawal

__all__ = [
    "Article",
    "ArticleAttachment",
    "ArticlePicture",
    "ArticleRelease",
    "ArticleVideo",
    "Erratum",
    "FrontPick",
    "LeftFile",
    "PreviewLink",
    "PreviewSharing",
    "Section",
    "SectionLimit",
    "Topic",
    "Withdrawal",
]
